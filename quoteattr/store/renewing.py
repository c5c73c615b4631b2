"""Makes anew what rules take out of names, ages, acronyms and roles, when a database is brought to a new schema.

In: an open connection, after the steps of the schema. Out: rows of every age, alike, and all names to be looked at::

    renew(connection)
"""

import json
import sqlite3

from quoteattr.documents import digest
from quoteattr.evidence import year_of_birth
from quoteattr.identities import block_of
from quoteattr.statements import SpeakerType
from quoteattr.store.rows import other_name_of, role_parts
from quoteattr.store.speakers import mark, move

# Somebody may have decided that one of them is somebody else: then they are as decided. One with a chance was settled
# by rules of today's kind, and stays where it is until they are looked at again.
_ALONE = """
SELECT id, name, type, anonymous, document_id, speaker_id FROM appearances
WHERE (block IS NULL OR block LIKE 'surname %') AND chance IS NULL
AND NOT EXISTS (SELECT 1 FROM speaker_decisions)
"""


def renew(connection: sqlite3.Connection) -> None:
    """Makes anew what rules take out of names and roles, after steps of the schema: rows of every age have it alike."""
    for name, type_, anonymous in connection.execute(
        "SELECT DISTINCT name, type, anonymous FROM appearances"
    ).fetchall():
        block = block_of(name, SpeakerType(type_), anonymous=bool(anonymous))
        changed = connection.execute(
            "UPDATE appearances SET block = ?1 WHERE name = ?2 AND type = ?3 AND anonymous = ?4 AND block IS NOT ?1",
            (block, name, type_, anonymous),
        )
        if changed.rowcount and block is not None:
            mark(connection, (block,))
    _renew_births(connection)
    _renew_acronyms(connection)
    # The rules by which speakers are one may be others, too.
    connection.execute("INSERT OR IGNORE INTO unsettled_blocks SELECT block FROM appearances WHERE block IS NOT NULL")
    _keep_apart(connection)
    for (role,) in connection.execute("SELECT DISTINCT role FROM speaker_roles").fetchall():
        parts = role_parts(role)
        connection.execute(
            "UPDATE speaker_roles SET word = :word, organization = :organization WHERE role = :role "
            "AND (word IS NOT :word OR organization IS NOT :organization)",
            {"role": role, **parts},
        )


def _renew_births(connection: sqlite3.Connection) -> None:
    people = "SELECT a.id, a.name, a.born, d.text, d.published FROM appearances AS a JOIN documents AS d "
    for key, name, before, text, published in connection.execute(
        f"{people} ON d.id = a.document_id WHERE a.type = 'person' AND NOT a.anonymous ORDER BY a.id"
    ):
        born = year_of_birth(text, name, published)
        if born != before:
            connection.execute("UPDATE appearances SET born = ? WHERE id = ?", (born, key))


def _renew_acronyms(connection: sqlite3.Connection) -> None:
    query = "SELECT a.id, a.name, a.type, a.names, a.speaker_id, a.document_id, d.text FROM appearances AS a "
    for row in connection.execute(
        f"{query} JOIN documents AS d ON d.id = a.document_id WHERE a.type <> 'person' AND NOT a.anonymous"
    ).fetchall():
        other = other_name_of(row["name"], SpeakerType(row["type"]), row["text"], anonymous=False)
        if other and other not in (names := json.loads(row["names"])):
            told = json.dumps([*names, other], ensure_ascii=False)
            connection.execute("UPDATE appearances SET names = ? WHERE id = ?", (told, row["id"]))
            values = (row["speaker_id"], other, row["document_id"])
            connection.execute("INSERT OR IGNORE INTO speaker_names VALUES (?, ?, ?)", values)


def _keep_apart(connection: sqlite3.Connection) -> None:
    """Lets who has no full name stay within the document; versions 1 and 2 had one speaker for "a senior official"."""
    moved: list[tuple[str, str]] = []
    for key, name, type_, anonymous, document, speaker in connection.execute(_ALONE).fetchall():
        alone = digest(name, type_, document)
        if alone != speaker:
            connection.execute(
                "INSERT OR IGNORE INTO speakers (id, name, type, anonymous, names) VALUES (?1, ?2, ?3, ?4, ?2)",
                (alone, name, type_, anonymous),
            )
            moved.append((alone, key))
    move(connection, moved)
    # While a step is taken nothing cascades: what was said of speakers who are gone goes with them.
    for table, column in (("speaker_suggestions", "speaker_id"), ("speaker_suggestions", "other_id"),
                          ("speaker_identifiers", "speaker_id")):  # fmt: skip
        connection.execute(f"DELETE FROM {table} WHERE {column} NOT IN (SELECT id FROM speakers)")
