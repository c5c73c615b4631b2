"""Quotes of an article in the shape of a transcript.

In: an annotated article. Out: the article with each paragraph that is nothing but a quote, its cue
and its source written as a turn ("“We tried,” Ann Lund said." -> "LUND: We tried,")::

    shaped = as_transcript(article, random.Random(3))

Hearings, interviews and round-ups of comments are written like that, and one corpus has few of them.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from quoteattr.components.quotations import find_quotations
from quoteattr.spans import Span, trim
from quoteattr.training.corpus import Article, Relation
from quoteattr.training.edits import Edit, apply_edits, move_relation, move_spans

LABEL_WORDS = 6  # a longer source is no label that anybody would print
CAPITALS = 0.5  # share of transcripts with surnames in capitals
LEFT_OVER = 12  # letters of a paragraph outside its one relation: "on", "later", "in May"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A paragraph that can be written as a turn.

    Attributes:
        span: the paragraph, without white space around it.
        label, words: what stands before and after the colon.
    """

    span: Span
    label: str
    words: str

    @property
    def text(self) -> str:
        """The paragraph as a turn."""
        return f"{self.label}: {self.words}"

    def relation(self, start: int) -> Relation:
        """Where source, cue and content stand when the turn begins at `start`."""
        colon = start + len(self.label)
        return Relation(
            source=(Span(start, colon),),
            cue=(Span(colon, colon + 1),),
            content=(Span(colon + 2, colon + 2 + len(self.words)),),
        )


def paragraphs(text: str) -> Iterator[Span]:
    """The lines of a text that hold words, without the white space around them."""
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield trim(text, Span(start, start + len(line)))
        start += len(line)


def count_letters(words: str) -> int:
    """How many letters and digits there are."""
    return sum(char.isalnum() for char in words)


def quoted_words(content: str) -> str:
    """The words of a content that is all quoted, without their marks; empty when some of it is not."""
    inside = [span.of(content).strip() for q in find_quotations(content) if q.parent is None for span in q.spans]
    return " ".join(inside) if sum(map(count_letters, inside)) == count_letters(content) else ""


def label_of(source: str, capitals: bool) -> str:
    """What stands before the colon: the surname in capitals, or the source as it is; empty if that is long."""
    names = source.split()
    if capitals and names[-1:] and names[-1][0].isupper():
        return names[-1].upper()
    return source if len(names) <= LABEL_WORDS else ""


def read_turn(article: Article, number: int, line: Span, capitals: bool) -> Turn | None:
    """A paragraph as a turn, if its relation `number` is all that it holds."""
    relation, text = article.relations[number], article.text
    held = [*relation.source, *relation.cue, *relation.content]
    left = count_letters(line.of(text)) - sum(count_letters(span.of(text)) for span in held)
    if left > LEFT_OVER or len(relation.source) != 1 or not all(map(line.contains, held)):
        return None
    words = [quoted_words(span.of(text)) for span in relation.content]
    label = label_of(relation.source[0].of(text), capitals)
    return Turn(span=line, label=label, words=" ".join(words)) if label and words and all(words) else None


def find_turns(article: Article, capitals: bool) -> Iterator[tuple[int, Turn]]:
    """The paragraphs that are one relation and hardly a letter more, with its number."""
    ends = [
        (span, number)
        for number, relation in enumerate(article.relations)
        for span in (*relation.source, *relation.cue, *relation.content)
    ]
    for line in paragraphs(article.text):
        here = {number for span, number in ends if line.overlaps(span)}
        turn = read_turn(article, min(here), line, capitals) if len(here) == 1 else None
        if turn:
            yield min(here), turn


def as_transcript(article: Article, draw: random.Random) -> Article:
    """The article with its quotes as turns, the labels in capitals or as the sources stood."""
    turns = dict(find_turns(article, draw.random() < CAPITALS))
    edited = apply_edits(article.text, [Edit(*turn.span, turn.text) for turn in turns.values()])
    relations = tuple(
        turns[number].relation(edited.move(turns[number].span).start)
        if number in turns
        else move_relation(relation, edited)
        for number, relation in enumerate(article.relations)
    )
    return Article(id=article.id, text=edited.text, relations=relations, discard=move_spans(article.discard, edited))
