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


def test_nothing_found_says_what_was_searched(run: Run, database: Path) -> None:
    result = run("search", database, "tunnel")
    assert result.exit_code == 0
    assert "No statements with “tunnel”" in result.stdout
    assert "in 2 documents" in result.stdout
