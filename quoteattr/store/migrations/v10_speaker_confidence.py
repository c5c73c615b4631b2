"""Version 10: how sure it is who speaks, and why, apart from how sure the words are.

`speaker_confidence` and `evidence` (a JSON list of words, the weightiest first) of quotes and claims; empty in what was
extracted before.
"""

from quoteattr.store.migrations.migration import Migration

_SCRIPT = """
ALTER TABLE quotes ADD COLUMN speaker_confidence REAL;
ALTER TABLE quotes ADD COLUMN evidence TEXT;
ALTER TABLE claims ADD COLUMN speaker_confidence REAL;
ALTER TABLE claims ADD COLUMN evidence TEXT;
CREATE INDEX idx_quotes_speaker_confidence ON quotes (speaker_confidence);
CREATE INDEX idx_claims_speaker_confidence ON claims (speaker_confidence);
DROP VIEW statements;
CREATE VIEW statements AS
SELECT
    s.id, s.text, speakers.name AS speaker, s.polarity, s.role, s.kind, s.outlet, s.published AS date,
    s.confidence, s.speaker_confidence, s.modality, documents.title, documents.address, s.anonymous, s.source, s.cue,
    s.medium, s.addressee, s.candidates, s.evidence, s.speaker_type, s.method, s.spans, s.source_span,
    s.cue_span, s.start, s.document_id, s.speaker_id, s.run_id, s.claim_id, s.begins_at,
    s.parent_id, s.same_as,
    s.appearance_id, s.review
FROM quotes AS s
LEFT JOIN documents ON documents.id = s.document_id
LEFT JOIN speakers ON speakers.id = s.speaker_id
UNION ALL
SELECT
    s.id, s.text, speakers.name AS speaker, s.polarity, s.role, s.kind, s.outlet, s.published AS date,
    s.confidence, s.speaker_confidence, s.modality, documents.title, documents.address, s.anonymous, s.source, s.cue,
    s.medium, s.addressee, s.candidates, s.evidence, s.speaker_type, s.method, s.spans, s.source_span,
    s.cue_span, s.start, s.document_id, s.speaker_id, s.run_id, s.claim_id, s.begins_at,
    CAST(NULL AS TEXT) AS parent_id, CAST(NULL AS TEXT) AS same_as,
    s.appearance_id, s.review
FROM claims AS s
LEFT JOIN documents ON documents.id = s.document_id
LEFT JOIN speakers ON speakers.id = s.speaker_id;
"""

MIGRATION = Migration(script=_SCRIPT)
