import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def texts(output: str) -> set[str]:
    return {record["text"] for record in json.loads(output)}


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ((), {"The bridge is unsafe,", "A ferry will run,"}),
        (("--outlet", "harbour"), {"A ferry will run,"}),
        (("--since", "2026"), {"A ferry will run,"}),
        (("--until", "2025"), set()),
        (("--role", "minister"), {"The bridge is unsafe,", "A ferry will run,"}),
        (("--role", "mayor"), set()),
        (("--kind", "direct"), {"The bridge is unsafe,", "A ferry will run,"}),
        (("--kind", "mixed"), set()),
        (("--min-confidence", "0.95"), set()),
        (("--limit", "1"), {"A ferry will run,"}),
    ],
)
def test_filters(run: Run, database: Path, options: tuple[str, ...], found: set[str]) -> None:
    result = run("lookup", database, "ruiz", "--json", *options)
    assert (result.exit_code, texts(result.stdout)) == (0, found)


def test_table_shows_outlet_date_and_denial(run: Run, database: Path) -> None:
    assert "2026-03-04 · Harbour Post" in run("lookup", database, "ruiz").stdout
    assert "denies" in run("lookup", database, "lind").stdout


def test_nothing_found_says_what_was_searched_and_offers_near_names(run: Run, database: Path) -> None:
    result = run("lookup", database, "Ana Ruis")
    assert result.exit_code == 0
    assert "No statements by “Ana Ruis”" in result.stdout
    assert (
        "Searched 3 quotes and 0 claims in 2 documents of 1 outlet, dated 2026-03-04 to 2026-03-04, 1 without a date."
        in result.stdout
    )
    assert "Similar names: Ana Ruiz" in result.stdout


def test_nothing_found_leaves_json_clean(run: Run, database: Path) -> None:
    result = run("lookup", database, "Nobody", "--json")
    assert json.loads(result.stdout) == []
    assert "Searched 3 quotes" in result.stderr


@pytest.mark.parametrize(
    "options", [("--since", "March"), ("--kind", "spoken"), ("--min-confidence", "2"), ("--limit", "0")]
)
def test_wrong_options_are_misuse(run: Run, database: Path, options: tuple[str, ...]) -> None:
    result = run("lookup", database, "ruiz", *options)
    assert result.exit_code == 2
    assert options[0].lstrip("-") in result.stderr


@pytest.mark.parametrize("name", ["Minister Ruiz", "Ms. Ana Ruiz", "the minister Ana Ruiz"])
def test_a_title_before_the_name_is_understood(run: Run, database: Path, name: str) -> None:
    assert texts(run("lookup", database, name, "--json").stdout) == {"The bridge is unsafe,", "A ferry will run,"}
    assert texts(run("lookup", database, "--speaker", name, "--json").stdout) == {
        "The bridge is unsafe,",
        "A ferry will run,",
    }


def test_the_oldest_first_undated_last(run: Run, database: Path) -> None:
    found = [
        json.loads(run("lookup", database, "ruiz", "--json", "--sort", sort).stdout) for sort in ("date", "oldest")
    ]
    assert [[record["published"] for record in records] for records in found] == [["2026-03-04", None]] * 2


@pytest.mark.parametrize("options", [("ruiz", "--speaker", "ruiz"), ("ruiz", "--sort", "match")])
def test_what_makes_no_sense_together_is_misuse(run: Run, database: Path, options: tuple[str, ...]) -> None:
    assert run("lookup", database, *options).exit_code == 2


def test_without_a_name_everybody(run: Run, database: Path) -> None:
    records = json.loads(run("lookup", database, "--json").stdout)
    assert {record["speaker"] for record in records} == {"Ana Ruiz", "Bo Lind"}
