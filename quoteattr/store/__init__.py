"""SQLite: what was extracted, kept. `open_store` opens, `Store.save` saves; queries.py reads."""

from quoteattr.store.connection import inspect, is_frozen, refusals
from quoteattr.store.copying import copy_database
from quoteattr.store.save import RunCounts, RunSettings, SaveCounts, State, Store, open_store

__all__ = [
    "RunCounts",
    "RunSettings",
    "SaveCounts",
    "State",
    "Store",
    "copy_database",
    "inspect",
    "is_frozen",
    "open_store",
    "refusals",
]
