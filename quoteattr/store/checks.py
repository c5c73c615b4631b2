"""What can be wrong with a database, and how it is repaired.

In: an open database. Out: findings, each with what was looked at, what is wrong, and what would repair it::

    for finding in check_database(connection):
        print(finding.checked, finding.fault)

A repair puts in order what is made of the rows (indexes, full-text search, references); it invents no rows. What was
lost with a damaged page is extracted again.
"""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from quoteattr.store.copying import faults_of
from quoteattr.store.migrations import MIGRATIONS
from quoteattr.store.schema import pragma, target_version

Repair = Callable[[sqlite3.Connection], object]

# What SQLite says of an index that does not fit its table; all else is about pages of the file.
OF_INDEXES = ("missing from index", "wrong # of entries in index", "non-unique entry in index", "NULL value in")
AGAIN = "put back a copy of it (see `quoteattr backup`), or extract into a new database"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        checked: what, in words.
        fault: what is wrong with it, and what to do; None when nothing is.
        repair: puts it in order; None when that cannot be done.
    """

    checked: str
    fault: str | None = None
    repair: Repair | None = None


def check_database(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Everything that is looked at in a database; it is not changed."""
    yield _version(connection)
    pages = _pages(connection)
    yield pages
    if pages.fault and not pages.repair:
        return  # whatever else is asked of a damaged file may fail, and means nothing
    if pragma(connection, "user_version") == target_version():
        yield from _objects(connection)
    yield _references(connection)
    yield from (_full_text(connection, table) for table in _full_text_tables(connection))
    yield _runs(connection)


def _version(connection: sqlite3.Connection) -> Finding:
    version = pragma(connection, "user_version")
    if version == target_version():
        return Finding(checked=f"schema {version}")
    told = f"an older quoteattr wrote it, this one writes {target_version()}; its next use brings it up to date"
    return Finding(checked=f"schema {version}", fault=told, repair=_nothing)


def _nothing(connection: sqlite3.Connection) -> None:
    """Opening the database for the repair has done it."""


def _pages(connection: sqlite3.Connection) -> Finding:
    """SQLite's own check of every page and index."""
    found = faults_of(connection, "integrity_check")
    if not found:
        return Finding(checked="pages and indexes of the file")
    repairable = all(any(words in fault for words in OF_INDEXES) for fault in found)
    told = f"{found[0]}{f' and {len(found) - 1} more faults' if len(found) > 1 else ''}"
    return Finding(
        checked="pages and indexes of the file",
        fault=told if repairable else f"{told}; {AGAIN}",
        repair=(lambda writing: writing.execute("REINDEX")) if repairable else None,
    )


def _objects(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Tables, indexes, triggers and views that every database has."""
    expected = _schema(_fresh())
    missing = {name: found for name, found in expected.items() if name not in _schema(connection)}
    if not missing:
        yield Finding(checked="tables, indexes, triggers and views")
    for name, (kind, sql) in missing.items():
        lost = kind == "table"
        yield Finding(
            checked="tables, indexes, triggers and views",
            fault=f"the {kind} {name} is missing{f'; {AGAIN}' if lost else ''}",
            repair=None if lost else _executing(sql),
        )


def _executing(sql: str) -> Repair:
    return lambda writing: writing.execute(sql)


def _fresh() -> sqlite3.Connection:
    """An empty database of the present schema."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for step in MIGRATIONS:
        step.take(connection)
    return connection


def _schema(connection: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    """Kind and statement of everything that was created, by name."""
    rows = connection.execute(
        "SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def _references(connection: sqlite3.Connection) -> Finding:
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    if not broken:
        return Finding(checked="references between tables")
    table, row, target = broken[0][:3]
    return Finding(
        checked="references between tables",
        fault=f"{len(broken)} rows refer to rows that are missing, the first is row {row} of {table}, to {target}",
        repair=_repair_references,
    )


def _repair_references(writing: sqlite3.Connection) -> None:
    """Empties what may be empty; a row that cannot be without what it refers to goes, and others may refer to it."""
    while broken := {(row[0], row[3]) for row in writing.execute("PRAGMA foreign_key_check")}:
        for table, number in sorted(broken):
            _repair_reference(writing, table, number)


def _repair_reference(writing: sqlite3.Connection, table: str, number: int) -> None:
    """Mends all that one column of a table refers to in vain; `number` is that of its foreign key."""
    links = {link[0]: link[2:5] for link in writing.execute(f"PRAGMA foreign_key_list({table})")}
    needed = {column[1] for column in writing.execute(f"PRAGMA table_info({table})") if column[3] or column[5]}
    target, column, key = links[number]
    change = f"DELETE FROM {table}" if column in needed else f"UPDATE {table} SET {column} = NULL"
    writing.execute(f"{change} WHERE {column} NOT IN (SELECT {key} FROM {target})")


def _full_text_tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%' ORDER BY name"
    )
    return [row[0] for row in rows]


def _full_text(connection: sqlite3.Connection, table: str) -> Finding:
    """Whether the index has the words that the rows have."""
    checked = f"full-text search of {table.removesuffix('_fts')}"
    try:
        if _index_fits(connection, table):
            return Finding(checked=checked)
    except sqlite3.OperationalError:
        return Finding(checked=f"{checked}: not looked at, because the file cannot be written")
    return Finding(
        checked=checked,
        fault="the index does not fit the rows: a search misses some, or finds what is gone",
        repair=lambda writing: writing.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')"),
    )


def _index_fits(connection: sqlite3.Connection, table: str) -> bool:
    """SQLite's own check, which is written as an insertion although it changes nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorname.startswith("SQLITE_CORRUPT"):
            return False
        raise
    finally:
        connection.execute("ROLLBACK")
    return True


def _runs(connection: sqlite3.Connection) -> Finding:
    """A run that was ended is no fault: the same command takes it up."""
    unfinished = connection.execute("SELECT count(*) FROM runs WHERE finished IS NULL").fetchone()[0]
    told = f", {unfinished} of which did not come to their end; extract again to take them up" if unfinished else ""
    return Finding(checked=f"{connection.execute('SELECT count(*) FROM runs').fetchone()[0]} runs{told}")
