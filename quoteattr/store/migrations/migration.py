"""What a step from one schema version to the next is.

In: a connection within a transaction. Out: the tables, indexes, triggers and views of one version more::

    MIGRATION = Migration(script="ALTER TABLE quotes ADD COLUMN note TEXT;")

A step holds all of its own SQL and code and imports nothing of quoteattr but this module (a test holds it to that):
the same database comes of it whatever the rest of the program has become. Once released it is never edited.
"""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass


def _nothing(connection: sqlite3.Connection) -> None:
    """Most steps need no more than their script."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One step.

    Attributes:
        script: SQL statements, each ended by a semicolon.
        fill: what SQL alone cannot do, done after the script.
    """

    script: str
    fill: Callable[[sqlite3.Connection], None] = _nothing

    def take(self, connection: sqlite3.Connection) -> None:
        """Brings a database of the version before to this one."""
        for statement in statements_of(self.script):
            connection.execute(statement)
        self.fill(connection)


def statements_of(script: str) -> Iterator[str]:
    """The statements of a script; `executescript` of Python would end the transaction."""
    statement = ""
    for line in script.splitlines():
        statement += f"{line}\n"
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""
    if statement.strip():
        raise ValueError(f"a statement without a semicolon at its end: {statement.strip()}")
