"""What commands and services ask a database of speakers: the SQL of lists, suggestions, similar names and reconciling.

In: parameters. Out: rows::

    connection.execute(speaker_questions.OPEN_SUGGESTIONS)
"""

from quoteattr.store.questions import TOGETHER

# Speakers of a list, with how often they are quoted; where `condition` holds.
ENTRIES = f"""
SELECT s.id, s.name, s.type, s.names,
       coalesce((SELECT quotes + claims FROM value_counts WHERE field = 'listed' AND value = s.id), 0)
       + (SELECT count(DISTINCT statement_id) FROM ({TOGETHER} = s.id)) AS statements,
       (SELECT count(DISTINCT document_id) FROM appearances WHERE speaker_id = s.id) AS documents
FROM speakers AS s WHERE {{condition}} ORDER BY {{order}}statements DESC, s.name, s.id LIMIT :limit"""
CALLED = "s.id IN (SELECT value FROM json_each(:named))"
# Who bears just this name comes first, then people and bodies, then groups and descriptions that mention it.
BEST_FIRST = """instr('; ' || folded(s.names) || '; ', '; ' || :name || '; ') = 0,
s.type NOT IN ('person', 'organization'), """
# Two that bear one name, neither of whom only stays in a document because nothing more is known of it.
SHARED = """s.anonymous = 0 AND EXISTS (
    SELECT 1 FROM speakers AS o WHERE o.name = s.name AND o.id <> s.id AND o.type = s.type
    AND EXISTS (SELECT 1 FROM appearances WHERE speaker_id = o.id AND block NOT LIKE 'surname %')
) AND EXISTS (SELECT 1 FROM appearances WHERE speaker_id = s.id AND block NOT LIKE 'surname %')"""
# Why appearances are taken for one speaker, the most frequent reason first.
REASONS = """
SELECT reason FROM appearances WHERE speaker_id = ? AND reason IS NOT NULL
GROUP BY reason ORDER BY count(*) DESC, reason"""

# What people are asked: who may be one, who may be on a list, and which appearances are not sure.
_COUNTS = """
(SELECT count(*) FROM quotes WHERE speaker_id = s.id) + (SELECT count(*) FROM claims WHERE speaker_id = s.id)
AS statements, (SELECT count(DISTINCT document_id) FROM appearances WHERE speaker_id = s.id) AS documents"""
OPEN_SUGGESTIONS = f"""
SELECT 'merge' AS kind, s.id AS speaker, s.name, o.id AS other, o.name AS other_name, g.chance, g.reason, {_COUNTS}
FROM speaker_suggestions AS g JOIN speakers AS s ON s.id = g.speaker_id JOIN speakers AS o ON o.id = g.other_id
UNION ALL
SELECT 'listed', s.id, s.name, a.identifier, a.name, g.chance, g.reason, {_COUNTS}
FROM speaker_suggestions AS g JOIN speakers AS s ON s.id = g.speaker_id JOIN authority AS a USING (identifier)"""
_MADE = """
SELECT 'made' AS kind, a.speaker_id AS speaker, a.name, s.id AS other, s.name AS other_name, min(a.chance) AS chance,
       a.reason, json_group_array(a.document_id) AS places, count(*) AS documents, {statements} AS statements,
       (SELECT count(*) FROM appearances WHERE speaker_id = s.id) AS all_documents
FROM appearances AS a {index} JOIN speakers AS s ON s.id = a.speaker_id
WHERE {condition} AND a.reason NOT LIKE 'decided%' GROUP BY a.speaker_id, a.name, a.reason ORDER BY chance, a.name"""
# By the index of chances: most appearances have none, and SQLite would pass all of them to group them.
UNSURE_APPEARANCES = _MADE.format(
    index="INDEXED BY idx_appearances_chance",
    condition="a.chance < :sure",
    statements="""sum((SELECT count(*) FROM quotes WHERE appearance_id = a.id)
        + (SELECT count(*) FROM claims WHERE appearance_id = a.id))""",
)
# Who is quoted everywhere has too many to be counted while a reader waits.
APPEARANCES_OF_SPEAKER = _MADE.format(index="", condition="a.speaker_id = :speaker", statements="NULL")

ALL_NAMES = "SELECT name, names FROM speakers ORDER BY name"
NAMES_LIKE = """
SELECT name, names FROM speakers WHERE rowid IN (SELECT rowid FROM speakers_fts WHERE speakers_fts MATCH ?)
ORDER BY name"""

# Of a list of known people: who is tied to an entry of it, and how many are asked about.
TIED_OF_LIST = """
SELECT s.names, a.name FROM speaker_identifiers AS i JOIN authority AS a USING (identifier)
JOIN speakers AS s ON s.id = i.speaker_id WHERE a.source = ?"""
ASKED_OF_LIST = """
SELECT count(DISTINCT speaker_id) FROM speaker_suggestions JOIN authority USING (identifier) WHERE source = ?"""

# Who a name of another table may be.
NAMED_SPEAKERS = """
SELECT s.id, s.name, s.type, s.names,
       coalesce((SELECT statements FROM value_counts WHERE field = 'speaker_id' AND value = s.id), 0) AS statements
FROM speakers AS s WHERE s.anonymous = 0"""
CANDIDATES = f"""{NAMED_SPEAKERS}
AND s.rowid IN (SELECT rowid FROM speakers_fts WHERE speakers_fts MATCH :words)
ORDER BY statements DESC, s.id LIMIT :limit"""
# Who has the id comes before those whose names have it as a word.
SUGGESTED = f"""{NAMED_SPEAKERS}
AND (s.id = :id OR s.rowid IN (SELECT rowid FROM speakers_fts WHERE speakers_fts MATCH :words))
ORDER BY s.id <> :id, statements DESC, s.id LIMIT :limit OFFSET :skipped"""
IDENTIFIERS = "SELECT identifier FROM speaker_identifiers WHERE speaker_id = ?"
