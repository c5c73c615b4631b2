import sqlite3
from pathlib import Path

import pytest

from tests.cli.bad_inputs import BAD_INPUTS, MISUSE, BadInput
from tests.cli.conftest import Run


@pytest.mark.parametrize("bad", BAD_INPUTS, ids=lambda bad: bad.given)
def test_message_and_exit_code(bad: BadInput, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*bad.make())
    assert bad.message in result.stderr
    assert (result.exit_code, result.stdout) == (bad.code, "")
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("bad", [bad for bad in BAD_INPUTS if bad.code == MISUSE], ids=lambda bad: bad.given)
def test_misuse_touches_no_file(bad: BadInput, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    arguments = bad.make()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    run(*arguments)
    assert {path: path.read_bytes() for path in before} == before
    assert (tmp_path / "quotes.db").exists() == (tmp_path / "quotes.db" in before)


@pytest.mark.parametrize(
    ("name", "data"), [("notes.txt", b"Not a database.\n" * 100), ("newer.db", None)], ids=["not one", "newer"]
)
def test_extract_loses_nothing_of_a_file_that_is_no_database_of_ours(
    name: str, data: bytes | None, run: Run, articles: Path, tmp_path: Path
) -> None:
    path = tmp_path / name
    if data is None:
        assert run("extract", path, articles).exit_code == 0
        with sqlite3.connect(path) as connection:
            connection.execute("PRAGMA user_version = 99")
        connection.close()
    else:
        path.write_bytes(data)
    before = path.read_bytes()
    result = run("extract", path, articles)
    assert result.exit_code == MISUSE
    assert str(path) in result.stderr
    assert path.read_bytes() == before


def test_one_bad_document_does_not_stop_the_others(run: Run, articles: Path, tmp_path: Path) -> None:
    (articles / "a-binary.txt").write_bytes(b"\x00\x01")
    result = run("show", articles, "--nl")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 3
