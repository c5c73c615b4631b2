"""What a guide does not ask for, and the model finds, is neither taught nor untaught."""

from collections.abc import Iterable

import pytest

from quoteattr.documents import Document
from quoteattr.scoring import GoldDocument, GoldRelation, Prediction, QuotedSegment
from quoteattr.spans import Span
from quoteattr.statements import Kind, Modality
from quoteattr.training.unasked import to_article_beside

TEXT = "Orr backs the plan. Renn said it was “a dull sort of day”, and Orr said that rain had fallen."


def place(words: str) -> tuple[Span, ...]:
    start = TEXT.index(words)
    return (Span(start, start + len(words)),)


def words(spans: Iterable[Span]) -> list[str]:
    return [TEXT[span.start : span.end] for span in spans]


QUOTE = GoldRelation(content=place("“a dull sort of day”"), cue=place("said"), source=place("Renn"), kind=Kind.DIRECT)
GOLD = GoldDocument(
    id="a",
    document=Document(text=TEXT),
    group="?",
    relations=(QUOTE,),
    quoted=(QuotedSegment(spans=QUOTE.content, relation=0),),
    shown_only=True,
)
THOUGHT = Prediction(
    spans=place("the plan"),
    kind=Kind.INDIRECT,
    cue=place("backs"),
    source=place("Orr"),
    modality=Modality.THOUGHT,
    proposition=True,
)
CLAUSE = Prediction(
    spans=place("it was “a dull sort of day”"), kind=Kind.MIXED, cue=QUOTE.cue, source=QUOTE.source, proposition=True
)
SHOWN = Prediction(
    spans=place("that rain had fallen"), kind=Kind.INDIRECT, modality=Modality.STATEMENT, proposition=True
)


def test_a_thought_is_left_unknown() -> None:
    assert words(to_article_beside(GOLD, [THOUGHT]).discard) == ["the plan", "backs", "Orr"]


def test_what_the_annotation_has_stays_known() -> None:
    hidden = Prediction(spans=place("it was “a dull"), kind=Kind.INDIRECT, source=place("Renn"), proposition=False)
    assert words(to_article_beside(GOLD, [hidden]).discard) == ["it was "]


def test_a_quote_keeps_the_clause_that_the_model_finds() -> None:
    (relation,) = to_article_beside(GOLD, [CLAUSE]).relations
    assert words(relation.content) == ["it was “a dull sort of day”"]


def test_what_is_shown_and_not_annotated_is_an_error_to_learn_from() -> None:
    article = to_article_beside(GOLD, [SHOWN])
    assert article.discard == ()
    assert article.relations[0].content == QUOTE.content


@pytest.mark.parametrize("predictions", [(), (THOUGHT, CLAUSE)])
def test_where_the_guide_asks_for_all_nothing_is_unknown(predictions: tuple[Prediction, ...]) -> None:
    gold = GoldDocument(id="a", document=GOLD.document, group="?", relations=(QUOTE,))
    article = to_article_beside(gold, predictions)
    assert (article.discard, words(article.relations[0].content)) == ((), ["“a dull sort of day”"])
