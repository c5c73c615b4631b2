"""Finds statements whose words are like given ones, with the full-text index and without reading much of it.

In: a connection and a text. Out: places (table and row number) of the statements that share most of its words, the
likeliest first::

    for place in similar_statements(connection, "We will reopen the ferry", limit=100):
        print(place.table, place.number)

What makes a statement findable is its rare words. How rare a word is, is asked of the index up to a limit only: a
word in half of a million statements costs no more than one in two thousand. Where too few are rare, pairs of
neighbours take the place of the others.
"""

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import pairwise
from typing import NamedTuple

from quoteattr.store.reviews import Judgement
from quoteattr.wording import stretches_of

TABLES = ("quotes", "claims")
# Statements with one word (or pair) that are looked at; what more of them have is too common to tell anything.
MOST_ROWS = 2_000
# Rarest words that are followed up; a wording with three of its words changed still has most of them.
MOST_WORDS = 8
# Fewer rare words than that, and pairs of common ones are asked for as well.
FEWEST_WORDS = 4
# Longest words that are looked up: long ones are rare, and a speech has thousands.
MOST_TERMS = 40
# Words in a row that tell a wording from all others.
LONGEST_PHRASE = 60
# Quotes on either side of one that may go on in them.
MOST_IN_A_ROW, MOST_BETWEEN = 4, 250  # quotes, and characters between two of them
_WRONG = Judgement.WRONG
# Statements that have all words in a row; the same words are printed by a few hundred outlets at most.
MOST_VERBATIM = 200


class Place(NamedTuple):
    """Where a statement is: the table, and its row number there."""

    table: str
    number: int


# The words as the index takes them apart.
_TERM = re.compile(r"[^\W_]+")


def similar_statements(connection: sqlite3.Connection, text: str, *, limit: int) -> list[Place]:
    """Statements that have the words in a row, then those that share most of the rare ones.

    Args:
        connection: to a database of quoteattr.
        text: a quote or a part of one; omissions and words in square brackets are passed over.
        limit: how many of the second kind, per table; 0 looks for none.
    """
    segments: list[list[str]] = [_TERM.findall(segment.casefold()) for segment in stretches_of(text)]
    if not any(segments):
        return []
    longest = max(segments, key=len)[:LONGEST_PHRASE]
    found: dict[Place, None] = {}
    for table in TABLES:
        verbatim = _rows(connection, table, longest, MOST_VERBATIM)
        found.update(dict.fromkeys(Place(table, number) for number in verbatim))
        if limit:
            found.update(dict.fromkeys(_sharing(connection, table, segments, limit)))
    return list(found)


def _sharing(
    connection: sqlite3.Connection, table: str, segments: Iterable[Sequence[str]], limit: int
) -> Iterable[Place]:
    """The statements that share the most of the rarest terms; a rarer term counts for more."""
    terms = {term for segment in segments for term in segment}
    longest = nlargest(MOST_TERMS, terms, key=lambda term: (len(term), term))
    rows: dict[tuple[str, ...], list[int]] = {(term,): _rows(connection, table, [term], MOST_ROWS) for term in longest}
    if sum(0 < len(numbers) < MOST_ROWS for numbers in rows.values()) < FEWEST_WORDS:
        common = {term for term in longest if len(rows[term,]) == MOST_ROWS}
        for pair in sorted({pair for segment in segments for pair in pairwise(segment)}):
            # Two words that are common each may be rare side by side; it costs more to find out.
            if common.issuperset(pair):
                rows[pair] = _rows(connection, table, pair, MOST_ROWS)
    telling = sorted((numbers for numbers in rows.values() if 0 < len(numbers) < MOST_ROWS), key=len)
    score: defaultdict[int, float] = defaultdict(float)
    for numbers in telling[:MOST_WORDS]:
        for number in numbers:
            score[number] += 1 + 1 / len(numbers)
    best = nlargest(limit, score.items(), key=lambda found: (found[1], -found[0]))
    return (Place(table, number) for number, _ in best)


def _rows(connection: sqlite3.Connection, table: str, phrase: Iterable[str], most: int) -> list[int]:
    """Row numbers of statements with these words in a row."""
    query = f"SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ? LIMIT {most}"
    return [row[0] for row in connection.execute(query, (f'"{" ".join(phrase)}"',))]


def rows_at(connection: sqlite3.Connection, places: Iterable[Place]) -> Iterator[tuple[Place, sqlite3.Row]]:
    """What a comparison needs of each statement: its words, who says them and how, and since when.

    What a reviewer has found wrong is left out, and so is what is no speech: nobody is reported to say it.
    """
    for place in places:
        parent = "parent_id" if place.table == "quotes" else "NULL AS parent_id"
        columns = (
            f"id, document_id, start, spans, {parent}, text, speaker_id, kind, polarity, modality, proposition, "
            "published, review"
        )
        query = f"SELECT {columns} FROM {place.table} WHERE rowid = ?"
        row = connection.execute(query, (place.number,)).fetchone()
        if row["review"] != _WRONG and row["proposition"] != 0:
            yield place, row


def quotes_in_a_row(connection: sqlite3.Connection, row: sqlite3.Row) -> list[sqlite3.Row]:
    """The quotes around a quote, it among them, in which the same speaker goes on, as in “A,” she said. “B.” follows.

    All are vouched for in the same way; none is a part of another one, or of a claim.
    """
    around: list[sqlite3.Row] = []
    for sign, order in (("<", "DESC"), (">=", "ASC")):
        query = f"""
            SELECT id, rowid, text, speaker_id, polarity, modality, start, spans, review FROM quotes
            WHERE document_id = ? AND start {sign} ? AND parent_id IS NULL AND claim_id IS NULL AND proposition IS NOT 0
            ORDER BY start {order} LIMIT {MOST_IN_A_ROW}"""
        side = list(_going_on(connection.execute(query, (row["document_id"], row["start"])), row))
        around = side[::-1] if sign == "<" else around + side
    return around


def _going_on(quotes: Iterable[sqlite3.Row], row: sqlite3.Row) -> Iterator[sqlite3.Row]:
    """The quotes up to the first that somebody else says, that is said otherwise, or that stands far from the last."""
    last = row
    for quote in quotes:
        first, second = sorted((last, quote), key=lambda each: each["start"])
        between = second["start"] - json.loads(first["spans"])[-1][1]
        alike = all(quote[name] == row[name] for name in ("speaker_id", "polarity", "modality"))
        if not alike or quote["review"] == _WRONG or between > MOST_BETWEEN:
            return
        yield quote
        last = quote
