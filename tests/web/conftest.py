"""A database with a story, served; and pages of it as text."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from quoteattr.store import open_store
from quoteattr.store.reviews import Judgement, Review
from quoteattr.web.serve import application
from tests.store.extractions import ferry

ADDRESS = "https://sound.example/ferry"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("web") / "my articles.db"
    with open_store(made, create=True) as store:
        run = store.start_run(version="1", model="sm")
        store.save(ferry(), run)
        store.skip("broken.pdf", "no reader for .pdf", run)
        store.review(Review(statement=ferry().quotes[0].id, judgement=Judgement.RIGHT, reviewer="mia"))
    return made


@pytest.fixture(scope="module")
def datasette(path: Path) -> Datasette:
    return application(path)


def get(datasette: Datasette, address: str, **options: Any) -> Any:
    """The answer to a request."""
    return asyncio.run(datasette.client.get(address, **options))


def page(datasette: Datasette, address: str) -> str:
    """The text of a page that is there."""
    answer = get(datasette, address)
    assert answer.status_code == 200, answer.text
    text: str = answer.text
    return text


def data(datasette: Datasette, address: str) -> Any:
    """What a page says as JSON."""
    answer = get(datasette, address)
    assert answer.status_code == 200, answer.text
    return answer.json()
