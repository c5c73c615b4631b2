"""Reads and writes the tables of quote groups; groups/ decides what goes into them.

In: a connection open for writing, inside a transaction. Out: quotes that wait, wordings with their text, pairs that
may belong together, and rows. Triggers make a quote due that is new, changed or in a group that loses one::

    for due in due_quotes(connection, limit=20_000):
        print(due.quote_id, due.speaker, due.text)
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from quoteattr.store.rows import Row

# Statements of one query that names them all; SQLite takes 32,766 at most.
_BATCH = 10_000

# Whose name tells nobody from others: a description, or a surname that was not found to mean one person.
_APART = "s.anonymous OR a.block IS NULL OR (a.block LIKE 'surname %' AND a.chance IS NULL)"


class DueQuote(NamedTuple):
    """A quote, as far as it tells its wording: words and speaker; `anonymous` is also who stays in the document."""

    quote_id: str
    text: str
    speaker_id: str | None
    speaker: str | None
    anonymous: bool


class KnownWording(NamedTuple):
    """A wording as its quotes have it.

    Attributes:
        wording: its number.
        text: as the earliest quote has it.
        speaker_id: who says it.
        first, last: dates of its earliest and latest quote.
        quote_id: the earliest quote.
        quotes, documents, outlets: ids of all that have it.
    """

    wording: int
    text: str
    speaker_id: str | None
    first: str | None
    last: str | None
    quote_id: str
    quotes: int
    documents: frozenset[str]
    outlets: frozenset[str]


class Link(NamedTuple):
    """Two wordings that belong together, or that two speakers share."""

    wording: int
    other: int
    relation: str
    similarity: float


def due_quotes(connection: sqlite3.Connection, *, limit: int) -> list[DueQuote]:
    """Quotes that wait for their group."""
    query = f"""
        SELECT q.id, q.text, q.speaker_id, s.name, {_APART}
        FROM quote_occurrences AS o JOIN quotes AS q ON q.id = o.quote_id LEFT JOIN speakers AS s ON s.id = q.speaker_id
        LEFT JOIN appearances AS a ON a.id = q.appearance_id WHERE o.wording IS NULL LIMIT ?"""
    return [DueQuote(*row) for row in connection.execute(query, (limit,))]


def save_wordings(connection: sqlite3.Connection, wordings: Iterable[tuple[int, str]]) -> None:
    """Notes the wording of each quote: pairs of wording and quote."""
    connection.executemany("UPDATE quote_occurrences SET wording = ? WHERE quote_id = ?", wordings)


def save_keys(connection: sqlite3.Connection, keys: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stores (key, wording) pairs, and gives the pairs of wordings that share a key: a new one and any other."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS new_keys (key INTEGER, wording INTEGER)")
    connection.execute("DELETE FROM new_keys")
    # In the order of the index: what is inserted side by side lies side by side.
    connection.executemany("INSERT INTO new_keys VALUES (?, ?)", sorted(keys))
    connection.execute("INSERT OR IGNORE INTO quote_keys SELECT key, wording FROM new_keys")
    query = """
        SELECT DISTINCT n.wording, k.wording FROM new_keys AS n CROSS JOIN quote_keys AS k ON k.key = n.key
        WHERE k.wording <> n.wording"""
    return [(new, other) for new, other in connection.execute(query)]


def save_links(connection: sqlite3.Connection, links: Iterable[Link]) -> None:
    """Stores links; one that is there already stays."""
    connection.executemany("INSERT OR IGNORE INTO quote_links VALUES (?, ?, ?, ?)", links)


def links_at(connection: sqlite3.Connection, wordings: Iterable[int], *, but: str) -> Iterator[Link]:
    """Links of these wordings in either direction, except those of one relation."""
    for batch in _batches(wordings):
        for column in ("wording", "other"):
            query = f"SELECT * FROM quote_links WHERE {column} IN ({_marks(batch)}) AND relation <> ?"
            yield from (Link(*row) for row in connection.execute(query, (*batch, but)))


def quotes_with(connection: sqlite3.Connection, wordings: Iterable[int]) -> dict[int, DueQuote]:
    """For each wording that a quote still has, one of those that have it."""
    found: dict[int, DueQuote] = {}
    for batch in _batches(wordings):
        query = f"""
            SELECT o.wording, min(o.quote_id), q.text, q.speaker_id, s.name, {_APART}
            FROM quote_occurrences AS o JOIN quotes AS q ON q.id = o.quote_id
            LEFT JOIN speakers AS s ON s.id = q.speaker_id LEFT JOIN appearances AS a ON a.id = q.appearance_id
            WHERE o.wording IN ({_marks(batch)}) GROUP BY o.wording"""
        found.update((number, DueQuote(*quote)) for number, *quote in connection.execute(query, batch))
    return found


def known_wordings(connection: sqlite3.Connection, wordings: Iterable[int]) -> Iterator[KnownWording]:
    """All that is known of each wording that a quote still has."""
    for batch in _batches(wordings):
        query = f"""
            SELECT o.wording, q.id, q.text, q.speaker_id, q.published, q.document_id, q.outlet
            FROM quote_occurrences AS o JOIN quotes AS q ON q.id = o.quote_id
            WHERE o.wording IN ({_marks(batch)}) ORDER BY o.wording, q.published IS NULL, q.published, q.id"""
        rows: list[sqlite3.Row] = []
        for row in connection.execute(query, batch):
            if rows and rows[0]["wording"] != row["wording"]:
                yield _known(rows)
                rows = []
            rows.append(row)
        if rows:
            yield _known(rows)


def _known(rows: Sequence[sqlite3.Row]) -> KnownWording:
    first = rows[0]
    dates = [row["published"] for row in rows if row["published"]]
    return KnownWording(
        wording=first["wording"],
        text=first["text"],
        speaker_id=first["speaker_id"],
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        quote_id=first["id"],
        quotes=len(rows),
        documents=frozenset(row["document_id"] for row in rows),
        outlets=frozenset(row["outlet"] for row in rows if row["outlet"]),
    )


def repeated_wordings(connection: sqlite3.Connection, wordings: Iterable[int]) -> set[int]:
    """Those of the wordings that several quotes have."""
    found: set[int] = set()
    for batch in _batches(wordings):
        query = f"""
            SELECT wording FROM quote_occurrences WHERE wording IN ({_marks(batch)})
            GROUP BY wording HAVING count(*) > 1"""
        found.update(row[0] for row in connection.execute(query, batch))
    return found


def replace_groups(
    connection: sqlite3.Connection, wordings: Iterable[int], groups: Iterable[Row], variants: Iterable[Row]
) -> None:
    """Puts groups in the place of those that the wordings were in."""
    for batch in _batches(wordings):
        former = f"SELECT group_id FROM quote_variants WHERE wording IN ({_marks(batch)})"
        connection.execute(f"DELETE FROM quote_groups WHERE id IN ({former})", batch)
    for table, rows in (("quote_groups", groups), ("quote_variants", variants)):
        for row in rows:
            names = ", ".join(f":{name}" for name in row)
            connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({names})", row)


def _batches(wordings: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(wordings)
    yield from (ordered[start : start + _BATCH] for start in range(0, len(ordered), _BATCH))


def _marks(batch: Sequence[int]) -> str:
    return ", ".join("?" * len(batch))
