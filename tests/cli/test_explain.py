"""`quoteattr explain`, with the model: what it prints and how it fails."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from quoteattr.cli import app

TEXT = "Harbour Minister Mia Orr met the skipper Tom Hale.\n\n“We will dig,” she said. “Nobody asked,” Hale said.\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def article(tmp_path: Path) -> Path:
    (tmp_path / "harbour.txt").write_text(TEXT)
    return tmp_path / "harbour.txt"


def test_a_document_is_explained_statement_by_statement(article: Path) -> None:
    result = run("explain", article)
    assert result.exit_code == 0
    assert "→  Mia Orr" in result.stdout and "→  Tom Hale" in result.stdout
    assert result.stdout.count("decided by") == 2


def test_a_statement_of_a_database_is_explained_by_its_id(article: Path, tmp_path: Path) -> None:
    database = tmp_path / "quotes.db"
    run("extract", database, article)
    (found,) = json.loads(run("explain", article, "--statement", 1, "--json").stdout)
    (same,) = json.loads(run("explain", database, found["statement"]["id"], "--json").stdout)
    assert same == found and same["considered"][0]["name"] == "Mia Orr"


def test_a_database_without_an_id_is_misuse(article: Path, tmp_path: Path) -> None:
    run("extract", tmp_path / "quotes.db", article)
    result = run("explain", tmp_path / "quotes.db")
    assert result.exit_code == 2
    assert "to explain a statement of a database, give its ID" in result.stderr


def test_what_does_not_exist_is_said(article: Path, tmp_path: Path) -> None:
    assert "no such file" in run("explain", tmp_path / "none.txt").stderr
    result = run("explain", article, "--statement", "9")
    assert (result.exit_code, "choose a number from 1 to 2" in result.stderr) == (2, True)


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    result = run("explain", tmp_path / "empty.txt")
    assert (result.exit_code, "the file is empty" in result.stderr) == (1, True)
