"""Copies: whole or not at all, also of a database in use."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from quoteattr.errors import StoreError
from quoteattr.store import copy_database, open_store
from quoteattr.store import copying as module
from tests.store.extractions import numbered


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "quotes.db"
    with open_store(made, create=True) as store:
        run = store.start_run(version="1", model="sm")
        for number in range(20):
            store.save(numbered(number), run)
    return made


def count(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])


def test_a_copy_has_what_is_only_in_the_log_yet(path: Path) -> None:
    with open_store(path) as store:
        store.save(numbered(20), 1)
        copy_database(path, path.with_name("copy.db"))
    assert count(path.with_name("copy.db")) == 21


def test_a_writer_in_the_middle_of_a_transaction_neither_waits_nor_shows(path: Path) -> None:
    with open_store(path) as store:
        store.connection.execute("BEGIN IMMEDIATE")
        store.connection.execute("DELETE FROM documents")
        copy_database(path, path.with_name("copy.db"))
        store.connection.execute("ROLLBACK")
    assert count(path.with_name("copy.db")) == 20


def test_an_existing_file_is_not_written_over(path: Path) -> None:
    copy = path.with_name("copy.db")
    copy.write_text("precious")
    with pytest.raises(StoreError, match="exists already"):
        copy_database(path, copy)
    assert copy.read_text() == "precious"


def test_a_copy_that_fails_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(old: Path, new: Path) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(module.os, "replace", full)
    with pytest.raises(sqlite3.OperationalError):
        copy_database(path, path.with_name("copy.db"))
    assert sorted(found.name for found in path.parent.iterdir()) == ["quotes.db"]


def test_a_damaged_database_gives_no_copy(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[8192:] = b"\xff" * (len(data) - 8192)
    path.write_bytes(data)
    with pytest.raises(StoreError, match="is damaged, and so would be its copy"):
        copy_database(path, path.with_name("copy.db"))
    assert path.read_bytes() == bytes(data)
    assert not path.with_name("copy.db").exists()


def test_what_sqlite_takes_for_null_and_is_none_is_no_fault(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "CREATE TABLE odd (one TEXT NOT NULL, other TEXT NOT NULL, third TEXT NOT NULL, PRIMARY KEY (one, third)) "
            "WITHOUT ROWID"
        )
        connection.execute("INSERT INTO odd VALUES ('a', 'b', 'c')")
        assert module.faults_of(connection, "integrity_check") == []
    copy_database(path, path.with_name("copy.db"))
