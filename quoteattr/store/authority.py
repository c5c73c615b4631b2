"""Lists of known people and bodies in the database, who is tied to them, and who else a speaker may be.

In: an open connection. Out: entries of lists, and the rows that settling makes of identities::

    save_list(connection, entries, "people.csv")
    listed_at(connection, ["person ruiz"])  -> [Listed(identifier="Q1", ...)]
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from quoteattr.identities import Identity, block_of, stays_apart
from quoteattr.linkage.authority import Listed
from quoteattr.statements import Speaker, SpeakerType
from quoteattr.store.rows import Row

_COLUMNS = ("identifier", "name", "type", "description", "since", "until", "party", "country", "source")
# What a document brings along that another database has exported; a list that is linked later comes before it.
LOADED = "loaded documents"

_LISTED = """
SELECT * FROM authority WHERE identifier IN (
    SELECT identifier FROM authority_names WHERE block IN (SELECT value FROM json_each(:blocks))
    UNION SELECT identifier FROM appearances WHERE identifier IS NOT NULL
    AND block IN (SELECT value FROM json_each(:blocks))
    UNION SELECT value FROM json_each(:identifiers)
) ORDER BY identifier"""


_TIES = {
    "speaker_identifiers": ("speaker_id", "identifier", "chance", "reason"),
    "speaker_suggestions": ("speaker_id", "other_id", "identifier", "chance", "reason"),
}


def save_list(connection: sqlite3.Connection, entries: Iterable[Listed], source: str) -> set[str]:
    """Keeps a list in the place of what was there of the same source; gives the blocks of names that it touches."""
    before = connection.execute(
        "SELECT block FROM authority_names JOIN authority USING (identifier) WHERE source = ?", (source,)
    )
    touched = {row[0] for row in before}
    wanted = {entry.identifier: entry for entry in entries}
    gone = "DELETE FROM authority WHERE source = ? AND identifier NOT IN (SELECT value FROM json_each(?))"
    connection.execute(gone, (source, json.dumps([*wanted])))
    for entry in wanted.values():
        _save_entry(connection, entry)
        touched |= {block for name in entry.names if (block := _block(name, entry.type))}
    return touched


def _save_entry(connection: sqlite3.Connection, entry: Listed) -> None:
    row = {**{name: getattr(entry, name) for name in _COLUMNS if name != "name"}, "name": entry.names[0]}
    changes = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])
    connection.execute(
        f"INSERT INTO authority ({', '.join(_COLUMNS)}) VALUES ({', '.join(f':{name}' for name in _COLUMNS)}) "
        f"ON CONFLICT (identifier) DO UPDATE SET {changes}",
        row,
    )
    connection.execute("DELETE FROM authority_names WHERE identifier = ?", (entry.identifier,))
    _save_names(connection, entry)


def _save_names(connection: sqlite3.Connection, entry: Listed) -> None:
    named = ((entry.identifier, name, _block(name, entry.type)) for name in entry.names)
    connection.executemany(
        "INSERT OR IGNORE INTO authority_names (identifier, name, block) VALUES (?, ?, ?)",
        (row for row in named if row[2]),
    )


def _block(name: str, type_: SpeakerType) -> str | None:
    return block_of(name, type_, anonymous=False)


def keep_stated(connection: sqlite3.Connection, speakers: Iterable[Speaker]) -> None:
    """Keeps what a document of another database says of its speakers, as an entry where no list has one."""
    for speaker in speakers:
        for identifier in speaker.identifiers:
            entry = Listed(
                identifier=identifier,
                names=tuple(dict.fromkeys((speaker.name, *_full(speaker)))),
                type=speaker.type,
                description=speaker.roles[0] if speaker.roles else None,
                source=LOADED,
            )
            known = connection.execute("SELECT 1 FROM authority WHERE identifier = ?", (identifier,)).fetchone()
            (_save_names if known else _save_entry)(connection, entry)


def _full(speaker: Speaker) -> list[str]:
    """Names of a speaker that may be looked for: of a person, not the surname alone."""
    blocks = {name: _block(name, speaker.type) for name in speaker.names}
    return [name for name, block in blocks.items() if not stays_apart(block)]


def listed_at(connection: sqlite3.Connection, blocks: Sequence[str], identifiers: Sequence[str] = ()) -> list[Listed]:
    """The entries of lists that bear a name of some blocks, or that decisions about them name."""
    values = {"blocks": json.dumps(blocks), "identifiers": json.dumps(identifiers)}
    found = connection.execute(_LISTED, values).fetchall()
    return [_listed(connection, row) for row in found]


def _listed(connection: sqlite3.Connection, row: sqlite3.Row) -> Listed:
    names = connection.execute(
        "SELECT name FROM authority_names WHERE identifier = ? ORDER BY rowid", (row["identifier"],)
    )
    known = {name: row[name] for name in _COLUMNS if name not in ("name", "type")}
    return Listed(
        **known, names=tuple(dict.fromkeys((row["name"], *(name for (name,) in names)))), type=SpeakerType(row["type"])
    )


def blocks_listed_with(connection: sqlite3.Connection, block: str) -> set[str]:
    """The blocks of the other names that lists give to somebody of a block."""
    found = connection.execute(
        "SELECT DISTINCT other.block FROM authority_names AS n JOIN authority_names AS other USING (identifier) "
        "WHERE n.block = ?",
        (block,),
    )
    return {row[0] for row in found}


def save_ties(connection: sqlite3.Connection, identities: Sequence[Identity]) -> None:
    """Writes who is on a list, and who else each may be, where it is not so yet."""
    speakers = json.dumps([identity.id for identity in identities])
    for table, wanted in (("speaker_identifiers", _tied(identities)), ("speaker_suggestions", _open(identities))):
        known: dict[str, set[tuple[object, ...]]] = defaultdict(set)
        columns = ", ".join(_TIES[table])
        query = f"SELECT {columns} FROM {table} WHERE speaker_id IN (SELECT value FROM json_each(?))"
        for row in connection.execute(query, (speakers,)):
            known[row["speaker_id"]].add(tuple(row))
        for speaker in [identity.id for identity in identities]:
            rows = {tuple(row.values()) for row in wanted.get(speaker, ())}
            if rows == known.get(speaker, set()):
                continue
            connection.execute(f"DELETE FROM {table} WHERE speaker_id = ?", (speaker,))
            for row in sorted(rows, key=str):
                marks = ", ".join("?" * len(row))
                connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", row)


def _tied(identities: Iterable[Identity]) -> dict[str, list[Row]]:
    return {
        identity.id: [
            {"speaker_id": identity.id, "identifier": tie.identifier, "chance": tie.chance, "reason": tie.reason}
            for tie in identity.ties[:1]
            if tie.holds
        ]
        for identity in identities
    }


def _open(identities: Iterable[Identity]) -> dict[str, list[Row]]:
    """What people are asked: the other speakers that one may be, and entries of lists that are not sure."""
    found: dict[str, list[Row]] = defaultdict(list)
    for identity in identities:
        sure = bool(identity.ties) and identity.ties[0].holds
        for near in identity.near:
            known = {"speaker_id": identity.id, "other_id": near.other, "identifier": None}
            found[identity.id].append({**known, "chance": round(near.chance, 3), "reason": near.reason})
        for tie in () if sure else identity.ties:
            known = {"speaker_id": identity.id, "other_id": None, "identifier": tie.identifier}
            found[identity.id].append({**known, "chance": tie.chance, "reason": tie.reason})
    return found
