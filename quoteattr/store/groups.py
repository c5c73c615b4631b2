"""The tables of quote groups: which quotes are the same utterance, and how their wordings differ.

In: a sqlite-utils database inside a transaction. Out: tables, triggers and views, which groups/ fills.

Every quote has a row in `quote_occurrences`; without a wording it is due, that is, waits for `update_groups`. The
triggers make due what an insertion, a correction, another speaker or a deletion touches, whoever makes it, so that
groups follow decisions about speakers by themselves.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_TABLES = """
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
"""

_INDEXES: dict[str, tuple[str, ...]] = {
    "quote_groups": ("speaker_id", "first", "first_quote_id", "occurrences", "outlets"),
    "quote_variants": ("group_id", "relation"),
    "quote_occurrences": ("wording",),
    "quote_links": ("other", "relation"),
}

# All quotes of the group that a quote is in: what changes in one of them may change how they belong together.
_GROUP_IS_DUE = """
    UPDATE quote_occurrences SET wording = NULL WHERE wording IN (
        SELECT wording FROM quote_variants
        WHERE group_id = (SELECT group_id FROM quote_variants WHERE wording = {wording})
    );"""

_TRIGGERS = f"""
CREATE TRIGGER quotes_are_due AFTER INSERT ON quotes BEGIN
    INSERT INTO quote_occurrences (quote_id) VALUES (new.id);
END;
CREATE TRIGGER quotes_are_due_again AFTER UPDATE OF text, speaker_id, published, outlet ON quotes BEGIN
    {_GROUP_IS_DUE.format(wording="(SELECT wording FROM quote_occurrences WHERE quote_id = old.id)")}
    UPDATE quote_occurrences SET wording = NULL WHERE quote_id = old.id;
END;
CREATE TRIGGER quotes_are_gone BEFORE DELETE ON quotes BEGIN
    {_GROUP_IS_DUE.format(wording="(SELECT wording FROM quote_occurrences WHERE quote_id = old.id)")}
END;
"""

_VIEWS = """
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
"""


def add_groups(database: "Database") -> None:
    """Quote groups; all quotes that are there already are due."""
    database.executescript(_TABLES)
    for table, columns in _INDEXES.items():
        for column in columns:
            database.table(table).create_index((column,))
    database.executescript(_TRIGGERS + _VIEWS)
    database.execute("INSERT INTO quote_occurrences (quote_id) SELECT id FROM quotes")
