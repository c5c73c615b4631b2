"""Version 19: whom a statement of several people is of, so that what somebody says with others is found at once.

`statement_members` has the speaker across documents, the kind of the statement, and whether it is speech, which
triggers on statements and appearances keep. Indexes have what pages of somebody who is quoted everywhere ask for:
statements by speaker in the order in which they are listed, names and roles of a speaker with their dates; subjects
with their phrases; denials and withheld names by date.
"""

import sqlite3

from quoteattr.store.migrations.migration import Migration, statements_of

_SCRIPT = """
ALTER TABLE statement_members ADD COLUMN speaker_id TEXT REFERENCES speakers (id) ON DELETE SET NULL;
ALTER TABLE statement_members ADD COLUMN kind TEXT;
ALTER TABLE statement_members ADD COLUMN proposition INTEGER;
CREATE INDEX idx_statement_members_speaker_id ON statement_members (speaker_id, kind, proposition);
DROP INDEX idx_appearances_speaker_id;
CREATE INDEX idx_appearances_speaker_id ON appearances (speaker_id, name, document_id, chance);
DROP INDEX idx_subjects_key_published;
CREATE INDEX idx_subjects_key_published ON subjects (key, published, subject, document_id);
DROP INDEX idx_subjects_published;
CREATE INDEX idx_subjects_published ON subjects (published, key, subject);
CREATE INDEX idx_speaker_roles_speaker_id ON speaker_roles (speaker_id, role, published);
"""

# The speaker of that name in the document; where two kinds of thing bear it there, always the same of the two.
_OF_MEMBER = "(SELECT min(speaker_id) FROM appearances WHERE document_id = {row}.document_id AND name = {name})"

_FOLLOW = """
CREATE TRIGGER appearances_{done} AFTER {act} ON appearances BEGIN
    UPDATE statement_members SET speaker_id = {speaker}
    WHERE document_id = {row}.document_id AND name = {row}.name;
END;
"""
_ACTS = (("joined", "INSERT", "new"), ("moved", "UPDATE OF speaker_id", "new"), ("left", "DELETE", "old"))

_EACH = """
DROP INDEX idx_{table}_speaker_id_published_document_id_start_shown;
CREATE INDEX idx_{table}_speaker_id_published_document_id_start_shown
ON {table} (speaker_id, published DESC, document_id, start, modality, proposition);
CREATE INDEX idx_{table}_not_asserted ON {table} (published) WHERE polarity <> 'asserted';
CREATE INDEX idx_{table}_anonymous ON {table} (published) WHERE anonymous = 1;
UPDATE statement_members SET
    speaker_id = {of_known}, kind = said.kind, proposition = said.proposition
FROM {table} AS said WHERE said.id = statement_id;
DROP TRIGGER {table}_members_added;
DROP TRIGGER {table}_members_changed;
CREATE TRIGGER {table}_members_added AFTER INSERT ON {table} WHEN new.members IS NOT NULL BEGIN {insert}
END;
CREATE TRIGGER {table}_members_changed AFTER UPDATE OF members, id, kind, proposition ON {table}
WHEN (old.members, old.id, old.kind, old.proposition) IS NOT (new.members, new.id, new.kind, new.proposition) BEGIN
    DELETE FROM statement_members WHERE statement_id = old.id; {insert}
END;
"""

_INSERT = """
    INSERT OR IGNORE INTO statement_members (statement_id, document_id, name, speaker_id, kind, proposition)
    SELECT new.id, new.document_id, value, {of_new}, new.kind, new.proposition
    FROM json_each(coalesce(new.members, '[]'));"""


def _tell(connection: sqlite3.Connection) -> None:
    """Tells whom the members are that are there, and sets the triggers of both tables anew."""
    insert = _INSERT.format(of_new=_OF_MEMBER.format(row="new", name="value"))
    known = _OF_MEMBER.format(row="statement_members", name="statement_members.name")
    script = "".join(_EACH.format(table=table, of_known=known, insert=insert) for table in ("quotes", "claims"))
    for done, act, row in _ACTS:
        speaker = _OF_MEMBER.format(row=row, name=f"{row}.name")
        script += _FOLLOW.format(done=done, act=act, row=row, speaker=speaker)
    for statement in statements_of(script):
        connection.execute(statement)


MIGRATION = Migration(script=_SCRIPT, fill=_tell)
