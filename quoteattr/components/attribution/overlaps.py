"""Spans by position: which of many share a character with a given one.

In: spans with their owners. Out: the owners that a query overlaps, in time that grows with what is
found, not with the length of the document::

    index = SpanIndex([(Span(0, 5), 0), (Span(9, 12), 1)])
    index.overlapping([Span(4, 6)])  ->  [0]
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

from quoteattr.spans import Span


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


def shared(spans: Iterable[Span], others: Sequence[Span]) -> int:
    """Number of characters that two lists of spans have in common."""
    return sum(max(0, min(span.end, other.end) - max(span.start, other.start)) for span in spans for other in others)


def length(spans: Iterable[Span]) -> int:
    """Number of characters in the spans."""
    return sum(span.end - span.start for span in spans)


def covers(spans: Sequence[Span], others: Sequence[Span]) -> bool:
    """Whether each of the others lies wholly inside one of the spans."""
    return all(any(span.contains(other) for span in spans) for other in others)
