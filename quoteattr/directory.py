"""The directory of speakers: who is in a database, under which names, in which roles when.

In: the path of a database, and a name or id. Out: `Entry`s, and the `Chosen` that a decision is about::

    for entry in entries(Path("quotes.db"), "ruiz"):
        print(entry.name, entry.roles)
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from quoteattr.components.vocabulary import fold
from quoteattr.decisions import Chosen, Decision, Verdict, as_line, from_line
from quoteattr.errors import QuoteattrError
from quoteattr.groups import update_groups
from quoteattr.identities import block_of, stays_apart
from quoteattr.queries import match_expression
from quoteattr.similar_names import near_names
from quoteattr.statements import SpeakerType
from quoteattr.store import open_store
from quoteattr.store.connection import connect, refusals
from quoteattr.store.questions import TOGETHER

SHORTEST_ID = 6  # characters of an id that is not written out

_SPEAKERS = f"""
SELECT s.id, s.name, s.type, s.names,
       (SELECT count(*) FROM quotes WHERE speaker_id = s.id)
       + (SELECT count(*) FROM claims WHERE speaker_id = s.id)
       + (SELECT count(DISTINCT statement_id) FROM ({TOGETHER} = s.id)) AS statements,
       (SELECT count(DISTINCT document_id) FROM appearances WHERE speaker_id = s.id) AS documents
FROM speakers AS s WHERE {{condition}} ORDER BY statements DESC, s.name, s.id LIMIT :limit"""
_CALLED = "s.rowid IN (SELECT rowid FROM speakers_fts WHERE speakers_fts MATCH :words)"
# Two that bear one name, neither of whom only stays in a document because nothing more is known of it.
_SHARED = """s.anonymous = 0 AND EXISTS (
    SELECT 1 FROM speakers AS o WHERE o.name = s.name AND o.id <> s.id AND o.type = s.type
    AND EXISTS (SELECT 1 FROM appearances WHERE speaker_id = o.id AND block NOT LIKE 'surname %')
) AND EXISTS (SELECT 1 FROM appearances WHERE speaker_id = s.id AND block NOT LIKE 'surname %')"""
_ROLES = """
SELECT role, min(published) AS first, max(published) AS last, count(*) AS documents
FROM speaker_roles WHERE speaker_id = ? GROUP BY role ORDER BY first IS NULL, first, role"""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRole:
    """A role, and the dates of the first and the last document that states it; None without dates."""

    role: str
    first: str | None
    last: str | None
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A speaker of the directory.

    Attributes:
        id, name, type: of the speaker.
        names: all names that documents use.
        statements, documents: how many.
        roles: in the order in which they were held.
        reasons: why its appearances are one, the most frequent first.
    """

    id: str
    name: str
    type: str
    names: tuple[str, ...]
    statements: int
    documents: int
    roles: tuple[HeldRole, ...]
    reasons: tuple[str, ...]


def entries(path: Path, name: str | None = None, *, shared: bool = False, limit: int | None = None) -> Iterator[Entry]:
    """Speakers, those with most statements first.

    Args:
        path: the database.
        name: words of one of their names; None is everybody.
        shared: only people and bodies whose name another one bears as well, for review.
        limit: how many at most.

    Raises:
        StoreError: the file is no database of quoteattr.
    """
    condition = " AND ".join(([_CALLED] if name else []) + ([_SHARED] if shared else [])) or "TRUE"
    values = {"words": match_expression(name or ""), "limit": -1 if limit is None else limit}
    with refusals(path), closing(connect(path, read_only=True)) as connection:
        for row in connection.execute(_SPEAKERS.format(condition=condition), values):
            yield _entry(connection, row)


def _entry(connection: sqlite3.Connection, row: sqlite3.Row) -> Entry:
    reasons = connection.execute(
        "SELECT reason FROM appearances WHERE speaker_id = ? AND reason IS NOT NULL "
        "GROUP BY reason ORDER BY count(*) DESC, reason",
        (row["id"],),
    )
    return Entry(
        id=row["id"],
        name=row["name"],
        type=row["type"],
        names=tuple(row["names"].split("; ")),
        statements=row["statements"],
        documents=row["documents"],
        roles=tuple(HeldRole(**dict(role)) for role in connection.execute(_ROLES, (row["id"],))),
        reasons=tuple(reason for (reason,) in reasons),
    )


def merge(path: Path, speakers: Sequence[str], into: str, note: str | None = None) -> Entry:
    """Decide that speakers are one with another, a decision for each, and give the one that they are now.

    Raises:
        QuoteattrError: one of them is not known, or is that one already; nothing is decided then.
    """
    other, made = find(path, into), _now()
    found = {speaker: find(path, speaker) for speaker in speakers}
    for speaker, entry in found.items():
        if entry.id == other.id:
            raise QuoteattrError(f"“{speaker}” and “{into}” are one speaker already ({entry.id})")
    chosen = _chosen(path, other)
    return _decide(
        path,
        *(
            Decision(verdict=Verdict.MERGE, speaker=_chosen(path, entry), other=chosen, name=other.name, made=made,
                     note=note)
            for entry in {entry.id: entry for entry in found.values()}.values()
        ),
    )  # fmt: skip


def split(path: Path, speaker: str, documents: Iterable[str], note: str | None = None) -> Entry:
    """Decide that a speaker is somebody else in some documents (ids or addresses), and give that one."""
    entry = find(path, speaker)
    chosen = Chosen(names=_names_in_documents(path, entry), documents=_documents(path, entry, documents))
    return _decide(path, Decision(verdict=Verdict.SPLIT, speaker=chosen, made=_now(), note=note))


