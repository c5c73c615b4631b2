"""Makes the speakers of all documents from those of each, and keeps what people have decided about them.

In: an open connection. Out: `appearances` and statements that point to one row of `speakers` for each person
or body, with the reason::

    settle(connection, transaction)   # after documents were saved
    add_decision(connection, decision)

Only blocks of names that documents or decisions have touched are looked at, one after the other, so that a
large database needs no more memory than its most frequent surname.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import islice

from quoteattr.decisions import Decision, DecisionScope, as_line, from_line
from quoteattr.documents import Document
from quoteattr.identities import Identity, block_of, blocks_beside, identify
from quoteattr.linkage.shortnames import related
from quoteattr.statements import Extraction, Speaker, SpeakerType
from quoteattr.store.appearances import appearance_of, rows_of
from quoteattr.store.authority import blocks_listed_with, listed_at, save_ties
from quoteattr.store.rows import (
    Row,
    appearance_id,
    role_row,
    speaker_id,
    speakers_of,
    storable,
)

BATCH = 500  # blocks in a transaction
TABLES = ("quotes", "claims")

# As the triggers of the schema have it.
_NAMES_OF = """(
    SELECT group_concat(name, '; ') FROM (
        SELECT name FROM speaker_names WHERE speaker_id = ?1
        UNION SELECT name FROM speakers WHERE id = ?1 ORDER BY name
    )
)"""

# Who is called by another name in the same document: for whom that name may be short.
_DEFINES = """
SELECT DISTINCT a.block, a.name FROM speaker_names AS n JOIN appearances AS a ON a.document_id = n.document_id
WHERE n.name = :name AND a.block IS NOT NULL AND a.name <> :name AND a.type <> 'person'
  AND EXISTS (SELECT 1 FROM json_each(a.names) WHERE value = :name)
