"""Which documents people have reviewed, and what they have said of each statement there.

In: a connection. Out: judgements::

    for document in reviewed_documents(connection):
        judgements_in(connection, document)
"""

import sqlite3
from collections.abc import Iterator

from quoteattr.store.reviews import Judgement


def reviewed_documents(connection: sqlite3.Connection) -> Iterator[str]:
    """Ids of the documents that have reviews, in the order in which the documents came."""
    query = "SELECT id FROM documents WHERE id IN (SELECT document_id FROM reviews) ORDER BY rowid"
    yield from [row["id"] for row in connection.execute(query)]


def judgements_in(connection: sqlite3.Connection, document: str) -> dict[str, Judgement]:
    """The last judgement of each reviewed statement of a document."""
    query = "SELECT statement_id, judgement FROM reviews WHERE document_id = ? ORDER BY id"
    return {row["statement_id"]: Judgement(row["judgement"]) for row in connection.execute(query, (document,))}
