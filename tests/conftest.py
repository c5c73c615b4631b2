"""What all tests share, so that a machine changes no result: no clock, no width of a terminal, kept parses."""

import os

import pytest
from hypothesis import settings

from tests import parses

settings.register_profile("quoteattr", deadline=None, derandomize=True)
settings.load_profile("quoteattr")
os.environ.pop("COLUMNS", None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew-parses", action="store_true", help="ask the model for what tests of rules stand on")


def pytest_configure(config: pytest.Config) -> None:
    parses.answers().renewing = config.getoption("--renew-parses")


def pytest_sessionfinish(session: pytest.Session) -> None:
    if parses.answers().renewing:
        parses.answers().write()
