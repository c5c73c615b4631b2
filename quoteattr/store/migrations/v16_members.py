"""Version 16: who speaks together, where a statement is that of several (“A, B and C said”).

`members` of quotes and claims, a JSON list of names; and `statement_members`, one row a statement and member, which
triggers keep. The name is that of an appearance in the same document, by which the member is known elsewhere. The
columns of the key come first: of a table without rowid, SQLite 3.40 takes others for null when it checks a database.
"""

import sqlite3

from quoteattr.store.migrations.migration import Migration, statements_of

_SCRIPT = """
ALTER TABLE quotes ADD COLUMN members TEXT;
ALTER TABLE claims ADD COLUMN members TEXT;
CREATE TABLE statement_members (
    statement_id TEXT NOT NULL,
    name TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    PRIMARY KEY (statement_id, name)
) WITHOUT ROWID;
CREATE INDEX idx_statement_members_name ON statement_members (document_id, name);
DROP VIEW statements;
CREATE VIEW statements AS
SELECT
    s.id, s.text, speakers.name AS speaker, s.polarity, s.role, s.kind, s.outlet, s.published AS date,
    s.confidence, s.speaker_confidence, s.modality, s.proposition, documents.title, documents.address, s.anonymous,
    s.source, s.cue, s.medium, s.addressee, s.members, s.candidates, s.evidence, s.speaker_type, s.method, s.spans,
    s.source_span, s.cue_span, s.start, s.document_id, s.speaker_id, s.run_id, s.claim_id, s.begins_at,
    s.parent_id, s.same_as,
    s.appearance_id, s.review
FROM quotes AS s
LEFT JOIN documents ON documents.id = s.document_id
LEFT JOIN speakers ON speakers.id = s.speaker_id
UNION ALL
SELECT
    s.id, s.text, speakers.name AS speaker, s.polarity, s.role, s.kind, s.outlet, s.published AS date,
    s.confidence, s.speaker_confidence, s.modality, s.proposition, documents.title, documents.address, s.anonymous,
    s.source, s.cue, s.medium, s.addressee, s.members, s.candidates, s.evidence, s.speaker_type, s.method, s.spans,
    s.source_span, s.cue_span, s.start, s.document_id, s.speaker_id, s.run_id, s.claim_id, s.begins_at,
    CAST(NULL AS TEXT) AS parent_id, CAST(NULL AS TEXT) AS same_as,
    s.appearance_id, s.review
FROM claims AS s
LEFT JOIN documents ON documents.id = s.document_id
LEFT JOIN speakers ON speakers.id = s.speaker_id;
"""

_TRIGGERS = """
CREATE TRIGGER {table}_members_added AFTER INSERT ON {table} WHEN new.members IS NOT NULL BEGIN
    INSERT OR IGNORE INTO statement_members (statement_id, document_id, name)
    SELECT new.id, new.document_id, value FROM json_each(new.members);
END;
CREATE TRIGGER {table}_members_removed AFTER DELETE ON {table} WHEN old.members IS NOT NULL BEGIN
    DELETE FROM statement_members WHERE statement_id = old.id;
END;
CREATE TRIGGER {table}_members_changed AFTER UPDATE OF members, id ON {table}
WHEN (old.members, old.id) IS NOT (new.members, new.id) BEGIN
    DELETE FROM statement_members WHERE statement_id = old.id;
    INSERT OR IGNORE INTO statement_members (statement_id, document_id, name)
    SELECT new.id, new.document_id, value FROM json_each(coalesce(new.members, '[]'));
END;
"""


def _watch(connection: sqlite3.Connection) -> None:
    """Sets the triggers of both tables."""
    for table in ("quotes", "claims"):
        for statement in statements_of(_TRIGGERS.format(table=table)):
            connection.execute(statement)


MIGRATION = Migration(script=_SCRIPT, fill=_watch)
