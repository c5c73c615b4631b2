"""A statement as the pages show it: who does what with which words, how sure that is, and where it leads.

In: a row of the view `statements`. Out: a `Card` of plain text and addresses; templates escape it once more::

    cards(visit, await visit.ask(questions.LATEST))
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from quoteattr.rendering.articles import PLAIN_ACT, act_of, clean, is_negated, is_refuted, speaker_of, verb_of
from quoteattr.rendering.fragments import words_at
from quoteattr.statements import Kind
from quoteattr.store.reviewing import pieces_of
from quoteattr.store.rows import record_of
from quoteattr.web.visits import Row, Visit

# Colours of the style sheet; speakers take them in turn. Colour never stands alone: each name is written out.
HUES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One statement.

    Attributes:
        number: its place in the list, from 1.
        record: as docs/data-model.md has it.
        speaker, role, verb, act, words: clean text.
        plain: the speaker simply says it.
        negated: denied, or not said, or found wrong by a reviewer.
        refuted: found wrong by a reviewer.
        direct: the words are quoted.
        hue: colour of the speaker in this list, None for an unsettled one.
        url: its page.
        place: where it stands in its document.
        original: where it stands on the publisher's page, if that has an address.
        speaker_url: the page of the speaker, if settled.
    """

    number: int
    record: Row
    speaker: str
    role: str
    verb: str
    act: str
    words: str
    plain: bool
    negated: bool
    refuted: bool
    direct: bool
    hue: int | None
    url: str
    place: str
    original: str | None
    speaker_url: str | None

    @property
    def told(self) -> str:
        """All that a reader may want to know at a glance, in one line."""
        record = self.record
        sure = f"sure {record['confidence']:.2f}"
        review = f"reviewed: {record['review']}" if record["review"] else ""
        parts = (self.speaker, self.role, self.verb, record["kind"], sure, f"by {record['method']}", review)
        return " · ".join(part for part in parts if part)

    @property
    def clock(self) -> str:
        """When the words begin in their recording, `1:02:03`; nothing where there is none."""
        second = self.record["begins_at"]
        return "" if second is None else str(timedelta(seconds=int(second)))

    @property
    def piece(self) -> bool:
        """Whether a claim around it is shown too."""
        return self.record["claim_id"] is not None


def cards(visit: Visit, rows: Iterable[Row]) -> tuple[Card, ...]:
    """The cards of rows of `statements`, in their order."""
    return tuple(_cards(visit, rows))


def _cards(visit: Visit, rows: Iterable[Row]) -> Iterator[Card]:
    hues: dict[str, int] = {}
    for number, row in enumerate(rows, 1):
        if row["speaker_id"]:
            hues.setdefault(row["speaker_id"], len(hues) % HUES)
        yield _card(visit, row, number, hues.get(row["speaker_id"]))


def _card(visit: Visit, row: Row, number: int, hue: int | None) -> Card:
    record: dict[str, Any] = record_of(row)
    direct = record["kind"] == Kind.DIRECT
    pieces = pieces_of(record["text"], record["spans"])
    return Card(
        number=number,
        record=record,
        speaker=speaker_of(record),
        role=clean(record["role"] or ""),
        verb=verb_of(record),
        act=act_of(record),
        words=clean(record["text"]),
        plain=act_of(record) == PLAIN_ACT,
        negated=is_negated(record),
        refuted=is_refuted(record),
        direct=direct,
        hue=hue,
        url=visit.url("quotes" if direct else "claims", record["id"]),
        place=f"{visit.url('documents', record['document_id'])}#s-{record['id']}",
        original=words_at(record["address"], pieces),
        speaker_url=visit.url("speakers", row["speaker_id"]) if row["speaker_id"] else None,
    )
