"""Reviews on their way into the database: one that is made, and those that a document has when it is saved.

In: a connection, within a transaction. Out: the rows that the document is to have::

    parts, speakers = with_reviews(connection, parts, document)
"""

import sqlite3
from collections.abc import Iterable, Mapping

from quoteattr.documents import Document
from quoteattr.statements import Speaker
from quoteattr.store.reviewing import Parts, apply_reviews, as_extracted, review_row
from quoteattr.store.reviews import Review
from quoteattr.store.stored import document_of, identities_in, names_in, reviews_of, rows_of, statement_of


def add_review(connection: sqlite3.Connection, review: Review, tables: Iterable[str]) -> tuple[Document, Parts]:
    """Notes a review; gives the document, and its rows as they were extracted.

    Raises:
        StoreError: there is no such statement, or its words are not in the text.
    """
    row = statement_of(connection, review.statement)
    document = document_of(connection, row["document_id"])
    parts, reviews = rows_of(connection, document, tables), reviews_of(connection, document)
    made = review_row(review, row, document, reviews, names_in(connection, parts))
    values = ", ".join(f":{name}" for name in made)
    connection.execute(f"INSERT INTO reviews ({', '.join(made)}) VALUES ({values})", made)
    return document, as_extracted(parts, reviews)


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
        values = ", ".join(f"{name} = :{name}" for name in anchor if name != "was")
        connection.execute(f"UPDATE reviews SET {values} WHERE statement_id = :was", anchor)
    return applied.parts, applied.speakers
