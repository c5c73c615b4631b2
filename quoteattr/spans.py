"""Character spans: the one place where offsets and the words that they cover are made.

In: a text and half-open offsets into it (Unicode code points). Out: `Span` and the text that
spans cover, joined as docs/data-model.md says::

    >>> span_text("one two. three", (Span(0, 3), Span(9, 14)))
    'one three'
"""

from collections.abc import Iterable
from typing import NamedTuple

PARAGRAPH_JOIN = "\n\n"


class Span(NamedTuple):
    """Characters `start` to `end` (exclusive) of `Document.text`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


def trim(text: str, span: Span, characters: str | None = None) -> Span:
    """The span without leading and trailing `characters` (white space unless given)."""
    words = span.of(text)
    start = span.end - len(words.lstrip(characters))
    return Span(start, max(start, span.start + len(words.rstrip(characters))))


def span_text(text: str, spans: Iterable[Span]) -> str:
    """The words of the spans: joined by one space, or by a blank line across paragraphs."""
    joined, previous = "", None
    for span in spans:
        if previous is not None:
            joined += PARAGRAPH_JOIN if "\n" in text[previous.end : span.start] else " "
        joined += span.of(text)
        previous = span
    return joined
