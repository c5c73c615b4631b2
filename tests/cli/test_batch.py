"""`quoteattr batch` as a user runs it, with workers that find quotes by pattern."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.jobs.stand_in import STAND_IN

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quoteattr.jobs.annotators.WORKER", STAND_IN)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def test_a_corpus_becomes_tables_and_then_a_database(run: Run, articles: Path, tmp_path: Path) -> None:
    result = run("batch", articles, tmp_path / "out", "--jobs", 1, "--shard-size", 1)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines() == [
        f"shards: 2 done by this run, 2 in {tmp_path / 'out'}",
        "documents: 2 read, 0 skipped",
        "found: 3 quotes and 0 claims",
    ]
    loaded = run("load", tmp_path / "quotes.db", tmp_path / "out")
    assert loaded.exit_code == 0
    assert loaded.stderr.splitlines() == ["documents: 2 loaded, 0 unchanged, 0 skipped", "with 3 quotes and 0 claims"]
    # The database is the one that extract makes: a run of it finds nothing to do.
    with closing(sqlite3.connect(tmp_path / "quotes.db")) as connection:
        assert connection.execute("SELECT version, model_digest FROM runs").fetchall()[0][1] == "d1"
    assert "0 read, 2 unchanged" in run("extract", tmp_path / "quotes.db", articles).stderr


def test_what_is_skipped_is_told_counted_and_loaded(run: Run, articles: Path, tmp_path: Path) -> None:
    (articles / "empty.txt").touch()
    for _ in range(2):  # also when there is nothing left to do
        result = run("batch", articles, tmp_path / "out", "--jobs", 1)
        assert result.exit_code == 1
        assert "documents: 2 read, 1 skipped" in result.stderr
    loaded = run("load", tmp_path / "quotes.db", tmp_path / "out")
    assert loaded.exit_code == 1
    assert f"skipped {articles / 'empty.txt'}: the file is empty" in loaded.stderr
    with closing(sqlite3.connect(tmp_path / "quotes.db")) as connection:
        assert connection.execute("SELECT address FROM skipped").fetchall() == [(str(articles / "empty.txt"),)]


def test_a_limit_leaves_the_rest_to_the_next_run(run: Run, articles: Path, tmp_path: Path) -> None:
    arguments = ("batch", articles, tmp_path / "out", "--jobs", 1, "--shard-size", 1)
    result = run(*arguments, "--limit", 1)
    assert "1 parts are not finished; the same command goes on from there" in result.stderr
    early = run("load", tmp_path / "quotes.db", tmp_path / "out")
    assert early.exit_code == 1
    assert "1 of 2 parts are not finished; do the same `quoteattr batch` again" in early.stderr
    assert "shards: 1 done by this run, 2 in" in run(*arguments).stderr
    late = run("load", tmp_path / "quotes.db", tmp_path / "out")
    assert (late.exit_code, late.stderr.splitlines()[0]) == (0, "documents: 1 loaded, 1 unchanged, 0 skipped")


def test_reading_options_count(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("story,paper\n“A ferry will run.” said Ana Ruiz,Bay Weekly\n", "utf-8")
    options = ("--text-column", "story", "--map", "outlet=paper", "--jobs", 1)
    assert run("batch", tmp_path / "a.csv", tmp_path / "out", *options).exit_code == 0
    run("load", tmp_path / "quotes.db", tmp_path / "out")
    with closing(sqlite3.connect(tmp_path / "quotes.db")) as connection:
        assert connection.execute("SELECT outlet FROM documents").fetchall() == [("Bay Weekly",)]
    other = run("batch", tmp_path / "a.csv", tmp_path / "out", "--text-column", "story", "--jobs", 1)
    assert other.exit_code == 2
    assert "Go on with the same, or name a new folder" in other.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("batch", "missing/", "out"), "missing cannot be read: No such file or directory"),
        (("batch", "-", "out"), "standard input cannot be read again"),
        (("batch", "out"), "Missing argument"),
        (("batch", "missing/", "out", "--address", "auto"), "--address names a Ray cluster; add --engine ray"),
    ],
    ids=["missing", "standard input", "no output", "an address alone"],
)
def test_misuse(run: Run, arguments: Iterable[Any], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert list(tmp_path.iterdir()) == []
