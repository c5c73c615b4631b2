"""Quotation marks and how each may be read: what the pairing works on.

In: a paragraph of raw text. Out: its marks in order, each with its level (which marks it pairs with),
its role (opening, closing, or whichever the state asks for) and whether that reading is weak. Which
glyphs there are, and which words begin or end with an apostrophe, stands in lexicon/marks.yml::

    >>> text = "“We can’t,” she said."
    >>> [(mark.of(text), mark.role.name) for mark in find_marks(text, Span(0, len(text)))]
    [('“', 'OPEN'), ('”', 'CLOSE')]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from quoteattr.lexicon import Entry, load_entries
from quoteattr.spans import WORD, Span


class Level(StrEnum):
    """Marks of one level pair with each other."""

    DOUBLE = "double"
    SINGLE = "single"
    GUILLEMET = "guillemet"
    ANGLE = "angle"
    DASH = "dash"


class MarkSide(Enum):
    """What a mark can be where it stands."""

    OPEN = "open"
    CLOSE = "close"
    EITHER = "either"  # closes what is open, else opens


@dataclass(frozen=True, slots=True, eq=False)
class Glyph:
    """One kind of mark, in one of its forms; there is one object for each form."""

    name: str
    level: Level
    side: str
    closers: frozenset[str]
    damaged: bool


class Mark(NamedTuple):
    """One mark of a text.

    A weak one is more likely no quotation mark (’90s, the workers’, 12"): it is one only when the marks
    around it need it.
    """

    start: int
    end: int
    glyph: Glyph
    role: MarkSide
    weak: bool = False

    def of(self, text: str) -> str:
        """The mark as it stands in the text."""
        return text[self.start : self.end]


LONGEST_RUN = 6  # marks side by side: “‘…’” needs two, nested straight ones four; longer runs are ornament

# What stands before an opening mark and after a closing one, white space apart. Dashes, slashes, emphasis, tags
# and characters without width do both.
BOTH_EDGES = "-‐‑‒–—―/|*_~<>=+•·\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
LEFT_EDGES = frozenset(BOTH_EDGES + "([{¿¡")
RIGHT_EDGES = frozenset(BOTH_EDGES + ")]}.,;:!?…")

# The end of a word that can be a possessive or can have lost its last sound: workers’, Marx’, goin’.
# Only the last letters are looked at, so that "again’" is weak too: it still closes when nothing better follows.
POSSESSIVE = re.compile(r"[^\W_](?:[szx]|in)$", re.IGNORECASE)
WORD_REACH = 12  # characters of the word beside an apostrophe that are looked at; the listed ones are shorter
YEAR = re.compile(r"\d\ds?\b")  # ’90s, class of ’16
LAST_WORD = re.compile(r"[^\W_]+$")


@cache
def glyphs() -> dict[str, Glyph]:
    """Every form of every mark, damaged ones included."""
    table: dict[str, Glyph] = {}
    for entry in load_entries("marks").values():
        if level := entry.one("level", allowed=("", *Level)):
            for form in (entry.term, *entry.many("damaged")):
                table[form] = _glyph(entry, Level(level), damaged=form in entry.many("damaged"))
    return table


def _glyph(entry: Entry, level: Level, *, damaged: bool) -> Glyph:
    side = entry.one("side", allowed=("open", "close", "both"))
    return Glyph(entry.term, level, side, frozenset(entry.many("with")), damaged)


@cache
def _clipped_words(end: str) -> frozenset[str]:
    """Words that drop their front, their back, or both."""
    return frozenset(entry.term for entry in load_entries("marks").values() if entry.one("apostrophe") == end)


@dataclass(frozen=True, slots=True)
class _Patterns:
    """How marks are found: `run` names the group of marks side by side, the others find one of a run."""

    run: re.Pattern[str]
    one: re.Pattern[str]
    one_closing: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """The patterns that lexicon/marks.yml amounts to.

    Apostrophes inside a word (can’t, rock ’n’ roll) and damaged dashes are matched so as to be passed over.
    Of three straight single marks that close, the first stands alone: ''He said 'no'''.
    """
    forms = sorted(glyphs(), key=len, reverse=True)
    marks = [form for form in forms if glyphs()[form].level is not Level.DASH]
    dashes = "|".join(re.escape(form) for form in forms if form not in marks and len(form) > 1)
    one = f"(?!{dashes})(?:{'|'.join(map(re.escape, marks))})"  # a damaged ” begins like a damaged dash
    both = "|".join(f"{word}|{word.upper()}" for word in sorted(_clipped_words("both")))
    passed = f"(?<=[^\\W_])['’](?=[^\\W_])|['’‘](?:{both})['’]|{dashes}"
    begins = "".join(sorted({re.escape(form[0]) for form in marks}))
    return _Patterns(
        run=re.compile(f"(?=[{begins}])(?:{passed}|(?P<run>(?:{one})+))"),
        one=re.compile(one),
        one_closing=re.compile(f"'(?=''(?!'))|{one}"),
    )


def find_marks(text: str, paragraph: Span) -> list[Mark]:
    """The quotation marks of a paragraph, in order; dashes are no quotation marks."""
    marks: list[Mark] = []
    table = glyphs()
    for match in _patterns().run.finditer(text, paragraph.start, paragraph.end):
        if match.lastgroup:
            run = Span(*match.span())
            around = (
                text[run.start - 1] if run.start > paragraph.start else " ",
                text[run.end] if run.end < paragraph.end else " ",
            )
            if glyph := table.get(match.group()):
                marks.append(_read(text, paragraph, run, glyph, around))
            else:
                marks.extend(_read_run(text, paragraph, run, around))
    return marks


def _read_run(text: str, paragraph: Span, run: Span, around: tuple[str, str]) -> Iterator[Mark]:
    """Marks that stand side by side: what stands before and after them all decides how each one reads."""
    if run.end - run.start > LONGEST_RUN * max(map(len, glyphs())):
        return
    closing = _role(glyphs()["'"], *around) is MarkSide.CLOSE
    one = _patterns().one_closing if closing else _patterns().one
    found = [(Span(*match.span()), glyphs()[match.group()]) for match in one.finditer(text, *run)]
    if len(found) <= LONGEST_RUN:
        for span, glyph in found:
            yield _read(text, paragraph, span, glyph, around)


def _read(text: str, paragraph: Span, span: Span, glyph: Glyph, around: tuple[str, str]) -> Mark:
    start, end = paragraph
    role = MarkSide.CLOSE if span.end == end and span.start > start else _role(glyph, *around)
    if glyph.level is Level.SINGLE:
        return Mark(*span, glyph, role, _is_apostrophe(text, paragraph, Mark(*span, glyph, role)))
    if glyph.side != "open" and text[max(start, span.start - 1) : span.start].isdigit():
        return Mark(*span, glyph, role, weak=True)
    if role is MarkSide.CLOSE and glyph.level is Level.DOUBLE and span.start == start:
        return Mark(*span, glyph, MarkSide.EITHER, weak=True)  # ” … and then we left,” she said
    return Mark(*span, glyph, role)


@lru_cache(maxsize=4096)
def _role(glyph: Glyph, before: str, after: str) -> MarkSide:
    """How a mark reads between the characters on its left and on its right."""
    left = before.isspace() or before in LEFT_EDGES
    right = after.isspace() or after in RIGHT_EDGES
    if glyph.side == "open":  # „Aber –“, sagte sie: not every “ opens
        return MarkSide.OPEN if left and not (right and not before.isspace()) else MarkSide.EITHER
    if glyph.side == "close":
        return MarkSide.CLOSE if right else MarkSide.EITHER
    if left == right:
        return MarkSide.EITHER
    return MarkSide.OPEN if left else MarkSide.CLOSE


def _is_apostrophe(text: str, paragraph: Span, mark: Mark) -> bool:
    """Whether a single mark is more likely an apostrophe, or the sign for feet."""
    before = text[max(paragraph.start, mark.start - WORD_REACH) : mark.start]
    if mark.glyph.side != "open" and before[-1:].isdigit():
        return True
    if mark.role is MarkSide.CLOSE:
        return _ends_clipped(before, text[mark.end : min(mark.end + 1, paragraph.end)])
    return mark.glyph.side == "close" or _begins_clipped(text, mark.end)


def _ends_clipped(before: str, after: str) -> bool:
    if not after.isspace():  # “for the workers’, she said” closes
        return False
    last = LAST_WORD.search(before)
    clipped = last is not None and last.group().casefold() in _clipped_words("back")
    return clipped or POSSESSIVE.search(before) is not None


def _begins_clipped(text: str, start: int) -> bool:
    word = WORD.match(text, start, start + WORD_REACH)
    clipped = word is not None and word.group().casefold() in _clipped_words("front")
    return clipped or YEAR.match(text, start) is not None
