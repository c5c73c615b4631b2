"""Character spans: the one place where offsets and the words that they cover are made.

In: a text and half-open offsets into it (Unicode code points). Out: `Span` and the text that
spans cover, joined as docs/data-model.md says::

    >>> span_text("one two. three", (Span(0, 3), Span(9, 14)))
    'one three'

`SpanIndex` and the functions below say what sets of spans share.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

PARAGRAPH_JOIN = "\n\n"
WORD = re.compile(r"[^\W_]+")  # letters and digits in a row


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


class SpanIndex:
    """Spans that may nest and overlap, each with a number that says whose it is."""

    def __init__(self, owned: Iterable[tuple[Span, int]]) -> None:
        self._owned = sorted(owned)
        self._starts = [span.start for span, _ in self._owned]
        # The furthest end up to each span: tells where a search backwards can stop.
        self._reach = list(accumulate((span.end for span, _ in self._owned), max))

    def overlapping(self, spans: Sequence[Span]) -> list[int]:
        """The owners of the spans that share a character with one of those given, each once."""
        return sorted({owner for span in spans for owner in self._overlapping(span)})

    def _overlapping(self, span: Span) -> Iterable[int]:
        position = bisect_left(self._starts, span.end) - 1
        while position >= 0 and self._reach[position] > span.start:
            found, owner = self._owned[position]
            if found.end > span.start:
                yield owner
            position -= 1


def shared(spans: Iterable[Span], others: Iterable[Span]) -> int:
    """Number of characters that two lists of spans have in common."""
    left, right = list(joined(spans)), list(joined(others))
    total = 0
    while left and right:
        total += max(0, min(left[-1].end, right[-1].end) - max(left[-1].start, right[-1].start))
        (left if left[-1].start >= right[-1].start else right).pop()
    return total


def without(spans: Iterable[Span], holes: Iterable[Span]) -> tuple[Span, ...]:
    """The spans with the holes cut out."""
    cut = joined(holes)
    ends = [hole.end for hole in cut]
    left = []
    for span in spans:
        start = span.start
        for place in range(bisect_right(ends, span.start), len(cut)):
            hole = cut[place]
            if hole.start >= span.end:
                break
            if start < hole.start:
                left.append(Span(start, hole.start))
            start = max(start, hole.end)
        if start < span.end:
            left.append(Span(start, span.end))
    return tuple(left)


def length(spans: Iterable[Span]) -> int:
    """Number of characters in the spans."""
    return sum(span.end - span.start for span in spans)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, those that overlap made one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(span.end, found[-1].end))
        elif span.start < span.end:
            found.append(span)
    return tuple(found)


def covers(spans: Iterable[Span], others: Iterable[Span]) -> bool:
    """Whether each of the others lies wholly inside one of the spans."""
    whole = joined(spans)
    starts = [span.start for span in whole]
    places = ((bisect_right(starts, other.start) - 1, other) for other in others)
    return all(place >= 0 and whole[place].contains(other) for place, other in places)
