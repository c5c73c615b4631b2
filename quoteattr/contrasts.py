"""Contrasts: what a change of words touches that may turn the meaning.

In: words that were given, and those that were found in their place. Out: `Concern`s, by the word list
lexicon/contrasts.yml::

    >>> turned(["rise"], ["fall"])
    {<Concern.OPPOSITE: 'opposite'>}
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from quoteattr.lexicon import load_entries
from quoteattr.wording import Wording


class Concern(StrEnum):
    """What a difference touches that may turn the meaning."""

    NUMBER = "number"
    NAME = "name"
    NEGATION = "negation"
    OPPOSITE = "opposite"
    CONTEXT = "context"


def count_negations(words: Iterable[str]) -> int:
    """How many of the words negate."""
    return sum(word in _contrasts().negations for word in words)


def is_telling(word: str) -> bool:
    """Whether a word says something of what a sentence is about: no "the", no "would" (lexicon/common_words.yml)."""
    return word not in _common_words()


@cache
def _common_words() -> frozenset[str]:
    return frozenset(load_entries("common_words"))


def turned(one: Sequence[str], other: Sequence[str]) -> set[Concern]:
    """What a change of these words touches."""
    found = set()
    if _numbers(one) != _numbers(other):
        found.add(Concern.NUMBER)
    if count_negations(one) % 2 != count_negations(other) % 2:
        found.add(Concern.NEGATION)
    if not _contrasts().opposites.isdisjoint((word, against) for word in one for against in other):
        found.add(Concern.OPPOSITE)
    return found


def _numbers(words: Iterable[str]) -> set[str]:
    """The numbers among the words, in figures."""
    known = _contrasts().numbers
    return {known.get(word, word) for word in words if word[0].isdigit() or word in known}


def has_name(text: Wording, first: int, last: int) -> bool:
    """Whether one of the words has a capital that no beginning of a sentence explains."""
    if text.text.isupper():
        return False
    return any(
        text.text[text.spans[index][0]].isupper() and text.words[index] != "i" and not text.opens_sentence(index)
        for index in range(first, last)
    )


@dataclass(frozen=True, slots=True)
class _Contrasts:
    negations: frozenset[str]
    numbers: dict[str, str]
    opposites: frozenset[tuple[str, str]]


@cache
def _contrasts() -> _Contrasts:
    """The words of lexicon/contrasts.yml."""
    entries = load_entries("contrasts")
    pairs = {
        pair
        for term, entry in entries.items()
        for opposite in entry.many("opposites")
        for pair in ((term, opposite), (opposite, term))
    }
    return _Contrasts(
        negations=frozenset(term for term, entry in entries.items() if entry.one("class") == "negation"),
        numbers={term: entry.one("value") for term, entry in entries.items() if entry.one("class") == "number"},
        opposites=frozenset(pairs),
    )
