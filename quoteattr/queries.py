"""Asks a database: who said what, and what the database covers; searching.py asks it where words were said.

In: the path of a database and what is looked for. Out: records (docs/data-model.md), each with the
outlet, date, title and address of its document. A record says whether its speaker asserts or
denies it: read `polarity` before you read `text`::

    for record in lookup(Path("quotes.db"), "belousov", Filters(role="minister", since="2026-01")):
        print(record["published"], record["speaker"], record["polarity"], record["text"])
"""

import contextlib
import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from quoteattr.errors import QuoteattrError
from quoteattr.statements import Kind, Modality
from quoteattr.store.connection import connect, refusals
from quoteattr.store.named import speakers_named
from quoteattr.store.questions import COVERAGE, GROUP, TOGETHER
from quoteattr.store.rows import LINKS, RECORD_FIELDS, record_of
from quoteattr.store.similar import TABLES
from quoteattr.store.terms import match_expression

# "2026", "2026-01", "2026-01-31", with or without a time.
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}([T ][\d:.]+(Z|[+-][\d:]+)?)?)?)?")

# Sorts after every character, so that "2026-01" and this come after all of January.
_LAST = "\U0010ffff"

Record = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What `lookup`, `search` and an export can be narrowed by.

    Attributes:
        speaker: a name of the speaker, with or without titles; "Mr Ayala" and "President Ayala" are Benita Ayala's.
        role: words of the role, as "minister"; case and diacritics do not matter.
        since: first day, month or year ("2026-01-31", "2026-01", "2026").
        until: last day, month or year, included. Statements without a date are left out by both.
        outlet: words of the outlet's name.
        kind: direct, indirect or mixed.
        about: words of what the document is about, as "ferry"; stemmed.
        min_confidence: 0..1, of the words.
        min_speaker_confidence: 0..1, of the speaker; leaves out who is not settled.
        include_thoughts: also what somebody is reported to think; left out unless asked for.
        include_all: thoughts, and claims that say nothing that can be true or false (“backed the bill”), too.
        once: without the quotes that a claim which is found, too, has in its words.
        limit: how many at most.
    """

    speaker: str | None = None
    role: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    kind: Kind | str | None = None
    about: str | None = None
    min_confidence: float | None = None
    min_speaker_confidence: float | None = None
    include_thoughts: bool = False
    include_all: bool = False
    once: bool = False
    limit: int | None = None


NO_FILTERS = Filters()


class Sort(StrEnum):
    """In which order statements are given."""

    MATCH = "match"
    DATE = "date"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What a database has read: without it, "not found" says nothing.

    Attributes:
        documents, quotes, claims, speakers: how many.
        outlets: how many outlets; documents that name none are not counted.
        first, last: dates of the oldest and the newest document, None when none is dated.
        undated: documents without a date.
        skipped: documents that could not be read.
        reviews: what reviewers said of statements.
    """

    documents: int
    quotes: int
    claims: int
    speakers: int
    outlets: int
    first: str | None
    last: str | None
    undated: int
    skipped: int
    reviews: int

    @property
    def sentence(self) -> str:
        """What was searched, for people."""
        searched = f"Searched {self.quotes} quotes and {self.claims} claims in {self.documents} documents"
        outlets = f" of {self.outlets} outlet{'s' * (self.outlets != 1)}" if self.outlets else ""
        dates = f", dated {self.first} to {self.last}" if self.first else ""
        undated = f", {self.undated} without a date" if self.undated else ""
        skipped = f"; {self.skipped} could not be read" if self.skipped else ""
        return f"{searched}{outlets}{dates}{undated}{skipped}."


