"""Version 14: lists of known people and bodies, which speakers they are, and who else a speaker may be.

`authority` and `authority_names` hold what lists say; settling fills the two other tables, and `appearances.identifier`
is what a loaded document gives with its speakers.
"""

from quoteattr.store.migrations.migration import Migration

_SCRIPT = """
CREATE TABLE authority (
    identifier TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    description TEXT,
    since TEXT,
    until TEXT,
    party TEXT,
    country TEXT,
    source TEXT NOT NULL
);
CREATE INDEX idx_authority_type ON authority (type);
CREATE INDEX idx_authority_party ON authority (party);
CREATE INDEX idx_authority_country ON authority (country);
CREATE INDEX idx_authority_source ON authority (source);
CREATE TABLE authority_names (
    identifier TEXT NOT NULL REFERENCES authority(identifier) ON DELETE CASCADE,
    name TEXT NOT NULL,
    block TEXT NOT NULL,
    PRIMARY KEY (identifier, name)
);
CREATE INDEX idx_authority_names_block ON authority_names (block);
CREATE TABLE speaker_identifiers (
    speaker_id TEXT NOT NULL REFERENCES speakers(id) ON DELETE CASCADE,
    identifier TEXT NOT NULL REFERENCES authority(identifier) ON DELETE CASCADE,
    chance REAL NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (speaker_id, identifier)
);
CREATE INDEX idx_speaker_identifiers_identifier ON speaker_identifiers (identifier);
CREATE INDEX idx_speaker_identifiers_reason ON speaker_identifiers (reason);
CREATE TABLE speaker_suggestions (
    id INTEGER PRIMARY KEY,
    speaker_id TEXT NOT NULL REFERENCES speakers(id) ON DELETE CASCADE,
    other_id TEXT REFERENCES speakers(id) ON DELETE CASCADE,
    identifier TEXT REFERENCES authority(identifier) ON DELETE CASCADE,
    chance REAL NOT NULL,
    reason TEXT NOT NULL,
    UNIQUE (speaker_id, other_id, identifier)
);
CREATE INDEX idx_speaker_suggestions_other_id ON speaker_suggestions (other_id);
CREATE INDEX idx_speaker_suggestions_identifier ON speaker_suggestions (identifier);
CREATE INDEX idx_speaker_suggestions_chance ON speaker_suggestions (chance);
CREATE INDEX idx_speaker_suggestions_reason ON speaker_suggestions (reason);
ALTER TABLE appearances ADD COLUMN identifier TEXT;
CREATE INDEX idx_appearances_chance ON appearances (chance);
"""

MIGRATION = Migration(script=_SCRIPT)
