"""Quotations while they are read, and what they amount to.

In: where marks open and close. Out: quotations by position, outer before inner, each with the index of
the one that encloses it. Drafts without words, and marks that opened nothing, are left out::

    "They called me "Danger" for years," she said.      two quotations; the parent of the second is 0
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from quoteattr.components.annotations import Quotation, Repair
from quoteattr.components.quotations.marks import Level, Mark
from quoteattr.spans import Span, trim


@dataclass(slots=True, kw_only=True)
class Draft:
    """A quotation that is being read.

    Attributes:
        mark: its first opening mark.
        start, words: where its last piece begins, with and without the mark.
        parent: what was open when it began.
        fresh: of a single mark, whether what stands before it has come to an end; else it may be an apostrophe.
        spans, outer: the pieces that have been read, without and with their marks.
        closer: its closing mark, None while there is none.
        cut: where it ends at the latest if it is never closed, because another one begins afresh.
        copy: the one whose mark stands next to its own: ““Radical …”” is one quotation.
        place: index of the quotation that it has become.
    """

    mark: Mark
    start: int
    words: int
    parent: "Draft | None"
    fresh: bool = False
    spans: list[Span] = field(default_factory=list)
    outer: list[Span] = field(default_factory=list)
    closer: Mark | None = None
    cut: int | None = None
    copy: "Draft | None" = None
    place: int | None = None

    @property
    def level(self) -> Level:
        """The level of its marks."""
        return self.mark.glyph.level

    def begin(self, mark: Mark) -> None:
        """Goes on after a mark that repeats the opening one, or takes its place if no words followed that."""
        self.mark = self.mark if self.spans else mark
        self.start, self.words, self.closer, self.cut = mark.start, mark.end, None, None

    def end(self, text: str, words_end: int, end: int | None = None) -> None:
        """Ends a piece; one without words is left out. Without a closing mark it ends with its last word."""
        span = trim(text, Span(self.words, words_end))
        if span.start < span.end:
            self.spans.append(span)
            self.outer.append(Span(self.start, end or span.end))

    @property
    def repair(self) -> Repair | None:
        """What was wrong with the marks; a line of dialogue needs no closing one."""
        if self.mark.glyph.damaged or (self.closer and self.closer.glyph.damaged):
            return Repair.ENCODING
        if self.level is Level.DASH:
            return None
        if self.closer is None:
            return Repair.UNCLOSED
        return None if self.closer.glyph.name in self.mark.glyph.closers else Repair.MIXED_MARKS


def may_lack_closer(text: str, draft: Draft) -> bool:
    """Whether an opening mark without a closing one opens a quotation at all, and is no apostrophe."""
    mark = draft.mark
    if draft.level is Level.SINGLE:
        return draft.fresh and not mark.weak and text[mark.end : mark.end + 1].isupper()
    return not mark.weak and mark.glyph.name != "�"


def arrange(text: str, drafts: Sequence[Draft]) -> tuple[Quotation, ...]:
    """The quotations that the drafts amount to; drafts come in the order of their first marks."""
    result: list[Quotation] = []
    for draft in drafts:
        if draft.spans and _stands(text, draft):
            draft.place = len(result)
            result.append(
                Quotation(
                    spans=tuple(draft.spans),
                    outer=tuple(draft.outer),
                    mark=draft.mark.of(text),
                    parent=_parent(draft),
                    repair=draft.repair,
                )
            )
    return tuple(result)


def _stands(text: str, draft: Draft) -> bool:
    """Whether a draft is a quotation of its own: not a bullet (» More), not the outer of two equal pairs."""
    if draft.closer is None and (draft.mark.glyph.side == "close" or not may_lack_closer(text, draft)):
        return draft.level is Level.DASH
    return draft.copy is None or draft.copy.outer != draft.spans


def _parent(draft: Draft) -> int | None:
    """Index of the nearest enclosing draft that became a quotation and does not end before this one."""
    parent = draft.parent
    while parent is not None:
        if parent.place is not None and parent.outer[-1].end > draft.outer[0].start:
            return parent.place
        parent = parent.parent
    return None
