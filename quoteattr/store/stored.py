"""Reads back what the database holds of one document.

In: a connection and a document. Out: rows as dicts, for the store to compare and to change::

    reviews_of(connection, document)
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping

from quoteattr.documents import Document
from quoteattr.errors import StoreError
from quoteattr.store import rows
from quoteattr.store.rows import Row, storable

STATEMENTS = ("quotes", "claims")

# Rows of `skipped` without a stage: nothing of their document is stored.
_UNREAD = "address IN (?, ?) AND stage IS NULL"


def reviews_of(connection: sqlite3.Connection, document: Document) -> list[Row]:
    """The reviews of a document, or of the one that it replaces, in the order in which they were made."""
    found = connection.execute(
        "SELECT * FROM reviews WHERE document_id = ? OR address IN (?, ?) ORDER BY id",
        (document.id, storable(document.address), storable(document.file)),
    )
    return [dict(row) for row in found]


def placed(connection: sqlite3.Connection, document: Document) -> Document:
    """The document under the path of its file, where one of another file and another text has its address.

    Pages that state one canonical address are not always one article, and none of them may push another one out.
    """
    query = "SELECT 1 FROM documents WHERE address = ? AND file <> ? AND id <> ?"
    place = (storable(document.address), storable(document.file), document.id)
    taken = document.file is not None and connection.execute(query, place).fetchone() is not None
    return document.under_file() if taken else document


def unskip(connection: sqlite3.Connection, document: Document) -> None:
    """Forgets why a document could not be read, looking first, since writing makes others wait; a stage stays."""
    places = (storable(document.address) or "-", storable(document.file))
    if connection.execute(f"SELECT 1 FROM skipped WHERE {_UNREAD}", places).fetchone():
        connection.execute(f"DELETE FROM skipped WHERE {_UNREAD}", places)


def speakers_at(connection: sqlite3.Connection, document: Document) -> set[str]:
    """Who is named in the document as it is stored, or in the one that it replaces."""
    found = connection.execute(
        "SELECT speaker_id FROM speaker_names WHERE document_id IN "
        "(SELECT id FROM documents WHERE id = ? OR address IN (?, ?))",
        (document.id, storable(document.address), storable(document.file)),
    )
    return {row[0] for row in found}


def statement_of(connection: sqlite3.Connection, identifier: str) -> Row:
    """A quote or a claim.

    Raises:
        StoreError: there is none of this id.
    """
    for table in STATEMENTS:
        found = connection.execute(f"SELECT * FROM {table} WHERE id = ?", (identifier,)).fetchone()
        if found:
            return dict(found)
    raise StoreError(f"there is no statement {identifier}; it may have been extracted again: look it up anew")


def document_of(connection: sqlite3.Connection, identifier: str) -> Document:
    """A document, from its row.

    Raises:
        StoreError: there is none of this id, or its address holds bytes that are no text, so that its id cannot be
            made again.
    """
    row = connection.execute("SELECT * FROM documents WHERE id = ?", (identifier,)).fetchone()
    if row is None:
        raise StoreError(f"there is no document {identifier}; a newer version of the article may have taken its place")
    document = rows.document_of(row)
    if document.id != identifier:
        raise StoreError(f"{document.address}: the file name is not text; rename the file and extract it again")
    return document


def run_of(connection: sqlite3.Connection, document: Document) -> int:
    """The run that read a document."""
    return int(connection.execute("SELECT run_id FROM documents WHERE id = ?", (document.id,)).fetchone()[0])


def rows_of(connection: sqlite3.Connection, document: Document, tables: Iterable[str]) -> dict[str, list[Row]]:
    """What the document says, by table."""
    found = {
        table: connection.execute(f"SELECT * FROM {table} WHERE document_id = ?", (document.id,)) for table in tables
    }
    return {table: [dict(row) for row in cursor] for table, cursor in found.items()}


def names_in(connection: sqlite3.Connection, parts: Mapping[str, Iterable[Row]]) -> dict[str, str]:
    """The speakers of the rows of a document, by id."""
    ids = json.dumps([row["speaker_id"] for row in parts["appearances"]])
    query = "SELECT id, name FROM speakers WHERE id IN (SELECT value FROM json_each(?))"
    return {row[0]: row[1] for row in connection.execute(query, (ids,))}


def identities_in(connection: sqlite3.Connection, document: Document) -> dict[str, str]:
    """Who the speakers of a document are across documents, by the ids that they have in it."""
    query = "SELECT id, speaker_id FROM appearances WHERE document_id = ?"
    return {row[0]: row[1] for row in connection.execute(query, (document.id,))}
