"""Version 13: words are found in any of their forms.

`quotes_fts_stems` and `claims_fts_stems` are full-text indexes beside `quotes_fts` and `claims_fts`, with the stems of
the words (Porter's stemmer) in the place of the words. Triggers keep them current; where only other columns change, the
words need not be indexed again.
"""

from quoteattr.store.migrations.migration import Migration

_SCRIPT = """
CREATE VIRTUAL TABLE quotes_fts_stems USING fts5 (
    text, tokenize = 'porter unicode61 remove_diacritics 2', content = quotes
);
CREATE TRIGGER quotes_stems_ai AFTER INSERT ON quotes BEGIN
    INSERT INTO quotes_fts_stems (rowid, text) VALUES (new.rowid, new.text);
END;
CREATE TRIGGER quotes_stems_ad AFTER DELETE ON quotes BEGIN
    INSERT INTO quotes_fts_stems (quotes_fts_stems, rowid, text) VALUES ('delete', old.rowid, old.text);
END;
CREATE TRIGGER quotes_stems_au AFTER UPDATE OF text ON quotes BEGIN
    INSERT INTO quotes_fts_stems (quotes_fts_stems, rowid, text) VALUES ('delete', old.rowid, old.text);
    INSERT INTO quotes_fts_stems (rowid, text) VALUES (new.rowid, new.text);
END;
CREATE VIRTUAL TABLE claims_fts_stems USING fts5 (
    text, tokenize = 'porter unicode61 remove_diacritics 2', content = claims
);
CREATE TRIGGER claims_stems_ai AFTER INSERT ON claims BEGIN
    INSERT INTO claims_fts_stems (rowid, text) VALUES (new.rowid, new.text);
END;
CREATE TRIGGER claims_stems_ad AFTER DELETE ON claims BEGIN
    INSERT INTO claims_fts_stems (claims_fts_stems, rowid, text) VALUES ('delete', old.rowid, old.text);
END;
CREATE TRIGGER claims_stems_au AFTER UPDATE OF text ON claims BEGIN
    INSERT INTO claims_fts_stems (claims_fts_stems, rowid, text) VALUES ('delete', old.rowid, old.text);
    INSERT INTO claims_fts_stems (rowid, text) VALUES (new.rowid, new.text);
END;
INSERT INTO quotes_fts_stems (quotes_fts_stems) VALUES ('rebuild');
INSERT INTO claims_fts_stems (claims_fts_stems) VALUES ('rebuild');
"""

MIGRATION = Migration(script=_SCRIPT)