def lookup(
    path: Path, name: str | None = None, filters: Filters = NO_FILTERS, *, sort: Sort = Sort.DATE
) -> Iterator[Record]:
    """Statements by a speaker, newest first, in the order of the text.

    Args:
        path: the database.
        name: any of the speaker's names, words of one, or a title and a surname: "belousov" finds Andrey Belousov. Case
            and diacritics do not matter. Several speakers may bear it: each record names its own.
            None is the speaker of the filters, or everybody, also statements whose speaker is not settled.
        filters: see `Filters`.
        sort: by date, the newest or the oldest first.

    Raises:
        StoreError: the file is no database of quoteattr.
        QuoteattrError: a date that is none, or an order by match where no words are looked for.
    """
    if sort is Sort.MATCH:
        raise QuoteattrError("sort: without words no statement matches better than another; choose date or oldest")
    filters = replace(filters, speaker=name if name is not None else filters.speaker)
    check_dates(filters)
    return _found(path, hits_query(EVERYTHING, ORDERS[sort], filters), filters)


def coverage(path: Path) -> Coverage:
    """How much a database has read, for the answer when nothing is found."""
    with reading(path) as connection:
        return coverage_of(connection)


def coverage_of(connection: sqlite3.Connection) -> Coverage:
    """The same, of an open database."""
    return Coverage(**dict(connection.execute(COVERAGE).fetchone()))


def latest_reviews(path: Path) -> list[Record]:
    """The newest review of each reviewed statement: columns of docs/data-model.md."""
    query = "SELECT * FROM reviews WHERE id IN (SELECT max(id) FROM reviews GROUP BY statement_id) ORDER BY id"
    with reading(path) as connection:
        return [dict(row) for row in connection.execute(query)]


# The first stage finds where the statements are and puts them in order. It reads nothing but one
# table (which is why its rows hold outlet and date) or, without filters, its index alone, so that
# sorting stays cheap; full-text search hands its rows over in the order of their rank.
EVERYTHING = """
SELECT '{table}' AS place, s.rowid AS number, s.published, s.document_id, s.start FROM {table} AS s
WHERE TRUE"""

# Undated statements come last.
ORDERS = {Sort.DATE: "published DESC, document_id, start", Sort.OLDEST: "published NULLS LAST, document_id, start"}

# Also what somebody says together with others.
_SPEAKER = f"""({{s}}.speaker_id IN (SELECT value FROM json_each(:speaker)) OR {{s}}.id IN (
    {TOGETHER} IN (SELECT value FROM json_each(:speaker))
))"""
# Of the statement {s}.
_CONDITIONS = {
    "role": "instr(folded({s}.role), :role) > 0",
    "outlet": "instr(folded({s}.outlet), :outlet) > 0",
    "since": "{s}.published >= :since",
    "until": "{s}.published <= :until",
    "kind": "{s}.kind = :kind",
    "about": """{s}.document_id IN (
        SELECT document_id FROM subjects WHERE rowid IN (SELECT rowid FROM subjects_fts WHERE subjects_fts MATCH :about)
    )""",
    "min_confidence": "{s}.confidence >= :min_confidence",
    "min_speaker_confidence": "{s}.speaker_confidence >= :min_speaker_confidence",
}

# A quote whose words stand in a mixed claim that is found as well, and is said by the same speaker in the same way.
_IN_A_CLAIM = """s.kind = 'direct' AND s.claim_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM claims AS c WHERE c.id = s.claim_id AND c.kind = 'mixed' AND c.speaker_id IS s.speaker_id
    AND c.polarity = s.polarity AND c.review IS s.review AND instr(c.text, s.text) > 0 AND {conditions}
)"""

# The second stage reads one statement with its speaker and its document.
_ELSEWHERE = {"speaker": "speakers.name AS speaker", "title": "documents.title", "address": "documents.address"}


def hits_query(template: str, order: str, filters: Filters) -> str:
    """The query of the first stage: the rows of both tables, in an order."""
    tables = (f"{template.format(table=table)}{conditions(filters)}" for table in TABLES)
    return " UNION ALL ".join(tables) + f" ORDER BY {order} LIMIT :limit"


