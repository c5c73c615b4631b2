"""The database that every format writes."""

from pathlib import Path

import pytest

from quoteattr.export import stored
from quoteattr.statements import Statement
from quoteattr.store.reading import Stored
from tests.export.samples import make_database


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_database(tmp_path_factory.mktemp("export") / "quotes.db")


@pytest.fixture(scope="session")
def found(database: Path) -> list[Stored]:
    return list(stored(database))


@pytest.fixture(scope="session")
def statements(found: list[Stored]) -> dict[str, tuple[Statement, Stored]]:
    """Every statement with its document, by id."""
    return {statement.id: (statement, each) for each in found for statement in each.extraction.statements}
