"""Brings a database to the present schema, one numbered step after the other.

In: an open connection and the steps of migrations/. Out: a database whose `PRAGMA user_version` is
the number of steps it has taken. All steps run in one transaction: they happen all or not at
all. Before an older database is touched, a copy is kept beside it::

    quotes.db -> quotes.db.schema-1.bak
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from quoteattr.errors import StoreError
from quoteattr.store.copying import copy_database
from quoteattr.store.migrations import MIGRATIONS, Migration
from quoteattr.store.renewing import renew

APPLICATION_ID = 0x51544154  # "QTAT": tells a database of quoteattr from any other


def target_version() -> int:
    """The schema version that this version of quoteattr writes."""
    return len(MIGRATIONS)


def pragma(connection: sqlite3.Connection, name: str) -> int:
    """The value of a numeric pragma."""
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def migrate(connection: sqlite3.Connection, path: Path, steps: Sequence[Migration] = MIGRATIONS) -> None:
    """Takes the steps that the database has not taken yet.

    Args:
        connection: open for writing, no transaction begun, foreign keys off (a step may rebuild
            a table; references are checked before the transaction ends).
        path: the file, beside which the copy is kept.
        steps: one a version, in order.

    Raises:
        StoreError: rows would refer to nothing afterwards; the database is left as it was.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Read inside the transaction: another process may have been first.
        version = pragma(connection, "user_version")
        if 0 < version < len(steps):
            keep_copy(path, version)
        for step in steps[version:]:
            step.take(connection)
        if 0 < version < len(steps):
            renew(connection)
        _check_references(connection, path)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(steps)}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def keep_copy(path: Path, version: int) -> Path:
    """Copies the database as it is, its log included; an earlier copy is never written over."""
    name, number = f"{path.name}.schema-{version}", 1
    copy = path.with_name(f"{name}.bak")
    while copy.exists():
        number += 1
        copy = path.with_name(f"{name}-{number}.bak")
    copy_database(path, copy)
    return copy


def _check_references(connection: sqlite3.Connection, path: Path) -> None:
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken:
        raise StoreError(
            f"{path} was not brought up to date: row {broken[1]} of {broken[0]} refers to a row that "
            f"is missing in {broken[2]}; the database is as it was. Extract into a new database."
        )
