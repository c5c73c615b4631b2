"""Which of the words that a user typed stand in statements, and which words are meant by those that do not.

In: a connection and terms. Out: the terms that can be found, and in words what was left out or taken for another::

    understand(connection, "the econmy of Zzyx").told
    ->  ("“econmy” is in no statement: searched for “economy”.", "“Zzyx” is in no statement: left out.")
"""

import re
import sqlite3
from collections import Counter
from dataclasses import dataclass, replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from quoteattr.components.vocabulary import fold
from quoteattr.contrasts import is_telling
from quoteattr.store.similar import TABLES
from quoteattr.store.terms import Term, terms_of

# Letters of a word that may be left out, put in, changed or swapped with the next, by the length of the word. In a
# shorter one two letters may be swapped only (hsip): most words of four letters are one change from many others.
ONE_SWAP, ONE_CHANGE, TWO_CHANGES = 3, 5, 8
# Words that are as near to a misspelt one and are all looked for.
MOST_MEANT = 3
# A word is looked for among those that share so many first letters, then among those that share fewer.
_BEGINNINGS = (2, 1)
_LETTERS = re.compile(r"[^\W\d_]+")
# Sorts after every letter.
LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Understood:
    """What is looked for, and in words how that differs from what was typed."""

    terms: tuple[Term, ...]
    told: tuple[str, ...] = ()


def understand(connection: sqlite3.Connection, words: str) -> Understood:
    """The terms of what a user typed that stand in statements, or nearly do.

    A word that is in no statement in any form is taken for those it is most like, or left out. Phrases in quotation
    marks and beginnings of words stay as they are.
    """
    kept: list[Term] = []
    told: list[str] = []
    for term in terms_of(words):
        if term.is_verbatim or _is_known(connection, term):
            kept.append(term)
        elif meant := _meant(connection, term):
            kept.append(replace(term, forms=meant))
            told.append(f"“{term.text}” is in no statement: searched for {' or '.join(f'“{form}”' for form in meant)}.")
        elif is_telling(term.text.casefold()):
            told.append(f"“{term.text}” is in no statement: left out.")
    return Understood(tuple(kept), tuple(told))


def _is_known(connection: sqlite3.Connection, term: Term) -> bool:
    return any(rows_of(connection, f"{table}_fts_stems", term.expression, 1) for table in TABLES)


def rows_of(connection: sqlite3.Connection, index: str, expression: str, most: int) -> int:
    """How many rows of a full-text index an expression finds, counted up to a limit."""
    query = f"SELECT count(*) FROM (SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT ?)"
    return int(connection.execute(query, (expression, most)).fetchone()[0])


def _meant(connection: sqlite3.Connection, term: Term) -> tuple[str, ...]:
    """The words of statements that differ least from a word, if few letters differ; the most frequent first."""
    word = fold(term.text)
    most = (len(word) >= ONE_CHANGE) + (len(word) >= TWO_CHANGES)
    if len(word) < ONE_SWAP or not _LETTERS.fullmatch(word):
        return ()
    if not most:
        return _swapped(connection, word)
    for length in _BEGINNINGS:
        known = _words_from(connection, word[:length])
        near = process.extract(word, known.keys(), scorer=OSA.distance, score_cutoff=most, limit=None)
        if near:
            least = min(distance for _, distance, _ in near)
            alike = (form for form, distance, _ in near if distance == least)
            return tuple(sorted(alike, key=lambda form: (-known[form], form))[:MOST_MEANT])
    return ()


def _swapped(connection: sqlite3.Connection, word: str) -> tuple[str, ...]:
    """The words of statements that have two neighbouring letters of a word the other way round."""
    forms = {f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}" for at in range(len(word) - 1)}
    known: Counter[str] = Counter()
    for form in forms:
        known.update(_words_between(connection, form, form))
    return tuple(sorted(known, key=lambda form: (-known[form], form))[:MOST_MEANT])


def _words_from(connection: sqlite3.Connection, beginning: str) -> Counter[str]:
    """The words of statements that begin so, and how many statements have each."""
    return _words_between(connection, beginning, f"{beginning}{LAST}")


def _words_between(connection: sqlite3.Connection, first: str, last: str) -> Counter[str]:
    """The words of statements from one to another, both included, and how many statements have each."""
    found: Counter[str] = Counter()
    for table in TABLES:
        words = f"temp.words_of_{table}"
        connection.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS {words} USING fts5vocab(main, {table}_fts, row)")
        query = f"SELECT term, doc FROM {words} WHERE term >= ? AND term <= ?"
        found.update(dict(connection.execute(query, (first, last)).fetchall()))
    return found