def rename(path: Path, speaker: str, name: str, note: str | None = None) -> Entry:
    """Decide what a speaker is called."""
    if not name.strip():
        raise QuoteattrError("a name needs at least one letter")
    chosen = _chosen(path, find(path, speaker))
    return _decide(
        path, Decision(verdict=Verdict.RENAME, speaker=chosen, name=" ".join(name.split()), made=_now(), note=note)
    )


def undo(path: Path, number: int) -> Decision:
    """Take a decision back.

    Raises:
        QuoteattrError: there is none of that number.
    """
    with open_store(path) as store:
        found = store.undo(number)
        update_groups(store)
    if found is None:
        raise QuoteattrError(f"{path} has no decision {number}; `quoteattr speakers {path} decisions` lists them")
    return found


def decisions(path: Path) -> list[tuple[int, Decision]]:
    """The decisions of a database with their numbers."""
    with refusals(path), closing(connect(path, read_only=True)) as connection:
        found = connection.execute("SELECT id, decision FROM speaker_decisions ORDER BY id").fetchall()
    return [(number, from_line(line, f"decision {number}")) for number, line in found]


def export_decisions(path: Path) -> Iterator[str]:
    """The decisions as lines of JSON."""
    return (as_line(decision) for _, decision in decisions(path))


def import_decisions(path: Path, lines: Iterable[str], source: str) -> int:
    """Keep decisions that `export_decisions` wrote, and follow them; says how many are new.

    Raises:
        QuoteattrError: a line is none; nothing is kept then.
    """
    found = [from_line(line, f"{source}, line {at}") for at, line in enumerate(lines, start=1) if line.strip()]
    with open_store(path) as store:
        added = store.decide(found)
        update_groups(store)
    return added


def find(path: Path, speaker: str) -> Entry:
    """The one speaker of an id, of the beginning of one, or of a name.

    Raises:
        QuoteattrError: there is none, or there are several; the message lists them.
    """
    with refusals(path), closing(connect(path, read_only=True)) as connection:
        rows = (
            connection.execute(
                _SPEAKERS.format(condition="s.id >= :id AND s.id < :id || '~'"), {"id": speaker, "limit": 2}
            ).fetchall()
            if len(speaker) >= SHORTEST_ID
            else []
        )
        found = [_entry(connection, row) for row in rows]
    found = found or [entry for entry in entries(path, speaker) if _is_called(entry, speaker)]
    if len(found) == 1:
        return found[0]
    if not found:
        near = ", ".join(near_names(path, speaker))
        raise QuoteattrError(f"no speaker in {path} is called “{speaker}”" + (f"; similar: {near}" if near else ""))
    told = "; ".join(f"{entry.id} ({', '.join(held.role for held in entry.roles[:2]) or 'no role'})" for entry in found)
    raise QuoteattrError(f"{len(found)} speakers are called “{speaker}”; name one by its id: {told}")


def _is_called(entry: Entry, name: str) -> bool:
    return fold(" ".join(name.split())) in {fold(entry.name), *map(fold, entry.names)}


def _chosen(path: Path, entry: Entry) -> Chosen:
    """A speaker by the names that documents use, and by its documents where others bear one of them."""
    names = _names_in_documents(path, entry)
    others = [each for name in names for each in entries(path, name) if each.id != entry.id and _is_called(each, name)]
    alone = any(stays_apart(block_of(name, SpeakerType.PERSON, anonymous=False)) for name in names)
    return Chosen(names=names, documents=_documents(path, entry, None) if others or alone else ())


def _names_in_documents(path: Path, entry: Entry) -> tuple[str, ...]:
    return tuple(name for (name,) in _of_entry(path, "SELECT DISTINCT name FROM appearances", entry, "ORDER BY name"))


def _documents(path: Path, entry: Entry, wanted: Iterable[str] | None) -> tuple[str, ...]:
    """Ids of documents in which a speaker appears: all, or those of the given ids or addresses."""
    query = "SELECT DISTINCT d.id, d.address FROM appearances JOIN documents AS d ON d.id = document_id"
    known = [tuple(row) for row in _of_entry(path, query, entry, "ORDER BY d.id")]
    if wanted is None:
        return tuple(identifier for identifier, _ in known)
    found = []
    for each in wanted:
        matching = [identifier for identifier, address in known if each in {identifier, address}]
        if not matching:
            raise QuoteattrError(f"{entry.name} does not speak in {each!r}; give ids or addresses of documents")
        found += matching
    return tuple(sorted(found))


def _of_entry(path: Path, query: str, entry: Entry, order: str) -> list[Any]:
    with refusals(path), closing(connect(path, read_only=True)) as connection:
        return connection.execute(f"{query} WHERE speaker_id = ? {order}", (entry.id,)).fetchall()


def _decide(path: Path, *decisions: Decision) -> Entry:
    """Keep decisions, and give the speaker that the last one is about now."""
    chosen = decisions[-1].speaker
    query = "SELECT speaker_id, name, document_id FROM appearances WHERE name IN (SELECT value FROM json_each(?))"
    with open_store(path) as store:
        store.decide(decisions)
        update_groups(store)
        rows = store.connection.execute(query, (json.dumps(chosen.names),)).fetchall()
    speaker = next(row["speaker_id"] for row in rows if chosen.fits(_Row(row["name"], row["document_id"])))
    with refusals(path), closing(connect(path, read_only=True)) as connection:
        row = connection.execute(_SPEAKERS.format(condition="s.id = :id"), {"id": speaker, "limit": 1}).fetchone()
        return _entry(connection, row)


@dataclass(frozen=True, slots=True)
class _Row:
    """What a choice looks at, of a row of appearances."""

    name: str
    document_id: str


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
