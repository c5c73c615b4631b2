"""What makes a million statements quick to browse: counts of values, kept current by triggers, and indexes by date.

In: a database with quotes and claims. Out: the table `value_counts`, with how often each value stands in a facet column
(to count a million rows takes longer than a reader waits, and the view `statements`, which no index spans, takes
longest); and indexes that give the statements with one value in the order of their dates::

    SELECT value, quotes FROM value_counts WHERE field = 'outlet' ORDER BY quotes DESC LIMIT 10
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

# Every column that pages of quotes, claims and statements have facets of.
FIELDS = ("speaker_id", "role", "outlet", "kind", "cue", "polarity", "modality", "review")

_TABLE = """
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

_TRIGGERS = (
    """CREATE TRIGGER {table}_counted AFTER INSERT ON {table} {when_new} BEGIN {inserted}
END""",
    """CREATE TRIGGER {table}_discounted AFTER DELETE ON {table} {when_old} BEGIN {deleted}
END""",
    """CREATE TRIGGER {table}_recounted AFTER UPDATE OF {fields} ON {table} {when_new} BEGIN {updated}
END""",
)

_PRESENT = """
INSERT INTO value_counts (field, value, {table}, statements)
SELECT '{field}', {field}, count(*), count(*) FROM {table} WHERE {field} IS NOT NULL GROUP BY {field}
ON CONFLICT (field, value) DO UPDATE SET {table} = excluded.{table}, statements = statements + excluded.statements
"""


def add_counts(database: "Database") -> None:
    """The counts of what is there, triggers that keep them, and indexes by date in place of those by value alone."""
    database.executescript(_TABLE)
    database.execute("DROP INDEX idx_documents_outlet")
    database.table("documents").create_index(("outlet", "published"), index_name="idx_documents_outlet")
    for table in ("quotes", "claims"):
        for field in FIELDS[1:]:
            database.execute(f"DROP INDEX idx_{table}_{field}")
            database.table(table).create_index((field, "published"), index_name=f"idx_{table}_{field}")
        for field in FIELDS:
            database.execute(_PRESENT.format(table=table, field=field))
        add_triggers(database, table)


def add_triggers(database: "Database", table: str, when: str = "") -> None:
    """The triggers that keep the counts of a table; `when` they do, of a {row}, new or old."""

    def each(template: str, changed: str = "TRUE") -> str:
        return "".join(
            template.format(table=table, field=field, changed=changed.format(field=field)) for field in FIELDS
        )

    for trigger in _TRIGGERS:
        database.execute(
            trigger.format(
                table=table,
                fields=", ".join(FIELDS),
                when_new=when.format(row="new"),
                when_old=when.format(row="old"),
                inserted=each(_COUNT),
                deleted=each(_DISCOUNT),
                updated=each(_DISCOUNT + _COUNT, "old.{field} IS NOT new.{field}"),
            )
        )
