"""The step that keeps when something is said in a recording, and which stage could not read a place.

In: a database of version 6. Out: `begins_at` of quotes and claims, `times` of documents, `stage` of what was skipped
(empty when nothing of the document is stored), `failures` of runs.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_COLUMNS = """
ALTER TABLE documents ADD COLUMN times TEXT;
ALTER TABLE quotes ADD COLUMN begins_at REAL;
ALTER TABLE claims ADD COLUMN begins_at REAL;
ALTER TABLE skipped ADD COLUMN stage TEXT;
ALTER TABLE runs ADD COLUMN failures INTEGER;
CREATE INDEX idx_skipped_stage ON skipped (stage);
DROP VIEW statements;
"""


def add_times(database: "Database") -> None:
    """Adds the columns; the view `statements` gets that of its two tables, beside what it has."""
    (view,) = database.execute("SELECT sql FROM sqlite_master WHERE name = 'statements'").fetchone()
    database.executescript(_COLUMNS)
    database.execute(view.replace("s.claim_id,", "s.claim_id, s.begins_at,"))
