"""Version 12: whether the content of a claim says something that can be true or false.

`proposition` of quotes and claims: 1, 0, and empty in what was extracted before. The index that a page of a speaker
reads holds it too.
"""

from quoteattr.store.migrations.migration import Migration

_SCRIPT = """
ALTER TABLE quotes ADD COLUMN proposition INTEGER;
ALTER TABLE claims ADD COLUMN proposition INTEGER;
DROP INDEX idx_quotes_speaker_id_published_document_id_start_modality;
CREATE INDEX idx_quotes_speaker_id_published_document_id_start_shown
ON quotes (speaker_id, published, document_id, start, modality, proposition);
DROP INDEX idx_claims_speaker_id_published_document_id_start_modality;
CREATE INDEX idx_claims_speaker_id_published_document_id_start_shown
ON claims (speaker_id, published, document_id, start, modality, proposition);
CREATE INDEX idx_quotes_proposition ON quotes (proposition);
CREATE INDEX idx_claims_proposition ON claims (proposition);
DROP VIEW statements;
CREATE VIEW statements AS
SELECT
    s.id, s.text, speakers.name AS speaker, s.polarity, s.role, s.kind, s.outlet, s.published AS date,
    s.confidence, s.speaker_confidence, s.modality, s.proposition, documents.title, documents.address, s.anonymous,
    s.source, s.cue, s.medium, s.addressee, s.candidates, s.evidence, s.speaker_type, s.method, s.spans, s.source_span,
    s.cue_span, s.start, s.document_id, s.speaker_id, s.run_id, s.claim_id, s.begins_at,
    s.parent_id, s.same_as,
    s.appearance_id, s.review
FROM quotes AS s
LEFT JOIN documents ON documents.id = s.document_id
LEFT JOIN speakers ON speakers.id = s.speaker_id
UNION ALL
SELECT
    s.id, s.text, speakers.name AS speaker, s.polarity, s.role, s.kind, s.outlet, s.published AS date,
    s.confidence, s.speaker_confidence, s.modality, s.proposition, documents.title, documents.address, s.anonymous,
    s.source, s.cue, s.medium, s.addressee, s.candidates, s.evidence, s.speaker_type, s.method, s.spans, s.source_span,
    s.cue_span, s.start, s.document_id, s.speaker_id, s.run_id, s.claim_id, s.begins_at,
    CAST(NULL AS TEXT) AS parent_id, CAST(NULL AS TEXT) AS same_as,
    s.appearance_id, s.review
FROM claims AS s
LEFT JOIN documents ON documents.id = s.document_id
LEFT JOIN speakers ON speakers.id = s.speaker_id;
"""

MIGRATION = Migration(script=_SCRIPT)
