import sqlite3
from contextlib import closing
from pathlib import Path

from tests.cli.conftest import Run


def drop_trigger(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("DROP TRIGGER documents_corrected")


def test_all_in_order_but_the_stand_in_for_the_model(run: Run, database: Path) -> None:
    result = run("doctor", database)
    assert result.exit_code == 0
    assert {line.split("  ")[0] for line in result.stdout.splitlines()} == {"in order"}


def test_a_fault_is_told_and_then_repaired(run: Run, database: Path) -> None:
    drop_trigger(database)
    result = run("doctor", database)
    assert result.exit_code == 1
    assert "the trigger documents_corrected is missing; --repair puts it in order" in result.stdout
    result = run("doctor", database, "--repair")
    assert result.exit_code == 0
    first, second = result.stdout.splitlines()[:2]
    assert first == "repaired  tables, indexes, triggers and views: the trigger documents_corrected is missing"
    assert second == f"kept      {database} as it was, in {database}.before-repair.bak"
    assert run("doctor", database).exit_code == 0


def test_a_repair_needs_a_database(run: Run) -> None:
    result = run("doctor", "--repair")
    assert result.exit_code == 2
    assert "--repair needs the database" in result.stderr
