"""The directory of speakers: who is in a database, under which names, in which roles when.

In: the path of a database, and a name or id. Out: `DirectoryEntry`s::

    for entry in entries(Path("quotes.db"), "ruiz"):
        print(entry.name, entry.parts, entry.roles, entry.identifiers, entry.near)
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quoteattr.components.rolewords import take_apart
from quoteattr.components.vocabulary import fold
from quoteattr.errors import QuoteattrError
from quoteattr.queries import folded, reading
from quoteattr.rolerelations import is_telling
from quoteattr.similar_names import near_names
from quoteattr.store.named import speakers_named
from quoteattr.store.questions import NEAR, PARTS, ROLES, TIED
from quoteattr.store.speaker_questions import BEST_FIRST, CALLED, ENTRIES, REASONS, SHARED

SHORTEST_ID = 6  # characters of an id that is not written out


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRole:
    """A role, and the dates of the first and the last document that states it, in any wording; None without dates."""

    role: str
    first: str | None
    last: str | None
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPart:
    """What a speaker is called in some documents, and how many statements rest on it.

    Attributes:
        name: as the documents have it.
        documents, statements: how many; None where a speaker is in too many documents to count statements.
        chance: that the least sure of them is this speaker; None where it is the only document.
    """

    name: str
    documents: int
    statements: int | None
    chance: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NearSpeaker:
    """Another speaker who may be the same, with the chance of it and why."""

    id: str
    name: str
    chance: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """The entry of a list that a speaker is tied to, with the chance of it and why.

    Attributes:
        identifier, name, description, source: of the entry, as the list has them.
        chance, reason: of the tie.
    """

    identifier: str
    name: str
    description: str | None
    source: str
    chance: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryEntry:
    """A speaker of the directory.

    Attributes:
        id, name, type: of the speaker.
        names: all names that documents use.
        statements, documents: how many.
        roles: those that say something, in the order in which they were held.
        reasons: why its appearances are one, the most frequent first.
        parts: the names under which documents have it, those in most documents first.
        identifiers: of lists.
        near: who may be the same, the likeliest first.
    """

    id: str
    name: str
    type: str
    names: tuple[str, ...]
    statements: int
    documents: int
    roles: tuple[HeldRole, ...]
    reasons: tuple[str, ...]
    parts: tuple[EntryPart, ...]
    identifiers: tuple[Identifier, ...]
    near: tuple[NearSpeaker, ...]


def entries(
    path: Path, name: str | None = None, *, shared: bool = False, limit: int | None = None
) -> Iterator[DirectoryEntry]:
    """Speakers, those with most statements first.

    Args:
        path: the database.
        name: words of one of their names, those first who bear just this name; None is everybody.
        shared: only people and bodies whose name another one bears as well, for review.
        limit: how many at most.

    Raises:
        StoreError: the file is no database of quoteattr.
    """
    with reading(path) as connection:
        for row in _rows(connection, name, shared=shared, limit=limit):
            yield _entry(connection, row)


def best_entries(path: Path, name: str, most: int) -> tuple[list[DirectoryEntry], int]:
    """The best matches of a name among those who say something, and how many there are beside them."""
    with reading(path) as connection:
        rows = [row for row in _rows(connection, name) if row["statements"]]
        return [_entry(connection, row) for row in rows[:most]], max(0, len(rows) - most)


def _rows(
    connection: sqlite3.Connection, name: str | None, *, shared: bool = False, limit: int | None = None
) -> Iterator[sqlite3.Row]:
    condition = " AND ".join(([CALLED] if name else []) + ([SHARED] if shared else [])) or "TRUE"
    values = {
        "named": json.dumps(speakers_named(connection, name, loosely=True) if name else ()),
        "name": folded(" ".join((name or "").split())),
        "limit": -1 if limit is None else limit,
    }
    return connection.execute(ENTRIES.format(condition=condition, order=BEST_FIRST if name else ""), values)


def entry_of(path: Path, speaker: str) -> DirectoryEntry:
    """The speaker of a whole id.

    Raises:
        QuoteattrError: there is none any more.
    """
    with reading(path) as connection:
        query = ENTRIES.format(condition="s.id = :id", order="")
        row = connection.execute(query, {"id": speaker, "limit": 1}).fetchone()
        if row is None:
            raise QuoteattrError(f"{path} has no speaker {speaker} any more; list the speakers again")
        return _entry(connection, row)


def _entry(connection: sqlite3.Connection, row: sqlite3.Row) -> DirectoryEntry:
    reasons = connection.execute(REASONS, (row["id"],))
    return DirectoryEntry(
        id=row["id"],
        name=row["name"],
        type=row["type"],
        names=tuple(row["names"].split("; ")),
        statements=row["statements"],
        documents=row["documents"],
        roles=held_roles(connection.execute(ROLES, {"id": row["id"]})),
        reasons=tuple(reason for (reason,) in reasons),
        parts=tuple(EntryPart(**dict(part)) for part in connection.execute(PARTS, {"id": row["id"]})),
        identifiers=tuple(Identifier(**dict(tied)) for tied in connection.execute(TIED, {"id": row["id"]})),
        near=tuple(NearSpeaker(**dict(near)) for near in connection.execute(NEAR, {"id": row["id"]})),
    )


def held_roles(rows: Iterable[Mapping[str, Any]]) -> tuple[HeldRole, ...]:
    """The roles that say something, each once: “U.S. President” and “US president” are one.

    Args:
        rows: role, first, last and documents of each wording, in the order in which they were held.
    """
    alike: dict[tuple[str, frozenset[str]], list[Mapping[str, Any]]] = {}
    for row in rows:
        if is_telling(row["role"]):
            parts = take_apart(row["role"])
            alike.setdefault((fold(parts.word), parts.marks), []).append(row)
    return tuple(
        HeldRole(
            role=max(wordings, key=lambda row: row["documents"])["role"],
            first=min((row["first"] for row in wordings if row["first"]), default=None),
            last=max((row["last"] for row in wordings if row["last"]), default=None),
            documents=sum(row["documents"] for row in wordings),
        )
        for wordings in alike.values()
    )


def main_role(roles: Iterable[HeldRole]) -> HeldRole | None:
    """The role that most documents state."""
    return max(roles, key=lambda role: role.documents, default=None)


def find(path: Path, speaker: str) -> DirectoryEntry:
    """The one speaker of an id, of the beginning of one, or of a name.

    Raises:
        QuoteattrError: there is none, or there are several; the message lists them.
    """
    with reading(path) as connection:
        rows = (
            connection.execute(
                ENTRIES.format(condition="s.id >= :id AND s.id < :id || '~'", order=""), {"id": speaker, "limit": 2}
            ).fetchall()
            if len(speaker) >= SHORTEST_ID
            else []
        )
        found = [_entry(connection, row) for row in rows]
    found = found or [entry for entry in entries(path, speaker) if is_called(entry, speaker)]
    if len(found) == 1:
        return found[0]
    if not found:
        near = ", ".join(near_names(path, speaker))
        raise QuoteattrError(f"no speaker in {path} is called “{speaker}”" + (f"; similar: {near}" if near else ""))
    told = "; ".join(f"{entry.id} ({', '.join(held.role for held in entry.roles[:2]) or 'no role'})" for entry in found)
    raise QuoteattrError(f"{len(found)} speakers are called “{speaker}”; name one by its id: {told}")


def is_called(entry: DirectoryEntry, name: str) -> bool:
    """Whether a name, whatever its case and diacritics, is one of the speaker's."""
    return fold(" ".join(name.split())) in {fold(entry.name), *map(fold, entry.names)}
