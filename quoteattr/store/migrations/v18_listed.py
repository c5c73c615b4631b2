"""Version 18: statements as lists show them, and how many there are of each speaker.

The view `listed_statements` has each statement once: without the quoted pieces of a claim that is listed too, thoughts,
and what is no speech (`proposition` 0). The field `listed` of `value_counts` has the speakers of what is speech, for
which the triggers of version 6 are set anew; the index of appearances holds whether it is speech, to count by it.
"""

import sqlite3

from quoteattr.store.migrations.migration import Migration, statements_of

_FIELDS = ("speaker_id", "role", "outlet", "kind", "cue", "polarity", "modality", "review")
# What is counted under each name, of a row.
_VALUES = {
    **{field: f"{{row}}.{field}" for field in _FIELDS},
    "listed": "iif({row}.proposition IS 0, NULL, {row}.speaker_id)",
}

_PRESENT = """
INSERT INTO value_counts (field, value, {table}, statements)
SELECT 'listed', speaker_id, count(*), count(*) FROM {table}
WHERE speaker_id IS NOT NULL AND proposition IS NOT 0 GROUP BY speaker_id
ON CONFLICT (field, value) DO UPDATE SET {table} = excluded.{table}, statements = statements + excluded.statements;
"""

_SCRIPT = """
CREATE VIEW listed_statements AS
SELECT * FROM statements AS s
WHERE s.modality <> 'thought' AND s.proposition IS NOT 0 AND NOT (
    s.kind = 'direct' AND s.claim_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM claims AS c WHERE c.id = s.claim_id AND c.kind = 'mixed' AND c.speaker_id IS s.speaker_id
        AND c.polarity = s.polarity AND c.review IS s.review AND c.modality <> 'thought' AND c.proposition IS NOT 0
        AND instr(c.text, s.text) > 0
    )
);
"""

_INDEX = """
DROP INDEX idx_{table}_appearance_id;
CREATE INDEX idx_{table}_appearance_id ON {table} (appearance_id, proposition);
"""

# One statement a field, so that SQLite finds the row by its key.
_COUNT = """
    INSERT INTO value_counts (field, value, {table}, statements)
    SELECT '{field}', {new}, 1, 1 WHERE {new} IS NOT NULL AND {changed}
    ON CONFLICT (field, value) DO UPDATE SET {table} = {table} + 1, statements = statements + 1;"""

_DISCOUNT = """
    UPDATE value_counts SET {table} = {table} - 1, statements = statements - 1
    WHERE field = '{field}' AND value = {old} AND {changed};
    DELETE FROM value_counts WHERE field = '{field}' AND value = {old} AND statements = 0;"""

_WHEN = "WHEN NOT EXISTS (SELECT 1 FROM uncounted WHERE name = '{table}' AND {row}.rowid > after)"

_TRIGGERS = """
DROP TRIGGER {table}_counted;
DROP TRIGGER {table}_discounted;
DROP TRIGGER {table}_recounted;
CREATE TRIGGER {table}_counted AFTER INSERT ON {table} {when_new} BEGIN {inserted}
END;
CREATE TRIGGER {table}_discounted AFTER DELETE ON {table} {when_old} BEGIN {deleted}
END;
CREATE TRIGGER {table}_recounted AFTER UPDATE OF {fields}, proposition ON {table} {when_new} BEGIN {updated}
END;
"""


def _each(template: str, table: str, changed: str = "TRUE") -> str:
    parts = []
    for field, value in _VALUES.items():
        old, new = value.format(row="old"), value.format(row="new")
        parts.append(
            template.format(table=table, field=field, old=old, new=new, changed=changed.format(old=old, new=new))
        )
    return "".join(parts)


def _count(connection: sqlite3.Connection) -> None:
    """Counts what is there, and sets the triggers anew."""
    for table in ("quotes", "claims"):
        script = (_INDEX + _PRESENT).format(table=table) + _TRIGGERS.format(
            table=table,
            fields=", ".join(_FIELDS),
            when_new=_WHEN.format(table=table, row="new"),
            when_old=_WHEN.format(table=table, row="old"),
            inserted=_each(_COUNT, table),
            deleted=_each(_DISCOUNT, table),
            updated=_each(_DISCOUNT + _COUNT, table, "{old} IS NOT {new}"),
        )
        for statement in statements_of(script):
            connection.execute(statement)


MIGRATION = Migration(script=_SCRIPT, fill=_count)
