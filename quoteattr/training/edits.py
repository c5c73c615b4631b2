"""Replacing parts of an annotated text, with its offsets kept right.

In: a text and edits that do not overlap. Out: the new text, and where each old offset went::

    >>> edited = apply_edits("Lund said no.", [Edit(0, 4, "Okafor")])
    >>> edited.text, edited.move(Span(5, 9))
    ('Okafor said no.', Span(start=7, end=11))
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from quoteattr.spans import Span
from quoteattr.training.corpus import Article, Relation


class Edit(NamedTuple):
    """`replacement` stands in place of the characters `start` to `end`."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """A text after edits.

    Attributes:
        text: the new text.
        starts, ends: of the edits, in the old text, in order.
        shifts: how far the text after so many edits has moved; shifts[0] is 0.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    shifts: tuple[int, ...]

    def move(self, span: Span) -> Span:
        """Where a span went; an edge inside a replaced part moves out to the edge of that part."""
        before = bisect_right(self.ends, span.start)  # edits that end at or before the start
        inside = before < len(self.starts) and self.starts[before] < span.start
        start = (self.starts[before] if inside else span.start) + self.shifts[before]
        begun = bisect_left(self.starts, span.end)  # edits that begin before the end
        inside = begun > 0 and self.ends[begun - 1] > span.end
        end = (self.ends[begun - 1] if inside else span.end) + self.shifts[begun]
        return Span(start, max(start, end))


def apply_edits(text: str, edits: Iterable[Edit]) -> Edited:
    """The text after all edits.

    Raises:
        ValueError: two edits overlap, or one lies outside the text or replaces nothing.
    """
    ordered = sorted(edits)
    parts, shifts, position = [], [0], 0
    for start, end, replacement in ordered:
        if not position <= start < end <= len(text):
            raise ValueError(f"edit {start}..{end} overlaps another or lies outside the text")
        parts += [text[position:start], replacement]
        shifts.append(shifts[-1] + len(replacement) - (end - start))
        position = end
    return Edited(
        text="".join([*parts, text[position:]]),
        starts=tuple(edit.start for edit in ordered),
        ends=tuple(edit.end for edit in ordered),
        shifts=tuple(shifts),
    )


def move_spans(spans: Iterable[Span], edited: Edited) -> tuple[Span, ...]:
    """Where the spans went, without those that nothing is left of."""
    moved = (edited.move(span) for span in spans)
    return tuple(span for span in moved if span.start < span.end)


def move_relation(relation: Relation, edited: Edited) -> Relation:
    """The relation in the edited text."""
    return Relation(
        source=move_spans(relation.source, edited),
        cue=move_spans(relation.cue, edited),
        content=move_spans(relation.content, edited),
    )


def edit_article(article: Article, edits: Iterable[Edit]) -> Article:
    """The article with its text edited and all its spans moved along."""
    edited = apply_edits(article.text, edits)
    relations = tuple(move_relation(relation, edited) for relation in article.relations)
    return Article(id=article.id, text=edited.text, relations=relations, discard=move_spans(article.discard, edited))
