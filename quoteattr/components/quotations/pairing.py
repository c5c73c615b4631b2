"""Pairs the marks of a text into quotations, paragraph by paragraph.

In: paragraphs and their marks. Out: a `Draft` for each quotation. A stack holds what is open; a mark
that may be an apostrophe closes or opens only when the marks after it need it. What is still open at
the end of a paragraph goes on in the next one if that begins with the same kind of mark, and ends
there otherwise, so that no mistake reaches the next paragraph::

    “First we wait.                         one quotation with a span in each paragraph
    “Then we act,” Ida Moss said.
"""

import re
from collections.abc import Sequence

from quoteattr.components.quotations.drafts import Draft, may_lack_closer
from quoteattr.components.quotations.handover import is_of_another
from quoteattr.components.quotations.lookahead import closers_ahead, respace
from quoteattr.components.quotations.marks import Level, Mark, MarkSide, glyphs
from quoteattr.components.quotations.paragraphs import is_caption
from quoteattr.spans import Span

# What stands before a mark that opens anew although the last quotation was never closed: “We wait, she said. “Then
BREAK_BEFORE = re.compile(r"[.,:;!?…—–-]\s*$")
BEFORE_REACH = 3  # characters before an opening mark that are looked at
SENTENCE_MARKS = frozenset(".,!?…")

# Another speaker's label after the mark that opens a paragraph: “MR LOW: I do not recall.
LABEL = re.compile(r"[A-Z][A-Z.’'-]{0,30}(?:\s[A-Z][A-Z.’'-]{0,30}){0,3}:")

# Marks of one level within each other: “They called me “Danger” for years,”. More of them open at once are
# marks that were never closed; the bound also keeps the work linear.
NESTING = 3


