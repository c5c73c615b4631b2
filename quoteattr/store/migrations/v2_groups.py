"""Version 2: quote groups, that is, which quotes are the same utterance, and how their wordings differ.

Every quote has a row in `quote_occurrences`; without a wording it is due, that is, waits for `update_groups`. The
triggers make due what an insertion, a correction, another speaker or a deletion touches, whoever makes it, so that
groups follow decisions about speakers by themselves. What changes in one quote of a group may change how all of them
belong together. All quotes that are there already are due.
"""

from quoteattr.store.migrations.migration import Migration

_SCRIPT = """
CREATE TABLE quote_groups (
    id TEXT PRIMARY KEY NOT NULL,
    text TEXT NOT NULL,
    speaker_id TEXT REFERENCES speakers(id) ON DELETE CASCADE,
    occurrences INTEGER NOT NULL,
    documents INTEGER NOT NULL,
    outlets INTEGER NOT NULL,
    wordings INTEGER NOT NULL,
    first TEXT,
    last TEXT,
    first_quote_id TEXT NOT NULL REFERENCES quotes(id) ON DELETE CASCADE
);
CREATE TABLE quote_variants (
    wording INTEGER PRIMARY KEY,
    group_id TEXT NOT NULL REFERENCES quote_groups(id) ON DELETE CASCADE,
    relation TEXT NOT NULL,
    similarity REAL NOT NULL,
    differs TEXT
);
CREATE TABLE quote_occurrences (
    quote_id TEXT PRIMARY KEY NOT NULL REFERENCES quotes(id) ON DELETE CASCADE,
    wording INTEGER
) WITHOUT ROWID;
CREATE TABLE quote_links (
    wording INTEGER NOT NULL,
    other INTEGER NOT NULL,
    relation TEXT NOT NULL,
    similarity REAL NOT NULL,
    PRIMARY KEY (wording, other)
) WITHOUT ROWID;
CREATE TABLE quote_keys (
    key INTEGER NOT NULL,
    wording INTEGER NOT NULL,
    PRIMARY KEY (key, wording)
) WITHOUT ROWID;
CREATE INDEX idx_quote_groups_speaker_id ON quote_groups (speaker_id);
CREATE INDEX idx_quote_groups_first ON quote_groups (first);
CREATE INDEX idx_quote_groups_first_quote_id ON quote_groups (first_quote_id);
CREATE INDEX idx_quote_groups_occurrences ON quote_groups (occurrences);
CREATE INDEX idx_quote_groups_outlets ON quote_groups (outlets);
CREATE INDEX idx_quote_variants_group_id ON quote_variants (group_id);
CREATE INDEX idx_quote_variants_relation ON quote_variants (relation);
CREATE INDEX idx_quote_occurrences_wording ON quote_occurrences (wording);
CREATE INDEX idx_quote_links_other ON quote_links (other);
CREATE INDEX idx_quote_links_relation ON quote_links (relation);
CREATE TRIGGER quotes_are_due AFTER INSERT ON quotes BEGIN
    INSERT INTO quote_occurrences (quote_id) VALUES (new.id);
END;
CREATE TRIGGER quotes_are_due_again AFTER UPDATE OF text, speaker_id, published, outlet ON quotes BEGIN
    UPDATE quote_occurrences SET wording = NULL WHERE wording IN (
        SELECT wording FROM quote_variants
        WHERE group_id = (SELECT group_id FROM quote_variants WHERE wording = (
            SELECT wording FROM quote_occurrences WHERE quote_id = old.id
        ))
    );
    UPDATE quote_occurrences SET wording = NULL WHERE quote_id = old.id;
END;
CREATE TRIGGER quotes_are_gone BEFORE DELETE ON quotes BEGIN
    UPDATE quote_occurrences SET wording = NULL WHERE wording IN (
        SELECT wording FROM quote_variants
        WHERE group_id = (SELECT group_id FROM quote_variants WHERE wording = (
            SELECT wording FROM quote_occurrences WHERE quote_id = old.id
        ))
    );
END;
CREATE VIEW quote_history AS
SELECT v.group_id, q.published AS date, q.outlet, speakers.name AS speaker, q.role, q.text, v.relation, v.similarity,
    v.differs, documents.title, documents.address, o.quote_id, q.document_id, g.text AS fullest, g.first, g.wordings
FROM quote_groups AS g
JOIN quote_variants AS v ON v.group_id = g.id
JOIN quote_occurrences AS o ON o.wording = v.wording
JOIN quotes AS q ON q.id = o.quote_id
JOIN documents ON documents.id = q.document_id
LEFT JOIN speakers ON speakers.id = q.speaker_id;
CREATE VIEW attribution_conflicts AS
SELECT q.text, speakers.name AS speaker, q.outlet, q.published AS date, other_speakers.name AS other_speaker,
    other.text AS other_text, other.outlet AS other_outlet, other.published AS other_date, l.similarity,
    q.id AS quote_id, other.id AS other_quote_id
FROM quote_links AS l
JOIN quote_occurrences AS o ON o.wording = l.wording
JOIN quotes AS q ON q.id = o.quote_id
JOIN speakers ON speakers.id = q.speaker_id
JOIN quote_occurrences AS other_o ON other_o.wording = l.other
JOIN quotes AS other ON other.id = other_o.quote_id
JOIN speakers AS other_speakers ON other_speakers.id = other.speaker_id
WHERE l.relation = 'other_speaker';
INSERT INTO quote_occurrences (quote_id) SELECT id FROM quotes;
"""

MIGRATION = Migration(script=_SCRIPT)
