"""What every format writes: the documents of samples.py, and the sample articles of the project."""

from pathlib import Path

import pytest

import quoteattr
from quoteattr.export import stored
from quoteattr.pipeline import model_info
from quoteattr.statements import Statement
from quoteattr.store import open_store
from quoteattr.store.reading import Stored
from tests.export.samples import make_database

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documents of samples.py."""
    return make_database(tmp_path_factory.mktemp("export") / "quotes.db")


@pytest.fixture(scope="session")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Stored]:
    """What the database of samples.py holds, and what is extracted from the sample articles of the project."""
    path = make_database(tmp_path_factory.mktemp("seeds") / "quotes.db")
    nlp = quoteattr.load()
    info = model_info(nlp)
    with open_store(path) as store:
        run = store.start_run(version="1.0", model=info.model, model_digest=info.digest, spacy_model=info.spacy_model)
        for extraction in quoteattr.annotate(quoteattr.read(SEEDS), nlp):
            store.save(extraction, run)
    return list(stored(path))


@pytest.fixture(scope="session")
def statements(found: list[Stored]) -> dict[str, tuple[Statement, Stored]]:
    """Every statement with its document, by id."""
    return {statement.id: (statement, each) for each in found for statement in each.extraction.statements}
