import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_table_is_the_default(run: Run, articles: Path) -> None:
    result = run("show", articles)
    assert result.exit_code == 0
    assert "“The bridge is unsafe,”" in result.stdout
    assert "denies" in next(line for line in result.stdout.splitlines() if "We knew of it" in line)
    assert result.stderr == ""


def test_standard_input_as_lines_of_json(run: Run) -> None:
    result = run("show", "-", "--nl", stdin="“No,” said Ana Ruiz. “Yes,” said Bo Lind.".encode())
    assert [json.loads(line)["speaker"] for line in result.stdout.splitlines()] == ["Ana Ruiz", "Bo Lind"]


@pytest.mark.parametrize(
    ("option", "beginning"),
    [("--json", "[\n{"), ("--nl", '{"id"'), ("--csv", "id,document_id,kind"), ("--html", "<!DOCTYPE html>")],
)
def test_formats(run: Run, articles: Path, option: str, beginning: str) -> None:
    assert run("show", articles, option).stdout.startswith(beginning)


def test_two_formats_are_misuse(run: Run, articles: Path) -> None:
    result = run("show", articles, "--json", "--csv")
    assert result.exit_code == 2
    assert "choose one of --json and --csv" in result.stderr


def test_what_is_skipped_is_said_beside_the_results(run: Run, articles: Path) -> None:
    (articles / "empty.txt").touch()
    result = run("show", articles, "--json")
    assert result.exit_code == 1
    assert len(json.loads(result.stdout)) == 3
    assert "empty.txt: the file is empty" in result.stderr


def test_what_a_stage_cannot_read_is_said_beside_the_results(run: Run, articles: Path) -> None:
    (articles / "odd.txt").write_text("“I trip over it,” said Ana Ruiz.")
    result = run("show", articles, "--json")
    assert (result.exit_code, len(json.loads(result.stdout))) == (1, 4)
    assert "odd.txt: roles at 0-5: IndexError: no such place (roles.py:7)" in result.stderr
