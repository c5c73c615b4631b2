"""What another program finds in the same articles, in the form in which it is scored: what there was before.

In: gold documents. Out: predictions of textacy's `direct_quotations`, given a paragraph at a time:
over a whole article it raises ValueError as soon as one quotation mark is odd::

    predictions = dict(predict_with_textacy(gold, load_for_textacy()))
"""

import re
from collections.abc import Iterable, Iterator, Sequence

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from quoteattr.pipeline import find_spacy_model
from quoteattr.scoring.gold import GoldDocument
from quoteattr.scoring.predictions import Prediction
from quoteattr.spans import Span

PARAGRAPH = re.compile(r"[^\n]+")


def load_for_textacy() -> Language:
    """The spaCy pipeline that quoteattr uses, whole: textacy looks at lemmas."""
    return spacy.load(find_spacy_model())


def predict_with_textacy(gold: Iterable[GoldDocument], nlp: Language) -> Iterator[tuple[str, tuple[Prediction, ...]]]:
    """Id and predictions of each document."""
    for document in gold:
        yield document.id, tuple(find_quotes(document.text, nlp))


def find_quotes(text: str, nlp: Language) -> Iterator[Prediction]:
    """What textacy finds in a text; a paragraph that it refuses gives nothing."""
    paragraphs = list(PARAGRAPH.finditer(text))
    for match, doc in zip(paragraphs, nlp.pipe(match[0] for match in paragraphs), strict=True):
        yield from _find_in_paragraph(doc, match.start())


def _find_in_paragraph(doc: Doc, offset: int) -> Iterator[Prediction]:
    # Brings in scikit-learn and more: half of what a start takes, if it were imported at the start.
    from textacy.extract import direct_quotations

    try:
        triples = list(direct_quotations(doc))
    except ValueError:  # an odd number of quotation marks
        return
    for speaker, cue, content in triples:
        span = Span(offset + content.start_char, offset + content.end_char)
        yield Prediction(spans=(span,), cue=_span(cue, offset), source=_span(speaker, offset))


def _span(tokens: Sequence[Token], offset: int) -> tuple[Span, ...]:
    if not tokens:
        return ()
    return (Span(offset + tokens[0].idx, offset + tokens[-1].idx + len(tokens[-1])),)
