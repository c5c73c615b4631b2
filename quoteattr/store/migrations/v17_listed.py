"""Version 17: how many statements of each speaker lists show, counted beside all of them.

The field `listed` of `value_counts` has the speakers of what is speech: quotes and claims that are marked as none
(`proposition` 0) are no part of it. The triggers of version 6 are set anew with it.
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
        script = _PRESENT.format(table=table) + _TRIGGERS.format(
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


MIGRATION = Migration(script="", fill=_count)
