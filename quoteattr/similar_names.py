"""Offers names when nobody bears the one that was looked for.

In: a database and a name. Out: the speakers whose names look like it, the nearest first::

    near_names(Path("quotes.db"), "belov")  ->  ("Andrey Belousov",)
"""

import re
import sqlite3
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from rapidfuzz import fuzz, process

from quoteattr.queries import folded, reading
from quoteattr.store.named import speakers_named
from quoteattr.store.speaker_questions import ALL_NAMES, NAMES_LIKE
from quoteattr.store.terms import NO_WORDS

# How alike a name must be to be offered, 0 to 100. One word: two letters in eight may differ
# ("belov" brings Belousov). Several: titles may stand beside the name ("president Ayala" brings Ayala).
NEAR_WORD, NEAR_NAME = 75, 82
# Letters at the beginning of a word that a name shares with most of those that it is mistaken for.
BEGINNING = 3
_LETTERS = re.compile(r"[^\W_]+")


def near_names(path: Path, name: str, *, limit: int = 5) -> tuple[str, ...]:
    """Speakers whose names look like one that nobody bears, the nearest first; none where somebody does.

    Those that share the beginning of a word come first; all others are looked at only when none of these is near.
    """
    beginnings = " OR ".join(f'"{word[:BEGINNING]}"*' for word in _LETTERS.findall(name) if len(word) >= BEGINNING)
    with reading(path) as connection:
        if speakers_named(connection, name):
            return ()
        speakers = connection.execute(NAMES_LIKE, (beginnings or NO_WORDS,)).fetchall()
        found = _nearest(name, speakers, limit)
        return found or _nearest(name, connection.execute(ALL_NAMES).fetchall(), limit)


def _nearest(name: str, speakers: Iterable[sqlite3.Row], limit: int) -> tuple[str, ...]:
    wanted, single = folded(name) or "", len(name.split()) == 1
    known: dict[str, list[str]] = {}
    for speaker in speakers:
        for alias in (folded(speaker["names"]) or "").split(None if single else "; "):
            known.setdefault(alias.strip(";"), []).append(speaker["name"])
    scorer, least = (fuzz.ratio, NEAR_WORD) if single else (fuzz.WRatio, NEAR_NAME)
    near = process.extract(wanted, known.keys(), scorer=scorer, score_cutoff=least, limit=None)
    return tuple(islice(dict.fromkeys(found for alias, *_ in near for found in known[alias]), limit))
