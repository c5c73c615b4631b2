import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("words", "speakers"),
    [
        ("bridge", ["Ana Ruiz"]),
        ("“bridge” unsafe", ["Ana Ruiz"]),
        ('"will run"', ["Ana Ruiz"]),
        ('"run will"', []),
        ("ferr*", ["Ana Ruiz"]),
        ("knew", ["Bo Lind"]),
        ("' OR 1=1; --", []),
        ("***", []),
    ],
)
def test_words(run: Run, database: Path, words: str, speakers: list[str]) -> None:
    result = run("search", database, words, "--json")
    assert result.exit_code == 0
    assert [record["speaker"] for record in json.loads(result.stdout)] == speakers


def test_a_denial_is_shown_as_one(run: Run, database: Path) -> None:
    assert "denies" in run("search", database, "knew").stdout
    (record,) = json.loads(run("search", database, "knew", "--json").stdout)
    assert record["polarity"] == "denied"


@pytest.mark.parametrize(
    ("words", "options", "texts"),
    [
        ("bridges", (), ["The bridge is unsafe,"]),
        ("ferry", ("--speaker", "Minister Ruiz"), ["A ferry will run,"]),
        ("ferry", ("--speaker", "Lind"), []),
        ("bridge", ("--speaker", "Ms Ruiz", "--since", "2026", "--outlet", "harbour", "--kind", "direct"), []),
        (
            "ferry",
            ("--speaker", "Ms Ruiz", "--since", "2026", "--outlet", "harbour", "--kind", "direct"),
            ["A ferry will run,"],
        ),
        ("will", ("--sort", "date"), ["A ferry will run,"]),
    ],
)
def test_options_are_those_of_a_lookup(
    run: Run, database: Path, words: str, options: tuple[str, ...], texts: list[str]
) -> None:
    result = run("search", database, words, "--json", *options)
    assert result.exit_code == 0
    assert [record["text"] for record in json.loads(result.stdout)] == texts


def test_what_was_taken_for_what_is_told(run: Run, database: Path) -> None:
    result = run("search", database, "unsfae tunnel")
    told = "“unsfae” is in no statement: searched for “unsafe”.\n“tunnel” is in no statement: left out.\n"
    assert result.stdout.startswith(told)
    result = run("search", database, "unsfae tunnel", "--json")
    assert (len(json.loads(result.stdout)), result.stderr) == (1, told)


def test_nobody_of_the_name_offers_similar_ones(run: Run, database: Path) -> None:
    assert "Similar names: Ana Ruiz" in run("search", database, "bridge", "--speaker", "Ana Ruis").stdout


def test_nothing_found_says_what_was_searched(run: Run, database: Path) -> None:
    result = run("search", database, "tunnel")
    assert result.exit_code == 0
    assert "No statements with “tunnel”" in result.stdout
    assert "in 2 documents" in result.stdout
