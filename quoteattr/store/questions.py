"""What the pages ask a database: the SQL of documents, speakers, statements, searches and the home page.

In: named parameters. Out: rows; every question has a limit, and an index that answers it while a reader waits::

    await database.execute(questions.DOCUMENT, {"id": "66e3ef0fe25981e0"})
"""

from quoteattr.statements import Modality

# Statements as the pages list them; a denial is one of the columns that none of them leaves out.
STATEMENTS = """
SELECT *, date AS published FROM statements"""

DOCUMENT = "SELECT * FROM documents WHERE id = :id"
IN_DOCUMENT = f"{STATEMENTS} WHERE document_id = :id ORDER BY start, kind LIMIT 5000"

STATEMENT = f"{STATEMENTS} WHERE id = :id"
# Where a statement is now that a reviewer has given it other words, or that an extraction has found anew.
MOVED = "SELECT statement_id, kind FROM reviews WHERE found_id = :id OR statement_id = :id ORDER BY id DESC LIMIT 1"
REVIEWS = "SELECT * FROM reviews WHERE statement_id = :id ORDER BY id DESC LIMIT 50"
# The same utterance elsewhere, if the quote is in a group.
GROUP = """
SELECT quote_groups.* FROM quote_occurrences JOIN quote_variants USING (wording)
JOIN quote_groups ON quote_groups.id = quote_variants.group_id WHERE quote_id = :id"""

SPEAKER = "SELECT * FROM speakers WHERE id = :id"
NAMES = "SELECT DISTINCT name FROM speaker_names WHERE speaker_id = :id ORDER BY name LIMIT 50"
ROLES = """
SELECT role, min(published) AS first, max(published) AS last, count(*) AS documents FROM speaker_roles
WHERE speaker_id = :id GROUP BY role ORDER BY last DESC, documents DESC LIMIT 30"""

# What a speaker says together with others; behind it stands which speakers are meant.
TOGETHER = """SELECT m.statement_id FROM appearances AS a
    JOIN statement_members AS m ON m.document_id = a.document_id AND m.name = a.name WHERE a.speaker_id"""

# The keys of a page of statements come from an index alone; only those that are shown are read.
BY_SPEAKER = f"""
WITH shown AS MATERIALIZED (
    SELECT id, published, document_id, start FROM quotes WHERE speaker_id = :id
    UNION ALL
    SELECT id, published, document_id, start FROM claims WHERE speaker_id = :id
    UNION ALL
    SELECT id, published, document_id, start FROM quotes WHERE id IN ({TOGETHER} = :id)
    UNION ALL
    SELECT id, published, document_id, start FROM claims WHERE id IN ({TOGETHER} = :id)
    ORDER BY published DESC, document_id, start LIMIT :limit OFFSET :offset
)
{STATEMENTS} WHERE id IN (SELECT id FROM shown) ORDER BY date DESC, document_id, start"""

COUNTS = f"""
SELECT sum(quotes) AS quotes, sum(claims) AS claims FROM (
    SELECT quotes, claims FROM value_counts WHERE field = 'speaker_id' AND value = :id
    UNION ALL
    SELECT (SELECT count(*) FROM quotes WHERE id IN ({TOGETHER} = :id)),
        (SELECT count(*) FROM claims WHERE id IN ({TOGETHER} = :id))
)"""

MONTHS = f"""
SELECT substr(published, 1, 7) AS month, count(*) AS number FROM (
    SELECT published FROM quotes WHERE speaker_id = :id AND published IS NOT NULL
    UNION ALL
    SELECT published FROM claims WHERE speaker_id = :id AND published IS NOT NULL
    UNION ALL
    SELECT published FROM quotes WHERE id IN ({TOGETHER} = :id) AND published IS NOT NULL
    UNION ALL
    SELECT published FROM claims WHERE id IN ({TOGETHER} = :id) AND published IS NOT NULL
) GROUP BY month ORDER BY month LIMIT 1200"""

# Of somebody who is quoted everywhere, the latest documents: reading all of them takes seconds.
RECENT = 200
_RECENT = f"""
WITH recent AS MATERIALIZED (
    SELECT DISTINCT document_id FROM (
        SELECT document_id, published FROM quotes WHERE speaker_id = :id
        UNION ALL
        SELECT document_id, published FROM claims WHERE speaker_id = :id
        ORDER BY published DESC
    ) LIMIT {RECENT}
), said AS MATERIALIZED (
    SELECT speaker_id, outlet, cue, document_id FROM quotes WHERE document_id IN (SELECT document_id FROM recent)
    UNION ALL
    SELECT speaker_id, outlet, cue, document_id FROM claims WHERE document_id IN (SELECT document_id FROM recent)
)"""
OUTLETS = f"""{_RECENT}
SELECT outlet AS value, count(*) AS number FROM said WHERE speaker_id = :id AND outlet IS NOT NULL
GROUP BY outlet ORDER BY number DESC, outlet LIMIT 12"""
CUES = f"""{_RECENT}
SELECT cue AS value, count(*) AS number FROM said WHERE speaker_id = :id AND cue IS NOT NULL
GROUP BY cue ORDER BY number DESC, cue LIMIT 12"""
BESIDE = f"""{_RECENT}
SELECT speakers.id, speakers.name AS value, count(DISTINCT document_id) AS number
FROM said JOIN speakers ON speakers.id = said.speaker_id
WHERE said.speaker_id <> :id GROUP BY speakers.id ORDER BY number DESC, value LIMIT 12"""

