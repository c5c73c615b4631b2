"""Documents that are web pages: the file that each was read from, and what seems to be wrong with its text.

In: a sqlite-utils database inside a transaction. Out: two columns more::

    SELECT address, file, warning FROM documents WHERE warning IS NOT NULL

The address of a page is the one that it states, so that its file is told beside it.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_COLUMNS = ("file", "warning")


def add_pages(database: "Database") -> None:
    """Adds `documents.file` and `documents.warning`, which are null for all that was read before."""
    for column in _COLUMNS:
        database.execute(f"ALTER TABLE documents ADD COLUMN {column} TEXT")
    database.execute("CREATE INDEX idx_documents_file ON documents (file)")
