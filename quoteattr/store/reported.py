"""What a report says of a statement beside its record: its reviews, and the text that it stands in.

In: a connection and an id. Out: rows::

    table, number = place_of(connection, "3e9cb84314349386")
"""

import sqlite3

from quoteattr.store import questions
from quoteattr.store.rows import Row
from quoteattr.store.stored import STATEMENTS


def place_of(connection: sqlite3.Connection, identifier: str) -> tuple[str, int] | None:
    """The table and the row of a statement, also by an id of before a correction; None when there is none."""
    moved = connection.execute(questions.MOVED, {"id": identifier}).fetchone()
    for wanted in (identifier, *([moved["statement_id"]] if moved else [])):
        for table in STATEMENTS:
            found = connection.execute(f"SELECT rowid FROM {table} WHERE id = ?", (wanted,)).fetchone()
            if found:
                return table, int(found[0])
    return None


def reviews_about(connection: sqlite3.Connection, identifier: str) -> list[Row]:
    """The reviews of a statement, the newest first."""
    return [dict(row) for row in connection.execute(questions.REVIEWS, {"id": identifier})]


def text_of(connection: sqlite3.Connection, document: str) -> str:
    """The text of a document."""
    return str(connection.execute("SELECT text FROM documents WHERE id = ?", (document,)).fetchone()[0])
