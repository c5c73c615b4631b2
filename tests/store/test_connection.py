"""Which files may be opened; one that may not is left as it was, and the message says what to do."""

import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from quoteattr.errors import StoreError
from quoteattr.store import open_store
from quoteattr.store.schema import APPLICATION_ID, target_version
from tests.store.extractions import ferry, numbered

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with one document."""
    made = tmp_path / "quotes.db"
    with open_store(made, create=True) as store:
        store.save(ferry(), store.start_run(version="1", model="sm"))
    return made


def execute(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def not_a_database(path: Path) -> None:
    path.write_text("Dear editor, this is a letter and no database at all." * 200, encoding="utf-8")


def of_another_program(path: Path) -> None:
    path.unlink()
    execute(path, "CREATE TABLE recipes (name TEXT)")


def marked_by_another_program(path: Path) -> None:
    path.unlink()
    execute(path, "PRAGMA application_id = 252006673")


def of_a_newer_version(path: Path) -> None:
    execute(path, f"PRAGMA user_version = {target_version() + 1}")


def cut_off(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(3000)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (not_a_database, "is not an SQLite database; name another file"),
        (of_another_program, "is an SQLite database of another program"),
        (marked_by_another_program, "is an SQLite database of another program"),
        (of_a_newer_version, r"newer quoteattr \(schema \d+, this one reads up to \d+\); upgrade"),
        (cut_off, "is damaged"),
    ],
)
@pytest.mark.parametrize("options", [{"create": True}, {"read_only": True}, {}], ids=["create", "read", "write"])
def test_a_file_that_is_no_database_of_ours_is_refused_and_untouched(
    path: Path, spoil: Callable[[Path], None], message: str, options: dict[str, bool]
) -> None:
    spoil(path)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=message) as refusal:
        open_store(path, **options)
    assert str(path) in str(refusal.value)
    assert path.read_bytes() == before


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder; name a file"):
        open_store(tmp_path, create=True)


def test_a_missing_file_is_refused_unless_it_may_be_made(tmp_path: Path) -> None:
    path = tmp_path / "quotes.db"
    with pytest.raises(StoreError, match="does not exist; `quoteattr extract"):
        open_store(path)
    assert not path.exists()
    open_store(path, create=True).close()
    assert path.exists()


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="none does not exist; make the folder first"):
        open_store(tmp_path / "none" / "quotes.db", create=True)


def test_an_empty_file_becomes_a_database_only_when_writing(tmp_path: Path) -> None:
    path = tmp_path / "quotes.db"
    path.touch()
    with pytest.raises(StoreError, match="is empty; `quoteattr extract"):
        open_store(path, read_only=True)
    assert path.stat().st_size == 0
    open_store(path, create=True).close()
    open_store(path, read_only=True).close()


def test_damage_that_shows_later_is_told_as_damage(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * (path.stat().st_size - 8192))
    with pytest.raises(StoreError, match="is damaged"), open_store(path) as store:
        store.save(numbered(1), store.start_run(version="1", model="sm"))


def test_a_lock_that_lasts_is_told_and_passes(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_store(path, timeout=0.05) as store:
        with pytest.raises(StoreError, match="is locked by another program"):
            store.start_run(version="1", model="sm")
        other.execute("COMMIT")
        other.close()
        assert store.start_run(version="1", model="sm")


def test_a_new_file_waits_for_the_one_who_is_making_it(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "new.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    done = threading.Timer(0.3, other.rollback)
    done.start()
    with open_store(tmp_path / "new.db", create=True) as store:
        assert store.connection.execute("SELECT count(*) FROM documents").fetchone()[0] == 0
    done.join()
    other.close()


def test_readers_go_on_while_somebody_writes(path: Path) -> None:
    with open_store(path) as writer, open_store(path, read_only=True) as reader:
        writer.connection.execute("BEGIN IMMEDIATE")
        assert reader.has_document(ferry().document, run=1)
        writer.connection.execute("ROLLBACK")


def test_what_is_opened_for_reading_cannot_be_written(path: Path) -> None:
    with open_store(path, read_only=True) as store, pytest.raises(StoreError, match="cannot be written"):
        store.start_run(version="1", model="sm")


@pytest.mark.parametrize("name", ["a b?c#d%20.db", "Zürich & Łódź.db"])
def test_any_file_name_is_taken_as_it_is(tmp_path: Path, name: str) -> None:
    open_store(tmp_path / name, create=True).close()
    assert [made.name for made in tmp_path.iterdir()] == [name]
    open_store(tmp_path / name, read_only=True).close()


READ = """
import asyncio, os, sys
from pathlib import Path
from quoteattr.store import open_store
from quoteattr.web.serve import application

def show(path):
    with open_store(path, read_only=True) as store:
        print(store.connection.execute("SELECT count(*) FROM quotes").fetchone()[0])
    print(asyncio.run(application(path).client.get("/quotes/quotes")).status_code)

if os.getuid() == 0:  # permissions mean nothing to root, and nobody else may import from root's folders
    show(Path(sys.argv[1]))
    os.setgid(65534)
    os.setuid(65534)
show(Path(sys.argv[2]))
"""


def test_a_database_in_a_folder_that_may_not_be_written_can_be_read(path: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        copy = Path(shutil.copy(path, name))
        copy.chmod(0o444)
        copy.parent.chmod(0o555)
        command = [sys.executable, "-c", READ, str(path), str(copy)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        copy.parent.chmod(0o755)
    assert done.stderr == ""
    assert done.stdout.endswith("2\n200\n")


def test_the_file_says_whose_it_is(path: Path) -> None:
    with open_store(path) as store:
        settings = [
            store.connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("application_id", "user_version", "foreign_keys", "journal_mode")
        ]
    assert settings == [APPLICATION_ID, target_version(), 1, "wal"]


def test_nothing_that_reads_or_stores_imports_a_model() -> None:
    code = (
        "import sys, quoteattr.store, quoteattr.queries, quoteattr.verify, quoteattr.cli;"
        "print(sorted({'spacy', 'textacy', 'onnxruntime', 'torch', 'datasette', 'sqlite_utils'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