def conditions(filters: Filters) -> str:
    """Conditions on a row `s` of quotes or claims; only the filters that are given become some."""
    given = [condition for name, condition in _CONDITIONS.items() if getattr(filters, name)]
    if filters.speaker is not None:
        given.append(_SPEAKER)
    if not filters.include_all:
        given.append("{s}.proposition IS NOT 0")
    if not (filters.include_all or filters.include_thoughts):
        given.append(f"{{s}}.modality <> '{Modality.THOUGHT}'")
    wanted = [condition.format(s="s") for condition in given]
    if filters.once:
        claim = " AND ".join(("TRUE", *(condition.format(s="c") for condition in given)))
        wanted.append(f"NOT ({_IN_A_CLAIM.format(conditions=claim)})")
    return "".join(f" AND {condition}" for condition in wanted)


def _record_query(table: str) -> str:
    fields = (_field(name, table) for name in RECORD_FIELDS)
    return (
        f"SELECT {', '.join(fields)} FROM {table} AS s JOIN documents ON documents.id = s.document_id "
        "LEFT JOIN speakers ON speakers.id = s.speaker_id WHERE s.rowid = ?"
    )


def _field(name: str, table: str) -> str:
    if name in LINKS and table == "claims":
        return f"NULL AS {name}"
    return _ELSEWHERE.get(name, f"s.{name}")


def parameters_of(connection: sqlite3.Connection, filters: Filters) -> Record:
    """What the conditions of the filters compare with."""
    until = filters.until
    named = None if filters.speaker is None else speakers_named(connection, filters.speaker, loosely=True)
    return {
        **asdict(filters),
        "speaker": json.dumps(named),
        "role": folded(filters.role),
        "outlet": folded(filters.outlet),
        "about": filters.about and match_expression(filters.about),
        "until": until and until + _LAST,
        "limit": -1 if filters.limit is None else filters.limit,
    }


def check_dates(filters: Filters) -> None:
    """Refuses what is no date.

    Raises:
        QuoteattrError: `since` or `until` is none.
    """
    for name, date in (("since", filters.since), ("until", filters.until)):
        if date and not _DATE.fullmatch(str(date)):
            raise QuoteattrError(f"{name}: “{date}” is not a date; write it as 2026-01-31, 2026-01 or 2026")


def _found(path: Path, query: str, filters: Filters) -> Iterator[Record]:
    """Opens the database when the first record is asked for."""
    with reading(path) as connection:
        yield from records(connection, query, parameters_of(connection, filters))


def records(connection: sqlite3.Connection, query: str, parameters: Record) -> Iterator[Record]:
    """The records of the rows that a query of the first stage finds."""
    for hit in connection.execute(query, parameters):
        yield record_at(connection, hit["place"], hit["number"])


def record_at(connection: sqlite3.Connection, table: str, number: int) -> Record:
    """The record of the statement in a row of quotes or claims, with the group of a quote that is in one."""
    record = record_of(connection.execute(_RECORD_QUERIES[table], (number,)).fetchone())
    return {**record, "group": group_of(connection, record["id"])}


def group_of(connection: sqlite3.Connection, quote_id: str) -> Record | None:
    """The group of a quote (docs/data-model.md); None for a claim, and for a quote that stands alone."""
    row = connection.execute(GROUP, {"id": quote_id}).fetchone()
    return dict(row) if row else None


_RECORD_QUERIES = {table: _record_query(table) for table in TABLES}


@contextlib.contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that only reads, closed at the end; what SQLite refuses is a `StoreError`."""
    with refusals(path), contextlib.closing(connect(path, read_only=True)) as connection:
        fold_in(connection)
        yield connection


def fold_in(connection: sqlite3.Connection) -> None:
    """Lets the conditions of filters be asked over a connection."""
    connection.create_function("folded", 1, folded, deterministic=True)


def folded(text: str | None) -> str | None:
    """Lower case without diacritics: what two spellings of a name share."""
    if text is None:
        return None
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
