"""What the pages ask a database: the SQL of documents, speakers, statements, searches and the home page.

In: named parameters. Out: rows; every question has a limit, and an index that answers it while a reader waits::

    await database.execute(questions.DOCUMENT, {"id": "66e3ef0fe25981e0"})
"""

from quoteattr.statements import Kind, Modality

# What default views show: not what somebody is reported to think, nor claims without a proposition.
SHOWN = f"modality <> '{Modality.THOUGHT}' AND proposition IS NOT 0"
# Statements as the pages list them; a denial is one of the columns that none of them leaves out.
# `quoted`: where the pieces of a claim stand, as JSON.
QUOTED = "(SELECT json_group_array(json(p.spans)) FROM quotes AS p WHERE p.claim_id = statements.id) AS quoted"
STATEMENTS = f"""
SELECT *, date AS published, {QUOTED} FROM statements"""

DOCUMENT = "SELECT * FROM documents WHERE id = :id"
IN_DOCUMENT = f"{STATEMENTS} WHERE document_id = :id AND proposition IS NOT 0 ORDER BY start, kind LIMIT 5000"

STATEMENT = f"{STATEMENTS} WHERE id = :id"
# Where a statement is now that a reviewer has given it other words, or that an extraction has found anew.
MOVED = "SELECT statement_id, kind FROM reviews WHERE found_id = :id OR statement_id = :id ORDER BY id DESC LIMIT 1"
# What a correction of the speaker may hold for, too: the same mention, or the same speaker as it was extracted.
SAME_SOURCE = f"""{STATEMENTS} WHERE document_id = :document AND id <> :id AND review IS NULL
AND (source_span = :span OR appearance_id IN (:appearance, (
    SELECT json_extract(found, '$.appearance_id') FROM reviews WHERE statement_id = :id ORDER BY id DESC LIMIT 1
))) ORDER BY start LIMIT 200"""
RUN = "SELECT * FROM runs WHERE id = :id"
REVIEWS = "SELECT * FROM reviews WHERE statement_id = :id ORDER BY id DESC LIMIT 50"
# By name: SQLite would take the index of what is not reviewed, which is nearly all, and sort it.
# How sure it is that somebody says it, and that it is this speaker: the lower of the two; as the indexes have it.
_SURE = "min(confidence, ifnull(speaker_confidence, 1.0))"
_LEAST_SURE = f"""
SELECT * FROM (
    SELECT '{{table}}' AS place, rowid AS number, {_SURE} AS sure FROM {{table}} INDEXED BY idx_{{table}}_doubt
    WHERE review IS NULL AND {_SURE} < :below ORDER BY {_SURE} LIMIT :last
)"""
# What nobody has reviewed, the least sure first; and of the utterances in several documents, the most seen first.
LEAST_SURE = (
    " UNION ALL ".join(_LEAST_SURE.format(table=table) for table in ("quotes", "claims"))
    + """
ORDER BY sure, place, number LIMIT :last - :offset OFFSET :offset"""
)
MOST_SEEN = f"""
SELECT 'quotes' AS place, quotes.rowid AS number, {_SURE} AS sure, occurrences
FROM quote_groups INDEXED BY idx_quote_groups_occurrences CROSS JOIN quotes ON quotes.id = first_quote_id
WHERE occurrences > 1 AND review IS NULL AND {_SURE} < :below
ORDER BY occurrences DESC, quote_groups.rowid DESC LIMIT :last - :offset OFFSET :offset"""
# The same utterance elsewhere, if the quote is in a group.
GROUP = """
SELECT g.id, g.occurrences, g.documents, g.outlets, g.wordings, g.first, g.last, quotes.outlet AS first_outlet,
       g.first_quote_id, g.text AS fullest, v.relation, v.similarity, v.differs
FROM quote_occurrences AS o JOIN quote_variants AS v ON v.wording = o.wording
JOIN quote_groups AS g ON g.id = v.group_id LEFT JOIN quotes ON quotes.id = g.first_quote_id
WHERE o.quote_id = :id"""

