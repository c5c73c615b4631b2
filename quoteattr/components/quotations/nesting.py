"""Puts quotations in order and finds which one encloses which.

In: the drafts of a text. Out: its quotations by position, outer before inner, each with the index of
the one that encloses it. Drafts without words, and marks that opened nothing, are left out::

    "They called me "Danger" for years," she said.      two quotations; the parent of the second is 0
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from quoteattr.components.annotations import Quotation
from quoteattr.components.quotations.pairing import Draft, may_lack_closer
from quoteattr.spans import Span


def arrange(text: str, drafts: Sequence[Draft]) -> tuple[Quotation, ...]:
    """The quotations that the drafts amount to, in order."""
    found = [quotation for draft in drafts if (quotation := _quotation(text, draft))]
    found.sort(key=lambda quotation: (quotation.outer[0].start, -quotation.outer[-1].end))
    result: list[Quotation] = []
    enclosing: list[int] = []
    for quotation in found:
        while enclosing and not _encloses(result[enclosing[-1]], quotation):
            enclosing.pop()
        enclosing.append(len(result))
        result.append(replace(quotation, parent=enclosing[-2] if len(enclosing) > 1 else None))
    return tuple(result)


def _quotation(text: str, draft: Draft) -> Quotation | None:
    if draft.closer is None and not may_lack_closer(text, draft):
        return None
    spans, outer = draft.pieces(text)
    if not spans:
        return None
    return Quotation(spans=spans, outer=outer, mark=draft.mark.of(text), repair=draft.repair)


def _encloses(quotation: Quotation, inner: Quotation) -> bool:
    """Whether every span of `inner` lies inside one of `quotation`."""
    starts = [span.start for span in quotation.spans]
    return all(_holds(quotation.spans, starts, span) for span in inner.outer)


def _holds(spans: tuple[Span, ...], starts: list[int], inner: Span) -> bool:
    place = bisect_right(starts, inner.start) - 1
    return place >= 0 and spans[place].contains(inner)
