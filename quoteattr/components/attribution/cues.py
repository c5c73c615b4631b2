"""Cue words in running text: verbs in all their forms, phrases, nouns.

In: text. Out: the entries of the word lists `cues`, `cue_phrases` and `cue_nouns` that occur in it,
with their offsets, the longest where several begin at the same word::

    find_cues("Lund has pointed out that ...")  ->  (CueMatch(term="point out", span=(9, 20), ...),)

`words_of` gives the closed-class words of lexicon/function_words.yml.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from quoteattr.lexicon import Entry, load_entries
from quoteattr.spans import Span

_LETTERS = re.compile(r"[^\W\d_]+")


# Words with inner apostrophes and hyphens; "…" is the gap of a phrase in the lists.
WORD = re.compile(r"\w+(?:[-'’]\w+)*|…")
# "in the Russian defence minister's words": how many words a gap may hold.
LONGEST_GAP = 6
GAP = "…"

_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
_CONSONANT_Y = re.compile(r"[^aeiou]y$")


class CueClass(StrEnum):
    """Which list a cue comes from; the value is the name of the list."""

    VERB = "cues"
    PHRASE = "cue_phrases"
    NOUN = "cue_nouns"


@dataclass(frozen=True, slots=True, kw_only=True)
class CueMatch:
    """A cue in a text."""

    entry: Entry
    kind: CueClass
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pattern:
    words: tuple[str, ...]
    entry: Entry
    kind: CueClass


def inflect(verb: str) -> tuple[str, ...]:
    """The regular forms of a verb: base, -s, -ed, -ing.

    >>> inflect("deny")
    ('deny', 'denies', 'denied', 'denying')
    """
    if _CONSONANT_Y.search(verb):
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
    third = f"{verb}es" if _SIBILANT.search(verb) else f"{verb}s"
    return verb, third, f"{verb}d" if verb.endswith("e") else f"{verb}ed", f"{stem}ing"


def find_cues(text: str, start: int = 0, end: int | None = None) -> tuple[CueMatch, ...]:
    """The cues between two offsets, in order and without overlaps."""
    tokens = [
        (match.group().replace("’", "'").casefold(), match.span())
        for match in WORD.finditer(text, start, len(text) if end is None else end)
    ]
    return tuple(_matches(tokens))


def _matches(tokens: list[tuple[str, tuple[int, int]]]) -> Iterator[CueMatch]:
    table = _table()
    words = [word for word, _ in tokens]
    position = 0
    while position < len(words):
        best, length = None, 0
        for pattern in table.get(words[position], ()):
            reach = _reach(pattern.words, words, position)
            if reach > length:
                best, length = pattern, reach
        if best is not None:
            span = Span(tokens[position][1][0], tokens[position + length - 1][1][1])
            yield CueMatch(entry=best.entry, kind=best.kind, span=span)
        position += max(1, length)


def _reach(pattern: tuple[str, ...], words: list[str], position: int) -> int:
    """How many words the pattern covers from a position on; 0 when it does not match."""
    if len(pattern) == 1:
        return 1  # its word is what it was found by
    if GAP not in pattern:
        return len(pattern) if words[position : position + len(pattern)] == list(pattern) else 0
    gap = pattern.index(GAP)
    before, after = list(pattern[:gap]), list(pattern[gap + 1 :])
    if words[position : position + gap] != before:
        return 0
    for width in range(1, LONGEST_GAP + 1):
        start = position + gap + width
        if words[start : start + len(after)] == after:
            return gap + width + len(after)
    return 0


@cache
def _table() -> Mapping[str, tuple[_Pattern, ...]]:
    """All forms of all cues by their first word."""
    table: dict[str, list[_Pattern]] = {}
    for kind in CueClass:
        for entry in load_entries(kind).values():
            for words in _forms(entry, kind):
                table.setdefault(words[0], []).append(_Pattern(words=words, entry=entry, kind=kind))
    return {word: tuple(patterns) for word, patterns in table.items()}


def _forms(entry: Entry, kind: CueClass) -> Iterator[tuple[str, ...]]:
    first, *rest = entry.term.casefold().split()
    if kind is CueClass.PHRASE:
        yield first, *rest
        return
    regular = inflect(first) if kind is CueClass.VERB else inflect(first)[:2]
    irregular = entry.many("forms") or _irregular(first)
    for form in (*regular, *irregular):
        yield form, *rest


def _irregular(verb: str) -> tuple[str, ...]:
    """The irregular forms of the verb that a phrase begins with: "went" of "go on to say"."""
    entry = load_entries(CueClass.VERB).get(verb)
    return entry.many("forms") if entry else ()


@cache
def words_of(word_class: str) -> tuple[str, ...]:
    """The function words of a class, in the order of the list."""
    entries = load_entries("function_words").items()
    return tuple(term.casefold() for term, entry in entries if word_class in entry.many("class"))


def is_talk(words: str) -> bool:
    """Whether somebody speaks of himself or to somebody: I, we, you."""
    return not set(words_of("first_person")).isdisjoint(word.casefold() for word in _LETTERS.findall(words))
