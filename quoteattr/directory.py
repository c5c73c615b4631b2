"""Decisions about speakers: one of them is another, is two, is called otherwise.

In: the path of a database, and names or ids. Out: the `DirectoryEntry` that a speaker is then::

    merge(Path("quotes.db"), ["Bob Hale"], "Robert Hale", note="says his page")
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from quoteattr.decisions import Decision, DecisionKind, DecisionScope, as_line, from_line
from quoteattr.entries import DirectoryEntry, entries, entry_of, find, is_called
from quoteattr.errors import QuoteattrError
from quoteattr.groups import update_groups
from quoteattr.identities import block_of, stays_apart
from quoteattr.queries import reading
from quoteattr.statements import SpeakerType
from quoteattr.store import open_store


def merge(path: Path, speakers: Sequence[str], into: str, note: str | None = None) -> DirectoryEntry:
    """Decide that speakers are one with another, a decision for each, and give the one that they are now.

    Raises:
        QuoteattrError: one of them is not known, or is that one already; nothing is decided then.
    """
    other, made = find(path, into), now()
    found = {speaker: find(path, speaker) for speaker in speakers}
    for speaker, entry in found.items():
        if entry.id == other.id:
            raise QuoteattrError(f"“{speaker}” and “{into}” are one speaker already ({entry.id})")
    chosen = chosen_of(path, other)
    return _decide(
        path,
        *(
            Decision(verdict=DecisionKind.MERGE, speaker=chosen_of(path, entry), other=chosen, name=other.name,
                     made=made, note=note)
            for entry in {entry.id: entry for entry in found.values()}.values()
        ),
    )  # fmt: skip


def split(path: Path, speaker: str, documents: Iterable[str], note: str | None = None) -> DirectoryEntry:
    """Decide that a speaker is somebody else in some documents (ids or addresses), and give that one."""
    entry = find(path, speaker)
    chosen = DecisionScope(names=_names_in_documents(path, entry), documents=_documents(path, entry, documents))
    return _decide(path, Decision(verdict=DecisionKind.SPLIT, speaker=chosen, made=now(), note=note))


def rename(path: Path, speaker: str, name: str, note: str | None = None) -> DirectoryEntry:
    """Decide what a speaker is called."""
    if not name.strip():
        raise QuoteattrError("a name needs at least one letter")
    chosen = chosen_of(path, find(path, speaker))
    return _decide(
        path, Decision(verdict=DecisionKind.RENAME, speaker=chosen, name=" ".join(name.split()), made=now(), note=note)
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
    with reading(path) as connection:
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


def chosen_of(path: Path, entry: DirectoryEntry) -> DecisionScope:
    """A speaker by the names that documents use, and by its documents where others bear one of them."""
    names = _names_in_documents(path, entry)
    others = [each for name in names for each in entries(path, name) if each.id != entry.id and is_called(each, name)]
    alone = any(stays_apart(block_of(name, SpeakerType.PERSON, anonymous=False)) for name in names)
    return DecisionScope(names=names, documents=_documents(path, entry, None) if others or alone else ())


def _names_in_documents(path: Path, entry: DirectoryEntry) -> tuple[str, ...]:
    return tuple(name for (name,) in _of_entry(path, "SELECT DISTINCT name FROM appearances", entry, "ORDER BY name"))


def _documents(path: Path, entry: DirectoryEntry, wanted: Iterable[str] | None) -> tuple[str, ...]:
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


def _of_entry(path: Path, query: str, entry: DirectoryEntry, order: str) -> list[Any]:
    with reading(path) as connection:
        return connection.execute(f"{query} WHERE speaker_id = ? {order}", (entry.id,)).fetchall()


def _decide(path: Path, *decisions: Decision) -> DirectoryEntry:
    """Keep decisions, and give the speaker that the last one is about now."""
    chosen = decisions[-1].speaker
    query = "SELECT speaker_id, name, document_id FROM appearances WHERE name IN (SELECT value FROM json_each(?))"
    with open_store(path) as store:
        store.decide(decisions)
        update_groups(store)
        rows = store.connection.execute(query, (json.dumps(chosen.names),)).fetchall()
    speaker = next(row["speaker_id"] for row in rows if chosen.fits(_Row(row["name"], row["document_id"])))
    return entry_of(path, speaker)


@dataclass(frozen=True, slots=True)
class _Row:
    """What a choice looks at, of a row of appearances."""

    name: str
    document_id: str


def now() -> str:
    """The moment of a decision."""
    return datetime.now(UTC).isoformat(timespec="seconds")
