r"""The paragraphs of a text: what a quotation mark may not reach beyond.

In: raw text. Out: the span of each paragraph that holds words, without the white space around it.
Newspapers put one line break or a blank line between paragraphs; in text that was wrapped at a fixed
width only a blank line ends one::

    >>> [span.of("One.\nTwo.\n\nThree.") for span in split_paragraphs("One.\nTwo.\n\nThree.")]
    ['One.', 'Two.', 'Three.']
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from quoteattr.spans import Span

BREAK = re.compile(r"\r\n|[\n\r\v\f\u2028\u2029]")
LINE = re.compile(r"\S[^\n\r\v\f\u2028\u2029]*")  # from the first word to the end of the line
RUNS_ON = re.compile(r"[^\W\d_]|[,;-]")  # a line that ends so is not the end of a sentence

# `The lake in May. Photo: Daily Post`, `(Image by Bo Lind)`: who made a picture, in the line below it.
CREDIT = re.compile(
    r"(?:^|[.!?)]\s|\s?\()(?:file )?(?:credit|illustration|image|photo(?:graph)?|picture)s?"
    r"(?:\s?:|\s(?:by|courtesy of)\s)",
    re.IGNORECASE,
)

# Prose wrapped at a fixed width goes on in lower case on most of its lines; a list or a poem does so by chance.
WRAPPED_LINES = 3
WRAPPED_SHARE = 0.4


def split_paragraphs(text: str) -> Iterator[Span]:
    """The paragraphs of the text in order, each trimmed; empty ones are left out."""
    lines = [Span(match.start(), match.start() + len(match.group().rstrip())) for match in LINE.finditer(text)]
    wrapped = _is_wrapped(text, lines)
    start = end = None
    for line in lines:
        if start is not None and end is not None:
            if _goes_on(text, end, line.start, wrapped=wrapped):
                end = line.end
                continue
            yield Span(start, end)
        start, end = line
    if start is not None and end is not None:
        yield Span(start, end)


def is_caption(words: str) -> bool:
    """Whether a paragraph is the line below a picture, which interrupts what stands around it."""
    return CREDIT.search(words) is not None


def _goes_on(text: str, end: int, start: int, *, wrapped: bool) -> bool:
    """Whether the line at `start` belongs to the paragraph of the line that ends at `end`."""
    if _is_blank(text, end, start):
        return False
    return wrapped or (text[start].islower() and RUNS_ON.fullmatch(text, end - 1, end) is not None)


def _is_blank(text: str, end: int, start: int) -> bool:
    """Whether a blank line stands between two lines."""
    return len(BREAK.findall(text, end, start)) > 1


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Whether single line breaks stand where the line was full and not where a paragraph ends."""
    single = continued = 0
    for before, line in pairwise(lines):
        if not _is_blank(text, before.end, line.start):
            single += 1
            continued += text[line.start].islower()
    return continued >= WRAPPED_LINES and continued >= WRAPPED_SHARE * single
