import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_exact_is_0_and_says_who_and_what_was_searched(run: Run, database: Path) -> None:
    result = run("verify", database, "The bridge is unsafe", "--speaker", "ruiz")
    assert result.exit_code == 0
    assert "exact: Said in these words by Ana Ruiz." in result.stdout
    assert "Ana Ruiz, minister" in result.stdout
    assert "Searched 3 quotes and 0 claims in 2 documents of 1 outlet, dated 2026-03-04" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("The bridge is quite unsafe",), "near: Said in other words by Ana Ruiz."),
        (("bridge is unsafe",), "fragment: Part of a longer quote of Ana Ruiz."),
        (("The bridge is unsafe", "--speaker", "Lind"), "other speaker: Said by Ana Ruiz, not by Lind."),
        (("We knew of it",), "denied: Denied by Bo Lind."),
        (("Bread is dear",), "not found: Nobody says so in what was searched."),
        (("The bridge is unsafe", "--speaker", "Ana Ruis"), "Similar names: Ana Ruiz"),
    ],
)
def test_anything_else_is_1_and_coverage_is_always_told(
    run: Run, database: Path, arguments: tuple[str, ...], told: str
) -> None:
    result = run("verify", database, *arguments)
    assert result.exit_code == 1
    assert told in result.stdout
    assert "Searched 3 quotes" in result.stdout


def test_a_difference_is_marked(run: Run, database: Path) -> None:
    result = run("verify", database, "The bridge is very unsafe")
    assert "The bridge is [-very-] unsafe" in result.stdout


@pytest.mark.parametrize("source", ["file", "stdin"])
def test_many_quotes_one_a_line(run: Run, database: Path, tmp_path: Path, source: str) -> None:
    lines = "The bridge is unsafe\n\n“A ferry will run,”\n"
    (tmp_path / "draft.txt").write_text(lines, "utf-8")
    arguments = ("--file", tmp_path / "draft.txt") if source == "file" else ("-",)
    result = run("verify", database, *arguments, "--json", stdin=lines)
    assert [verdict["outcome"] for verdict in json.loads(result.stdout)] == ["exact", "exact"]
    assert result.exit_code == 0
    result = run("verify", database, "-", "--json", stdin=lines + "Bread is dear\n")
    assert [verdict["as_given"] for verdict in json.loads(result.stdout)] == [True, True, False]
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [
        ((), None),
        (("words", "--file", __file__), None),
        (("-",), "\n \n"),
        (("--file", "missing.txt"), None),
        (("--draft", "missing.txt"), None),
        (("words", "--draft", __file__), None),
        (("--draft", __file__, "--speaker", "Ruiz"), None),
    ],
)
def test_misuse_is_2(run: Run, database: Path, arguments: tuple[str, ...], stdin: str | None) -> None:
    result = run("verify", database, *arguments, stdin=stdin)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_lookup_says_where_words_were_said_first_and_how_they_differ(run: Run, tmp_path: Path) -> None:
    texts = (
        "“The bridge is safe, and it will stay open all year,” said Ana Ruiz.",
        "“It will stay open all year,” said Ana Ruiz.",
    )
    lines = [
        json.dumps({"text": text, "outlet": outlet, "published": f"2026-01-0{day}"})
        for text, outlet, day in zip(texts, ("Harbour Post", "Bay Weekly"), (2, 5), strict=True)
    ]
    (tmp_path / "articles.jsonl").write_text("\n".join(lines), "utf-8")
    assert run("extract", tmp_path / "quotes.db", tmp_path / "articles.jsonl").exit_code == 0
    told = " ".join(run("lookup", tmp_path / "quotes.db", "ruiz").stdout.split())
    assert "↳ first 2026-01-02 · Harbour Post, 2 times in 2 documents, 2 wordings; here cut: {+The" in told
    first, second = json.loads(run("lookup", tmp_path / "quotes.db", "ruiz", "--json").stdout)
    assert (first["group"]["relation"], second["group"]["relation"]) == ("cut", "fullest")
    assert first["group"]["id"] == second["group"]["id"]


def test_every_quote_of_a_draft(run: Run, database: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("“The bridge is quite unsafe,” said Ana Ruiz. “Bread is dear,” said Bo Lind.", "utf-8")
    result = run("verify", database, "--draft", draft)
    assert result.exit_code == 1
    assert "2 quotes in draft.txt" in result.stdout
    assert "near: Said in other words by Ana Ruiz." in result.stdout and "not found" in result.stdout
    draft.write_text("“The bridge is unsafe,” said Ana Ruiz, and that was that for the day.", "utf-8")
    result = run("verify", database, "--draft", draft, "--json")
    assert result.exit_code == 0
    (told,) = json.loads(result.stdout)
    assert (told["outcomes"], told["quotes"][0]["quote"]["speaker"]) == ({"exact": 1}, "Ana Ruiz")