COVERAGE = """
SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM quotes) AS quotes,
    (SELECT count(*) FROM claims) AS claims, (SELECT count(*) FROM speakers) AS speakers,
    (SELECT count(*) FROM skipped WHERE stage IS NULL) AS skipped, (SELECT count(*) FROM reviews) AS reviews,
    (SELECT count(DISTINCT outlet) FROM documents) AS outlets,
    (SELECT min(published) FROM documents) AS first, (SELECT max(published) FROM documents) AS last,
    (SELECT count(*) FROM documents WHERE published IS NULL) AS undated"""
READ = """
SELECT outlet, count(*) AS documents, min(published) AS first, max(published) AS last
FROM documents GROUP BY outlet ORDER BY documents DESC, outlet LIMIT 12"""

MOST_QUOTED = """
SELECT speakers.id, name, quotes, claims FROM value_counts JOIN speakers ON speakers.id = value
WHERE field = 'speaker_id' AND anonymous = 0 AND quotes > 0 ORDER BY quotes DESC LIMIT 12"""

LATEST = f"""
{STATEMENTS} WHERE modality <> '{Modality.THOUGHT}' AND date IS NOT NULL ORDER BY date DESC LIMIT 12"""

# What a search ranks at most: to find the best of a million matches, all of them are read.
RANKED = 20_000
MATCHES = "SELECT count(*) AS number FROM (SELECT 1 FROM {table}_fts WHERE {table}_fts MATCH :words LIMIT :most)"
BEST = f"""
WITH hits AS MATERIALIZED (
    SELECT s.id, {{table}}_fts.rank AS score
    FROM {{table}}_fts CROSS JOIN {{table}} AS s ON s.rowid = {{table}}_fts.rowid
    WHERE {{table}}_fts MATCH :words AND s.modality <> '{Modality.THOUGHT}' ORDER BY score LIMIT :limit
)
SELECT statements.*, date AS published, (SELECT score FROM hits WHERE hits.id = statements.id) AS score
FROM statements WHERE id IN (SELECT id FROM hits) ORDER BY score"""
LAST = f"""
WITH hits AS MATERIALIZED (
    SELECT s.id, s.rowid AS place FROM {{table}}_fts CROSS JOIN {{table}} AS s ON s.rowid = {{table}}_fts.rowid
    WHERE {{table}}_fts MATCH :words AND s.modality <> '{Modality.THOUGHT}'
    ORDER BY {{table}}_fts.rowid DESC LIMIT :limit
)
SELECT statements.*, date AS published, (SELECT place FROM hits WHERE hits.id = statements.id) AS place
FROM statements WHERE id IN (SELECT id FROM hits) ORDER BY place DESC"""
SPEAKERS_NAMED = """
SELECT speakers.id, name, type, names,
    coalesce((SELECT quotes FROM value_counts WHERE field = 'speaker_id' AND value = speakers.id), 0) AS quotes,
    coalesce((SELECT claims FROM value_counts WHERE field = 'speaker_id' AND value = speakers.id), 0) AS claims
FROM speakers WHERE rowid IN (SELECT rowid FROM speakers_fts WHERE speakers_fts MATCH :words ORDER BY rank LIMIT 12)
ORDER BY quotes + claims DESC, name"""

# What Datasette counts of whole tables, from the counts that are kept.
COUNT_OF_TABLE = "SELECT sum({table}) FROM value_counts WHERE field = 'kind'"
FACET_OF_TABLE = """
SELECT value, {table} AS count FROM value_counts WHERE field = '{field}' AND {table} > 0
ORDER BY count DESC, value LIMIT {limit}"""
# Speakers of one name are one value of the view: their counts are summed, of twice as many as are shown.
FACET_OF_NAMES = """
SELECT name AS value, sum(statements) AS count FROM (
    SELECT name, statements FROM value_counts JOIN speakers ON speakers.id = value_counts.value
    WHERE field = 'speaker_id' ORDER BY statements DESC LIMIT 2 * {limit}
) GROUP BY name ORDER BY count DESC, value LIMIT {limit}"""

# The same of a part of the view `statements`, by conditions that quotes and claims both have.
COUNT_OF_SOME = "SELECT (SELECT count(*) FROM quotes WHERE {where}) + (SELECT count(*) FROM claims WHERE {where})"
FACET_OF_SOME = """
SELECT value, sum(number) AS count FROM (
    SELECT {field} AS value, count(*) AS number FROM quotes WHERE {where} GROUP BY {field}
    UNION ALL
    SELECT {field} AS value, count(*) AS number FROM claims WHERE {where} GROUP BY {field}
) WHERE value IS NOT NULL GROUP BY value ORDER BY count DESC, value LIMIT {limit}"""
FACET_OF_SOME_NAMES = """
SELECT name AS value, sum(number) AS count FROM (
    SELECT speaker_id, count(*) AS number FROM quotes WHERE {where} GROUP BY speaker_id
    UNION ALL
    SELECT speaker_id, count(*) AS number FROM claims WHERE {where} GROUP BY speaker_id
) JOIN speakers ON speakers.id = speaker_id GROUP BY name ORDER BY count DESC, value LIMIT {limit}"""
