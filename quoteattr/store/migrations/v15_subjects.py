"""Version 15: what documents are about.

`subjects` has the most telling noun phrases of each document, the best first; of documents that were extracted before,
none. A key is a subject in lower case without diacritics, as the program folds it; its words are found by their stems.
"""

from quoteattr.store.migrations.migration import Migration

_SCRIPT = """
CREATE TABLE subjects (
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    subject TEXT NOT NULL,
    key TEXT NOT NULL,
    place INTEGER NOT NULL,
    published TEXT,
    PRIMARY KEY (document_id, key)
);
CREATE INDEX idx_subjects_key_published ON subjects (key, published);
CREATE INDEX idx_subjects_subject ON subjects (subject);
CREATE INDEX idx_subjects_published ON subjects (published);
CREATE VIRTUAL TABLE subjects_fts USING fts5 (
    key, content='subjects', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER subjects_fts_insert AFTER INSERT ON subjects BEGIN
    INSERT INTO subjects_fts (rowid, key) VALUES (new.rowid, new.key);
END;
CREATE TRIGGER subjects_fts_delete AFTER DELETE ON subjects BEGIN
    INSERT INTO subjects_fts (subjects_fts, rowid, key) VALUES ('delete', old.rowid, old.key);
END;
CREATE TRIGGER subjects_fts_update AFTER UPDATE OF key ON subjects BEGIN
    INSERT INTO subjects_fts (subjects_fts, rowid, key) VALUES ('delete', old.rowid, old.key);
    INSERT INTO subjects_fts (rowid, key) VALUES (new.rowid, new.key);
END;
"""

MIGRATION = Migration(script=_SCRIPT)
