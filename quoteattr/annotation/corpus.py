"""Annotations as they are kept: offsets and names beside the digest of a text, without the text.

In: what an annotator decided (`Annotation`). Out: one JSON file an article, and back::

    write_annotation(annotation, Path("corpora/press/cluster_04d3d3b4.json"))
    annotation = read_annotation(Path("corpora/press/cluster_04d3d3b4.json"))

Spans are half-open character offsets into the text whose `digest` the annotation names. docs/annotation.md explains
each field.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from quoteattr.errors import GoldError
from quoteattr.spans import Span
from quoteattr.statements import Kind, Modality, Polarity, SpeakerType

Spans = tuple[Span, ...]


class Gender(StrEnum):
    """What the text shows."""

    MALE = "m"
    FEMALE = "f"
    NONE = "n"  # a body, a document
    UNKNOWN = "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedEntity:
    """Somebody, or a body, that speaks or that a pronoun or description could be taken for.

    Attributes:
        key: what statements call it by; unique in the article.
        names: the fullest name in the article first, then others that a reader would accept as the answer; of one
            without a name the description, without article.
        type: person, organization, group, document or unknown.
        gender: what the text shows.
        anonymous: the text gives no name; `names` are descriptions.
        roles: where the text says what it is, best first.
        mentions: names, pronouns and descriptions that mean it, by position.
    """

    key: str
    names: tuple[str, ...]
    type: SpeakerType
    gender: Gender = Gender.UNKNOWN
    anonymous: bool = False
    roles: Spans = ()
    mentions: Spans = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedStatement:
    """A quoted segment that somebody is reported to have said, or a claim.

    Attributes:
        kind: direct for a quoted segment; of a claim mixed when some of its words are quoted.
        spans: the words, a quote's without its marks.
        cue, source: the words that report, and the mention beside them; empty and None where there are none.
        speakers: keys of those who say it, together; empty when the text does not settle who does.
        roles: where the text says what the speaker is, when that is not the entity's first; best first.
        polarity, modality: as in docs/data-model.md.
        phrase: a claim whose content is no proposition ("confirmed it").
        unsure: why careful readers may differ; such a statement is not counted.
    """

    kind: Kind
    spans: Spans
    cue: Spans = ()
    source: Span | None = None
    speakers: tuple[str, ...] = ()
    roles: Spans = ()
    polarity: Polarity = Polarity.ASSERTED
    modality: Modality = Modality.STATEMENT
    phrase: bool = False
    unsure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotQuote:
    """A quoted segment that nobody is reported to have said: title, nickname, term, scare quote, sign."""

    spans: Spans
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """What an annotator read in one article.

    Attributes:
        id, url, digest: which article, and the hash of its text.
        entities, statements, not_quotes: see there.
        part: train, dev or test; None when the article belongs to no part.
        outlet, genre, date, event: what figures are broken down by.
    """

    id: str
    digest: str
    url: str | None = None
    part: str | None = None
    outlet: str | None = None
    genre: str | None = None
    date: str | None = None
    event: str | None = None
    entities: tuple[AnnotatedEntity, ...] = ()
    statements: tuple[AnnotatedStatement, ...] = ()
    not_quotes: tuple[NotQuote, ...] = ()

    def entity(self, key: str) -> AnnotatedEntity:
        """The entity of a key."""
        return next(entity for entity in self.entities if entity.key == key)


_KNOWN = ("id", "digest", "url", "part", "outlet", "genre", "date", "event")


def write_annotation(annotation: Annotation, path: Path) -> None:
    """Write an annotation as a JSON file, a line an entity and a statement, so that changes are readable."""
    head = [f'"{name}": {json.dumps(getattr(annotation, name), ensure_ascii=False)}' for name in _KNOWN]
    lists = {
        "entities": [_entity_as_dict(entity) for entity in annotation.entities],
        "statements": [_statement_as_dict(statement) for statement in annotation.statements],
        "not_quotes": [{"spans": entry.spans, "what": entry.what} for entry in annotation.not_quotes],
    }
    for name, entries in lists.items():
        rows = ",\n  ".join(json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in entries)
        head.append(f'"{name}": [\n  {rows}\n ]' if rows else f'"{name}": []')
    path.write_text("{\n " + ",\n ".join(head) + "\n}\n", encoding="utf-8")


def _entity_as_dict(entity: AnnotatedEntity) -> dict[str, Any]:
    return _filled(
        key=entity.key,
        names=entity.names,
        type=entity.type,
        gender=entity.gender,
        anonymous=entity.anonymous,
        roles=entity.roles,
        mentions=entity.mentions,
    )


def _statement_as_dict(statement: AnnotatedStatement) -> dict[str, Any]:
    return _filled(
        kind=statement.kind,
        spans=statement.spans,
        cue=statement.cue,
        source=statement.source,
        speakers=statement.speakers,
        roles=statement.roles,
        polarity=statement.polarity if statement.polarity is not Polarity.ASSERTED else None,
        modality=statement.modality if statement.modality is not Modality.STATEMENT else None,
        phrase=statement.phrase,
        unsure=statement.unsure,
    )


def _filled(**values: Any) -> dict[str, Any]:
    """The values that say something."""
    return {name: value for name, value in values.items() if value not in (None, False, ())}


def read_annotation(path: Path) -> Annotation:
    """The annotation of a JSON file.

    Raises:
        GoldError: the file is missing or is no annotation; the message says where and why.
    """
    try:
        entry = json.loads(path.read_text(encoding="utf-8"))
        return Annotation(
            **{name: entry.get(name) for name in _KNOWN},
            entities=tuple(map(_entity, entry["entities"])),
            statements=tuple(map(_statement, entry["statements"])),
            not_quotes=tuple(NotQuote(spans=_spans(one["spans"]), what=one["what"]) for one in entry["not_quotes"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise GoldError(f"{path}: not an annotation ({error!r}); docs/annotation.md lists the fields") from error


def _entity(entry: Mapping[str, Any]) -> AnnotatedEntity:
    return AnnotatedEntity(
        key=entry["key"],
        names=tuple(entry["names"]),
        type=SpeakerType(entry["type"]),
        gender=Gender(entry["gender"]),
        anonymous=entry.get("anonymous", False),
        roles=_spans(entry.get("roles", ())),
        mentions=_spans(entry.get("mentions", ())),
    )


def _statement(entry: Mapping[str, Any]) -> AnnotatedStatement:
    source = entry.get("source")
    return AnnotatedStatement(
        kind=Kind(entry["kind"]),
        spans=_spans(entry["spans"]),
        cue=_spans(entry.get("cue", ())),
        source=Span(*source) if source else None,
        speakers=tuple(entry.get("speakers", ())),
        roles=_spans(entry.get("roles", ())),
        polarity=Polarity(entry.get("polarity", Polarity.ASSERTED)),
        modality=Modality(entry.get("modality", Modality.STATEMENT)),
        phrase=entry.get("phrase", False),
        unsure=entry.get("unsure"),
    )


def _spans(pairs: Sequence[Sequence[int]]) -> Spans:
    return tuple(Span(*pair) for pair in pairs)
