"""Reviews on their way into the database: one that is made, and those that a document has when it is saved.

In: a connection, within a transaction. Out: the rows that the document is to have::

    parts, speakers = with_reviews(connection, parts, document)
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from quoteattr.documents import Document
from quoteattr.errors import StoreError
from quoteattr.statements import Speaker
from quoteattr.store.review_rows import missed_row, review_row
from quoteattr.store.reviewing import Parts, apply_reviews, as_extracted
from quoteattr.store.reviews import Judgement, Missed, Review
from quoteattr.store.rows import Row
from quoteattr.store.stored import document_of, identities_in, names_in, reviews_of, rows_of, run_of, statement_of


def note_review(connection: sqlite3.Connection, made: Review | Missed, tables: Iterable[str]) -> tuple[Document, Parts]:
    """Notes what a person says of a statement, or has found; gives the document, and its rows as they were extracted.

    Raises:
        StoreError: there is no such statement or document, or its words are not in the text, or stored already.
    """
    if isinstance(made, Missed):
        document = document_of(connection, made.document)
        parts, reviews = rows_of(connection, document, tables), reviews_of(connection, document)
        _insert(connection, _missed(connection, made, document))
    else:
        row = statement_of(connection, made.statement)
        document = document_of(connection, row["document_id"])
        parts, reviews = rows_of(connection, document, tables), reviews_of(connection, document)
        _insert(connection, review_row(made, row, document, reviews, names_in(connection, parts)))
    return document, as_extracted(parts, reviews)


def _missed(connection: sqlite3.Connection, missed: Missed, document: Document) -> Row:
    row = missed_row(missed, document, run_of(connection, document))
    if connection.execute("SELECT 1 FROM statements WHERE id = ?", (row["statement_id"],)).fetchone():
        raise StoreError("these words are a statement already; open it and correct it there")
    return row


def _insert(connection: sqlite3.Connection, made: Row) -> None:
    values = ", ".join(f":{name}" for name in made)
    connection.execute(f"INSERT INTO reviews ({', '.join(made)}) VALUES ({values})", made)


def last_reviewed(connection: sqlite3.Connection) -> str:
    """The statement of the last review, as it is now."""
    return str(connection.execute("SELECT statement_id FROM reviews ORDER BY id DESC LIMIT 1").fetchone()[0])


def with_reviews(
    connection: sqlite3.Connection, parts: Parts, document: Document
) -> tuple[Parts, Mapping[Speaker, str]]:
    """The rows of a document as its reviews leave them, and the speakers that only these name."""
    reviews = reviews_of(connection, document)
    if not reviews:
        return parts, {}
    known = identities_in(connection, document)
    applied = apply_reviews(parts, document, reviews, names_in(connection, parts), known)
    for anchor in applied.anchors:
        values = ", ".join(f"{name} = :{name}" for name in anchor if name not in ("was", "id"))
        connection.execute(f"UPDATE reviews SET {values} WHERE id = :id", anchor)
    return applied.parts, applied.speakers


def reviewed_documents(connection: sqlite3.Connection) -> Iterator[str]:
    """Ids of the documents that have reviews, in the order in which the documents came."""
    query = "SELECT id FROM documents WHERE id IN (SELECT document_id FROM reviews) ORDER BY rowid"
    yield from [row["id"] for row in connection.execute(query)]


def judgements_in(connection: sqlite3.Connection, document: str) -> dict[str, Judgement]:
    """The last judgement of each reviewed statement of a document."""
    query = "SELECT statement_id, judgement FROM reviews WHERE document_id = ? ORDER BY id"
    return {row["statement_id"]: Judgement(row["judgement"]) for row in connection.execute(query, (document,))}
