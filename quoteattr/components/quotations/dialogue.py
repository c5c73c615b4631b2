"""Lines of dialogue that a dash opens, as French, Spanish, Portuguese and Italian print them.

In: the paragraphs of a text. Out: for each one that is a turn of dialogue, its dashes as marks: the
first opens, one before a narrating verb closes, the next opens again. Parenthetical dashes, lists and
signatures (— Rhea Cole, director) are no dialogue: a turn has a narrating verb of lexicon/marks.yml,
or stands in a row of lines with dashes in which another has one::

    —No iremos —dijo Paz—. Es tarde.        one quotation of two spans: "No iremos", "Es tarde."
"""

import re
from collections.abc import Sequence
from functools import cache

from quoteattr.components.quotations.marks import Level, Mark, MarkSide, glyphs
from quoteattr.lexicon import load_entries
from quoteattr.spans import Span

SENTENCE_END = re.compile(r"[.!?…»”\"—–-]")  # the last character of a turn, not of a signature
BEFORE_VERB = r"\s?(?:[\w’'-]{1,7}?[\s’'])?"  # —le dijo; , a déclaré; ! s’écria; —a-t-il dit


@cache
def _dash() -> str:
    return "|".join(re.escape(form) for form, glyph in glyphs().items() if glyph.level is Level.DASH)


@cache
def _narration() -> str:
    """A narrating verb, with a short word that may stand before it."""
    verbs = (re.escape(entry.term) for entry in load_entries("marks").values() if entry.one("narrates"))
    return rf"{BEFORE_VERB}(?:{'|'.join(verbs)})\b"


@cache
def _turn_start() -> re.Pattern[str]:
    return re.compile(rf"(?:{_dash()})\s*(?=\S)")


@cache
def _narrated() -> re.Pattern[str]:
    """Where somebody is said to speak: after a dash, or after the punctuation that ends the spoken words."""
    return re.compile(rf"(?:(?:{_dash()})|[,!?…»]\s){_narration()}")


@cache
def _inner_dash() -> re.Pattern[str]:
    """A dash inside a turn; hyphens inside words are none. `resumed` ends where words can go on."""
    dash = _dash()
    edges = rf"(?:(?<=[\s?!…,.])(?:{dash})|(?:{dash})(?=[\s.,;:!?…]))"
    return re.compile(rf"{edges}(?:(?P<verb>(?={_narration()}))|(?P<resumed>[.,;:]?\s*))")


def find_turns(text: str, paragraphs: Sequence[Span]) -> dict[int, list[Mark]]:
    """The dashes of each turn of dialogue, by the start of its paragraph."""
    turns: dict[int, list[Mark]] = {}
    row: list[Span] = []
    for paragraph in (*paragraphs, None):
        if paragraph and _turn_start().match(text, *paragraph):
            row.append(paragraph)
        elif row:
            turns.update(_read_row(text, row))
            row = []
    return turns


def _read_row(text: str, row: Sequence[Span]) -> dict[int, list[Mark]]:
    """The turns among neighbouring paragraphs that all begin with a dash."""
    narrated = [_narrated().search(text, *paragraph) is not None for paragraph in row]
    if not any(narrated):
        return {}
    return {
        paragraph.start: _read_turn(text, paragraph)
        for paragraph, told in zip(row, narrated, strict=True)
        if told or SENTENCE_END.match(text, paragraph.end - 1)
    }


def _read_turn(text: str, paragraph: Span) -> list[Mark]:
    start = _turn_start().match(text, *paragraph)
    if start is None:
        return []
    glyph = glyphs()[start.group().rstrip()]
    marks = [Mark(start.start(), start.start() + len(start.group().rstrip()), glyph, MarkSide.OPEN)]
    for match in _inner_dash().finditer(text, start.end(), paragraph.end):
        spoken = marks[-1].role is MarkSide.OPEN
        if spoken and match["verb"] is not None:
            marks.append(Mark(*match.span(), glyph, MarkSide.CLOSE))
        elif not spoken and match["resumed"] is not None:
            marks.append(Mark(*match.span(), glyph, MarkSide.OPEN))
    return marks
