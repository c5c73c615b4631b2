"""Version 1: documents, statements, speakers, runs, and what was skipped.

`speakers.names` is what a name is looked up in: one row a speaker, however many documents name them. It is made anew
only when a document brings a name that is new, or takes the last one away. Full-text search folds diacritics ("Orban"
finds "Orbán") and does not stem: "lied" is not "lies".

All that a lookup sorts and sieves by is in the first index of a table of statements: the statements of one who is
quoted everywhere are put in order without reading their rows. SQLite reads the view in the order of an index, instead
of making all of it first, only when both halves have columns of the same types: hence the casts.
"""

from quoteattr.store.migrations.migration import Migration

_SCRIPT = """
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    finished TEXT,
    version TEXT NOT NULL,
    model TEXT NOT NULL,
    model_digest TEXT,
    spacy_model TEXT,
    options TEXT NOT NULL,
    documents INTEGER,
    quotes INTEGER,
    claims INTEGER,
    skipped INTEGER
);
CREATE TABLE documents (
    id TEXT PRIMARY KEY NOT NULL,
    title TEXT,
    outlet TEXT,
    published TEXT,
    byline TEXT,
    address TEXT UNIQUE,
    language TEXT,
    text TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs(id)
);
CREATE TABLE speakers (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    anonymous INTEGER NOT NULL,
    names TEXT NOT NULL
);
CREATE TABLE speaker_names (
    speaker_id TEXT NOT NULL REFERENCES speakers(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    PRIMARY KEY (speaker_id, name, document_id)
);
CREATE TABLE speaker_roles (
    speaker_id TEXT NOT NULL REFERENCES speakers(id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    published TEXT,
    PRIMARY KEY (speaker_id, role, document_id)
);
CREATE TABLE claims (
    id TEXT PRIMARY KEY NOT NULL,
    text TEXT NOT NULL,
    speaker_id TEXT REFERENCES speakers(id),
    polarity TEXT NOT NULL,
    role TEXT,
    kind TEXT NOT NULL,
    outlet TEXT,
    published TEXT,
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    modality TEXT NOT NULL,
    anonymous INTEGER NOT NULL,
    source TEXT,
    cue TEXT,
    medium TEXT,
    addressee TEXT,
    candidates TEXT,
    speaker_type TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    spans TEXT NOT NULL,
    source_span TEXT,
    cue_span TEXT,
    method TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs(id),
    claim_id TEXT REFERENCES claims(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE quotes (
    id TEXT PRIMARY KEY NOT NULL,
    text TEXT NOT NULL,
    speaker_id TEXT REFERENCES speakers(id),
    polarity TEXT NOT NULL,
    role TEXT,
    kind TEXT NOT NULL,
    outlet TEXT,
    published TEXT,
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    modality TEXT NOT NULL,
    anonymous INTEGER NOT NULL,
    source TEXT,
    cue TEXT,
    medium TEXT,
    addressee TEXT,
    candidates TEXT,
    speaker_type TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    spans TEXT NOT NULL,
    source_span TEXT,
    cue_span TEXT,
    method TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs(id),
    claim_id TEXT REFERENCES claims(id) DEFERRABLE INITIALLY DEFERRED,
    parent_id TEXT REFERENCES quotes(id) DEFERRABLE INITIALLY DEFERRED,
    same_as TEXT REFERENCES quotes(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE skipped (
    id INTEGER PRIMARY KEY,
    address TEXT NOT NULL UNIQUE,
    reason TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs(id)
);
CREATE INDEX idx_quotes_speaker_id_published_document_id_start_modality
    ON quotes (speaker_id, published, document_id, start, modality);
CREATE INDEX idx_quotes_document_id_start ON quotes (document_id, start);
CREATE INDEX idx_quotes_published ON quotes (published);
CREATE INDEX idx_quotes_outlet ON quotes (outlet);
CREATE INDEX idx_quotes_role ON quotes (role);
CREATE INDEX idx_quotes_kind ON quotes (kind);
CREATE INDEX idx_quotes_cue ON quotes (cue);
CREATE INDEX idx_quotes_polarity ON quotes (polarity);
CREATE INDEX idx_quotes_modality ON quotes (modality);
CREATE INDEX idx_quotes_run_id ON quotes (run_id);
CREATE INDEX idx_quotes_claim_id ON quotes (claim_id);
CREATE INDEX idx_quotes_parent_id ON quotes (parent_id);
CREATE INDEX idx_quotes_same_as ON quotes (same_as);
CREATE INDEX idx_claims_speaker_id_published_document_id_start_modality
    ON claims (speaker_id, published, document_id, start, modality);
CREATE INDEX idx_claims_document_id_start ON claims (document_id, start);
CREATE INDEX idx_claims_published ON claims (published);
CREATE INDEX idx_claims_outlet ON claims (outlet);
CREATE INDEX idx_claims_role ON claims (role);
CREATE INDEX idx_claims_kind ON claims (kind);
CREATE INDEX idx_claims_cue ON claims (cue);
CREATE INDEX idx_claims_polarity ON claims (polarity);
CREATE INDEX idx_claims_modality ON claims (modality);
CREATE INDEX idx_claims_run_id ON claims (run_id);
CREATE INDEX idx_claims_claim_id ON claims (claim_id);
CREATE INDEX idx_documents_published ON documents (published);
CREATE INDEX idx_documents_outlet ON documents (outlet);
CREATE INDEX idx_documents_language ON documents (language);
CREATE INDEX idx_documents_run_id ON documents (run_id);
CREATE INDEX idx_speakers_name ON speakers (name);
CREATE INDEX idx_speakers_type ON speakers (type);
CREATE INDEX idx_speakers_anonymous ON speakers (anonymous);
CREATE INDEX idx_speaker_names_name ON speaker_names (name);
CREATE INDEX idx_speaker_names_document_id ON speaker_names (document_id);
CREATE INDEX idx_speaker_roles_role ON speaker_roles (role);
CREATE INDEX idx_speaker_roles_document_id ON speaker_roles (document_id);
CREATE INDEX idx_speaker_roles_published ON speaker_roles (published);
CREATE INDEX idx_skipped_run_id ON skipped (run_id);
CREATE INDEX idx_skipped_reason ON skipped (reason);
CREATE VIRTUAL TABLE quotes_fts USING fts5 (
    text, tokenize = 'unicode61 remove_diacritics 2', content = quotes
);
CREATE TRIGGER quotes_ai AFTER INSERT ON quotes BEGIN
    INSERT INTO quotes_fts (rowid, text) VALUES (new.rowid, new.text);
END;
CREATE TRIGGER quotes_ad AFTER DELETE ON quotes BEGIN
    INSERT INTO quotes_fts (quotes_fts, rowid, text) VALUES ('delete', old.rowid, old.text);
END;
CREATE TRIGGER quotes_au AFTER UPDATE ON quotes BEGIN
    INSERT INTO quotes_fts (quotes_fts, rowid, text) VALUES ('delete', old.rowid, old.text);
    INSERT INTO quotes_fts (rowid, text) VALUES (new.rowid, new.text);
END;
CREATE VIRTUAL TABLE claims_fts USING fts5 (
    text, tokenize = 'unicode61 remove_diacritics 2', content = claims
);
CREATE TRIGGER claims_ai AFTER INSERT ON claims BEGIN
    INSERT INTO claims_fts (rowid, text) VALUES (new.rowid, new.text);
END;
CREATE TRIGGER claims_ad AFTER DELETE ON claims BEGIN
    INSERT INTO claims_fts (claims_fts, rowid, text) VALUES ('delete', old.rowid, old.text);
END;
CREATE TRIGGER claims_au AFTER UPDATE ON claims BEGIN
    INSERT INTO claims_fts (claims_fts, rowid, text) VALUES ('delete', old.rowid, old.text);
    INSERT INTO claims_fts (rowid, text) VALUES (new.rowid, new.text);
END;
CREATE VIRTUAL TABLE speakers_fts USING fts5 (
    names, tokenize = 'unicode61 remove_diacritics 2', content = speakers
);
CREATE TRIGGER speakers_ai AFTER INSERT ON speakers BEGIN
    INSERT INTO speakers_fts (rowid, names) VALUES (new.rowid, new.names);
END;
CREATE TRIGGER speakers_ad AFTER DELETE ON speakers BEGIN
    INSERT INTO speakers_fts (speakers_fts, rowid, names) VALUES ('delete', old.rowid, old.names);
END;
CREATE TRIGGER speakers_au AFTER UPDATE ON speakers BEGIN
    INSERT INTO speakers_fts (speakers_fts, rowid, names) VALUES ('delete', old.rowid, old.names);
    INSERT INTO speakers_fts (rowid, names) VALUES (new.rowid, new.names);
END;
CREATE VIRTUAL TABLE documents_fts USING fts5 (
    title, text, tokenize = 'unicode61 remove_diacritics 2', content = documents
);
CREATE TRIGGER documents_ai AFTER INSERT ON documents BEGIN
    INSERT INTO documents_fts (rowid, title, text) VALUES (new.rowid, new.title, new.text);
END;
CREATE TRIGGER documents_ad AFTER DELETE ON documents BEGIN
    INSERT INTO documents_fts (documents_fts, rowid, title, text) VALUES ('delete', old.rowid, old.title, old.text);
END;
CREATE TRIGGER documents_au AFTER UPDATE ON documents BEGIN
    INSERT INTO documents_fts (documents_fts, rowid, title, text) VALUES ('delete', old.rowid, old.title, old.text);
    INSERT INTO documents_fts (rowid, title, text) VALUES (new.rowid, new.title, new.text);
END;
CREATE TRIGGER speaker_names_known AFTER INSERT ON speaker_names WHEN NOT EXISTS (
    SELECT 1 FROM speaker_names
    WHERE speaker_id = new.speaker_id AND name = new.name AND document_id <> new.document_id
) BEGIN
    UPDATE speakers SET names = coalesce((
        SELECT group_concat(name, '; ') FROM (
            SELECT DISTINCT name FROM speaker_names WHERE speaker_id = new.speaker_id ORDER BY name
        )
    ), name) WHERE id = new.speaker_id;
END;
CREATE TRIGGER speaker_names_forgotten AFTER DELETE ON speaker_names WHEN NOT EXISTS (
    SELECT 1 FROM speaker_names WHERE speaker_id = old.speaker_id AND name = old.name
) BEGIN
    UPDATE speakers SET names = coalesce((
        SELECT group_concat(name, '; ') FROM (
            SELECT DISTINCT name FROM speaker_names WHERE speaker_id = old.speaker_id ORDER BY name
        )
    ), name) WHERE id = old.speaker_id;
END;
CREATE TRIGGER documents_corrected AFTER UPDATE OF outlet, published ON documents BEGIN
    UPDATE quotes SET outlet = new.outlet, published = new.published WHERE document_id = new.id;
    UPDATE claims SET outlet = new.outlet, published = new.published WHERE document_id = new.id;
    UPDATE speaker_roles SET published = new.published WHERE document_id = new.id;
END;
CREATE VIEW statements AS
SELECT
    s.id, s.text, speakers.name AS speaker, s.polarity, s.role, s.kind, s.outlet, s.published AS date,
    s.confidence, s.modality, documents.title, documents.address, s.anonymous, s.source, s.cue,
    s.medium, s.addressee, s.candidates, s.speaker_type, s.method, s.spans, s.source_span,
    s.cue_span, s.start, s.document_id, s.speaker_id, s.run_id, s.claim_id,
    s.parent_id, s.same_as
FROM quotes AS s
LEFT JOIN documents ON documents.id = s.document_id
LEFT JOIN speakers ON speakers.id = s.speaker_id
UNION ALL
SELECT
    s.id, s.text, speakers.name AS speaker, s.polarity, s.role, s.kind, s.outlet, s.published AS date,
    s.confidence, s.modality, documents.title, documents.address, s.anonymous, s.source, s.cue,
    s.medium, s.addressee, s.candidates, s.speaker_type, s.method, s.spans, s.source_span,
    s.cue_span, s.start, s.document_id, s.speaker_id, s.run_id, s.claim_id,
    CAST(NULL AS TEXT) AS parent_id, CAST(NULL AS TEXT) AS same_as
FROM claims AS s
LEFT JOIN documents ON documents.id = s.document_id
LEFT JOIN speakers ON speakers.id = s.speaker_id;
"""

MIGRATION = Migration(script=_SCRIPT)
