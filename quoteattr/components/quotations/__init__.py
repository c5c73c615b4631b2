"""Finds what stands between quotation marks, in raw text and without a model.

In: the text of a document. Out: its quotations with character offsets, in the order of the text, an
outer one before those inside it. Which of them somebody said is for other stages to decide::

    >>> [quotation.spans for quotation in find_quotations("“No,” she said, “not ‘ever’.”")]
    [(Span(start=1, end=4),), (Span(start=17, end=28),), (Span(start=22, end=26),)]

Any text is accepted, and the work grows with its length only.
"""

from quoteattr.components.annotations import Quotation
from quoteattr.components.quotations.dialogue import find_turns
from quoteattr.components.quotations.drafts import arrange
from quoteattr.components.quotations.marks import find_marks
from quoteattr.components.quotations.pairing import Pairing
from quoteattr.components.quotations.paragraphs import split_paragraphs


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of a text: quotes, titles, scare quotes and whatever else stands between marks.

    Args:
        text: raw text; line breaks separate paragraphs.

    Returns:
        Quotations by position, outer before inner. `spans` holds one span for each paragraph, and in a
        line of dialogue one for each stretch of speech.
    """
    pairing = Pairing(text)
    paragraphs = tuple(split_paragraphs(text))
    turns = find_turns(text, paragraphs)
    for paragraph in paragraphs:
        marks = find_marks(text, paragraph)
        if dashes := turns.get(paragraph.start):
            marks = sorted((*dashes, *marks))
        pairing.read(paragraph, marks)
    return arrange(text, pairing.drafts)
