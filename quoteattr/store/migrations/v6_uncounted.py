"""Version 6: marks of rows that are counted together at the end of their transaction, and triggers that heed them.

While `uncounted` holds the number of the last row of a table, the triggers leave the rows beyond it alone, whatever
becomes of them; those up to it they count as ever. Where another program writes, there is no mark, and the triggers
count every row. counting.py sets the marks.
"""

import sqlite3

from quoteattr.store.migrations.migration import Migration, statements_of

_SCRIPT = """
CREATE TABLE uncounted (
    name TEXT PRIMARY KEY NOT NULL,
    after INTEGER NOT NULL
) WITHOUT ROWID;
"""

_FIELDS = ("speaker_id", "role", "outlet", "kind", "cue", "polarity", "modality", "review")

_COUNT = """
    INSERT INTO value_counts (field, value, {table}, statements)
    SELECT '{field}', new.{field}, 1, 1 WHERE new.{field} IS NOT NULL AND {changed}
    ON CONFLICT (field, value) DO UPDATE SET {table} = {table} + 1, statements = statements + 1;"""

_DISCOUNT = """
    UPDATE value_counts SET {table} = {table} - 1, statements = statements - 1
    WHERE field = '{field}' AND value = old.{field} AND {changed};
    DELETE FROM value_counts WHERE field = '{field}' AND value = old.{field} AND statements = 0;"""

_WHEN = "WHEN NOT EXISTS (SELECT 1 FROM uncounted WHERE name = '{table}' AND {row}.rowid > after)"

_TRIGGERS = """
DROP TRIGGER {table}_counted;
DROP TRIGGER {table}_discounted;
DROP TRIGGER {table}_recounted;
CREATE TRIGGER {table}_counted AFTER INSERT ON {table} {when_new} BEGIN {inserted}
END;
CREATE TRIGGER {table}_discounted AFTER DELETE ON {table} {when_old} BEGIN {deleted}
END;
CREATE TRIGGER {table}_recounted AFTER UPDATE OF {fields} ON {table} {when_new} BEGIN {updated}
END;
"""


def _each(template: str, table: str, changed: str = "TRUE") -> str:
    return "".join(template.format(table=table, field=field, changed=changed.format(field=field)) for field in _FIELDS)


def _heed(connection: sqlite3.Connection) -> None:
    """Sets the triggers of version 5 anew, with their condition."""
    for table in ("quotes", "claims"):
        script = _TRIGGERS.format(
            table=table,
            fields=", ".join(_FIELDS),
            when_new=_WHEN.format(table=table, row="new"),
            when_old=_WHEN.format(table=table, row="old"),
            inserted=_each(_COUNT, table),
            deleted=_each(_DISCOUNT, table),
            updated=_each(_DISCOUNT + _COUNT, table, "old.{field} IS NOT new.{field}"),
        )
        for statement in statements_of(script):
            connection.execute(statement)


MIGRATION = Migration(script=_SCRIPT, fill=_heed)
