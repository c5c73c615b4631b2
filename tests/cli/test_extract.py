import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quoteattr.documents import Document
from quoteattr.statements import Extraction
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


def test_a_limit_is_taken_up_by_the_next_run(run: Run, articles: Path, tmp_path: Path, pipeline: FakePipeline) -> None:
    for expected in ("1 read, 0 unchanged", "1 read, 1 unchanged", "0 read, 2 unchanged"):
        assert expected in run("extract", tmp_path / "quotes.db", articles, "--limit", 1).stderr
    assert len(pipeline.annotated) == 2


def test_a_dry_run_says_what_would_be_done_and_writes_nothing(run: Run, articles: Path, tmp_path: Path) -> None:
    path = tmp_path / "quotes.db"
    (articles / "empty.txt").touch()
    result = run("extract", path, articles, "--dry-run")
    assert result.stderr.splitlines()[-1] == "documents: 2 new, 0 changed, 0 unchanged, 1 skipped; nothing was written"
    assert (result.exit_code, path.exists()) == (1, False)
    (articles / "empty.txt").unlink()
    run("extract", path, articles)
    (articles / "bridge.txt").write_text("“It is open again,” said Ana Ruiz.")
    before = path.read_bytes()
    for options, told in (((), "0 new, 1 changed, 1 unchanged"), (("--force",), "0 new, 2 changed, 0 unchanged")):
        result = run("extract", path, articles, "--dry-run", *options)
        assert (result.exit_code, told in result.stderr) == (0, True)
    assert path.read_bytes() == before


def test_what_a_stage_cannot_read_is_told_counted_and_kept_beside_the_rest(
    run: Run, articles: Path, tmp_path: Path, pipeline: FakePipeline
) -> None:
    path, odd = tmp_path / "quotes.db", articles / "odd.txt"
    odd.write_text("“I trip over it,” said Ana Ruiz.")
    result = run("extract", path, articles)
    told = "roles at 0-5: IndexError: no such place (roles.py:7)"
    assert (result.exit_code, result.stderr.splitlines()[:2]) == (
        1,
        [f"read in part {odd}: {told}", "documents: 3 read, 0 unchanged, 0 skipped; 1 in part"],
    )
    assert rows(path, "SELECT address, reason, stage FROM skipped") == [(str(odd), told, "roles")]
    assert rows(path, "SELECT documents, skipped, failures FROM runs") == [(3, 0, 1)]
    assert rows(path, "SELECT count(*) FROM quotes") == [(4,)]
    assert run("extract", path, articles).exit_code == 0  # nothing is read again, and nothing is forgotten
    assert rows(path, "SELECT stage FROM skipped") == [("roles",)]
    assert "could not be read" not in run("lookup", path, "nobody").stderr
    odd.write_text("“I walk over it,” said Ana Ruiz.")
    assert run("extract", path, articles).exit_code == 0
    assert rows(path, "SELECT stage FROM skipped") == []


def test_an_interrupt_keeps_what_is_finished_and_the_next_run_goes_on(
    run: Run, articles: Path, tmp_path: Path, pipeline: FakePipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    annotate = pipeline.annotate

    def interrupted(documents: Iterable[Document], *rest: Any, **named: Any) -> Iterator[Extraction]:
        yield next(annotate(documents, *rest, **named))
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "annotate", interrupted)
    result = run("extract", tmp_path / "quotes.db", articles)
    assert result.exit_code == 130
    assert result.stderr.splitlines()[0] == "documents: 1 read, 0 unchanged, 0 skipped"
    assert "interrupted; what was finished is stored" in result.stderr
    monkeypatch.setattr(pipeline, "annotate", annotate)
    assert "1 read, 1 unchanged" in run("extract", tmp_path / "quotes.db", articles).stderr
    assert rows(tmp_path / "quotes.db", "SELECT count(*) FROM quotes") == [(3,)]


def test_a_document_that_is_as_it_was_before_it_could_not_be_read(run: Run, articles: Path, tmp_path: Path) -> None:
    path, text = tmp_path / "quotes.db", (articles / "bridge.txt").read_bytes()
    for data in (text, b"", text):
        (articles / "bridge.txt").write_bytes(data)
        run("extract", path, articles)
    assert rows(path, "SELECT count(*) FROM skipped") == [(0,)]
    assert rows(path, "SELECT count(*) FROM documents") == [(2,)]


def test_columns_and_metadata_that_the_user_names(run: Run, tmp_path: Path) -> None:
    path, table = tmp_path / "quotes.db", tmp_path / "a.csv"
    table.write_text("story,paper,when\n“A ferry will run.” said Ana Ruiz,Bay Weekly,4 March 2026\n", "utf-8")
    options = ("--text-column", "story", "--map", "outlet=paper", "--byline", "By Mia Orr", "--published", "2026-01")
    assert run("extract", path, table, *options).exit_code == 0
    assert rows(path, "SELECT outlet, byline, published, address FROM documents") == [
        ("Bay Weekly", "Mia Orr", "2026-01", f"{table}#2")
    ]
    assert run("extract", path, table, *options, "--map", "published=when").exit_code == 0
    assert rows(path, "SELECT published FROM documents") == [("2026-03-04",)]


def test_a_format_that_the_user_names(run: Run, tmp_path: Path) -> None:
    path, article = tmp_path / "quotes.db", tmp_path / "a.dat"
    article.write_text("# Bridge closes\n\n“*Never*,” said Ana Ruiz.", "utf-8")
    assert run("extract", path, article, "--format", "markdown").exit_code == 0
    assert rows(path, "SELECT title, text FROM documents") == [
        ("Bridge closes", "Bridge closes\n\n“Never,” said Ana Ruiz.")
    ]


