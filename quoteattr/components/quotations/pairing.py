"""Pairs the marks of a text into quotations, paragraph by paragraph.

In: paragraphs and their marks. Out: a `Draft` for each quotation. A stack holds what is open; a mark
that may be an apostrophe closes or opens only when the marks after it need it. What is still open at
the end of a paragraph goes on in the next one if that begins with the same kind of mark, and ends
there otherwise, so that no mistake reaches the next paragraph::

    “First we wait.                         one quotation with a span in each paragraph
    “Then we act,” Ida Moss said.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from quoteattr.components.annotations import Repair
from quoteattr.components.quotations.marks import Level, Mark, Role, glyphs
from quoteattr.spans import Span, trim

# What stands before a mark that opens anew while the last quotation was never closed: “We wait, she said. “Then
BREAK_BEFORE = re.compile(r"[.,:;!?…—–-]\s*$")
BEFORE_REACH = 3  # characters before an opening mark that are looked at

# Marks of one level within each other: “They called me “Danger” for years,”. More of them open at once are
# marks that were never closed; the bound also keeps the work linear.
NESTING = 3


@dataclass(slots=True, kw_only=True)
class Draft:
    """A quotation that is being read.

    Attributes:
        mark: its first opening mark.
        starts: for each paragraph, where the opening mark and where the words begin.
        ends: for each paragraph, where the words and where the closing mark end.
        closer: its closing mark, None while there is none.
        fresh: whether the words before its mark have come to an end there, or there are none.
        cut: where it ends at the latest if it is never closed: a quotation of the same level begins afresh.
    """

    mark: Mark
    starts: list[tuple[int, int]]
    ends: list[tuple[int, int]] = field(default_factory=list)
    closer: Mark | None = None
    fresh: bool = False
    cut: int | None = None

    @property
    def level(self) -> Level:
        """The level of its marks."""
        return self.mark.glyph.level

    def pieces(self, text: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """The words of each paragraph, and the same with their marks; paragraphs without words are left out."""
        words, outer = [], []
        for start, end in zip(self.starts, self.ends, strict=True):
            span = trim(text, Span(start[1], end[0]))
            if span.start < span.end:
                words.append(span)
                outer.append(Span(start[0], end[1]))
        return tuple(words), tuple(outer)

    @property
    def repair(self) -> Repair | None:
        """What was wrong with the marks."""
        if self.mark.glyph.damaged or (self.closer and self.closer.glyph.damaged):
            return Repair.ENCODING
        if self.closer is None:
            return Repair.UNCLOSED
        return None if self.closer.glyph.name in self.mark.glyph.closers else Repair.MIXED_MARKS


class Pairing:
    """The state machine: what is open, and what has been found so far."""

    def __init__(self, text: str) -> None:
        """Reads the marks of `text`."""
        self.text = text
        self.drafts: list[Draft] = []
        self._stack: list[Draft] = []
        self._depth: Counter[Level] = Counter()

    def read(self, paragraph: Span, marks: Sequence[Mark]) -> None:
        """Reads the next paragraph."""
        taken = self._resume(paragraph, marks)
        ahead = closers_ahead(marks)
        for index in range(taken, len(marks)):
            self._step(paragraph, marks[index], ahead[index])
        self._stack = self._abandon(self._stack, paragraph.end)

    def _resume(self, paragraph: Span, marks: Sequence[Mark]) -> int:
        """Goes on with what the last paragraph left open; gives the number of marks that this takes."""
        left, self._stack = self._stack, []
        self._depth.clear()
        end = paragraph.start
        for draft, mark in zip(left, marks, strict=False):
            if mark.start != end or not _resumes(draft, mark):
                break
            draft.starts.append((mark.start, mark.end))
            self._push(draft)
            end = mark.end
        return len(self._stack)

    def _step(self, paragraph: Span, mark: Mark, ahead: frozenset[Level]) -> None:
        level = mark.glyph.level
        depth = self._depth
        if level is Level.DOUBLE and not depth[level] and depth[Level.SINGLE] and (halves := _halves(self.text, mark)):
            for half in halves:
                self._step(paragraph, half, ahead)
        elif mark.role is Role.OPEN or (mark.role is Role.EITHER and not depth[level]):
            if not mark.weak or (not depth[level] and level in ahead):
                self._open(paragraph, mark)
        elif depth[level] and not (mark.weak and level in ahead) and self._may_close(mark, ahead):
            self._close(mark)

    def _open(self, paragraph: Span, mark: Mark) -> None:
        before = self.text[max(paragraph.start, mark.start - BEFORE_REACH) : mark.start]
        fresh = not before or BREAK_BEFORE.search(before) is not None
        if self._depth[mark.glyph.level] == NESTING:
            self._abandon(self._stack, mark.start)
            self._stack = []
            self._depth.clear()
        draft = Draft(mark=mark, starts=[(mark.start, mark.end)], fresh=fresh)
        outer = self._stack[-1] if self._stack else None
        if fresh and outer and outer.level is draft.level and outer.cut is None:
            outer.cut = mark.start
        self.drafts.append(draft)
        self._push(draft)

    def _push(self, draft: Draft) -> None:
        self._stack.append(draft)
        self._depth[draft.level] += 1

    def _may_close(self, mark: Mark, ahead: frozenset[Level]) -> bool:
        """Whether what was opened last may be left unclosed for the sake of this mark."""
        last = self._stack[-1].level
        return mark.glyph.level is not Level.SINGLE or last is mark.glyph.level or not (mark.weak or last in ahead)

    def _close(self, mark: Mark) -> None:
        """Closes the last quotation of this level; what was opened after it ends with it."""
        inner: list[Draft] = []
        while self._stack[-1].level is not mark.glyph.level:
            inner.append(self._stack.pop())
        closed = self._stack.pop()
        closed.ends.append((mark.start, mark.end))
        closed.closer = mark
        for draft in (closed, *inner):
            self._depth[draft.level] -= 1
        self._abandon(inner[::-1], mark.start)

    def _abandon(self, left: list[Draft], end: int) -> list[Draft]:
        """Ends what was never closed; gives what reaches `end` and may go on in the next paragraph."""
        ends: list[int] = []
        later: dict[Level, int] = {}
        for draft in reversed(left):
            ends.append(min(end, draft.cut or end, later.get(draft.level, end)))
            later[draft.level] = draft.starts[-1][0]
        enclosing: list[int] = []
        reaching: list[Draft] = []
        for draft, own_end in zip(left, reversed(ends), strict=True):
            start, words = draft.starts[-1]
            while enclosing and enclosing[-1] <= start:
                enclosing.pop()
            enclosing.append(min([own_end, *enclosing[-1:]]))
            stop = max(words, trim(self.text, Span(words, enclosing[-1])).end)
            draft.ends.append((stop, stop))
            if enclosing[-1] == end:
                reaching.append(draft)
        return [draft for draft in reaching if may_lack_closer(self.text, draft)]


def may_lack_closer(text: str, draft: Draft) -> bool:
    """Whether an opening mark without a closing one is a quotation at all, and not an apostrophe or a bullet."""
    mark = draft.mark
    if mark.weak or mark.glyph.name == "�":
        return False
    if draft.level is Level.SINGLE:
        return draft.fresh and text[mark.end : mark.end + 1].isupper()
    return True


def _resumes(draft: Draft, mark: Mark) -> bool:
    """Whether the first mark of a paragraph goes on with what is open; Spanish and old French use » for it."""
    opens = mark.role is not Role.CLOSE or mark.glyph.level is Level.GUILLEMET
    return opens and not mark.weak and mark.glyph.level is draft.level


def _halves(text: str, mark: Mark) -> tuple[Mark, ...]:
    """Two single marks side by side that close: 'They called me 'Danger''; none when they only open."""
    single = glyphs().get(text[mark.start])
    if mark.role is Role.OPEN or mark.glyph.name != mark.of(text)[:1] * 2 or single is None:
        return ()
    middle = mark.start + 1
    return Mark(mark.start, middle, single, Role.CLOSE), Mark(middle, mark.end, single, Role.CLOSE)


def closers_ahead(marks: Sequence[Mark]) -> list[frozenset[Level]]:
    """For each mark, the levels whose next sure mark after it closes.

    A mark between double ones does not see past the closing one; a mark outside looks over the pair.
    """
    ahead: list[frozenset[Level]] = []
    levels: frozenset[Level] = frozenset()
    outside: list[frozenset[Level]] = []
    for mark in reversed(marks):
        ahead.append(levels)
        if mark.weak or mark.role is Role.EITHER:
            continue
        level = mark.glyph.level
        if mark.role is Role.CLOSE:
            if level is Level.DOUBLE:
                outside.append(levels)
                levels = frozenset()
            levels |= {level}
        else:
            if level is Level.DOUBLE and outside:
                levels = outside.pop()
            levels -= {level}
    return ahead[::-1]
