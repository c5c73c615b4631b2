import sqlite3
from contextlib import closing
from pathlib import Path

from tests.cli.conftest import FakePipeline, Run


def rows(database: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query).fetchall()


def dump(database: Path) -> list[str]:
    """Everything but the log of runs."""
    with closing(sqlite3.connect(database)) as connection:
        return [line for line in connection.iterdump() if not line.startswith('INSERT INTO "runs"')]


def test_summary_and_rows(run: Run, articles: Path, tmp_path: Path) -> None:
    result = run("extract", tmp_path / "quotes.db", articles)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "documents: 2 read, 0 unchanged, 0 skipped",
        "found: 3 quotes and 0 claims by 2 speakers; 0 whose speaker the text does not settle",
    ]
    assert rows(tmp_path / "quotes.db", "SELECT count(*) FROM quotes") == [(3,)]
    assert rows(tmp_path / "quotes.db", "SELECT documents, quotes, skipped, model, model_digest FROM runs") == [
        (2, 3, 0, "sm", "d1")
    ]


def test_extracting_twice_changes_nothing_and_annotates_nothing(
    run: Run, articles: Path, database: Path, pipeline: FakePipeline
) -> None:
    before, pipeline.annotated = dump(database), []
    result = run("extract", database, articles)
    assert (result.exit_code, pipeline.annotated) == (0, [])
    assert "0 read, 2 unchanged, 0 skipped" in result.stderr
    assert dump(database) == before


def test_force_and_another_model_annotate_again(
    run: Run, articles: Path, database: Path, pipeline: FakePipeline
) -> None:
    pipeline.annotated = []
    run("extract", database, articles, "--force")
    assert len(pipeline.annotated) == 2
    pipeline.digest = "d2"
    run("extract", database, articles)
    assert len(pipeline.annotated) == 4


def test_a_bad_document_is_skipped_counted_and_kept_with_its_reason(run: Run, articles: Path, tmp_path: Path) -> None:
    (articles / "empty.txt").touch()
    (articles / "failing.txt").write_text("Please raise an error.")
    result = run("extract", tmp_path / "quotes.db", articles)
    assert result.exit_code == 1
    assert f"skipped {articles / 'empty.txt'}: the file is empty" in result.stderr
    assert "2 read, 0 unchanged, 2 skipped" in result.stderr
    skipped = rows(tmp_path / "quotes.db", "SELECT address, reason FROM skipped ORDER BY address")
    assert skipped == [
        (str(articles / "empty.txt"), "the file is empty"),
        (str(articles / "failing.txt"), "the document asked for it"),
    ]


def test_a_mended_document_is_no_longer_skipped(run: Run, articles: Path, tmp_path: Path) -> None:
    (articles / "bridge.txt").rename(articles / "saved.bak")
    (articles / "bridge.txt").touch()
    assert run("extract", tmp_path / "quotes.db", articles).exit_code == 1
    (articles / "saved.bak").rename(articles / "bridge.txt")
    assert run("extract", tmp_path / "quotes.db", articles).exit_code == 0
    assert rows(tmp_path / "quotes.db", "SELECT count(*) FROM skipped") == [(0,)]


def test_standard_input(run: Run, tmp_path: Path) -> None:
    result = run("extract", tmp_path / "quotes.db", "-", stdin="“No,” said Ana Ruiz.".encode())
    assert result.exit_code == 0
    assert rows(tmp_path / "quotes.db", "SELECT text FROM quotes") == [("No,",)]
    assert run("extract", tmp_path / "quotes.db", "-", stdin=b"").exit_code == 1
    assert rows(tmp_path / "quotes.db", "SELECT address FROM skipped") == [("-",)]
