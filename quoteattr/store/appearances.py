"""Appearances as linkage compares them: the speakers of single documents, with what the documents say of them.

In: an open connection and blocks of names. Out: rows, and the `Appearance` of each::

    [appearance_of(row) for row in rows_of(connection, ["person ruiz", "surname ruiz"])]
"""

import json
import sqlite3
from collections.abc import Iterable

from quoteattr.components.vocabulary import fold
from quoteattr.evidence import Appearance, beginning_of
from quoteattr.identities import stays_apart
from quoteattr.statements import SpeakerType

# The signs keep SQLite from the indexes of type and block, under which are half of the rows or more.
_BLOCK = """
SELECT a.id, a.document_id, a.name, a.type, a.roles, a.speaker_id, a.reason, a.chance, a.block, a.names, a.born,
       a.identifier, d.outlet, d.published,
       (SELECT json_group_array(other.name) FROM appearances AS other
        WHERE other.document_id = a.document_id AND other.block <> a.block AND +other.type = 'person') AS beside,
       (SELECT json_group_array(key) FROM subjects WHERE document_id = a.document_id) AS subjects,
       CASE WHEN a.block LIKE 'surname %' THEN (SELECT json_group_array(source) FROM (
           SELECT source FROM quotes WHERE appearance_id = a.id
           UNION SELECT source FROM claims WHERE appearance_id = a.id
       ) WHERE source IS NOT NULL) ELSE '[]' END AS called,
       (SELECT json_group_array(substr(text, 1, 100)) FROM quotes
        WHERE appearance_id = a.id AND length(text) > 30) AS said
FROM appearances AS a JOIN documents AS d ON d.id = a.document_id
WHERE a.block IN (SELECT value FROM json_each(:blocks))
   OR (+a.block IS NULL AND a.name IN (SELECT value FROM json_each(:names)))
"""


def rows_of(connection: sqlite3.Connection, blocks: Iterable[str], alone: Iterable[str] = ()) -> list[sqlite3.Row]:
    """The rows of the appearances of blocks, and of names that stay in their document."""
    values = {"blocks": json.dumps(list(blocks)), "names": json.dumps(list(alone))}
    return connection.execute(_BLOCK, values).fetchall()


def appearance_of(row: sqlite3.Row) -> Appearance:
    """The appearance of a row."""
    own = set(fold(row["name"]).split())
    return Appearance(
        id=row["id"],
        document_id=row["document_id"],
        name=row["name"],
        type=SpeakerType(row["type"]),
        roles=tuple(json.loads(row["roles"])),
        outlet=row["outlet"],
        published=row["published"],
        beside=tuple(sorted({name for name in json.loads(row["beside"]) if " " in name})),
        names=tuple(json.loads(row["names"])),
        called=tuple(sorted(json.loads(row["called"]))),
        subjects=tuple(sorted(key for key in json.loads(row["subjects"]) if own.isdisjoint(key.split()))),
        said=tuple(sorted({begun for words in json.loads(row["said"]) if (begun := beginning_of(words))})),
        born=row["born"],
        identifier=row["identifier"],
        alone=row["block"] is None,
        by_surname=row["block"] is not None and stays_apart(row["block"]),
    )
