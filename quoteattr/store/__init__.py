"""SQLite: what was extracted, kept. `open_store` opens, `Store.save` saves; queries.py reads."""

from quoteattr.store.save import RunCounts, SaveCounts, Store, open_store

__all__ = ["RunCounts", "SaveCounts", "Store", "open_store"]
