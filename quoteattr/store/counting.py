"""Counts of values when many rows come at once: rows that a transaction adds are counted together at its end.

In: a connection in a transaction of the store. Out: the same counts as the triggers of the schema give row by row, for
a fraction of the work: most rows of a document have values in common::

    begin_counting(connection)
    ...  # rows are added, changed, removed
    end_counting(connection)

While `uncounted` holds the number of the last row of a table, the triggers leave the rows beyond it alone, whatever
becomes of them; those up to it they count as ever. The mark and the counts are written in one transaction with the
rows: no other program sees the mark, and a run that is killed leaves none. Where another program writes, there is no
mark, and the triggers count every row.
"""

import sqlite3

# Every column that pages of quotes, claims and statements have facets of; the triggers count these.
FIELDS = ("speaker_id", "role", "outlet", "kind", "cue", "polarity", "modality", "review")
# And the speakers of what lists show, which leave out what is no speech.
LISTED = "iif(proposition IS 0, NULL, speaker_id)"

_COUNTED = ("quotes", "claims")


def begin_counting(connection: sqlite3.Connection) -> None:
    """Leave the rows that will be added to `end_counting`."""
    connection.execute(_BEGIN)


def end_counting(connection: sqlite3.Connection) -> None:
    """Count the rows that have been added."""
    for query in _COUNT:
        connection.execute(query)
    connection.execute("DELETE FROM uncounted")


_BEGIN = "INSERT INTO uncounted " + " UNION ALL ".join(
    f"SELECT '{table}', coalesce(max(rowid), 0) FROM {table}" for table in _COUNTED
)


def _count(table: str) -> str:
    """Adds what new rows hold to the counts; they are read once, and not by an index of all rows."""
    each = " UNION ALL ".join(
        f"SELECT '{field}' AS field, {field} AS value, count(*) AS number FROM made GROUP BY {field}"
        for field in (*FIELDS, "listed")
    )
    return f"""
        WITH made AS MATERIALIZED (
            SELECT {", ".join(FIELDS)}, {LISTED} AS listed FROM {table} NOT INDEXED
            WHERE rowid > (SELECT after FROM uncounted WHERE name = '{table}')
        )
        INSERT INTO value_counts (field, value, {table}, statements)
        SELECT field, value, number, number FROM ({each}) WHERE value IS NOT NULL
        ON CONFLICT (field, value) DO UPDATE SET {table} = {table} + excluded.{table},
            statements = statements + excluded.statements"""


_COUNT = tuple(map(_count, _COUNTED))
