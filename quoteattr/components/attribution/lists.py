"""Lines of a list that begin with a name and a colon, and say something about it, not what it said.

In: the text and an `Attribution` without quotation marks. Out: whether it is such a line among others of its form::

    Tom Orr: possession of a stolen boat, held in jail
    Mia Dow: no licence, fined 200 crowns

What a person says of himself or to somebody ("we", "you") is a turn all the same.
"""

import re
from collections.abc import Iterator

from quoteattr.components.annotations import Attribution
from quoteattr.components.attribution.function_words import is_talk
from quoteattr.spans import Span

# A line with a name before its colon: a few words, each with a capital or an initial.
_ENTRY = re.compile(r"[^\w\n]{0,3}[A-Z][\w.’'-]*(?:[ ][A-Z][\w.’'-]*){0,5}:[ ](?=[^\n]*\w)")
_WORD = re.compile(r"\S")
# Between the name and what is said of it.
_COLON = re.compile(r"\s*:\s*")


def is_list_entry(text: str, attribution: Attribution) -> bool:
    """Whether a claim is a line of a list: a name, a colon, and a line of the same form above or below."""
    if not (attribution.source and attribution.content):
        return False
    source, content = attribution.source[0], attribution.content[0]
    if _COLON.fullmatch(text, source.end, content.start) is None or is_talk(content.of(text)):
        return False
    line = _line_at(text, source.start)
    beside = [other for other in _neighbours(text, line) if _ENTRY.match(other)]
    return bool(_ENTRY.match(line.of(text)) and beside) and not any(map(is_talk, beside))


def _line_at(text: str, offset: int) -> Span:
    end = text.find("\n", offset)
    return Span(text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end)


def _neighbours(text: str, line: Span) -> Iterator[str]:
    """The lines with words above and below one."""
    above, below = _end_of_words(text, line.start), _WORD.search(text, line.end)
    if above:
        yield _line_at(text, above - 1).of(text)
    if below:
        yield _line_at(text, below.start()).of(text)


def _end_of_words(text: str, end: int) -> int:
    while end and text[end - 1].isspace():
        end -= 1
    return end
