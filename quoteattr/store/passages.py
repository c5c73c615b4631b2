"""Finds words in the text of the articles, whether or not anybody says them.

In: a connection and words, in stretches between omissions. Out: `Passage`s, with the sentence around them::

    for passage in passages_with(connection, ["the ferry", "pays twice"], limit=3):
        print(passage.title, passage.start, passage.text)
"""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quoteattr.spans import WORD

# Words that are looked for at most, and letters that may stand between two stretches of them.
LONGEST, APART = 60, 400
# What is shown before and after, cut at a paragraph.
AROUND = 120

_DOCUMENTS = """
SELECT documents.id, title, outlet, published, address, documents.text
FROM (SELECT rowid FROM documents_fts WHERE documents_fts MATCH ? LIMIT ?) AS found
JOIN documents ON documents.rowid = found.rowid ORDER BY published IS NULL, published, documents.rowid"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words in an article.

    Attributes:
        document_id, title, outlet, published, address: the article.
        start, end: where the words stand in its text.
        text: the words as they stand.
        before, after: what stands around them.
    """

    document_id: str
    title: str | None
    outlet: str | None
    published: str | None
    address: str | None
    start: int
    end: int
    text: str
    before: str
    after: str


def passages_with(connection: sqlite3.Connection, stretches: Sequence[str], *, limit: int) -> list[Passage]:
    """The first place of the words in each of some articles, the oldest first; marks and case do not matter.

    Args:
        connection: to a database of quoteattr.
        stretches: words that stand in a row, one stretch behind the other in the same paragraph or the next.
        limit: how many articles.
    """
    words = [found for stretch in stretches if (found := WORD.findall(stretch)[:LONGEST])]
    if not words:
        return []
    expression = "text : ({})".format(" AND ".join(f'"{" ".join(each)}"' for each in words))
    between = rf"(?:.{{0,{APART}}}?)".join(r"[\W_]+".join(map(re.escape, each)) for each in words)
    pattern = re.compile(rf"(?<![^\W_]){between}(?![^\W_])", re.I | re.S)
    return list(_passages(connection.execute(_DOCUMENTS, (expression, limit)), pattern))


def _passages(rows: sqlite3.Cursor, pattern: re.Pattern[str]) -> Iterator[Passage]:
    for row in rows:
        # The index folds accents, which this does not: such an article is passed over.
        if found := pattern.search(row["text"]):
            yield _passage(row, *found.span())


def _passage(row: sqlite3.Row, start: int, end: int) -> Passage:
    text = row["text"]
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return Passage(
        document_id=row["id"],
        title=row["title"],
        outlet=row["outlet"],
        published=row["published"],
        address=row["address"],
        start=start,
        end=end,
        text=text[start:end],
        before=before.rpartition("\n")[2],
        after=after.partition("\n")[0],
    )
