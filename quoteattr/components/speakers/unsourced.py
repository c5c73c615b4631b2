"""Quotes beside which the text names no source, and who speaks around them.

In: a `DiscourseState`, and who says the statements that have a source. Out: those quotes in the order of the text, and
for each name what speaks for it::

    around = Surroundings(state)
    dict(around.of(3, "Mia Orr", {2: "Mia Orr"}))["before_in_paragraph"] == 1.0

“No,” Orr said.¶“It leaks.”¶“It has to go,” Orr said: Orr speaks before and behind the quote in the middle.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping

from quoteattr.components.speakers.candidate import Pairs
from quoteattr.components.speakers.discourse_state import LABELLED, DiscourseState
from quoteattr.components.speakers.sources import Form, Source
from quoteattr.spans import Span
from quoteattr.statements import Kind

BREAKS = re.compile(r"\n+")  # between paragraphs
FAR = 2  # paragraphs from which on nobody goes on speaking


def find_unsourced(state: DiscourseState) -> list[int]:
    """The quotes without a source that go on with no other one, in the order of the text."""
    found = (
        (one.spans[0].start, index)
        for index, one in enumerate(state.reported)
        if one.kind is Kind.DIRECT and one.source is None and one.carried is None and one.parent is None and one.spans
    )
    # The turn of a witness without a name (“A.”) is nobody's whom the record names.
    return [index for _, index in sorted(found) if state.reported[index].method not in LABELLED]


def empty_source(state: DiscourseState, index: int) -> Source:
    """A source without words, where the quote begins."""
    start = state.reported[index].spans[0].start
    token = bisect_left(state.doc, start, key=lambda token: token.idx)
    return Source(span=Span(start, start), start=token, end=token, form=Form.EMPTY)


class Surroundings:
    """Who speaks before and behind the quotes of one document.

    Args:
        state: the document, read.
    """

    def __init__(self, state: DiscourseState) -> None:
        self.reported = state.reported
        self.ends = [found.end() - 1 for found in BREAKS.finditer(state.document.text)]
        self.order = sorted(
            (one.spans[0].start, index)
            for index, one in enumerate(state.reported)
            if one.source is not None and one.spans
        )

    def paragraph(self, offset: int) -> int:
        """The number of the paragraph of an offset."""
        return bisect_right(self.ends, offset - 1) if offset else 0

    def of(self, index: int, name: str, speakers: Mapping[int, str]) -> Pairs:
        """What speaks for somebody of that name to have said a quote, of whose neighbours the speakers are known."""
        spans = self.reported[index].spans
        first, last = spans[0].start, spans[-1].end
        cut, cut_behind = bisect_left(self.order, (first, -1)), bisect_left(self.order, (last, -1))
        before = next((other for _, other in reversed(self.order[:cut]) if other in speakers), None)
        behind = next((other for _, other in self.order[cut_behind:] if other in speakers), None)
        near = {}
        if before is not None and speakers[before] == name:
            near["before"] = self.paragraph(first) - self.paragraph(self.reported[before].spans[-1].end)
        if behind is not None and speakers[behind] == name:
            near["behind"] = self.paragraph(self.reported[behind].spans[0].start) - self.paragraph(last)
        sides = [side for side, away in near.items() if away < FAR]
        yield from ((f"{side}_{'next' if near[side] > 0 else 'in'}_paragraph", 1.0) for side in sides)
        yield "before_and_behind", float(len(sides) == 2)
