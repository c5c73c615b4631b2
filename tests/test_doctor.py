"""Each fault is found, named, and repaired where that can be done; without a repair nothing is changed."""

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from quoteattr import doctor
from quoteattr.doctor import check_file, check_installation
from quoteattr.statements import ModelChoice
from quoteattr.store import open_store
from tests.store.extractions import ferry, numbered


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "quotes.db"
    with open_store(made, create=True) as store:
        run = store.start_run(version="1", model="sm")
        store.save(ferry(), run)
        for number in range(30):
            store.save(numbered(number), run)
    return made


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def words_lost(path: Path) -> None:
    execute(path, "INSERT INTO quotes_fts (quotes_fts, rowid, text) SELECT 'delete', rowid, text FROM quotes")


def rows_gone_behind_the_index(path: Path) -> None:
    execute(path, "DROP TRIGGER claims_ad", "DELETE FROM claims")


def trigger_gone(path: Path) -> None:
    execute(path, "DROP TRIGGER documents_corrected")


def view_gone(path: Path) -> None:
    execute(path, "DROP VIEW statements")


def index_gone(path: Path) -> None:
    execute(path, "DROP INDEX idx_quotes_cue")


def references_broken(path: Path) -> None:
    execute(path, "PRAGMA foreign_keys = OFF", "UPDATE quotes SET speaker_id = 'nobody', document_id = 'nothing'")


def quotes_gone(path: Path) -> None:
    execute(path, "PRAGMA foreign_keys = OFF", "DELETE FROM quotes WHERE rowid % 2")


def speakers_gone(path: Path) -> None:
    execute(path, "PRAGMA foreign_keys = OFF", "DELETE FROM speakers")


def index_does_not_fit(path: Path) -> None:
    """The index is of another column than its statement says: as after a fault of the disk."""
    sql = 'CREATE INDEX "idx_quotes_cue"\n    ON "quotes" ("medium")'
    execute(
        path, "PRAGMA writable_schema = ON", f"UPDATE sqlite_master SET sql = '{sql}' WHERE name = 'idx_quotes_cue'"
    )


FAULTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "words lost": (words_lost, "does not fit the rows"),
    "rows gone behind the index": (rows_gone_behind_the_index, "does not fit the rows"),
    "trigger gone": (trigger_gone, "the trigger documents_corrected is missing"),
    "view gone": (view_gone, "the view statements is missing"),
    "index gone": (index_gone, "the index idx_quotes_cue is missing"),
    "references broken": (references_broken, "rows refer to rows that are missing"),
    "quotes gone": (quotes_gone, "rows refer to rows that are missing"),
    "speakers gone": (speakers_gone, "rows refer to rows that are missing"),
    "index does not fit": (index_does_not_fit, "missing from index idx_quotes_cue"),
}


def faults(path: Path) -> list[str]:
    return [finding.fault for finding in check_file(path) if finding.fault]


def test_a_database_in_order(path: Path) -> None:
    before = path.read_bytes()
    assert faults(path) == []
    assert path.read_bytes() == before


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_and_repaired(path: Path, fault: str) -> None:
    spoil, message = FAULTS[fault]
    spoil(path)
    before = path.read_bytes()
    assert any(message in found for found in faults(path))
    assert path.read_bytes() == before
    kept, repaired = doctor.repair(path)
    assert repaired
    assert faults(path) == []
    assert any(message in found for found in faults(kept))


def test_a_repair_of_what_is_in_order_changes_no_row_and_keeps_a_copy_each_time(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        before = list(connection.iterdump())
    names = [doctor.repair(path)[0].name for _ in range(2)]
    assert names == ["quotes.db.before-repair.bak", "quotes.db.before-repair-2.bak"]
    with closing(sqlite3.connect(path)) as connection:
        assert list(connection.iterdump()) == before


def test_damaged_pages_are_named_and_left(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[16384:32768] = b"\xff" * 16384
    path.write_bytes(data)
    (fault,) = faults(path)
    assert "put back a copy" in fault or "is damaged" in fault
    assert path.read_bytes() == bytes(data)


def test_a_missing_table_is_named(path: Path) -> None:
    execute(path, "DROP TABLE skipped")
    assert any("the table skipped is missing; put back a copy" in found for found in faults(path))


def test_an_older_schema_is_named_and_left(path: Path) -> None:
    execute(path, "PRAGMA user_version = 0")
    before = path.read_bytes()
    assert any("an older quoteattr wrote it" in found for found in faults(path))
    assert path.read_bytes() == before


def test_an_interrupted_run_is_told_and_is_no_fault(path: Path) -> None:
    assert [finding.checked for finding in check_file(path) if "did not come to their end" in finding.checked] == [
        "1 runs, 1 of which did not come to their end; extract again to take them up"
    ]


def test_little_room(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LITTLE_ROOM", 10**18)
    assert any("make room before extracting" in found for found in faults(path))


@pytest.mark.parametrize("data", [b"", b"Not a database, whatever its name.\n" * 40])
def test_no_database(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.db").write_bytes(data)
    (fault,) = faults(tmp_path / "a.db")
    assert "is not an SQLite database" in fault or "is empty" in fault


def test_the_installation_is_in_order() -> None:
    assert [finding.fault for finding in check_installation()] == [None] * 6


def test_a_machine_that_finds_other_statements_is_told_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sample = json.loads(doctor.SAMPLE.read_text("utf-8"))
    sample["text"] = sample["text"].replace("denied", "said")
    altered = tmp_path / "sample.json"
    altered.write_text(json.dumps(sample), "utf-8")
    monkeypatch.setattr(doctor, "SAMPLE", altered)
    *_, last = check_installation()
    assert last.fault and re.match(
        r"this machine gives other statements .*\([0-9a-f]{12}, not [0-9a-f]{12}\)", last.fault
    )


def test_a_model_that_nobody_else_has_is_not_compared(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    altered = tmp_path / "sample.json"
    altered.write_text(json.dumps({"text": "", "fingerprints": {}}), "utf-8")
    monkeypatch.setattr(doctor, "SAMPLE", altered)
    assert [finding.fault for finding in check_installation()] == [None] * 5


def test_what_the_installation_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "requires", lambda name: ["no-such-package>=1", "lxml>=5", "absent; extra == 'x'"])
    monkeypatch.setattr(doctor, "OLDEST_PYTHON", (4, 0))
    told = [finding.fault for finding in check_installation(ModelChoice(model="no-such-model")) if finding.fault]
    assert ["4.0 or newer" in told[0], "not installed: no-such-package;" in told[1], "no such model" in told[2]] == [
        True
    ] * 3
