"""A database of any schema version becomes what a new one is."""

import ast
import re
import sqlite3
import sys
from pathlib import Path

import pytest

from quoteattr.groups import update_groups
from quoteattr.store import migrations, open_store
from quoteattr.store.migrations import MIGRATIONS
from quoteattr.store.schema import target_version
from tests.store.versions import fill, stored, unpack

VERSIONS = range(1, target_version() + 1)
STEPS = sorted(Path(migrations.__path__[0]).glob("v*.py"))
# Rows that quoteattr keeps for itself: which of the equal ways of numbering and packing them was taken means nothing.
INTERNAL = re.compile(r"sqlite_\w+|\w+_fts\w*|unsettled_blocks")


def schema(connection: sqlite3.Connection) -> dict[str, str]:
    """What was created, by name: without white space and quotation marks, in which versions of SQLite tools differ."""
    found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
    return {name: re.sub(r'[\s"]', "", sql).lower() for name, sql in found}


def content(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables and views."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
    shown = [name for (name,) in names if not INTERNAL.fullmatch(name)]
    return {name: sorted(map(tuple, connection.execute(f"SELECT * FROM {name}")), key=repr) for name in shown}


def opened(path: Path) -> tuple[dict[str, str], dict[str, list[tuple[object, ...]]]]:
    """Schema and content once the database has been opened and brought in order, as every command that writes does."""
    with open_store(path) as store:
        store.settle_speakers()
        update_groups(store)
        return schema(store.connection), content(store.connection)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_database_of_every_version_becomes_what_a_new_one_is(version: int, tmp_path: Path) -> None:
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    unpack(version, old)
    fill(new)
    assert opened(old) == opened(new)


@pytest.mark.parametrize("version", VERSIONS)
def test_the_steps_make_the_schema_that_was_released(version: int, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    unpack(version, path)
    released, made = sqlite3.connect(path), sqlite3.connect(":memory:", isolation_level=None)
    for step in MIGRATIONS[:version]:
        step.take(made)
    assert schema(made) == schema(released), "a step that has been released is never edited: add one"
    released.close()
    made.close()


@pytest.mark.parametrize("version", VERSIONS)
def test_search_finds_what_an_older_database_holds(version: int, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    unpack(version, path)
    with open_store(path) as store:
        found = store.connection.execute("SELECT count(*) FROM quotes_fts WHERE quotes_fts MATCH 'reopen'").fetchone()
    assert found[0] == 2


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in STEPS])
def test_a_step_uses_nothing_of_the_program_that_may_change(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    alien = {name for name in imported if name.split(".")[0] not in sys.stdlib_module_names}
    assert alien == {"quoteattr.store.migrations.migration"}


def test_a_database_of_every_version_is_kept() -> None:
    missing = [version for version in VERSIONS if not stored(version).exists()]
    assert not missing, "python -m tests.store.versions writes that of the newest one"
