"""Looks over the marks of a whole paragraph before they are paired.

In: the marks of a paragraph. Out: which levels are sure to be closed after each mark, and the marks
with the roles of those set right that stand on the wrong side of a space::

    "We won, "she said.        the second mark closes, although it stands where one opens
"""

import re
from collections.abc import Sequence

from quoteattr.components.quotations.marks import Level, Mark, MarkSide

MISPLACED = 2  # a mark on the wrong side of its space makes one opening mark too many, and one closing too few
WORDS_END = re.compile(r"[^\W_]\s.|[,?!…]\s[^\W\d_]")  # around a mark that closes: "We won, "she; the "facts "of


def closers_ahead(marks: Sequence[Mark]) -> list[frozenset[Level]]:
    """For each mark, the levels whose next sure mark after it closes.

    A mark between double ones does not see past the closing one; a mark outside looks over the pair. Only
    weak and single marks are read by what follows: where there are none, nothing is looked up.
    """
    if not any(mark.weak or mark.glyph.level is Level.SINGLE for mark in marks):
        return [frozenset()] * len(marks)
    ahead: list[frozenset[Level]] = []
    levels: frozenset[Level] = frozenset()
    outside: list[frozenset[Level]] = []
    for mark in reversed(marks):
        ahead.append(levels)
        level = mark.glyph.level
        if mark.weak or mark.role is MarkSide.EITHER:
            continue
        if mark.role is MarkSide.CLOSE:
            if level is Level.DOUBLE:
                outside.append(levels)
                levels = frozenset((level,))
            elif level not in levels:
                levels |= {level}
        else:
            if level is Level.DOUBLE and outside:
                levels = outside.pop()
            if level in levels:
                levels -= {level}
    return ahead[::-1]


def respace(text: str, marks: Sequence[Mark]) -> Sequence[Mark]:
    """The marks with straight double ones that stand on the wrong side of a space given the other role.

    That can be told only when the marks do not come out even: as many as are surplus are changed.
    """
    roles = [mark.role for mark in marks if _is_straight(mark)]
    surplus = roles.count(MarkSide.OPEN) - roles.count(MarkSide.CLOSE)
    if abs(surplus) < MISPLACED:
        return marks
    result: list[Mark] = []
    depth = 0
    following = [*roles[1:], MarkSide.OPEN][::-1]
    for mark in marks:
        next_role = following.pop() if _is_straight(mark) else None
        if next_role and not mark.weak:
            if surplus >= MISPLACED and mark.role is MarkSide.OPEN and depth == 1 and _ends(text, mark):
                surplus -= MISPLACED
                mark = mark._replace(role=MarkSide.CLOSE)
            elif (
                surplus <= -MISPLACED and mark.role is next_role is MarkSide.CLOSE and not depth and _begins(text, mark)
            ):
                surplus += MISPLACED
                mark = mark._replace(role=MarkSide.OPEN)
            opens = mark.role is MarkSide.OPEN or (mark.role is MarkSide.EITHER and not depth)
            depth = depth + 1 if opens else max(0, depth - 1)
        result.append(mark)
    return result


def _is_straight(mark: Mark) -> bool:
    return mark.glyph.side == "both" and mark.glyph.level is Level.DOUBLE


def _ends(text: str, mark: Mark) -> bool:
    """Whether the words before an opening mark go on after it, or are speech that ends there."""
    around = text[max(0, mark.start - 2) : mark.start] + text[mark.end : mark.end + 1]
    return WORDS_END.fullmatch(around) is not None


def _begins(text: str, mark: Mark) -> bool:
    """Whether a closing mark stands after a word and before a space: he said" We won; the hall," We won."""
    before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 2]
    # After a comma '' is a closing mark as TeX writes it.
    against = before == "," and after[1:].isupper() and mark.end - mark.start == 1
    return after[:1].isspace() and (before.isalnum() or against)
