"""Finds speakers by what somebody calls them: any name, a surname, a title before it.

In: a connection and a name as a user writes it. Out: ids of all who may be meant::

    speakers_named(connection, "President Ayala")  ->  ("6f1c…",)

Persons are meant who bear the surname and contradict neither the given name nor what a title says; of a surname behind
the title of an office, those who hold it. So is whoever is called just so. Only where there is nobody of either kind,
or where all are wanted whose names hold the words, these are meant too: "the staff of Ayala" for "Ayala".
"""

import re
import sqlite3
from collections.abc import Iterable, Sequence

from quoteattr.components.names import PersonName, are_compatible, parse_name
from quoteattr.components.vocabulary import fold, role_noun, title
from quoteattr.statements import SpeakerType
from quoteattr.store.terms import NO_WORDS, match_expression

# Bearers of one surname that are looked at; of more of them, a surname tells nobody from the others.
MOST_BEARERS = 2_000

_NAMED = """
SELECT speakers.id, speakers.name, speakers.names, speakers.type, speakers.anonymous
FROM speakers_fts CROSS JOIN speakers ON speakers.rowid = speakers_fts.rowid WHERE speakers_fts MATCH ?"""
_ROLES = "SELECT DISTINCT role FROM speaker_roles WHERE speaker_id = ?"
_ARTICLE = re.compile(r"(?:the|an?)\s+(?=\S)", re.I)


def speakers_named(connection: sqlite3.Connection, name: str, *, loosely: bool = False) -> tuple[str, ...]:
    """Ids of all who may be meant by a name, in no order; none where nobody is called so.

    Args:
        connection: to a database of quoteattr.
        name: any name, with or without titles.
        loosely: also all whose names hold the words.
    """
    plain = _ARTICLE.sub("", name.strip(), count=1) if _ARTICLE.match(name.strip()) else name.strip()
    expression = match_expression(plain)
    if expression == NO_WORDS:
        return ()
    holding = connection.execute(_NAMED, (expression,)).fetchall()
    asked = parse_name(plain)
    meant = [row["id"] for row in holding if _is_called(plain, row["names"])]
    if asked.titles or not (loosely and holding):
        meant += _bearers(connection, asked, _offices(asked.titles)) or _bearers(connection, *_behind_role(plain))
    if loosely or not meant:
        meant += [row["id"] for row in holding]
    return tuple(dict.fromkeys(meant))


def _is_called(plain: str, names: str) -> bool:
    """Whether one of the names is just this one, but for an article."""
    return fold(plain) in {_ARTICLE.sub("", fold(name), count=1) for name in names.split("; ")}


def _offices(titles: Iterable[str]) -> list[str]:
    """The offices among titles: no “Mr”."""
    return [found.term for words in titles if (found := title(words)) and found.kind != "courtesy"]


def _behind_role(words: str) -> tuple[PersonName, list[str]]:
    """The name behind a role noun, and that noun: “Harbour Minister Moss” is Moss, a minister."""
    parts = words.split()
    place = max((place for place, part in enumerate(parts[:-1]) if role_noun(part)), default=None)
    if place is None:
        return parse_name(words), []
    return parse_name(" ".join(parts[place + 1 :])), [parts[place]]


def _bearers(connection: sqlite3.Connection, asked: PersonName, offices: Sequence[str]) -> list[str]:
    """Persons who bear the surname and may be meant; of a surname behind offices first those who hold these."""
    expression = match_expression(f'"{asked.surname}"')
    rows = connection.execute(f"{_NAMED} LIMIT {MOST_BEARERS}", (expression,)).fetchall()
    persons = [row for row in rows if row["type"] == SpeakerType.PERSON and not row["anonymous"]]
    meant = [row["id"] for row in persons if _may_be(asked, row["name"], row["names"].split("; "))]
    if asked.is_full or not offices:
        return meant
    return [each for each in meant if all(_holds(connection, each, office) for office in offices)] or meant


def _may_be(asked: PersonName, name: str, names: Iterable[str]) -> bool:
    """Whether the name of a speaker, or one of the names of who has no full one, allows for what is asked for."""
    known = parse_name(name)
    alike = [known] if known.is_full else [parse_name(other) for other in names if other.strip()]
    return any(
        fold(other.surname) == fold(asked.surname)
        and are_compatible(asked, other)
        and not (asked.is_full and other.is_full and asked.suffix != other.suffix)
        for other in alike
    )


def _holds(connection: sqlite3.Connection, speaker: str, office: str) -> bool:
    """Whether a role has the words of an office, and not as somebody else's: "the president's daughter"."""
    wanted = re.compile(rf"\b{re.escape(office)}\b(?!['’])", re.I)
    return any(wanted.search(row["role"]) for row in connection.execute(_ROLES, (speaker,)))