SPEAKER = "SELECT * FROM speakers WHERE id = :id"
NAMES = "SELECT DISTINCT name FROM speaker_names WHERE speaker_id = :id ORDER BY name LIMIT 50"
# The names under which documents have a speaker, from an index alone, and how many statements rest on each; of a
# speaker in very many documents these are not counted, for which every document would have to be looked up.
_COUNTED_IN = 2_000
PARTS = f"""
SELECT name, count(DISTINCT document_id) AS documents, min(chance) AS chance, sum(CASE WHEN (
    SELECT count(*) FROM (SELECT 1 FROM appearances WHERE speaker_id = :id LIMIT {_COUNTED_IN + 1})
) <= {_COUNTED_IN} THEN (
    SELECT (SELECT count(*) FROM quotes WHERE appearance_id = own.id AND proposition IS NOT 0)
        + (SELECT count(*) FROM claims WHERE appearance_id = own.id AND proposition IS NOT 0)
    FROM appearances AS own WHERE own.rowid = a.rowid
) END) AS statements
FROM appearances AS a WHERE speaker_id = :id GROUP BY name ORDER BY documents DESC, name LIMIT 50"""
# Whom a speaker may be, and who may be this one.
NEAR = """
SELECT s.id, s.name, g.chance, g.reason FROM speaker_suggestions AS g
JOIN speakers AS s ON s.id = CASE g.speaker_id WHEN :id THEN g.other_id ELSE g.speaker_id END
WHERE g.other_id IS NOT NULL AND (g.speaker_id = :id OR g.other_id = :id)
ORDER BY g.chance DESC, s.id LIMIT 50"""
TIED = """
SELECT identifier, i.chance, i.reason, a.name, a.description, a.source
FROM speaker_identifiers AS i JOIN authority AS a USING (identifier) WHERE speaker_id = :id ORDER BY i.chance DESC"""
DECIDED = "SELECT * FROM speaker_decisions ORDER BY id DESC LIMIT 20"
ROLES = """
SELECT role, min(published) AS first, max(published) AS last, count(*) AS documents FROM speaker_roles
WHERE speaker_id = :id GROUP BY role ORDER BY first IS NULL, first, role"""

# What a speaker says together with others; behind it stands which speakers are meant.
TOGETHER = "SELECT statement_id FROM statement_members WHERE speaker_id"

# The keys of a page of statements come from an index alone; only those that are shown are read.
BY_SPEAKER = f"""
WITH shown AS MATERIALIZED (
    SELECT id, published, document_id, start FROM quotes WHERE speaker_id = :id AND proposition IS NOT 0
    UNION ALL
    SELECT id, published, document_id, start FROM claims WHERE speaker_id = :id AND proposition IS NOT 0
    UNION ALL
    SELECT id, published, document_id, start FROM quotes WHERE id IN ({TOGETHER} = :id) AND proposition IS NOT 0
    UNION ALL
    SELECT id, published, document_id, start FROM claims WHERE id IN ({TOGETHER} = :id) AND proposition IS NOT 0
    ORDER BY published DESC, document_id, start LIMIT :limit OFFSET :offset
)
{STATEMENTS} WHERE id IN (SELECT id FROM shown) ORDER BY date DESC, document_id, start"""

# How many of each, of the speaker whose id is given.
_WITH_OTHERS = f"""(
    SELECT count(*) FROM statement_members
    WHERE speaker_id = {{id}} AND proposition IS NOT 0 AND (kind = '{Kind.DIRECT}') = ('{{what}}' = 'quotes')
)"""
COUNTS = f"""
SELECT sum(quotes) AS quotes, sum(claims) AS claims FROM (
    SELECT quotes, claims FROM value_counts WHERE field = 'listed' AND value = :id
    UNION ALL
    SELECT {_WITH_OTHERS.format(what="quotes", id=":id")}, {_WITH_OTHERS.format(what="claims", id=":id")}
)"""

