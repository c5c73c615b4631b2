"""SQLite: what was extracted, kept. `open_store` opens, `Store.save` saves; queries.py reads."""

from quoteattr.store.connection import is_frozen
from quoteattr.store.save import RunCounts, RunSettings, SaveCounts, State, Store, open_store

__all__ = ["RunCounts", "RunSettings", "SaveCounts", "State", "Store", "is_frozen", "open_store"]
