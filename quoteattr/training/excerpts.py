"""Texts as people paste them: some articles whole, of others each paragraph or sentence as a text of its own.

In: articles. Out: what the passes of a training run read of them::

    read = list(with_excerpts(articles, passes=2, seed=13))

A network that has only read whole articles is worse at a sentence alone, where nothing around it helps: of 580 invented
sentences it got 26 wrong in place of 20.
"""

import random
from collections.abc import Iterator, Sequence

from quoteattr.components.attribution.sentences import sentence_at
from quoteattr.training.corpus import Article
from quoteattr.training.transcripts import paragraphs

CUT = 0.25  # share of the articles that are cut up; as their parts are short, they fill half of the batches
ONE_BY_ONE = 0.5  # share of their paragraphs that are cut into sentences
LEAST = 20  # characters of a text: shorter ones are headings and rests


def with_excerpts(articles: Sequence[Article], *, passes: int, seed: int) -> Iterator[Article]:
    """What is read of articles without annotation: each pass draws anew which of them are cut up.

    Args:
        articles: their annotation, if any, is left out.
        passes: how often each article is read.
        seed: of what is drawn.
    """
    for number in range(passes):
        for article in articles:
            draw = random.Random(f"{seed}/excerpts/{number}/{article.id}")
            parts = excerpts(article.text, draw) if draw.random() < CUT else iter((article.text,))
            for place, text in enumerate(parts):
                yield Article(id=f"{article.id}/{number}/{place}", text=text, relations=())


def excerpts(text: str, draw: random.Random) -> Iterator[str]:
    """The paragraphs of a text, some of them cut into sentences."""
    for span in paragraphs(text):
        paragraph = span.of(text)
        parts = sentences(paragraph) if draw.random() < ONE_BY_ONE else iter((paragraph,))
        yield from (part for part in parts if len(part) >= LEAST)


def sentences(paragraph: str) -> Iterator[str]:
    """The sentences of a paragraph."""
    start = 0
    while start < len(paragraph):
        sentence = sentence_at(paragraph, start)
        yield sentence.of(paragraph)
        start = max(sentence.end, start) + 1
