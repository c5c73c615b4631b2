"""An empty store, and a run in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quoteattr.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "quotes.db", create=True) as opened:
        yield opened


@pytest.fixture
def run(store: Store) -> int:
    return store.start_run(version="1", model="sm")
