"""Which databases of a Datasette are quoteattr's: the others are none of our business.

In: a Datasette. Out: names of databases::

    quote_databases(datasette) == ["quotes"]
"""

import contextlib
import sqlite3
from functools import lru_cache
from pathlib import Path
from typing import Any

from quoteattr.store.connection import FROZEN
from quoteattr.store.schema import APPLICATION_ID, pragma


def quote_databases(datasette: Any) -> list[str]:
    """The databases whose files quoteattr has made, in their order."""
    named = [(name, database.path) for name, database in datasette.databases.items()]
    return [name for name, path in named if path and _is_ours(str(Path(path).absolute()))]


def is_alone(datasette: Any) -> bool:
    """Whether a database of quoteattr is all that is served; Datasette's own are not counted."""
    served = [name for name in datasette.databases if name not in ("_internal", "_memory")]
    return len(served) == 1 and quote_databases(datasette) == served


# Asked for each cell of each table: a file that is served is opened once.
@lru_cache(maxsize=64)
def _is_ours(path: str) -> bool:
    # As a file that does not change only where the other way fails: in a folder that may not be written.
    return any(_application(f"{Path(path).as_uri()}?{mode}") == APPLICATION_ID for mode in ("mode=ro", FROZEN))


def _application(uri: str) -> int | None:
    try:
        with contextlib.closing(sqlite3.connect(uri, uri=True)) as connection:
            return pragma(connection, "application_id")
    except sqlite3.Error:
        return None
