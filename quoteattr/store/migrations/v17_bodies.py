"""Version 17: bodies are known by more than their whole name, and a description is no name of a person.

What rules take out of names, the blocks of appearances among it, is made anew after every step: rows of every age have
it alike then. The columns of `statement_members` come in another order, those of its key first: SQLite 3.40 and older
take a column between them for NULL when they check a table without rowids, so that no copy of the database passed.
"""

from quoteattr.store.migrations.migration import Migration

_SCRIPT = """
CREATE TABLE members_before AS SELECT statement_id, name, document_id FROM statement_members;
DROP TABLE statement_members;
CREATE TABLE statement_members (
    statement_id TEXT NOT NULL,
    name TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    PRIMARY KEY (statement_id, name)
) WITHOUT ROWID;
INSERT INTO statement_members (statement_id, name, document_id) SELECT * FROM members_before;
DROP TABLE members_before;
CREATE INDEX idx_statement_members_name ON statement_members (document_id, name);
"""

MIGRATION = Migration(script=_SCRIPT)
