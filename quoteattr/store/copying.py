"""Copies of a database while it may be in use, by SQLite's online backup.

In: a database, and a path that does not exist yet. Out: a copy that has been checked, or nothing at all::

    copy_database(Path("quotes.db"), Path("quotes.bak"))

The copy is one moment of the database, its log included, whatever other programs write meanwhile. It gets its name
only when it is whole: a full disk leaves no half of one.
"""

import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from quoteattr.errors import StoreError

UNFINISHED = ".part"
# Faults to ask for: of a damaged file there are thousands, and false alarms must not hide them.
MOST_FAULTS = 1_000_000
# SQLite 3.40 and older say so of a table without rowids whose key is not made of its first columns.
_NULL = re.compile(r"NULL value in (\w+)\.(\w+)")
DAMAGED = "{path} is damaged, and so would be its copy: {fault}; see `quoteattr doctor {path}`"


def copy_database(path: Path, copy: Path) -> None:
    """Copies the database as it is.

    Args:
        path: the database; a file that is none is refused by SQLite.
        copy: where to; it must not exist.

    Raises:
        StoreError: the copy exists already, or is damaged because the database is.
        sqlite3.Error: the copy cannot be written.
    """
    if copy.exists():
        raise StoreError(f"{copy} exists already; name another file")
    unfinished = copy.with_name(copy.name + UNFINISHED)
    try:
        # A connection of its own: SQLite copies nothing from one that is in the middle of a transaction.
        with (
            closing(sqlite3.connect(_source(path), uri=True)) as reading,
            closing(sqlite3.connect(unfinished)) as writing,
        ):
            reading.backup(writing)
            faults = faults_of(writing, "quick_check")
        if faults:
            raise StoreError(DAMAGED.format(path=path, fault=faults[0]))
        os.replace(unfinished, copy)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            raise StoreError(DAMAGED.format(path=path, fault=error)) from error
        raise
    finally:
        unfinished.unlink(missing_ok=True)


def faults_of(connection: sqlite3.Connection, check: str) -> list[str]:
    """What SQLite's own check of a file finds, without alarms that are false.

    Args:
        connection: open for reading.
        check: "quick_check" or "integrity_check", which looks at indexes as well.
    """
    found = dict.fromkeys(str(row[0]) for row in connection.execute(f"PRAGMA {check}({MOST_FAULTS})"))
    return [fault for fault in found if fault != "ok" and not _is_false(connection, fault)]


def _is_false(connection: sqlite3.Connection, fault: str) -> bool:
    """Whether a column that is reported to hold NULL holds none."""
    named = _NULL.fullmatch(fault)
    if named is None:
        return False
    table, column = named.groups()
    return connection.execute(f'SELECT 1 FROM "{table}" WHERE "{column}" IS NULL').fetchone() is None


def _source(path: Path) -> str:
    """How to open: as a writer where that may be, since only one takes the log away again that reading makes."""
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    logged = path.with_name(f"{path.name}-wal").exists()
    mode = "mode=rw" if writable else "mode=ro" if logged else "mode=ro&immutable=1"
    return f"{path.absolute().as_uri()}?{mode}"
