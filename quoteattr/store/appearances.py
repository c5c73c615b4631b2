"""The step that lets speakers be one across documents: appearances, decisions, and the parts of roles.

In: a database of version 1. Out: one row for each speaker of each document, from which speakers.py makes
those of all documents; statements point to both::

    MIGRATIONS = (create_tables, ..., add_appearances)
"""

import json
from typing import TYPE_CHECKING

from quoteattr.components.rolewords import take_apart
from quoteattr.documents import digest
from quoteattr.identities import block_of
from quoteattr.statements import SpeakerType

if TYPE_CHECKING:
    from sqlite_utils import Database

_TABLES = """
CREATE TABLE appearances (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    anonymous INTEGER NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    speaker_id TEXT NOT NULL REFERENCES speakers(id),
    reason TEXT,
    names TEXT NOT NULL,
    roles TEXT NOT NULL,
    block TEXT
);
CREATE TABLE speaker_decisions (
    id INTEGER PRIMARY KEY,
    verdict TEXT NOT NULL,
    speaker TEXT NOT NULL,
    other TEXT,
    name TEXT,
    note TEXT,
    made TEXT NOT NULL,
    decision TEXT NOT NULL UNIQUE
);
CREATE TABLE unsettled_blocks (block TEXT PRIMARY KEY NOT NULL);
ALTER TABLE quotes ADD COLUMN appearance_id TEXT REFERENCES appearances(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE claims ADD COLUMN appearance_id TEXT REFERENCES appearances(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE speaker_roles ADD COLUMN word TEXT;
ALTER TABLE speaker_roles ADD COLUMN organization TEXT;
"""

_INDEXES = {
    "appearances": ("document_id", "speaker_id", "block", "name", "type", "anonymous", "reason"),
    "quotes": ("appearance_id",),
    "claims": ("appearance_id",),
    "speaker_roles": ("word", "organization"),
    "speaker_decisions": ("verdict",),
}

# `names` holds the canonical name too: somebody may have decided on one that no document has.
NAMES_OF = """(
    SELECT group_concat(name, '; ') FROM (
        SELECT name FROM speaker_names WHERE speaker_id = {id}
        UNION SELECT name FROM speakers WHERE id = {id} ORDER BY name
    )
)"""
_TRIGGERS = f"""
DROP TRIGGER speaker_names_known;
DROP TRIGGER speaker_names_forgotten;
CREATE TRIGGER speaker_names_known AFTER INSERT ON speaker_names WHEN NOT EXISTS (
    SELECT 1 FROM speaker_names
    WHERE speaker_id = new.speaker_id AND name = new.name AND document_id <> new.document_id
) BEGIN UPDATE speakers SET names = {NAMES_OF.format(id="new.speaker_id")} WHERE id = new.speaker_id;
END;
CREATE TRIGGER speaker_names_forgotten AFTER DELETE ON speaker_names WHEN NOT EXISTS (
    SELECT 1 FROM speaker_names WHERE speaker_id = old.speaker_id AND name = old.name
) BEGIN UPDATE speakers SET names = {NAMES_OF.format(id="old.speaker_id")} WHERE id = old.speaker_id;
END;
"""

_KNOWN = """
SELECT s.id, s.name, s.type, s.anonymous, n.document_id,
       (SELECT json_group_array(name) FROM speaker_names
        WHERE speaker_id = s.id AND document_id = n.document_id) AS names,
       (SELECT json_group_array(role) FROM speaker_roles
        WHERE speaker_id = s.id AND document_id = n.document_id) AS roles
FROM speakers AS s JOIN (SELECT DISTINCT speaker_id, document_id FROM speaker_names) AS n ON n.speaker_id = s.id
"""


def add_appearances(database: "Database") -> None:
    """Adds the tables and columns, and fills them from the speakers that version 1 knows."""
    for statement in filter(str.strip, _TABLES.split(";")):
        database.execute(statement)
    for table, columns in _INDEXES.items():
        for column in columns:
            database.table(table).create_index([column])
    database.executescript(_TRIGGERS)
    for row in database.execute(_KNOWN).fetchall():
        _add_known(database, *row)
    for role in [row[0] for row in database.execute("SELECT DISTINCT role FROM speaker_roles").fetchall()]:
        parts = take_apart(role)
        database.execute(
            "UPDATE speaker_roles SET word = ?, organization = ? WHERE role = ?",
            (parts.word or None, parts.organization, role),
        )


def _add_known(
    database: "Database", speaker: str, name: str, type_: str, anonymous: int, document: str, names: str, roles: str
) -> None:
    key = digest(document, name, type_)
    block = block_of(name, SpeakerType(type_), anonymous=bool(anonymous))
    listed = json.dumps(json.loads(names), ensure_ascii=False), json.dumps(json.loads(roles), ensure_ascii=False)
    database.execute(
        "INSERT INTO appearances (id, name, type, anonymous, document_id, speaker_id, names, roles, block) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (key, name, type_, anonymous, document, speaker, *listed, block),
    )
    if block is not None:
        database.execute("INSERT OR IGNORE INTO unsettled_blocks VALUES (?)", (block,))
    for table in ("quotes", "claims"):
        database.execute(
            f"UPDATE {table} SET appearance_id = ? WHERE speaker_id = ? AND document_id = ?", (key, speaker, document)
        )
