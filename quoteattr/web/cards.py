"""A statement as the pages show it: who does what with which words, how sure that is, and where it leads.

In: rows of the view `statements`. Out: a `Card` of each, plain text and addresses; templates escape it once more::

    cards(visit, await visit.ask(questions.IN_DOCUMENT, id="66e3ef0fe25981e0"))

A quote whose words stand in a claim that is listed, too, is `within` it: the claim shows which of its words are quoted,
and a list has them once.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Any

from quoteattr.rendering.articles import (
    CONTROLS,
    PLAIN_ACT,
    act_of,
    clean,
    is_negated,
    is_refuted,
    pieces_within,
    role_of,
    speaker_of,
    verb_of,
)
from quoteattr.rendering.highlights import words_at
from quoteattr.statements import Kind
from quoteattr.store.reviewing import pieces_of
from quoteattr.store.rows import record_of
from quoteattr.sureness import speaker_sureness, words_sureness
from quoteattr.web.visits import Row, Visit

# Colours of the style sheet; speakers take them in turn. Colour never stands alone: each name is written out.
HUES = 10

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One statement.

    Attributes:
        number: its place in the list, from 1; of a quote within a claim, the claim's.
        within: a claim of the list has it in its words.
        record: as docs/data-model.md has it.
        speaker, role, verb, act, words: clean text.
        stretches: the words of a claim, and of each stretch whether it is quoted; of a quote nothing.
        words_sure, speaker_sure: how sure its words and its speaker are, in words and as a number.
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
    within: bool
    record: Row
    speaker: str
    role: str
    verb: str
    act: str
    words: str
    stretches: tuple[tuple[str, bool], ...]
    words_sure: str
    speaker_sure: str
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
    def summary(self) -> str:
        """All that a reader may want to know at a glance, in one line."""
        record = self.record
        sure = f"words {self.words_sure} · speaker {self.speaker_sure}"
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
    found = tuple(rows)
    within = pieces_within(found)
    listed = (row for row in found if row["id"] not in within)
    numbers = {row["id"]: number for number, row in enumerate(listed, 1)}
    hues: dict[str, int] = {}
    for row in found:
        if row["speaker_id"]:
            hues.setdefault(row["speaker_id"], len(hues) % HUES)
        number = numbers[row["claim_id"] if row["id"] in within else row["id"]]
        yield _card(visit, row, number, hues.get(row["speaker_id"]), within=row["id"] in within)


def _card(visit: Visit, row: Row, number: int, hue: int | None, *, within: bool) -> Card:
    record: dict[str, Any] = record_of(row)
    direct = record["kind"] == Kind.DIRECT
    pieces = tuple(pieces_of(record["text"], record["spans"]))
    return Card(
        number=number,
        within=within,
        record=record,
        speaker=speaker_of(record),
        role=role_of(record),
        verb=verb_of(record),
        act=act_of(record),
        words=clean(record["text"]),
        stretches=() if direct else tuple(_stretches(record, pieces, json.loads(row["quoted"]))),
        words_sure=words_sureness(record),
        speaker_sure=speaker_sureness(record),
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


def _stretches(record: Row, pieces: Sequence[str], quoted: Sequence[Any]) -> Iterator[tuple[str, bool]]:
    """The words of a claim, cut where quoted ones begin and end."""
    marked = [(start, end) for spans in quoted for start, end in spans]
    for number, ((start, end), piece) in enumerate(zip(record["spans"], pieces, strict=True)):
        inside = {offset for span in marked for offset in span if start < offset < end}
        cuts = (start, *sorted(inside), end)
        for left, right in pairwise(cuts):
            words = _SPACE.sub(" ", CONTROLS.sub("", piece[left - start : right - start]))
            space = " " if number and left == start else ""
            yield space + words, any(first <= left and right <= last for first, last in marked)
