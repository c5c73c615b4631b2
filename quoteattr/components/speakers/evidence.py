"""What decided a speaker, in words that a reader understands.

In: names of features and rules, the weightiest first. Out: their words, from lexicon/evidence.yml::

    in_words(("speaker_before", "gender_known")) -> ("spoke before", "the gender fits")
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from quoteattr.lexicon import load_entries


def in_words(names: Iterable[str]) -> tuple[str, ...]:
    """The words of features and rules; one that has none in the list is left out, and words stand once."""
    words = _words()
    return tuple(dict.fromkeys(words[name] for name in names if name in words))


def weightiest(gains: Mapping[str, float]) -> tuple[str, ...]:
    """The words of the features that speak for something, those that have the same words together."""
    words, found = _words(), defaultdict[str, float](float)
    for name, gain in gains.items():
        if gain > 0 and name in words:
            found[words[name]] += gain
    return tuple(sorted(found, key=lambda each: (-found[each], each)))


def against_in_words(names: Iterable[str]) -> tuple[str, ...]:
    """The same of those alone that by their nature speak against somebody.

    The weight of a feature that speaks for somebody may be negative beside another one that says almost the same.
    """
    return in_words(name for name in names if name in _against())


@cache
def _against() -> frozenset[str]:
    return frozenset(name for name, entry in load_entries("evidence").items() if entry.one("speaks") == "against")


@cache
def _words() -> dict[str, str]:
    return {name: entry.one("words") for name, entry in load_entries("evidence").items()}
