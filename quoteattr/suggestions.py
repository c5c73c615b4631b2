"""What people are asked about speakers: who may be one, who has been taken for one, and who may be on a list.

In: a database. Out: `Suggestion`s, the least sure first; an answer becomes a decision, which lasts::

    for suggestion in suggestions(Path("quotes.db")):
        print(suggestion.question, suggestion.chance, suggestion.reason)
    answer(Path("quotes.db"), accepted=[suggestion], note="asked the desk")
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from quoteattr.decisions import Decision, DecisionKind, DecisionScope
from quoteattr.directory import chosen_of, now
from quoteattr.documents import digest
from quoteattr.entries import entry_of
from quoteattr.errors import QuoteattrError
from quoteattr.groups import update_groups
from quoteattr.queries import reading
from quoteattr.store import open_store
from quoteattr.store.speaker_questions import APPEARANCES_OF_SPEAKER, OPEN_SUGGESTIONS, UNSURE_APPEARANCES

# A merge that was made with a higher chance is not asked about.
SURE = 0.95
# As unsure as can be: what stands there comes first.
_EVEN = 0.5


class Asked(StrEnum):
    """What a suggestion is about.

    Attributes:
        MERGE: two speakers may be one.
        MADE: documents have been given to a speaker, which may be wrong.
        LISTED: a speaker may be an entry of a list.
    """

    MERGE = "merge"
    MADE = "made"
    LISTED = "listed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A question to people.

    Attributes:
        id: hash of what is asked; it stays while nothing of it changes.
        kind: what it is about.
        speaker, name: id and name of the speaker, as the documents in question have it.
        other, other_name: id and name of the other speaker, or of the entry of a list.
        statements, documents: how many of them would be, or have been, given to the other; None where statements are
            not counted.
        chance: that the answer is yes.
        reason: what speaks for it.
        places: of a merge that has been made, ids of the documents that would be split off.
        together: the same, with that of the speaker itself where all were put together for one reason.
    """

    id: str
    kind: Asked
    speaker: str
    name: str
    other: str
    other_name: str
    statements: int | None
    documents: int
    chance: float
    reason: str
    places: tuple[str, ...] = ()
    together: tuple[str, ...] = ()

    @property
    def question(self) -> str:
        """What is asked, in a sentence."""
        counts = f"{_counted(self.statements or 0, 'statement')} in {_counted(self.documents, 'document')}"
        is_ = f"“{self.name}” ({counts})"
        if self.kind is Asked.LISTED:
            return f"Is {is_} {self.other_name} ({self.other}) of the list?"
        return f"Is {is_} {self.other_name}{', as it stands now' if self.kind is Asked.MADE else ''}?"


def suggestions(path: Path) -> list[Suggestion]:
    """All that is open, the least sure first.

    Raises:
        StoreError: the file is no database of quoteattr.
    """
    with reading(path) as connection:
        return find_suggestions(connection)


def find_suggestions(connection: sqlite3.Connection) -> list[Suggestion]:
    """The same, of an open database."""
    found = [_suggestion(row) for row in connection.execute(OPEN_SUGGESTIONS)]
    found += [made for row in connection.execute(UNSURE_APPEARANCES, {"sure": SURE}) if (made := _made(row))]
    return sorted(found, key=lambda each: (abs(each.chance - _EVEN), each.name, each.id))


def merges_of(connection: sqlite3.Connection, speaker: str) -> list[Suggestion]:
    """Why the documents of a speaker are of one, by name and reason, the least sure first, however sure it is."""
    return [made for row in connection.execute(APPEARANCES_OF_SPEAKER, {"speaker": speaker}) if (made := _made(row))]


def _suggestion(row: sqlite3.Row, places: tuple[str, ...] = (), together: tuple[str, ...] = ()) -> Suggestion:
    known = {name: row[name] for name in ("speaker", "name", "other", "other_name", "chance", "reason", "statements")}
    return Suggestion(
        **known,
        id=digest(row["kind"], row["speaker"], row["name"], row["other"], *places),
        kind=Asked(row["kind"]),
        documents=len(places) or row["documents"],
        places=places,
        together=together,
    )


def _made(row: sqlite3.Row) -> Suggestion | None:
    """The documents that were given to a speaker for one reason; of all of them, the first is the speaker itself."""
    places = sorted(json.loads(row["places"]))
    others = places[1:] if len(places) == row["all_documents"] else places
    return _suggestion(row, tuple(others), tuple(places)) if others else None


def answer(
    path: Path,
    *,
    accepted: Iterable[Suggestion] = (),
    rejected: Iterable[Suggestion] = (),
    note: str | None = None,
) -> list[tuple[int, Decision]]:
    """Decide as people have answered, all at once, and give the decisions with their numbers.

    Raises:
        QuoteattrError: a speaker of one of them is not there any more; nothing is decided then.
    """
    made = [
        _decision(path, each, note, yes=yes) for yes, found in ((True, accepted), (False, rejected)) for each in found
    ]
    with open_store(path) as store:
        store.decide(made)
        update_groups(store)
    with reading(path) as connection:
        numbers = connection.execute("SELECT id FROM speaker_decisions ORDER BY id DESC LIMIT ?", (len(made),))
        return list(zip(sorted(row["id"] for row in numbers), made, strict=False))


def chosen_by_id(found: Iterable[Suggestion], ids: Iterable[str]) -> Iterator[Suggestion]:
    """The suggestions of some ids.

    Raises:
        QuoteattrError: there is none of one of them.
    """
    known = {each.id: each for each in found}
    for identifier in ids:
        if identifier not in known:
            raise QuoteattrError(f"no suggestion {identifier}; it may have been answered: list them again")
        yield known[identifier]


def _decision(path: Path, asked: Suggestion, note: str | None, *, yes: bool) -> Decision:
    made = now()
    if asked.kind is Asked.LISTED:
        verdict = DecisionKind.LINK if yes else DecisionKind.UNLINK
        speaker = chosen_of(path, entry_of(path, asked.speaker))
        return Decision(verdict=verdict, speaker=speaker, identifier=asked.other, made=made, note=note)
    if asked.kind is Asked.MADE:
        speaker = DecisionScope(names=(asked.name,), documents=asked.together if yes else asked.places)
        if not yes:
            return Decision(verdict=DecisionKind.SPLIT, speaker=speaker, made=made, note=note)
    else:
        speaker = chosen_of(path, entry_of(path, asked.speaker))
    other = chosen_of(path, entry_of(path, asked.other))
    verdict = DecisionKind.MERGE if yes else DecisionKind.APART
    return Decision(verdict=verdict, speaker=speaker, other=other, made=made, note=note)


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'s' * (number != 1)}"
