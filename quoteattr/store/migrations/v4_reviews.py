"""Version 4: reviews, and what the last one says of each quote and claim.

No foreign keys: a review outlives the statement and the document that it was made of.
"""

from quoteattr.store.migrations.migration import Migration

_SCRIPT = """
CREATE TABLE reviews (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL,
    judgement TEXT NOT NULL CHECK (judgement IN ('right', 'corrected', 'wrong')),
    speaker TEXT,
    found_speaker TEXT,
    role TEXT,
    found_role TEXT,
    found_text TEXT NOT NULL,
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
ALTER TABLE quotes ADD COLUMN review TEXT;
CREATE INDEX idx_quotes_review ON quotes (review);
ALTER TABLE claims ADD COLUMN review TEXT;
CREATE INDEX idx_claims_review ON claims (review);
DROP VIEW statements;
CREATE VIEW statements AS
SELECT
    s.id, s.text, speakers.name AS speaker, s.polarity, s.role, s.kind, s.outlet, s.published AS date,
    s.confidence, s.modality, documents.title, documents.address, s.anonymous, s.source, s.cue,
    s.medium, s.addressee, s.candidates, s.speaker_type, s.method, s.spans, s.source_span,
    s.cue_span, s.start, s.document_id, s.speaker_id, s.run_id, s.claim_id,
    s.parent_id, s.same_as,
    s.appearance_id, s.review
FROM quotes AS s
LEFT JOIN documents ON documents.id = s.document_id
LEFT JOIN speakers ON speakers.id = s.speaker_id
UNION ALL
SELECT
    s.id, s.text, speakers.name AS speaker, s.polarity, s.role, s.kind, s.outlet, s.published AS date,
    s.confidence, s.modality, documents.title, documents.address, s.anonymous, s.source, s.cue,
    s.medium, s.addressee, s.candidates, s.speaker_type, s.method, s.spans, s.source_span,
    s.cue_span, s.start, s.document_id, s.speaker_id, s.run_id, s.claim_id,
    CAST(NULL AS TEXT) AS parent_id, CAST(NULL AS TEXT) AS same_as,
    s.appearance_id, s.review
FROM claims AS s
LEFT JOIN documents ON documents.id = s.document_id
LEFT JOIN speakers ON speakers.id = s.speaker_id;
"""

MIGRATION = Migration(script=_SCRIPT)
