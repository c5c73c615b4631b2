"""`quoteattr serve`: what its options mean; the server itself is tested in tests/web."""

import webbrowser
from pathlib import Path
from typing import Any

import pytest

from quoteattr.web import serve
from tests.cli.conftest import Run

URL = "http://127.0.0.1:4321/"


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the server was asked to do; it announces itself and stops."""
    asked: dict[str, Any] = {"opened": []}

    def stand_in(path: Path, *, announce: Any, **options: Any) -> None:
        asked.update(options, path=path)
        announce(URL)

    monkeypatch.setattr(serve, "serve", stand_in)
    monkeypatch.setattr(webbrowser, "open", asked["opened"].append)
    return asked


def test_the_address_is_told_and_no_browser_opened(run: Run, served: dict[str, Any], tmp_path: Path) -> None:
    told = run("serve", tmp_path / "quotes.db")
    assert (told.exit_code, told.stdout) == (0, "")
    assert told.stderr == f"Open {URL} (Ctrl-C stops)\n"
    assert served["opened"] == []
    assert (served["host"], served["port"], served["reviewers"], served["sql"]) == ("127.0.0.1", 8001, None, True)


def test_a_browser_opens_where_it_is_asked_for(run: Run, served: dict[str, Any], tmp_path: Path) -> None:
    assert run("serve", tmp_path / "quotes.db", "--port", 0, "--open").exit_code == 0
    assert served["opened"] == [URL]
    assert served["port"] == 0


def test_reviewers_and_sql_are_passed_on(run: Run, served: dict[str, Any], tmp_path: Path) -> None:
    accounts = tmp_path / "reviewers.yml"
    accounts.write_text("mia: x\n", "utf-8")
    assert run("serve", tmp_path / "quotes.db", "--reviewers", accounts, "--no-sql").exit_code == 0
    assert (served["reviewers"], served["sql"]) == (accounts, False)
    assert run("serve", tmp_path / "quotes.db", "--reviewers", tmp_path / "none.yml").exit_code == 2