MONTHS = f"""
SELECT substr(published, 1, 7) AS month, count(*) AS number FROM (
    SELECT published FROM quotes WHERE speaker_id = :id AND published IS NOT NULL AND proposition IS NOT 0
    UNION ALL
    SELECT published FROM claims WHERE speaker_id = :id AND published IS NOT NULL AND proposition IS NOT 0
    UNION ALL
    SELECT published FROM quotes WHERE id IN ({TOGETHER} = :id) AND published IS NOT NULL AND proposition IS NOT 0
    UNION ALL
    SELECT published FROM claims WHERE id IN ({TOGETHER} = :id) AND published IS NOT NULL AND proposition IS NOT 0
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

# Each figure from an index alone: the table of documents holds their texts, and a million of them take a second to
# pass. Outlets are stepped through, from each to the next.
COVERAGE = """
WITH RECURSIVE named(outlet) AS (
    SELECT min(outlet) FROM documents
    UNION ALL
    SELECT (SELECT min(outlet) FROM documents WHERE outlet > named.outlet) FROM named WHERE named.outlet IS NOT NULL
)
SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(outlet) FROM named) AS outlets,
       (SELECT min(published) FROM documents) AS first, (SELECT max(published) FROM documents) AS last,
       (SELECT count(*) FROM documents WHERE published IS NULL) AS undated,
       (SELECT coalesce(sum(quotes), 0) FROM value_counts WHERE field = 'kind') AS quotes,
       (SELECT coalesce(sum(claims), 0) FROM value_counts WHERE field = 'kind') AS claims,
       (SELECT count(*) FROM speakers) AS speakers, (SELECT count(*) FROM skipped WHERE stage IS NULL) AS skipped,
       (SELECT count(*) FROM reviews) AS reviews"""
READ = """
SELECT outlet, count(*) AS documents, min(published) AS first, max(published) AS last
FROM documents GROUP BY outlet ORDER BY documents DESC, outlet LIMIT 12"""

# Subjects by words of theirs, as FTS5 has them; by how many documents have them; and those that stand beside one.
SUBJECTS = """
SELECT key, min(subject) AS subject, count(*) AS documents, max(published) AS last FROM subjects
WHERE rowid IN (SELECT rowid FROM subjects_fts WHERE subjects_fts MATCH :words LIMIT 20000)
GROUP BY key ORDER BY documents DESC, key LIMIT :limit"""
# Of the documents that were published last: counting all of a million takes seconds.
FREQUENT_SUBJECTS = """
SELECT key, min(subject) AS subject, count(*) AS documents, max(published) AS last FROM (
    SELECT key, subject, published FROM subjects ORDER BY published DESC LIMIT 6000
) GROUP BY key ORDER BY documents DESC, last DESC, key LIMIT :limit"""
SUBJECT = """
SELECT key, min(subject) AS subject, count(*) AS documents, min(published) AS first, max(published) AS last
FROM subjects WHERE key = :key"""
OF_DOCUMENT = "SELECT key, subject FROM subjects WHERE document_id = :id ORDER BY place"

# What is said in the latest documents about a subject, by a speaker where one is given, as sure as is asked for.
_ABOUT = f"""
WITH about AS MATERIALIZED (
    SELECT document_id FROM subjects WHERE key = :key ORDER BY published DESC LIMIT {RECENT}
), said AS MATERIALIZED (
    SELECT id, speaker_id, published, document_id, start, kind FROM quotes
    WHERE document_id IN (SELECT document_id FROM about) AND {{where}}
    UNION ALL
    SELECT id, speaker_id, published, document_id, start, kind FROM claims
    WHERE document_id IN (SELECT document_id FROM about) AND {{where}}
)"""
_ASKED = (
    f"{SHOWN} AND confidence >= :words_sure "
    "AND (:speaker_sure = 0 OR speaker_confidence >= :speaker_sure) AND (:speaker = '' OR speaker_id = :speaker)"
)
ABOUT = f"""{_ABOUT.format(where=_ASKED)}, shown AS MATERIALIZED (
    SELECT id FROM said ORDER BY published DESC, document_id, start, kind DESC LIMIT :limit OFFSET :offset
)
{STATEMENTS} WHERE id IN (SELECT id FROM shown) ORDER BY date DESC, document_id, start, kind DESC"""
ABOUT_BY_SPEAKER = f"""{_ABOUT.format(where=_ASKED)}
SELECT speakers.id, speakers.name, count(*) AS number, min(published) AS first, max(published) AS last
FROM said JOIN speakers ON speakers.id = said.speaker_id GROUP BY speakers.id ORDER BY number DESC, name LIMIT 30"""
ABOUT_BY_MONTH = f"""{_ABOUT.format(where=_ASKED)}
SELECT substr(published, 1, 7) AS month, count(*) AS number FROM said WHERE published IS NOT NULL
GROUP BY month ORDER BY month LIMIT 1200"""
BESIDE_SUBJECT = f"""
WITH about AS MATERIALIZED (
    SELECT document_id FROM subjects WHERE key = :key ORDER BY published DESC LIMIT {RECENT}
)
SELECT key, min(subject) AS subject, count(*) AS documents FROM subjects
WHERE document_id IN (SELECT document_id FROM about) AND key <> :key
GROUP BY key ORDER BY documents DESC, key LIMIT 12"""

# By quotes of their own and those that they say with others, of the most frequent by one of both.
MOST_QUOTED = f"""
WITH most AS (
    SELECT * FROM (SELECT value AS id FROM value_counts WHERE field = 'listed' ORDER BY quotes DESC LIMIT 200)
    UNION
    SELECT * FROM (
        SELECT speaker_id FROM statement_members WHERE speaker_id IS NOT NULL
        GROUP BY speaker_id ORDER BY count(*) DESC LIMIT 200
    )
)
SELECT * FROM (
    SELECT id, name, coalesce(quotes, 0) + {_WITH_OTHERS.format(what="quotes", id="most.id")} AS quotes,
        coalesce(claims, 0) + {_WITH_OTHERS.format(what="claims", id="most.id")} AS claims
    FROM most JOIN speakers USING (id) LEFT JOIN value_counts ON field = 'listed' AND value = id WHERE anonymous = 0
) WHERE quotes > 0 ORDER BY quotes DESC, name LIMIT 12"""

# The latest documents in which somebody says something, and what is said in each of them.
_SPEAKING = """
SELECT id, title, outlet, published, address FROM documents AS d WHERE (
    EXISTS (SELECT 1 FROM quotes WHERE document_id = d.id) OR EXISTS (SELECT 1 FROM claims WHERE document_id = d.id)
)"""
LATEST_DOCUMENTS = f"{_SPEAKING} AND published IS NOT NULL ORDER BY published DESC LIMIT :limit"
# Those that were stored last, where none has a date.
LAST_STORED = f"{_SPEAKING} ORDER BY rowid DESC LIMIT :limit"
LATEST = f"""
{STATEMENTS} WHERE document_id = :id AND {SHOWN} ORDER BY start, kind DESC LIMIT :limit"""

# Statements by their ids, in no order.
SOME_STATEMENTS = f"{STATEMENTS} WHERE id IN (SELECT value FROM json_each(:ids))"
# Who bears just this name comes first, then people and bodies, then groups that mention it; of these, the most quoted.
SPEAKERS_NAMED = f"""
WITH named AS MATERIALIZED (
    SELECT speakers.id, name, type, names, anonymous, coalesce(quotes, 0) AS quotes, coalesce(claims, 0) AS claims,
        instr('; ' || lower(names) || '; ', '; ' || lower(:name) || '; ') = 0 AS otherwise
    FROM speakers LEFT JOIN value_counts ON field = 'listed' AND value = speakers.id
    WHERE speakers.rowid IN (SELECT rowid FROM speakers_fts WHERE speakers_fts MATCH :words)
    ORDER BY otherwise, type NOT IN ('person', 'organization'), coalesce(statements, 0) DESC, name LIMIT 12
)
SELECT id, name, type, names, anonymous, quotes + {_WITH_OTHERS.format(what="quotes", id="named.id")} AS quotes,
    claims + {_WITH_OTHERS.format(what="claims", id="named.id")} AS claims
FROM named
ORDER BY otherwise, type NOT IN ('person', 'organization'), quotes + claims DESC, name"""

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
