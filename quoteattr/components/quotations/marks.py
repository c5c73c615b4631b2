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
from functools import cache
from typing import NamedTuple

from quoteattr.lexicon import Entry, load_entries
from quoteattr.spans import Span


class Level(StrEnum):
    """Marks of one level pair with each other."""

    DOUBLE = "double"
    SINGLE = "single"
    GUILLEMET = "guillemet"
    ANGLE = "angle"
    DASH = "dash"


class Role(Enum):
    """What a mark can be where it stands."""

    OPEN = "open"
    CLOSE = "close"
    EITHER = "either"  # closes what is open, else opens


@dataclass(frozen=True, slots=True)
class Glyph:
    """One kind of mark, in one of its forms."""

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
    role: Role
    weak: bool = False

    def of(self, text: str) -> str:
        """The mark as it stands in the text."""
        return text[self.start : self.end]


LONGEST_RUN = 6  # marks side by side: “‘…’” needs two, nested straight ones four; longer runs are ornament

# What stands before an opening mark and after a closing one. Dashes, slashes, emphasis and characters without
# width do both; the ends of the text count as white space.
BOTH_EDGES = "\\-‐‑‒–—―/|*_~<>=+•·\u200b-\u200f\u2060\ufeff\\s"
LEFT_EDGE = re.compile(f"[{BOTH_EDGES}(\\[{{¿¡]")
RIGHT_EDGE = re.compile(f"[{BOTH_EDGES})\\]}}.,;:!?…]")

# The end of a word that can be a possessive or can have lost its last sound: workers’, Marx’, goin’.
# Only the last letters are looked at, so that "again’" is weak too: it still closes when nothing better follows.
POSSESSIVE = re.compile(r"[^\W_](?:[szxSZX]|in|IN)$")
WORD_REACH = 12  # characters of the word beside an apostrophe that are looked at; the listed ones are shorter
YEAR = re.compile(r"\d\ds?\b")  # ’90s, class of ’16
MARKED = re.compile(r"[^\W_]+")
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
def _apostrophe_words(end: str) -> frozenset[str]:
    """Words that drop their `front` or their `back`."""
    entries = load_entries("marks").values()
    return frozenset(entry.term for entry in entries if entry.one("apostrophe") in (end, "both"))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A run of marks, one mark, and one mark of a closing run.

    Apostrophes inside a word (can’t, rock ’n’ roll) are no marks. Of three straight ones that close, the
    first is the single one: ''He said 'no'''.
    """
    forms = sorted(glyphs(), key=len, reverse=True)
    one = "|".join(map(re.escape, forms))
    clipped = "|".join(entry.term for entry in load_entries("marks").values() if entry.one("apostrophe") == "both")
    start = "".join(sorted({re.escape(form[0]) for form in forms}))
    word = f"(?<=[^\\W_])['’](?=[^\\W_])|['’‘](?:{clipped})['’]"
    run = f"(?=[{start}])(?:{word}|(?P<run>(?:{one})+))"
    return re.compile(run, re.IGNORECASE), re.compile(one), re.compile(f"'(?=''(?!'))|{one}")


def find_marks(text: str, paragraph: Span) -> Iterator[Mark]:
    """The quotation marks of a paragraph, in order; dashes are no quotation marks."""
    runs, *_ = _patterns()
    for match in runs.finditer(text, paragraph.start, paragraph.end):
        if match["run"]:
            yield from _read_run(text, paragraph, Span(*match.span()))


def _read_run(text: str, paragraph: Span, run: Span) -> Iterator[Mark]:
    """Marks that stand side by side share what stands before and after them."""
    before = text[run.start - 1] if run.start > paragraph.start else " "
    after = text[run.end] if run.end < paragraph.end else " "
    left, right = LEFT_EDGE.match(before) is not None, RIGHT_EDGE.match(after) is not None
    table = glyphs()
    if form := table.get(run.of(text)):
        forms = [(run, form)]
    else:
        one = _patterns()[2 if right and not left else 1]
        forms = [(Span(*match.span()), table[match.group()]) for match in one.finditer(text, *run)]
    if len(forms) > LONGEST_RUN:
        return
    for span, glyph in forms:
        if glyph.level is Level.DASH:
            continue
        role = _role(glyph, left=left, right=right)
        yield Mark(*span, glyph, role, _is_weak(text, paragraph, Mark(*span, glyph, role)))


def _role(glyph: Glyph, *, left: bool, right: bool) -> Role:
    """How a mark reads between what stands on its left and on its right."""
    if glyph.side == "open":
        return Role.OPEN if left else Role.EITHER
    if glyph.side == "close":
        return Role.CLOSE if right else Role.EITHER
    if left == right:
        return Role.EITHER
    return Role.OPEN if left else Role.CLOSE


def _is_weak(text: str, paragraph: Span, mark: Mark) -> bool:
    """Whether the mark is more likely an apostrophe, or the sign for feet or inches."""
    before = text[max(paragraph.start, mark.start - WORD_REACH) : mark.start]
    if mark.glyph.side != "open" and before[-1:].isdigit():
        return True
    if mark.glyph.level is not Level.SINGLE:
        return False
    if mark.role is Role.CLOSE:
        return _ends_clipped(before, text[mark.end : min(mark.end + 1, paragraph.end)])
    return mark.glyph.side == "close" or _begins_clipped(text, mark.end)


def _ends_clipped(before: str, after: str) -> bool:
    if not after.isspace():  # “for the workers’, she said” closes
        return False
    last = LAST_WORD.search(before)
    word = last.group().casefold() if last else ""
    return POSSESSIVE.search(before) is not None or word in _apostrophe_words("back")


def _begins_clipped(text: str, start: int) -> bool:
    word = MARKED.match(text, start, start + WORD_REACH)
    return YEAR.match(text, start) is not None or (
        word is not None and word.group().casefold() in _apostrophe_words("front")
    )
