"""What people have decided about speakers: one of them is another or is not, is two, is called otherwise, is on a list.

In: a decision, or the JSON line of one. Out: the other of the two::

    as_line(Decision(verdict=Verdict.RENAME, speaker=Chosen(name="Bob Hale"), name="Robert Hale", ...))

A decision names speakers by what documents call them, and by the documents where a name alone does not
tell; so it holds in every database that reads the same documents, however often they are extracted.
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from quoteattr.components.vocabulary import fold
from quoteattr.errors import QuoteattrError


class Named(Protocol):
    """What a choice looks at."""

    @property
    def name(self) -> str: ...  # noqa: D102

    @property
    def document_id(self) -> str: ...  # noqa: D102


class DecisionKind(StrEnum):
    """What is decided."""

    MERGE = "merge"
    APART = "apart"
    SPLIT = "split"
    RENAME = "rename"
    LINK = "link"
    UNLINK = "unlink"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionScope:
    """Which appearances a decision is about.

    Attributes:
        names: any of these names, as documents have them.
        documents: ids of documents; empty means all.
    """

    names: tuple[str, ...]
    documents: tuple[str, ...] = ()

    def fits(self, appearance: Named) -> bool:
        """Whether a decision is about an appearance."""
        named = fold(appearance.name) in {fold(name) for name in self.names}
        return named and (not self.documents or appearance.document_id in self.documents)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision.

    Attributes:
        verdict: merge or apart (two are one, or are not), split, rename, link or unlink (with somebody of a list).
        speaker: who it is about; of a split, those who are somebody else.
        other: with whom the speaker is merged, or is not one.
        name: what the speaker is to be called.
        identifier: of the entry of a list that the speaker is, or is not.
        made: when (ISO 8601).
        note: why, in the words of who decided.
    """

    verdict: DecisionKind
    speaker: DecisionScope
    other: DecisionScope | None = None
    name: str | None = None
    identifier: str | None = None
    made: str = ""
    note: str | None = None

    @property
    def reason(self) -> str:
        """What is stored beside each speaker that it changes."""
        return f"decided: {self.verdict}" + (f" ({self.note})" if self.note else "")


def as_line(decision: Decision) -> str:
    """A decision as a line of JSON."""
    fields: dict[str, Any] = {"verdict": decision.verdict, "speaker": _as_dict(decision.speaker)}
    if decision.other:
        fields["other"] = _as_dict(decision.other)
    rest = {"name": decision.name, "identifier": decision.identifier, "made": decision.made, "note": decision.note}
    return json.dumps({**fields, **{key: value for key, value in rest.items() if value}}, ensure_ascii=False)


def _as_dict(chosen: DecisionScope) -> dict[str, Any]:
    return {"names": chosen.names, **({"documents": chosen.documents} if chosen.documents else {})}


def from_line(line: str, where: str) -> Decision:
    """The decision of a line of JSON.

    Raises:
        QuoteattrError: it is none; the message says where.
    """
    try:
        found = json.loads(line)
        return Decision(
            verdict=DecisionKind(found["verdict"]),
            speaker=_chosen(found["speaker"]),
            other=_chosen(found["other"]) if "other" in found else None,
            name=found.get("name"),
            identifier=found.get("identifier"),
            made=str(found.get("made", "")),
            note=found.get("note"),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as err:
        raise QuoteattrError(
            f"{where}: no decision about a speaker ({err!r}); expected a line of `quoteattr speakers ... export`"
        ) from err


def _chosen(found: Any) -> DecisionScope:
    names = tuple(str(name) for name in found["names"])
    if not names:
        raise ValueError("no names")
    return DecisionScope(names=names, documents=tuple(str(each) for each in found.get("documents", ())))