"""

Transaction = Callable[[], AbstractContextManager[None]]


def settle(connection: sqlite3.Connection, transaction: Transaction) -> int:
    """Brings the speakers up to date.

    Args:
        connection: open for writing.
        transaction: begins and ends one.

    Returns:
        How many blocks of names were looked at; those that belong together count once.
    """
    decided = [decision for _, decision in decisions(connection)]
    unsettled = [row[0] for row in connection.execute("SELECT block FROM unsettled_blocks ORDER BY block")]
    joined = iter(_joined(unsettled, decided, lambda block: _blocks_with(connection, block)))
    looked_at = 0
    while batch := list(islice(joined, BATCH)):
        with transaction():
            for blocks in batch:
                _settle_blocks(connection, blocks, decided)
                connection.executemany("DELETE FROM unsettled_blocks WHERE block = ?", ((block,) for block in blocks))
                looked_at += 1
    return looked_at


def blocks_at(connection: sqlite3.Connection, document: Document) -> set[str]:
    """The blocks of names that a document, or the one that it replaces, has a part in."""
    found = connection.execute(
        "SELECT block, name, names FROM appearances WHERE block IS NOT NULL AND document_id IN "
        "(SELECT id FROM documents WHERE id = ? OR address IN (?, ?))",
        (document.id, storable(document.address), storable(document.file)),
    ).fetchall()
    return {block for block, _, _ in found}.union(*(_related_blocks(name, names) for _, name, names in found))


def identities_of(connection: sqlite3.Connection, extraction: Extraction) -> dict[Speaker, str]:
    """The speakers of a document with their ids across documents: those that they have, else the first guess."""
    document = extraction.document
    found = connection.execute("SELECT id, speaker_id FROM appearances WHERE document_id = ?", (document.id,))
    known = {row["id"]: row["speaker_id"] for row in found}
    return {
        speaker: known.get(appearance_id(speaker, document), speaker_id(speaker, document))
        for speaker in speakers_of(extraction)
    }


def mark(connection: sqlite3.Connection, blocks: Iterable[str]) -> None:
    """Notes that something about these blocks of names has changed."""
    connection.executemany("INSERT OR IGNORE INTO unsettled_blocks VALUES (?)", ((block,) for block in blocks))


def decisions(connection: sqlite3.Connection) -> list[tuple[int, Decision]]:
    """What people have decided, with the number of each decision, in their order."""
    found = connection.execute("SELECT id, decision FROM speaker_decisions ORDER BY id")
    return [(number, from_line(line, f"decision {number}")) for number, line in found]


def add_decision(connection: sqlite3.Connection, decision: Decision) -> bool:
    """Keeps a decision; says whether it is a new one."""
    row: Row = {
        "verdict": decision.verdict,
        "speaker": "; ".join(decision.speaker.names),
        "other": "; ".join(decision.other.names) if decision.other else decision.identifier,
        "name": decision.name,
        "note": decision.note,
        "made": decision.made,
        "decision": as_line(decision),
    }
    added = connection.execute(
        "INSERT OR IGNORE INTO speaker_decisions (verdict, speaker, other, name, note, made, decision) "
        "VALUES (:verdict, :speaker, :other, :name, :note, :made, :decision)",
        row,
    )
    mark(connection, _blocks_of(decision))
    return added.rowcount > 0


def remove_decision(connection: sqlite3.Connection, number: int) -> Decision | None:
    """Takes a decision back; None when there is none of that number."""
    found = dict(decisions(connection)).get(number)
    if found is not None:
        connection.execute("DELETE FROM speaker_decisions WHERE id = ?", (number,))
        mark(connection, _blocks_of(found))
    return found


def _blocks_of(decision: Decision) -> set[str]:
    """Every block that the names of a decision may lie in; of a name that lies in none, one of its own."""
    types = (SpeakerType.PERSON, SpeakerType.ORGANIZATION)
    found = {
        block for name in _names_of(decision) for type_ in types if (block := block_of(name, type_, anonymous=False))
    }
    return found | {f"decided {name}" for name in _names_of(decision)}


def _names_of(decision: Decision) -> list[str]:
    chosen: tuple[DecisionScope | None, ...] = (decision.speaker, decision.other)
    return [name for each in chosen if each for name in each.names]


def _joined(
    unsettled: Iterable[str], decided: Iterable[Decision], blocks_with: Callable[[str], set[str]]
) -> Iterator[tuple[str, ...]]:
    """The blocks, those together that a decision, a surname or a short name joins."""
    group: dict[str, set[str]] = {}
    for decision in decided:
        blocks = _blocks_of(decision)
        together = blocks.union(*(group.get(block, set()) for block in blocks))
        group.update(dict.fromkeys(together, together))
    done: set[str] = set()
    for block in unsettled:
        if block not in done:
            together, waiting = set[str](), {block}
            while waiting:
                found = waiting.pop()
                together.add(found)
                waiting |= (group.get(found, set()) | blocks_with(found)) - together
            done |= together
            yield tuple(sorted(together))


def _blocks_with(connection: sqlite3.Connection, block: str) -> set[str]:
    """The blocks that have to be looked at with one: of a surname alone, of the short names of a body."""
    found = set(blocks_beside(block)) | blocks_listed_with(connection, block)
    if block.startswith("body "):
        for name, names in connection.execute("SELECT DISTINCT name, names FROM appearances WHERE block = ?", (block,)):
            found |= _related_blocks(name, names)
        called = connection.execute("SELECT DISTINCT name FROM appearances WHERE block = ?", (block,)).fetchall()
        for (name,) in called:
            found |= {each["block"] for each in connection.execute(_DEFINES, {"name": name})
                      if related(each["name"], [name])}  # fmt: skip
    return found


def _related_blocks(name: str, names: str) -> set[str]:
    """The blocks of the short names that a document has for a name, and of what a short name means."""
    found = (block_of(each, SpeakerType.ORGANIZATION, anonymous=False) for each in related(name, json.loads(names)))
    return {block for block in found if block}


def _settle_blocks(connection: sqlite3.Connection, blocks: Sequence[str], decided: Sequence[Decision]) -> None:
    # A surname or a description stays in its document, unless somebody has decided about it.
    alone = [name for decision in decided if _blocks_of(decision) & set(blocks) for name in _names_of(decision)]
    rows = {row["id"]: row for row in rows_of(connection, blocks, alone)}
    listed = listed_at(connection, blocks, [each.identifier for each in decided if each.identifier])
    identities = identify(map(appearance_of, rows.values()), decided, listed)
    _save_speakers(connection, identities)
    save_ties(connection, identities)
    moved: list[tuple[str, str]] = []
    for identity in identities:
        for key, (chance, reason) in identity.members.items():
            if rows[key]["speaker_id"] != identity.id:
                moved.append((identity.id, key))
            rounded = None if chance is None else round(chance, 3)
            if (rows[key]["reason"], rows[key]["chance"]) != (reason, rounded):
                connection.execute("UPDATE appearances SET reason = ?, chance = ? WHERE id = ?", (reason, rounded, key))
    move(connection, moved)


def move(connection: sqlite3.Connection, moved: Sequence[tuple[str, str]]) -> None:
    """Gives appearances to other speakers: pairs of speaker and appearance."""
    query = "SELECT document_id, speaker_id FROM appearances WHERE id = ?"
    before = [connection.execute(query, (key,)).fetchone() for _, key in moved]
    connection.executemany("UPDATE appearances SET speaker_id = ? WHERE id = ?", moved)
    for table in TABLES:
        connection.executemany(f"UPDATE {table} SET speaker_id = ? WHERE appearance_id = ?", moved)
    _retell(connection, {document for document, _ in before})
    forget(connection, {speaker for _, speaker in before})


def _save_speakers(connection: sqlite3.Connection, identities: Iterable[Identity]) -> None:
    for identity in identities:
        connection.execute(
            "INSERT INTO speakers (id, name, type, anonymous, names) VALUES (?1, ?2, ?3, 0, ?2) "
            "ON CONFLICT (id) DO UPDATE SET name = excluded.name, type = excluded.type "
            "WHERE name <> excluded.name OR type <> excluded.type",
            (identity.id, identity.name, identity.type),
        )
        connection.execute(
            f"UPDATE speakers SET names = {_NAMES_OF} WHERE id = ?1 AND names <> {_NAMES_OF}",
            (identity.id,),
        )


def _retell(connection: sqlite3.Connection, documents: Iterable[str]) -> None:
    """Writes the names and roles of documents again, whose speakers are others now."""
    for document in documents:
        for table in ("speaker_names", "speaker_roles"):
            connection.execute(f"DELETE FROM {table} WHERE document_id = ?", (document,))
        connection.execute(
            "INSERT OR IGNORE INTO speaker_names SELECT a.speaker_id, n.value, a.document_id "
            "FROM appearances AS a, json_each(a.names) AS n WHERE a.document_id = ?",
            (document,),
        )
        told: dict[tuple[str, str], Row] = defaultdict(dict)
        for speaker, roles, published in connection.execute(
            "SELECT a.speaker_id, a.roles, d.published FROM appearances AS a JOIN documents AS d "
            "ON d.id = a.document_id WHERE a.document_id = ?",
            (document,),
        ):
            told.update({(speaker, role): role_row(speaker, role, document, published) for role in json.loads(roles)})
        connection.executemany(
            "INSERT INTO speaker_roles (speaker_id, role, document_id, published, word, organization) "
            "VALUES (:speaker_id, :role, :document_id, :published, :word, :organization)",
            told.values(),
        )


def forget(connection: sqlite3.Connection, speakers: Iterable[str]) -> None:
    """Removes speakers whom no document names any more."""
    connection.executemany(
        "DELETE FROM speakers WHERE id = ? AND NOT EXISTS (SELECT 1 FROM appearances WHERE speaker_id = speakers.id)",
        ((speaker,) for speaker in speakers),
    )
