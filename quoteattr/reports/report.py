"""What a report says of each statement: the words in their context, where they are published, how they were checked.

In: a database and ids. Out: a `Report`, whose parts are plain text::

    for entry in report_of(Path("quotes.db"), ids).entries:
        print(entry.who, entry.act, entry.words, entry.source, entry.checks)
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import starmap
from pathlib import Path
from typing import Any

from quoteattr.queries import Coverage, coverage_of, reading, record_at
from quoteattr.rendering.articles import PLAIN_ACT, act_of, clean, head, history_of, role_of, tail, verb_of
from quoteattr.rendering.highlights import web_address, words_at
from quoteattr.statements import Kind
from quoteattr.store.reading import place_of, reviews_about, text_of
from quoteattr.store.reviewing import pieces_of
from quoteattr.store.reviews import Judgement
from quoteattr.store.rows import Row
from quoteattr.verify import Verdict, verify_each

# Characters of the article before and after the words.
AROUND = 300
# Statements of one report; each is verified anew.
MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportEntry:
    """A statement.

    Attributes:
        record: as docs/data-model.md has it.
        before, inside, after: the article around the first and the last of the words.
        checks: how it was checked, a sentence each.
    """

    record: Mapping[str, Any]
    before: str
    inside: str
    after: str
    checks: tuple[str, ...]

    @property
    def who(self) -> str:
        """The speaker with the role."""
        record = self.record
        speaker = clean(record["speaker"]) if record["speaker"] else "A speaker whom the text does not settle"
        return ", ".join(filter(None, (speaker, role_of(record))))

    @property
    def act(self) -> str:
        """What the speaker does with the words."""
        return act_of(self.record)

    @property
    def plain(self) -> bool:
        """Whether the speaker simply says them."""
        return self.act == PLAIN_ACT

    @property
    def verb(self) -> str:
        """How the speaker says them."""
        return verb_of(self.record)

    @property
    def words(self) -> str:
        """The words, a quote between its marks."""
        words = clean(self.record["text"])
        return f"“{words}”" if self.record["kind"] == Kind.DIRECT else words

    @property
    def source(self) -> str:
        """Date, outlet and title of the article, as far as they are known."""
        known = (self.record[name] for name in ("published", "outlet", "title"))
        return ", ".join(clean(part) for part in known if part) or clean(self.record["address"] or "no source is known")

    @property
    def link(self) -> str | None:
        """The words on the publisher's page; None when the article has no web address."""
        return words_at(self.record["address"], pieces_of(self.record["text"], self.record["spans"]))

    @property
    def address(self) -> str | None:
        """The publisher's page as a reader types it; the path of a file where that is all there is."""
        return web_address(self.record["address"]) or clean(self.record["address"] or "") or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Statements that somebody has chosen.

    Attributes:
        made: the day.
        entries: in the order in which they were chosen.
        missing: ids of which there is no statement.
        coverage: what the database has read.
    """

    made: str
    entries: tuple[ReportEntry, ...]
    missing: tuple[str, ...]
    coverage: Coverage

    @property
    def title(self) -> str:
        """What the report is called."""
        number = len(self.entries)
        return f"{number} statement{'' if number == 1 else 's'}, {self.made}"


def report_of(database: Path, ids: Iterable[str]) -> Report:
    """The report of these statements; one that is asked for twice stands once, and at most `MOST` do.

    Raises:
        StoreError: the file is no database of quoteattr.
    """
    with reading(database) as connection:
        wanted = list(dict.fromkeys(ids))[:MOST]
        found = {identifier: place_of(connection, identifier) for identifier in wanted}
        records = [record_at(connection, *place) for place in dict.fromkeys(filter(None, found.values()))]
        verdicts = verify_each(database, map(_asked, records), first_only=True)
        return Report(
            made=datetime.now(UTC).date().isoformat(),
            entries=tuple(starmap(partial(_entry, connection), zip(records, verdicts, strict=True))),
            missing=tuple(identifier for identifier, place in found.items() if place is None),
            coverage=coverage_of(connection),
        )


def _asked(record: Mapping[str, Any]) -> tuple[str, str | None]:
    return record["text"], None if record["anonymous"] else record["speaker"]


def _entry(connection: sqlite3.Connection, record: Mapping[str, Any], verdict: Verdict) -> ReportEntry:
    text = text_of(connection, record["document_id"])
    start, end = record["spans"][0][0], record["spans"][-1][1]
    reviews = reviews_about(connection, record["id"])
    return ReportEntry(
        record=record,
        before=_in_line(tail(text[:start], AROUND)),
        inside=clean(text[start:end]),
        after=_in_line(head(text[end:], AROUND)),
        checks=(*_reviewed(reviews), *_sure(record), *_verified(record, verdict)),
    )


def _reviewed(reviews: list[Row]) -> Iterator[str]:
    if not reviews:
        yield "Nobody has reviewed it."
    for review in reviews[:1]:
        note = f": “{clean(review['note'])}”" if review["note"] else ""
        judgement, day = _JUDGEMENTS[review["judgement"]], review["created"][:10]
        yield f"Reviewed: {judgement}, says {clean(review['reviewer'])}, {day}{note}."


_JUDGEMENTS = {
    Judgement.RIGHT: "right",
    Judgement.CORRECTED: "right as it is corrected here",
    Judgement.WRONG: "wrong, nobody is reported to say this",
    Judgement.ADDED: "added by hand",
}


def _sure(record: Mapping[str, Any]) -> Iterator[str]:
    if not record["review"]:
        who = f"; {record['speaker_confidence']:.2f} that it is this speaker" if record["speaker_confidence"] else ""
        yield f"Found by {clean(record['method'])}, sure {record['confidence']:.2f} that it is a statement{who}."


def _verified(record: Mapping[str, Any], verdict: Verdict) -> Iterator[str]:
    """What the database says of the words, and where else they stand."""
    yield f"Verified here: {clean(verdict.sentence)}"
    history = history_of(record)
    if history:
        yield f"The same words elsewhere: {history}."


def _in_line(text: str) -> str:
    """The text in one line, with a space at its ends where it has one."""
    left, right = text[:1].isspace(), text[-1:].isspace()
    return f"{' ' * left}{clean(text)}{' ' * right}"
