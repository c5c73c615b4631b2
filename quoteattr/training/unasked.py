"""What a model already finds in articles whose guide does not ask for it.

In: a gold document and what a trained model finds in it. Out: an `Article` to train that model further with::

    to_article_beside(gold, predictions)

Guides differ. PolNeAR counts attitudes and intentions ("backs the plan") as attributions; a guide that asks for
reported speech alone leaves them out, and also counts only the quoted words of a claim of which PolNeAR takes the
whole clause. A model that learned from both would unlearn the one from the other. So what the model marks as no
reported speech is left unknown where the annotation is silent, and a quote of which it finds the whole clause keeps
that clause. What it shows as speech and the annotation has not remains an error to be learned from.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from quoteattr.scoring import GoldDocument, Prediction
from quoteattr.scoring.alignment import CLAIM_OVERLAP, is_shown
from quoteattr.scoring.comparison import characters, overlap
from quoteattr.spans import covers, without
from quoteattr.statements import Kind
from quoteattr.training.corpus import Article, Relation, to_article


def to_article_beside(gold: GoldDocument, predictions: Sequence[Prediction]) -> Article:
    """What training needs of a document, with the model's findings that its guide does not ask for left unknown."""
    article = to_article(gold)
    if not gold.shown_only:
        return article
    relations = tuple(_with_clause(gold, relation, predictions) for relation in article.relations)
    contents = [characters(gold.text, relation.content) for relation in relations]
    unknown = [*article.discard]
    for prediction in predictions:
        own = characters(gold.text, prediction.spans)
        if not is_shown(prediction) and all(overlap(own, content) < CLAIM_OVERLAP for content in contents):
            unknown += (*prediction.spans, *prediction.cue, *prediction.source)
    for nested in gold.nested:
        unknown += (*nested.content, *nested.cue, *nested.source)
    known = [span for relation in relations for span in (*relation.content, *relation.cue, *relation.source)]
    return replace(article, relations=relations, discard=without(unknown, known))


def _with_clause(gold: GoldDocument, relation: Relation, predictions: Iterable[Prediction]) -> Relation:
    """A quote whose clause the model finds, with the same source, gets the clause as its content."""
    for prediction in predictions:
        if prediction.kind is Kind.MIXED and is_shown(prediction) and covers(prediction.spans, relation.content):
            others = (other for other in gold.relations if other.content != relation.content)
            if not any(covers(prediction.spans, other.content) for other in others) and covers(
                prediction.source, relation.source
            ):
                return replace(relation, content=prediction.spans)
    return relation
