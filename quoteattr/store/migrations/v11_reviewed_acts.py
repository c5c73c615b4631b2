"""Version 11: reviews of polarity, modality and addressee, and of what no extraction has found; what is doubtful.

SQLite changes no check of a column: the table is made anew. Earlier reviews left the act as it was extracted. The
indexes give the statements that nobody has reviewed, the least sure first.
"""

from quoteattr.store.migrations.migration import Migration

_COLUMNS = (
    "id, text, judgement, speaker, found_speaker, role, found_role, found_text, reviewer, created, note, kind, "
    "confidence, found_by, title, address, speaker_type, spans, statement_id, found_id, document_id, found"
)

_SCRIPT = f"""
CREATE TABLE reviews_anew (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL,
    judgement TEXT NOT NULL CHECK (judgement IN ('right', 'corrected', 'wrong', 'added')),
    speaker TEXT,
    found_speaker TEXT,
    role TEXT,
    found_role TEXT,
    found_text TEXT NOT NULL,
    polarity TEXT NOT NULL,
    modality TEXT NOT NULL,
    addressee TEXT,
    reviewer TEXT NOT NULL,
    created TEXT NOT NULL,
    note TEXT,
    kind TEXT NOT NULL,
    confidence REAL NOT NULL,
    found_by TEXT NOT NULL,
    title TEXT,
    address TEXT,
    speaker_type TEXT NOT NULL,
    spans TEXT NOT NULL,
    statement_id TEXT NOT NULL,
    found_id TEXT,
    document_id TEXT NOT NULL,
    found TEXT NOT NULL
);
INSERT INTO reviews_anew ({_COLUMNS}, polarity, modality, addressee)
SELECT {_COLUMNS}, json_extract(found, '$.polarity'), json_extract(found, '$.modality'),
    json_extract(found, '$.addressee') FROM reviews;
DROP TABLE reviews;
ALTER TABLE reviews_anew RENAME TO reviews;
CREATE INDEX idx_reviews_judgement ON reviews (judgement);
CREATE INDEX idx_reviews_speaker ON reviews (speaker);
CREATE INDEX idx_reviews_found_speaker ON reviews (found_speaker);
CREATE INDEX idx_reviews_reviewer ON reviews (reviewer);
CREATE INDEX idx_reviews_created ON reviews (created);
CREATE INDEX idx_reviews_kind ON reviews (kind);
CREATE INDEX idx_reviews_address ON reviews (address);
CREATE INDEX idx_reviews_statement_id ON reviews (statement_id);
CREATE INDEX idx_reviews_document_id ON reviews (document_id);
CREATE INDEX idx_reviews_found_by ON reviews (found_by);
CREATE INDEX idx_quotes_doubt ON quotes (min(confidence, ifnull(speaker_confidence, 1.0))) WHERE review IS NULL;
CREATE INDEX idx_claims_doubt ON claims (min(confidence, ifnull(speaker_confidence, 1.0))) WHERE review IS NULL;
"""

MIGRATION = Migration(script=_SCRIPT)
