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
FAR = 3  # paragraphs from which on nobody goes on speaking
SHORT = 4  # words of a quote that may as well be a term


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
        self.text = state.document.text
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
        before, behind = self._before(index, speakers), self._behind(index, speakers)
        places = {}
        for side, found in (("before", before), ("behind", behind)):
            if found is not None and speakers[found[0]] == name:
                where = "in_paragraph" if found[1] == 0 else "next_paragraph" if found[1] == 1 else "further"
                places[side] = where
                yield f"{side}_{where}", 1.0
        yield "before_and_behind", float(len(places) == 2)
        yield "only_speaker", float(set(speakers.values()) == {name})

    def _before(self, index: int, speakers: Mapping[int, str]) -> tuple[int, int] | None:
        """The last statement before a quote whose speaker is known, and how many paragraphs before it ends."""
        start = self.reported[index].spans[0].start
        cut = bisect_left(self.order, (start, -1))
        number = next((other for _, other in reversed(self.order[:cut]) if other in speakers), None)
        if number is None:
            return None
        away = self.paragraph(start) - self.paragraph(self.reported[number].spans[-1].end)
        return (number, max(away, 0)) if away < FAR else None

    def _behind(self, index: int, speakers: Mapping[int, str]) -> tuple[int, int] | None:
        """The first statement behind a quote whose speaker is known, and how many paragraphs behind it begins."""
        end = self.reported[index].spans[-1].end
        cut = bisect_left(self.order, (end, -1))
        number = next((other for _, other in self.order[cut:] if other in speakers), None)
        if number is None:
            return None
        away = self.paragraph(self.reported[number].spans[0].start) - self.paragraph(end)
        return (number, max(away, 0)) if away < FAR else None

    def of_nobody(self, index: int) -> Pairs:
        """What speaks for leaving open who said a quote."""
        spans = self.reported[index].spans
        words = self.text[spans[0].start : spans[-1].end].split()
        alone = self.paragraph(spans[0].start - 2) < self.paragraph(spans[0].start) if spans[0].start > 1 else True
        yield "open_short", float(len(words) <= SHORT)
        yield "open_paragraph", float(alone)
