"""Other shapes of the same article, so that a model does not hang on one corpus.

In: an annotated article and a random source. Out: the article with other names, other quotation
marks or other letter case, its annotation moved along::

    augment(article, people=("Ann Lund",), draw=random.Random("13/0/a1"), options=Augmentation())
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from quoteattr.components.annotations import Quotation
from quoteattr.components.quotations import find_quotations
from quoteattr.spans import Span
from quoteattr.training.corpus import Article
from quoteattr.training.edits import Edit, edit_article
from quoteattr.training.names import rename
from quoteattr.training.transcripts import as_transcript, paragraphs

# Opening and closing marks of the outer and of the inner quotation.
STYLES: tuple[tuple[str, str, str, str], ...] = (
    ("“", "”", "‘", "’"),
    ('"', '"', "'", "'"),
    ("‘", "’", "“", "”"),
    ("'", "'", '"', '"'),
    ("''", "''", "'", "'"),
    ("«", "»", "“", "”"),
    ("« ", " »", "“", "”"),
    ("„", "“", "‚", "‘"),
    ("»", "«", "›", "‹"),
    ("”", "”", "’", "’"),
)
INSIDE = ",."  # what American style puts before the closing mark and British style after it


@dataclass(frozen=True, slots=True, kw_only=True)
class Augmentation:
    """How often an article is changed, each a share of the articles of an epoch.

    Attributes:
        names: half, so that the model sees as many unknown names as known ones.
        marks: a third; most news keeps the style that the corpus has.
        outside: of the articles with other marks, how many get their stops outside the marks.
        capitals: one in ten gets headline case or capitals in its first paragraph and another.
        lower: one in thirty loses all its capitals, as some feeds and transcripts do.
        transcripts: one in twenty has the quotes that fill a paragraph written as turns.
    """

    names: float = 0.5
    marks: float = 0.33
    outside: float = 0.4
    capitals: float = 0.1
    lower: float = 0.03
    transcripts: float = 0.05


# The corpus as it stands: what augmentation gains is measured against a model trained on this.
PLAIN = Augmentation(names=0, marks=0, outside=0, capitals=0, lower=0, transcripts=0)


def mark_edits(text: str, quotation: Quotation, marks: tuple[str, str], outside: bool) -> list[Edit]:
    """Edits that give a quotation other marks; none when it has no mark of its own at an end."""
    edits = []
    for number, (words, outer) in enumerate(zip(quotation.spans, quotation.outer, strict=True)):
        if outer.start < words.start:
            edits.append(Edit(outer.start, words.start, marks[0]))
        if words.end < outer.end:
            stop = text[words.end - 1] if words.end > words.start + 1 else ""
            moved = outside and number == len(quotation.spans) - 1 and stop and stop in INSIDE
            edits.append(Edit(words.end - bool(moved), outer.end, marks[1] + (stop if moved else "")))
    return edits


def change_marks(text: str, quotations: Sequence[Quotation], draw: random.Random, outside: bool) -> list[Edit]:
    """Edits that give all quotations of a text another style."""
    style = draw.choice(STYLES)
    edits: list[Edit] = []
    for quotation in quotations:
        marks = style[:2] if quotation.parent is None else style[2:]
        edits += mark_edits(text, quotation, (marks[0], marks[1]), outside)
    edits.sort()
    # Two marks that meet (the end of an inner and of an outer quotation) may claim one stop.
    kept: list[Edit] = []
    for edit in edits:
        if not kept or kept[-1].end <= edit.start:
            kept.append(edit)
    return kept


def recase(text: str, span: Span, style: str) -> str:
    """The text with the words of `span` in "title", "upper" or "lower" case, its length unchanged."""
    words = span.of(text)
    changed = {"title": words.title, "upper": words.upper, "lower": words.lower}[style]()
    return text[: span.start] + changed + text[span.end :] if len(changed) == len(words) else text


def change_case(text: str, draw: random.Random, options: Augmentation) -> str:
    """The text with a headline in other case, or all of it in lower case, or as it was."""
    chance = draw.random()
    if chance < options.lower:
        return recase(text, Span(0, len(text)), "lower")
    lines = list(paragraphs(text))
    if not lines or chance > options.lower + options.capitals:
        return text
    style = draw.choice(("title", "upper"))
    for span in {lines[0], draw.choice(lines)}:
        text = recase(text, span, style)
    return text


def augment(article: Article, *, people: Sequence[str], draw: random.Random, options: Augmentation) -> Article:
    """The article in another shape, drawn from `draw`; the annotation is the same."""
    if draw.random() < options.names:
        article = edit_article(article, rename(article.text, people, draw))
    if draw.random() < options.marks:
        outside = draw.random() < options.outside
        article = edit_article(article, change_marks(article.text, find_quotations(article.text), draw, outside))
    if draw.random() < options.transcripts:
        article = as_transcript(article, draw)
    text = change_case(article.text, draw, options)
    return Article(id=article.id, text=text, relations=article.relations, discard=article.discard)
