"""Version 7: when something is said in a recording, and which stage could not read a place.

`begins_at` of quotes and claims, `times` of documents, `stage` of what was skipped (empty when nothing of the document
is stored), and `failures` of runs: none in those before, which skipped the whole document.
"""

from quoteattr.store.migrations.migration import Migration

_SCRIPT = """
ALTER TABLE documents ADD COLUMN times TEXT;
ALTER TABLE quotes ADD COLUMN begins_at REAL;
ALTER TABLE claims ADD COLUMN begins_at REAL;
ALTER TABLE skipped ADD COLUMN stage TEXT;
ALTER TABLE runs ADD COLUMN failures INTEGER;
UPDATE runs SET failures = 0 WHERE finished IS NOT NULL;
CREATE INDEX idx_skipped_stage ON skipped (stage);
DROP VIEW statements;
CREATE VIEW statements AS
SELECT
    s.id, s.text, speakers.name AS speaker, s.polarity, s.role, s.kind, s.outlet, s.published AS date,
    s.confidence, s.modality, documents.title, documents.address, s.anonymous, s.source, s.cue,
    s.medium, s.addressee, s.candidates, s.speaker_type, s.method, s.spans, s.source_span,
    s.cue_span, s.start, s.document_id, s.speaker_id, s.run_id, s.claim_id, s.begins_at,
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
    s.cue_span, s.start, s.document_id, s.speaker_id, s.run_id, s.claim_id, s.begins_at,
    CAST(NULL AS TEXT) AS parent_id, CAST(NULL AS TEXT) AS same_as,
    s.appearance_id, s.review
FROM claims AS s
LEFT JOIN documents ON documents.id = s.document_id
LEFT JOIN speakers ON speakers.id = s.speaker_id;
"""

MIGRATION = Migration(script=_SCRIPT)
