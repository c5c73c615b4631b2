"""Asks a database: who said what, where these words were said, and what the database covers.

In: the path of a database and what is looked for. Out: records (docs/data-model.md), each with the
outlet, date, title and address of its document. A record says whether its speaker asserts or
denies it: read `polarity` before you read `text`::

    for record in lookup(Path("quotes.db"), "belousov", Filters(role="minister", since="2026-01")):
        print(record["published"], record["speaker"], record["polarity"], record["text"])
"""

import contextlib
import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from quoteattr.errors import QuoteattrError
from quoteattr.statements import Kind, Modality
from quoteattr.store.connection import connect, refusals
from quoteattr.store.questions import MATCHES, RANKED, TOGETHER
from quoteattr.store.rows import LINKS, RECORD_FIELDS, record_of

# "2026", "2026-01", "2026-01-31", with or without a time.
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}([T ][\d:.]+(Z|[+-][\d:]+)?)?)?)?")

# An expression that is valid and finds nothing.
NO_WORDS = '""'

# Sorts after every character, so that "2026-01" and this come after all of January.
_LAST = "\U0010ffff"

# A phrase in double quotes (the last may lack its closing mark), or a word.
_WORDS = re.compile(r'"([^"]*)"?|([^\s"]+)')

Record = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What `lookup`, `search` and an export can be narrowed by.

    Attributes:
        role: words of the role, as "minister"; case and diacritics do not matter.
        since: first day, month or year ("2026-01-31", "2026-01", "2026").
        until: last day, month or year, included. Statements without a date are left out by both.
        outlet: words of the outlet's name.
        kind: direct, indirect or mixed.
        min_confidence: 0..1.
        include_thoughts: also what somebody is reported to think; left out unless asked for.
        limit: how many at most.
    """

    role: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    kind: Kind | str | None = None
    min_confidence: float | None = None
    include_thoughts: bool = False
    limit: int | None = None


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What a database has read: without it, "not found" says nothing.

    Attributes:
        documents, quotes, claims, speakers: how many.
        outlets: how many outlets; documents that name none are not counted.
        first, last: dates of the oldest and the newest document, None when none is dated.
        undated: documents without a date.
        skipped: documents that could not be read.
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

    @property
    def sentence(self) -> str:
        """What was searched, for people."""
        searched = f"Searched {self.quotes} quotes and {self.claims} claims in {self.documents} documents"
        outlets = f" of {self.outlets} outlet{'s' * (self.outlets != 1)}" if self.outlets else ""
        dates = f", dated {self.first} to {self.last}" if self.first else ""
        undated = f", {self.undated} without a date" if self.undated else ""
        skipped = f"; {self.skipped} could not be read" if self.skipped else ""
        return f"{searched}{outlets}{dates}{undated}{skipped}."


def lookup(path: Path, name: str | None = None, filters: Filters = NO_FILTERS) -> Iterator[Record]:
    """Statements by a speaker, newest first, in the order of the text.

    Args:
        path: the database.
        name: any of the speaker's names, or words of one: "belousov" finds Andrey Belousov. Case
            and diacritics do not matter. Several speakers may bear it: each record names its own.
            None is everybody, also statements whose speaker is not settled.
        filters: see `Filters`.

    Raises:
        StoreError: the file is no database of quoteattr.
        QuoteattrError: a date that is none.
    """
    order = "published DESC, document_id, start"
    if name is None:
        return _found(path, hits_query(EVERYTHING, order, filters), _parameters(filters))
    parameters = {**_parameters(filters), "words": match_expression(name)}
    return _found(path, hits_query(BY_SPEAKER, order, filters), parameters)


def search(path: Path, words: str, filters: Filters = NO_FILTERS) -> Iterator[Record]:
    """Statements that hold all the words, best match (bm25) first.

    To find the best of very many all of them are read: where only some are asked for of more than `RANKED`, they are
    the ones that were stored last.

    Args:
        path: the database.
        words: words, "phrases in double quotes", and beginnings of words (tax*). Any input is
            taken as words; case and diacritics do not matter.
        filters: see `Filters`.

    Raises:
        StoreError: the file is no database of quoteattr.
        QuoteattrError: a date that is none.
    """
    return _hits(path, filters, {**_parameters(filters), "words": match_expression(words)})


def _hits(path: Path, filters: Filters, parameters: Record) -> Iterator[Record]:
    with reading(path) as connection:
        many = filters.limit is not None and any(
            connection.execute(MATCHES.format(table=table), {**parameters, "most": RANKED + 1}).fetchone()[0] > RANKED
            for table in _TABLES
        )
        query = hits_query(LAST_BY_WORDS, "number DESC", filters) if many else hits_query(BY_WORDS, "score", filters)
        yield from _records(connection, query, parameters)


def coverage(path: Path) -> Coverage:
    """How much a database has read, for the answer when nothing is found."""
    with reading(path) as connection:
        return coverage_of(connection)


def coverage_of(connection: sqlite3.Connection) -> Coverage:
    """The same, of an open database."""
    return Coverage(**dict(connection.execute(_COVERAGE).fetchone()))


def latest_reviews(path: Path) -> list[Record]:
    """The newest review of each reviewed statement: columns of docs/data-model.md."""
    query = "SELECT * FROM reviews WHERE id IN (SELECT max(id) FROM reviews GROUP BY statement_id) ORDER BY id"
    with reading(path) as connection:
        return [dict(row) for row in connection.execute(query)]


def match_expression(words: str) -> str:
    """What a user typed as an FTS5 expression; one that finds nothing when it holds no word.

    Every word and phrase is quoted, so that nothing in it acts as syntax; a star after a word
    stands for any ending.
    """
    # NUL would end the expression early; half a character cannot be stored, so cannot be found.
    clean = words.replace("\0", " ").encode("utf-8", "ignore").decode()
    found = []
    for phrase, word in _WORDS.findall(clean):
        if any(character.isalnum() for character in phrase or word):
            found.append(f'"{phrase or word}"' + "*" * word.endswith("*"))
    return " ".join(found) or NO_WORDS


# The first stage finds where the statements are and puts them in order. It reads nothing but one
# table (which is why its rows hold outlet and date) or, without filters, its index alone, so that
# sorting stays cheap; full-text search hands its rows over in the order of their rank.
EVERYTHING = """
SELECT '{table}' AS place, s.rowid AS number, s.published, s.document_id, s.start FROM {table} AS s
WHERE TRUE"""

_NAMED = """
    SELECT speakers.id FROM speakers_fts CROSS JOIN speakers ON speakers.rowid = speakers_fts.rowid
    WHERE speakers_fts MATCH :words"""
# Also what somebody says together with others.
BY_SPEAKER = f"""
SELECT '{{table}}' AS place, s.rowid AS number, s.published, s.document_id, s.start FROM {{table}} AS s
WHERE (s.speaker_id IN ({_NAMED}) OR s.id IN (
    {TOGETHER} IN ({_NAMED})
))"""

BY_WORDS = """
SELECT '{table}' AS place, s.rowid AS number, {table}_fts.rank AS score
FROM {table}_fts CROSS JOIN {table} AS s ON s.rowid = {table}_fts.rowid
WHERE {table}_fts MATCH :words"""

# Full-text search hands its rows over in the order of their numbers, too, and stops when there are enough.
LAST_BY_WORDS = """
SELECT '{table}' AS place, {table}_fts.rowid AS number
FROM {table}_fts CROSS JOIN {table} AS s ON s.rowid = {table}_fts.rowid
WHERE {table}_fts MATCH :words"""

_TABLES = ("quotes", "claims")

_CONDITIONS = {
    "role": "instr(folded(s.role), :role) > 0",
    "outlet": "instr(folded(s.outlet), :outlet) > 0",
    "since": "s.published >= :since",
    "until": "s.published <= :until",
    "kind": "s.kind = :kind",
    "min_confidence": "s.confidence >= :min_confidence",
}

# The second stage reads one statement with its speaker and its document.
_ELSEWHERE = {"speaker": "speakers.name AS speaker", "title": "documents.title", "address": "documents.address"}

# Each figure from an index alone: the table of documents holds their texts, and a million of them take a second to
# pass. Outlets are stepped through, from each to the next.
_COVERAGE = """
WITH RECURSIVE named(outlet) AS (
    SELECT min(outlet) FROM documents
    UNION ALL
    SELECT (SELECT min(outlet) FROM documents WHERE outlet > named.outlet) FROM named WHERE named.outlet IS NOT NULL
)
SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(outlet) FROM named) AS outlets,
       (SELECT min(published) FROM documents) AS first, (SELECT max(published) FROM documents) AS last,
       (SELECT count(*) FROM documents WHERE published IS NULL) AS undated,
       (SELECT count(*) FROM quotes) AS quotes, (SELECT count(*) FROM claims) AS claims,
       (SELECT count(*) FROM speakers) AS speakers, (SELECT count(*) FROM skipped WHERE stage IS NULL) AS skipped"""


def hits_query(template: str, order: str, filters: Filters) -> str:
    """The query of the first stage; only the filters that are given become conditions."""
    given = [condition for name, condition in _CONDITIONS.items() if getattr(filters, name)]
    if not filters.include_thoughts:
        given.append(f"s.modality <> '{Modality.THOUGHT}'")
    tables = (" AND ".join((template.format(table=table), *given)) for table in _TABLES)
    return " UNION ALL ".join(tables) + f" ORDER BY {order} LIMIT :limit"


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


def _parameters(filters: Filters) -> Record:
    until = _date("until", filters.until)
    return {
        **asdict(filters),
        "role": folded(filters.role),
        "outlet": folded(filters.outlet),
        "since": _date("since", filters.since),
        "until": until and until + _LAST,
        "limit": -1 if filters.limit is None else filters.limit,
    }


def _date(name: str, date: str | None) -> str | None:
    if date and not _DATE.fullmatch(str(date)):
        raise QuoteattrError(f"{name}: “{date}” is no date; write it as 2026-01-31, 2026-01 or 2026")
    return str(date) if date else None


def _found(path: Path, query: str, parameters: Record) -> Iterator[Record]:
    """Opens the database when the first record is asked for."""
    with reading(path) as connection:
        yield from _records(connection, query, parameters)


def _records(connection: sqlite3.Connection, query: str, parameters: Record) -> Iterator[Record]:
    for hit in connection.execute(query, parameters):
        yield record_at(connection, hit["place"], hit["number"])


def record_at(connection: sqlite3.Connection, table: str, number: int) -> Record:
    """The record of the statement in a row of quotes or claims, with the group of a quote that is in one."""
    record = record_of(connection.execute(_RECORD_QUERIES[table], (number,)).fetchone())
    return {**record, "group": group_of(connection, record["id"])}


def group_of(connection: sqlite3.Connection, quote_id: str) -> Record | None:
    """The group of a quote (docs/data-model.md); None for a claim, and for a quote that stands alone."""
    row = connection.execute(_GROUP, (quote_id,)).fetchone()
    return dict(row) if row else None


_GROUP = """
SELECT g.id, g.occurrences, g.documents, g.outlets, g.wordings, g.first, g.last, quotes.outlet AS first_outlet,
       g.first_quote_id, g.text AS fullest, v.relation, v.similarity, v.differs
FROM quote_occurrences AS o JOIN quote_variants AS v ON v.wording = o.wording
JOIN quote_groups AS g ON g.id = v.group_id LEFT JOIN quotes ON quotes.id = g.first_quote_id
WHERE o.quote_id = ?"""


_RECORD_QUERIES = {table: _record_query(table) for table in _TABLES}


@contextlib.contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that only reads, closed at the end; what SQLite refuses is a `StoreError`."""
    with refusals(path), contextlib.closing(connect(path, read_only=True)) as connection:
        connection.create_function("folded", 1, folded, deterministic=True)
        yield connection


def folded(text: str | None) -> str | None:
    """Lower case without diacritics: what two spellings of a name share."""
    if text is None:
        return None
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
