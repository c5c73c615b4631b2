"""The words that govern and negate, by class, as lexicon/veridicality.yml has them.

In: the words of a sentence and a place in them. Out: what ends or begins there::

    governor_before(words, 3, {"to"})   ->  the entry "refuse", and where it begins
    phrase_before(words, 2, "negator")  ->  1, where "never" begins

The signature of a governor says what it does to its complement (Nairn, Condoravdi and Karttunen, ICoS 2006): “refused
to say” holds only where nothing was said, and “did not refuse to say” only where something was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from quoteattr.components.attribution.cues import inflect
from quoteattr.components.veridicality.words import Word
from quoteattr.lexicon import Entry, load_entries

Tokens = tuple[str, ...]


class Truth(StrEnum):
    """Whether what a verb tells took place, by the text."""

    SAID = "said"
    NOT_SAID = "not_said"
    OPEN = "open"

    @property
    def negated(self) -> "Truth":
        """What its negation says."""
        return {Truth.SAID: Truth.NOT_SAID, Truth.NOT_SAID: Truth.SAID, Truth.OPEN: Truth.OPEN}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Governor:
    """A word that takes a verb of speaking as its complement, and what its own truth makes of it.

    Attributes:
        start: number of its first word in the sentence.
        part: verb, noun or word.
    """

    start: int
    part: str
    affirmed: Truth
    negated: Truth

    @property
    def is_neutral(self) -> bool:
        """Whether the complement is as true as this."""
        return (self.affirmed, self.negated) == (Truth.SAID, Truth.NOT_SAID)

    def of_complement(self, own: Truth) -> Truth:
        """Whether the complement was said, when this holds, does not hold, or is open."""
        return {Truth.SAID: self.affirmed, Truth.NOT_SAID: self.negated, Truth.OPEN: Truth.OPEN}[own]


@cache
def _by_class() -> Mapping[str, Mapping[str, tuple[tuple[Tokens, Entry], ...]]]:
    """The forms of each class by their last word, the longest first."""
    found: dict[str, dict[str, list[tuple[Tokens, Entry]]]] = {}
    for entry in load_entries("veridicality").values():
        for word_class in entry.many("class"):
            for form in _forms(entry):
                found.setdefault(word_class, {}).setdefault(form[-1], []).append((form, entry))
    return {
        word_class: {last: tuple(sorted(forms, key=lambda one: -len(one[0]))) for last, forms in table.items()}
        for word_class, table in found.items()
    }


def _forms(entry: Entry) -> set[Tokens]:
    """All forms of an entry, as words: the first is inflected when it is a verb or a noun."""
    first, *rest = entry.term.casefold().split()
    inflected = {"verb": inflect(first), "noun": inflect(first)[:2]}.get(entry.one("part"), (first,))
    return {(form, *rest) for form in (*inflected, *entry.many("forms"))}


def _ending(words: Sequence[Word], end: int, word_class: str) -> list[tuple[int, Entry]]:
    """The entries of a class that end right before a place, with where they begin."""
    if end < 1:
        return []
    found = []
    for form, entry in _by_class()[word_class].get(words[end - 1].text, ()):
        start = end - len(form)
        if start >= 0 and all(word.text == part for word, part in zip(words[start:end], form, strict=True)):
            found.append((start, entry))
    return found


def phrase_before(words: Sequence[Word], end: int, word_class: str) -> int | None:
    """Where the longest phrase of a class begins that ends right before a place."""
    return next((start for start, _ in _ending(words, end, word_class)), None)


def has_phrase(words: Sequence[Word], start: int, end: int, word_class: str) -> bool:
    """Whether a phrase of a class stands between two places."""
    return any(begin >= start for stop in range(start + 1, end + 1) for begin, _ in _ending(words, stop, word_class))


def governor_within(words: Sequence[Word], end: int, link: str) -> int | None:
    """Where the last governor begins that ends before a place, in its sentence, and takes a complement by a link."""
    places = (governor_before(words, stop, frozenset({link})) for stop in range(end, 0, -1))
    return next((one.start for one in places if one is not None), None)


def governor_before(words: Sequence[Word], end: int, links: frozenset[str]) -> Governor | None:
    """The governor that ends right before a place and takes a complement that is tied to it by one of the links."""
    for start, entry in _ending(words, end, "governor"):
        if not links.isdisjoint(entry.many("takes")):
            affirmed, negated = (Truth(entry.one(name, allowed=tuple(Truth))) for name in ("affirmed", "negated"))
            return Governor(start=start, part=entry.one("part"), affirmed=affirmed, negated=negated)
    return None
