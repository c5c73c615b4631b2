"""Version 5: how often each value stands in a facet column, kept current by triggers, and indexes by date.

To count a million rows takes longer than a reader waits, and the view `statements`, which no index spans, takes
longest. Indexes by date, in place of those by value alone, give the statements with one value in the order of their
dates.
"""

import sqlite3

from quoteattr.store.migrations.migration import Migration, statements_of

_SCRIPT = """
CREATE TABLE value_counts (
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    quotes INTEGER NOT NULL DEFAULT 0,
    claims INTEGER NOT NULL DEFAULT 0,
    statements INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (field, value)
) WITHOUT ROWID;
CREATE INDEX value_counts_by_quotes ON value_counts (field, quotes);
CREATE INDEX value_counts_by_claims ON value_counts (field, claims);
CREATE INDEX value_counts_by_statements ON value_counts (field, statements);
DROP INDEX idx_documents_outlet;
CREATE INDEX idx_documents_outlet ON documents (outlet, published);
"""

_FIELDS = ("speaker_id", "role", "outlet", "kind", "cue", "polarity", "modality", "review")

_INDEX = """
DROP INDEX idx_{table}_{field};
CREATE INDEX idx_{table}_{field} ON {table} ({field}, published);
"""

_PRESENT = """
INSERT INTO value_counts (field, value, {table}, statements)
SELECT '{field}', {field}, count(*), count(*) FROM {table} WHERE {field} IS NOT NULL GROUP BY {field}
ON CONFLICT (field, value) DO UPDATE SET {table} = excluded.{table}, statements = statements + excluded.statements;
"""

# One statement a field, so that SQLite finds the row by its key.
_COUNT = """
    INSERT INTO value_counts (field, value, {table}, statements)
    SELECT '{field}', new.{field}, 1, 1 WHERE new.{field} IS NOT NULL AND {changed}
    ON CONFLICT (field, value) DO UPDATE SET {table} = {table} + 1, statements = statements + 1;"""

_DISCOUNT = """
    UPDATE value_counts SET {table} = {table} - 1, statements = statements - 1
    WHERE field = '{field}' AND value = old.{field} AND {changed};
    DELETE FROM value_counts WHERE field = '{field}' AND value = old.{field} AND statements = 0;"""

_TRIGGERS = """
CREATE TRIGGER {table}_counted AFTER INSERT ON {table} BEGIN {inserted}
END;
CREATE TRIGGER {table}_discounted AFTER DELETE ON {table} BEGIN {deleted}
END;
CREATE TRIGGER {table}_recounted AFTER UPDATE OF {fields} ON {table} BEGIN {updated}
END;
"""


def _each(template: str, table: str, changed: str = "TRUE") -> str:
    return "".join(template.format(table=table, field=field, changed=changed.format(field=field)) for field in _FIELDS)


def _count(connection: sqlite3.Connection) -> None:
    """Counts what is there, and sets the triggers that keep the counts."""
    for table in ("quotes", "claims"):
        script = "".join(_INDEX.format(table=table, field=field) for field in _FIELDS[1:])
        script += "".join(_PRESENT.format(table=table, field=field) for field in _FIELDS)
        script += _TRIGGERS.format(
            table=table,
            fields=", ".join(_FIELDS),
            inserted=_each(_COUNT, table),
            deleted=_each(_DISCOUNT, table),
            updated=_each(_DISCOUNT + _COUNT, table, "old.{field} IS NOT new.{field}"),
        )
        for statement in statements_of(script):
            connection.execute(statement)


MIGRATION = Migration(script=_SCRIPT, fill=_count)