FRENCH = (
    "« Le pont sera fermé vendredi », a déclaré la maire de la ville, qui a reçu les habitants pendant la soirée. " * 3
)


def test_other_languages(run: Run, tmp_path: Path) -> None:
    path, article = tmp_path / "quotes.db", tmp_path / "a.txt"
    article.write_text(FRENCH, "utf-8")
    result = run("extract", path, article)
    assert result.exit_code == 1
    assert "not in English (fr); --any-language reads it all the same" in result.stderr
    assert run("extract", path, article, "--any-language").exit_code == 0
    assert rows(path, "SELECT language FROM documents") == [("fr",)]
    assert rows(path, "SELECT count(*) FROM skipped") == [(0,)]


def test_names_of_files_cannot_write_lines_of_their_own_or_colour_the_terminal(
    run: Run, articles: Path, tmp_path: Path
) -> None:
    (articles / "a\nskipped b.txt: nothing\x1b[31m.txt").touch()
    result = run("extract", tmp_path / "quotes.db", articles)
    assert "a\\nskipped b.txt: nothing\\x1b[31m.txt: the file is empty" in result.stderr
    assert "\x1b" not in result.stderr
    assert len(result.stderr.splitlines()) == 3


def test_thousands_of_reasons_are_not_all_printed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Yes."}\n' + '{"title": "No text"}\n' * 300)
    result = run("extract", tmp_path / "quotes.db", tmp_path / "a.jsonl")
    assert len(result.stderr.splitlines()) == 103
    assert "and 200 more, which the table `skipped` has" in result.stderr
    assert rows(tmp_path / "quotes.db", "SELECT count(*) FROM skipped") == [(300,)]


PAGE = (
    "<!DOCTYPE html><html><head><title>Bridge</title><link rel='canonical' href='https://post.example/bridge'></head>"
    "<body><article><p>The bridge will close on Friday, the council said on Monday, after months of talks about it.</p>"
    "<p>“{words}” said Ana Ruiz, who has been the mayor of the town since the year before last, and smiled.</p>"
    "</article></body></html>"
)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.html").write_text(PAGE.format(words="We are late,"))
    return folder


def test_the_address_of_a_page_is_the_one_that_it_states(run: Run, pages: Path, tmp_path: Path) -> None:
    database = tmp_path / "quotes.db"
    assert run("extract", database, pages).exit_code == 0
    found = [("https://post.example/bridge", str(pages / "a.html"), "post.example", None)]
    query = "SELECT address, file, outlet, warning FROM documents"
    assert rows(database, query) == found
    before = dump(database)
    assert "0 read, 1 unchanged, 0 skipped" in run("extract", database, pages).stderr
    assert dump(database) == before
    (pages / "a.html").write_text(PAGE.format(words="We are early,"))
    assert "1 read, 0 unchanged, 0 skipped" in run("extract", database, pages).stderr
    assert rows(database, query) == found


def test_pages_that_state_one_address_do_not_push_each_other_out(run: Run, pages: Path, tmp_path: Path) -> None:
    database = tmp_path / "quotes.db"
    (pages / "b.html").write_text(PAGE.format(words="We are early,"))
    (pages / "c.html").write_text(PAGE.format(words="We are late,"))
    run("extract", database, pages)
    assert rows(database, "SELECT address, file FROM documents ORDER BY rowid") == [
        ("https://post.example/bridge", str(pages / "a.html")),
        (str(pages / "b.html"), None),
    ]
    before = dump(database)
    assert "0 read, 3 unchanged, 0 skipped" in run("extract", database, pages).stderr
    assert dump(database) == before


def test_a_page_that_was_stored_or_skipped_under_its_path_is_there_once(run: Run, pages: Path, tmp_path: Path) -> None:
    database, path = tmp_path / "quotes.db", str(pages / "a.html")
    (pages / "a.html").write_text(PAGE.format(words="We are late,").replace("canonical", "other"))
    run("extract", database, pages)
    assert rows(database, "SELECT address FROM documents") == [(path,)]
    (pages / "a.html").write_text("<!DOCTYPE html><html></html>")
    run("extract", database, pages)
    assert rows(database, "SELECT address FROM skipped") == [(path,)]
    (pages / "a.html").write_text(PAGE.format(words="We are late,"))
    run("extract", database, pages)
    assert rows(database, "SELECT address FROM documents") == [("https://post.example/bridge",)]
    assert rows(database, "SELECT address FROM skipped") == []


def test_a_text_that_may_be_cut_is_stored_and_told(run: Run, pages: Path, tmp_path: Path) -> None:
    others = "".join(
        f"<div class='sidebar'><p>The {name} of the old bridge was inspected on Monday, and has to be replaced.</p>"
        "</div>"
        for name in ("deck", "railing", "pier", "lamp", "drain")
    )
    page = PAGE.format(words="We are late,").replace("</article>", others + "</article>")
    (pages / "a.html").write_text(
        page.replace("<article>", "<article><div class='body'>").replace("<div class='s", "</div><div class='s", 1)
    )
    result = run("extract", tmp_path / "quotes.db", pages)
    ((warning,),) = rows(tmp_path / "quotes.db", "SELECT warning FROM documents")
    assert str(warning).startswith("its article may be cut:")
    assert f"warning https://post.example/bridge: {warning}" in result.stderr
    assert result.exit_code == 0
