"""Steps from one schema to the next: all or none, and the older database is kept."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from quoteattr.errors import StoreError
from quoteattr.store import open_store, schema
from quoteattr.store.migrations import MIGRATIONS, Migration, v11_reviewed_acts
from quoteattr.store.migrations.migration import statements_of
from quoteattr.store.schema import migrate, pragma, target_version
from tests.store.extractions import ferry

ADD_NOTE = Migration(script="ALTER TABLE quotes ADD COLUMN note TEXT;")
RENAME_MODALITY = Migration(script="ALTER TABLE claims RENAME COLUMN modality TO mood;")
FAIL = Migration(script="ALTER TABLE quotes ADD COLUMN other TEXT;\nINSERT INTO nowhere VALUES (1);")
ORPHAN = Migration(script="DELETE FROM documents;")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "quotes.db"
    with open_store(made, create=True) as store:
        store.save(ferry(), store.start_run(version="1", model="sm"))
    return made


def connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def dump(path: Path) -> list[str]:
    connection = connect(path)
    lines = list(connection.iterdump())
    connection.close()
    return lines


def take(path: Path, *steps: Any) -> None:
    connection = connect(path)
    try:
        migrate(connection, path, (*MIGRATIONS, *steps))
    finally:
        connection.close()


def test_an_older_database_takes_the_steps_it_lacks_and_keeps_its_rows(path: Path) -> None:
    take(path, ADD_NOTE, RENAME_MODALITY)
    connection = connect(path)
    assert pragma(connection, "user_version") == len(MIGRATIONS) + 2
    assert connection.execute("SELECT text, note FROM quotes WHERE cue = 'said' LIMIT 1").fetchone()[1] is None
    assert connection.execute("SELECT mood FROM claims ORDER BY mood").fetchall() == [("statement",), ("thought",)]
    connection.close()


def test_the_database_is_kept_as_it_was(path: Path) -> None:
    before = dump(path)
    take(path, ADD_NOTE)
    kept = path.with_name(f"quotes.db.schema-{len(MIGRATIONS)}.bak")
    assert dump(kept) == before


def test_an_earlier_copy_is_not_written_over(path: Path) -> None:
    earlier = path.with_name(f"quotes.db.schema-{len(MIGRATIONS)}.bak")
    earlier.write_text("precious", encoding="utf-8")
    take(path, ADD_NOTE)
    assert earlier.read_text(encoding="utf-8") == "precious"
    assert len(dump(path.with_name(f"quotes.db.schema-{len(MIGRATIONS)}-2.bak"))) > 10


@pytest.mark.parametrize(("step", "error"), [(FAIL, sqlite3.OperationalError), (ORPHAN, StoreError)])
def test_a_step_that_fails_leaves_the_database_as_it_was(path: Path, step: Any, error: type[Exception]) -> None:
    before = dump(path)
    with pytest.raises(error):
        take(path, ADD_NOTE, step)
    assert dump(path) == before


def test_a_database_up_to_date_takes_no_step_and_needs_no_copy(path: Path) -> None:
    take(path)
    assert not list(path.parent.glob("*.bak"))


def test_a_new_database_needs_no_copy(tmp_path: Path) -> None:
    open_store(tmp_path / "new.db", create=True).close()
    assert [made.name for made in tmp_path.iterdir()] == ["new.db"]


@pytest.mark.parametrize("read_only", [True, False])
def test_opening_an_older_database_brings_it_up_to_date(
    path: Path, read_only: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = (*MIGRATIONS, ADD_NOTE)
    monkeypatch.setattr(schema, "MIGRATIONS", steps)
    monkeypatch.setattr(schema.migrate, "__defaults__", (steps,))
    with open_store(path, read_only=read_only) as store:
        assert pragma(store.connection, "user_version") == len(steps) == target_version()
        assert "note" in store.connection.execute("SELECT * FROM quotes LIMIT 1").fetchone().keys()  # noqa: SIM118
    assert len(list(path.parent.glob("*.bak"))) == 1


def test_steps_are_taken_once_when_two_open_at_the_same_time(path: Path) -> None:
    first, second = connect(path), connect(path)
    migrate(first, path, (*MIGRATIONS, ADD_NOTE))
    migrate(second, path, (*MIGRATIONS, ADD_NOTE))
    first.close()
    second.close()
    assert len(list(path.parent.glob("*.bak"))) == 1


def test_a_script_is_cut_where_its_statements_end() -> None:
    trigger = "CREATE TRIGGER t AFTER INSERT ON q BEGIN\n    DELETE FROM r;\n    DELETE FROM s;\nEND;"
    assert list(statements_of(f"\nCREATE TABLE q (\n    a TEXT\n);\n{trigger}\n")) == [
        "CREATE TABLE q (\n    a TEXT\n);",
        trigger,
    ]


def test_a_statement_without_its_end_is_refused() -> None:
    with pytest.raises(ValueError, match="semicolon"):
        list(statements_of("DELETE FROM q"))


def test_earlier_reviews_have_the_act_that_was_extracted() -> None:
    step = MIGRATIONS.index(v11_reviewed_acts.MIGRATION)
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for migration in MIGRATIONS[:step]:
        migration.take(connection)
    found = '{"polarity": "denied", "modality": "future", "addressee": null}'
    connection.execute(
        "INSERT INTO reviews (text, judgement, found_text, reviewer, created, kind, confidence, found_by, "
        "speaker_type, spans, statement_id, document_id, found) "
        "VALUES ('a', 'right', 'a', 'mia', '2026', 'direct', 0.5, 'model', 'person', '[[0, 1]]', 's', 'd', ?)",
        (found,),
    )
    MIGRATIONS[step].take(connection)
    row = connection.execute("SELECT id, judgement, polarity, modality, addressee, found FROM reviews").fetchone()
    connection.close()
    assert row == (1, "right", "denied", "future", None, found)
