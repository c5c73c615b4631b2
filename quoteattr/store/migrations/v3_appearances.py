"""Version 3: one row for each speaker of each document, so that speakers are one across documents, and decisions.

The columns of a role that are taken out of its words, and the block of a name, stay empty here: the rules that fill
them change, so `renew` of speakers.py does that for rows of every age once all steps are taken. `names` of a speaker
holds the canonical name too: somebody may have decided on one that no document has.
"""

import hashlib
import json
import sqlite3

from quoteattr.store.migrations.migration import Migration

_SCRIPT = """
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
CREATE INDEX idx_appearances_document_id ON appearances (document_id);
CREATE INDEX idx_appearances_speaker_id ON appearances (speaker_id);
CREATE INDEX idx_appearances_block ON appearances (block);
CREATE INDEX idx_appearances_name ON appearances (name);
CREATE INDEX idx_appearances_type ON appearances (type);
CREATE INDEX idx_appearances_anonymous ON appearances (anonymous);
CREATE INDEX idx_appearances_reason ON appearances (reason);
CREATE INDEX idx_quotes_appearance_id ON quotes (appearance_id);
CREATE INDEX idx_claims_appearance_id ON claims (appearance_id);
CREATE INDEX idx_speaker_roles_word ON speaker_roles (word);
CREATE INDEX idx_speaker_roles_organization ON speaker_roles (organization);
CREATE INDEX idx_speaker_decisions_verdict ON speaker_decisions (verdict);
DROP TRIGGER speaker_names_known;
DROP TRIGGER speaker_names_forgotten;
CREATE TRIGGER speaker_names_known AFTER INSERT ON speaker_names WHEN NOT EXISTS (
    SELECT 1 FROM speaker_names
    WHERE speaker_id = new.speaker_id AND name = new.name AND document_id <> new.document_id
) BEGIN UPDATE speakers SET names = (
    SELECT group_concat(name, '; ') FROM (
        SELECT name FROM speaker_names WHERE speaker_id = new.speaker_id
        UNION SELECT name FROM speakers WHERE id = new.speaker_id ORDER BY name
    )
) WHERE id = new.speaker_id;
END;
CREATE TRIGGER speaker_names_forgotten AFTER DELETE ON speaker_names WHEN NOT EXISTS (
    SELECT 1 FROM speaker_names WHERE speaker_id = old.speaker_id AND name = old.name
) BEGIN UPDATE speakers SET names = (
    SELECT group_concat(name, '; ') FROM (
        SELECT name FROM speaker_names WHERE speaker_id = old.speaker_id
        UNION SELECT name FROM speakers WHERE id = old.speaker_id ORDER BY name
    )
) WHERE id = old.speaker_id;
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


def _add_known(connection: sqlite3.Connection) -> None:
    """Fills the rows from the speakers that version 2 knows, one for a name."""
    for speaker, name, type_, anonymous, document, *listed in connection.execute(_KNOWN).fetchall():
        key = hashlib.sha256("\x1f".join((document, name, type_)).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        names, roles = (json.dumps(json.loads(column), ensure_ascii=False) for column in listed)
        connection.execute(
            "INSERT INTO appearances (id, name, type, anonymous, document_id, speaker_id, names, roles) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (key, name, type_, anonymous, document, speaker, names, roles),
        )
        for table in ("quotes", "claims"):
            connection.execute(
                f"UPDATE {table} SET appearance_id = ? WHERE speaker_id = ? AND document_id = ?",
                (key, speaker, document),
            )


MIGRATION = Migration(script=_SCRIPT, fill=_add_known)