class Pairing:
    """The state machine: what is open, and what has been found so far."""

    def __init__(self, text: str) -> None:
        """Reads the marks of `text`."""
        self.text = text
        self.drafts: list[Draft] = []
        self._paragraph = Span(0, 0)
        self._stack: list[Draft] = []
        self._depth = dict.fromkeys(Level, 0)
        self._turn: Draft | None = None

    def read(self, paragraph: Span, marks: Sequence[Mark]) -> None:
        """Reads the next paragraph."""
        if not marks and is_caption(paragraph.of(self.text)):
            return  # what is open goes on below the picture
        self._paragraph, self._turn = paragraph, None
        taken = self._resume(marks)
        marks = respace(self.text, marks)
        ahead = closers_ahead(marks)
        for index in range(taken, len(marks)):
            self._step(marks[index], ahead[index])
        self._stack = self._abandon(self._stack, paragraph.end)

    def _resume(self, marks: Sequence[Mark]) -> int:
        """Goes on with what the last paragraph left open; gives the number of marks that this takes."""
        left = self._clear()
        end = self._paragraph.start
        for draft, mark in zip(left, marks, strict=False):
            if mark.start != end or not _resumes(draft, mark) or LABEL.match(self.text, mark.end):
                break
            closer = next((each for each in marks if each.start > mark.start and _closes(draft, each)), None)
            if closer is not None and is_of_another(self.text, draft.mark.start, closer.end):
                break
            draft.begin(mark)
            self._push(draft)
            end = mark.end
        return len(self._stack)

    def _step(self, mark: Mark, ahead: frozenset[Level]) -> None:
        level, role = mark.glyph.level, mark.role
        opened = self._depth[level]
        if role is MarkSide.OPEN or (role is MarkSide.EITHER and not opened):
            if not mark.weak or (not opened and level in ahead):
                self._open(mark)
        elif not opened:
            self._close_across(mark, ahead)
        elif not (mark.weak and level in ahead) and self._may_close(mark, ahead):
            self._close(mark, level)

    def _open(self, mark: Mark) -> None:
        level = mark.glyph.level
        if self._depth[level] == NESTING:
            self._abandon(self._clear(), mark.start)
        if level is Level.DASH and self._turn:
            self._turn.begin(mark)
            self._push(self._turn)
            return
        outer = self._stack[-1] if self._stack else None
        draft = Draft(mark=mark, start=mark.start, words=mark.end, parent=outer)
        if outer and outer.level is level:
            outer.copy = draft if outer.words == mark.start else None
            if outer.cut is None and self._is_fresh(mark):
                outer.cut = mark.start
        if level is Level.SINGLE:
            draft.fresh = self._is_fresh(mark)
        elif level is Level.DASH:
            self._turn = draft
        self.drafts.append(draft)
        self._push(draft)

    def _is_fresh(self, mark: Mark) -> bool:
        """Whether what stands before the mark has come to an end: a sentence, a clause, another opening mark."""
        before = self.text[max(self._paragraph.start, mark.start - BEFORE_REACH) : mark.start]
        adjoins = bool(self._stack) and self._stack[-1].words == mark.start
        return adjoins or not before or BREAK_BEFORE.search(before) is not None

    def _push(self, draft: Draft) -> None:
        self._stack.append(draft)
        self._depth[draft.level] += 1

    def _clear(self) -> list[Draft]:
        """Empties the stack; gives what was on it."""
        left, self._stack = self._stack, []
        self._depth = dict.fromkeys(Level, 0)
        return left

    def _may_close(self, mark: Mark, ahead: frozenset[Level]) -> bool:
        """Whether what was opened last may be left unclosed for the sake of this mark."""
        last = self._stack[-1].level
        return mark.glyph.level is not Level.SINGLE or last is mark.glyph.level or not (mark.weak or last in ahead)

    def _close_across(self, mark: Mark, ahead: frozenset[Level]) -> None:
        """Reads a closing mark with nothing of its level open: two single ones, or one of the wrong level."""
        last = self._stack[-1] if self._stack else None
        if last is None or mark.weak or last.level in ahead:
            return
        levels = (last.level, mark.glyph.level)
        if levels == (Level.SINGLE, Level.DOUBLE) and (halves := _halves(self.text, mark)):
            for half in halves:
                self._step(half, ahead)
        elif (levels == (Level.SINGLE, Level.DOUBLE) and may_lack_closer(self.text, last)) or (
            levels == (Level.DOUBLE, Level.SINGLE) and self.text[mark.start - 1] in SENTENCE_MARKS
        ):
            self._close(mark, last.level)

    def _close(self, mark: Mark, level: Level) -> None:
        """Closes the last quotation of this level; what was opened after it ends with it."""
        inner: list[Draft] = []
        while self._stack[-1].level is not level:
            inner.append(self._stack.pop())
        closed = self._stack.pop()
        closed.end(self.text, mark.start, mark.end)
        closed.closer = mark
        for draft in (closed, *inner):
            self._depth[draft.level] -= 1
        if inner:
            self._abandon(inner[::-1], mark.start)

    def _abandon(self, left: list[Draft], end: int) -> list[Draft]:
        """Ends what was never closed; gives what reaches `end` and may go on in the next paragraph."""
        ends: list[int] = []
        later: dict[Level, int] = {}
        for draft in reversed(left):
            ends.append(min(end, draft.cut or end, later.get(draft.level, end)))
            later[draft.level] = draft.start
        enclosing: list[int] = []
        reaching: list[Draft] = []
        for draft, own_end in zip(left, reversed(ends), strict=True):
            while enclosing and enclosing[-1] <= draft.start:
                enclosing.pop()
            enclosing.append(min([own_end, *enclosing[-1:]]))
            draft.end(self.text, enclosing[-1])
            if enclosing[-1] == end and may_lack_closer(self.text, draft):
                reaching.append(draft)
        return reaching


def _resumes(draft: Draft, mark: Mark) -> bool:
    """Whether the first mark of a paragraph goes on with what is open; Spanish and old French use » for it."""
    level = mark.glyph.level
    opens = not mark.weak and (mark.role is not MarkSide.CLOSE or level is Level.GUILLEMET)
    return opens and level is draft.level and level is not Level.DASH


def _closes(draft: Draft, mark: Mark) -> bool:
    """Whether a later mark of the paragraph may be the one that closes."""
    return mark.glyph.level is draft.level and mark.role is not MarkSide.OPEN and not mark.weak


def _halves(text: str, mark: Mark) -> tuple[Mark, ...]:
    """Two single marks side by side that close: 'They called me 'Danger''."""
    single = glyphs().get(text[mark.start])
    if mark.glyph.name != text[mark.start] * 2 or single is None:
        return ()
    middle = mark.start + 1
    return Mark(mark.start, middle, single, MarkSide.CLOSE), Mark(middle, mark.end, single, MarkSide.CLOSE)
