"""Measuring an extraction on annotated text: `quoteattr evaluate`.

In: annotated articles and what an extractor found in them. Out: a `Report`::

    gold = list(read_gold([Path("tests/gold/articles")]))
    print(evaluate(gold, dict(predict(gold, quoteattr.load()))).table())
"""

from quoteattr.scoring.evaluation import evaluate, predict
from quoteattr.scoring.formats import gold_as_line, read_gold
from quoteattr.scoring.gold import GoldDocument, GoldRelation, GoldSpeaker, QuotedSegment, SourceForm
from quoteattr.scoring.predictions import Prediction, as_line, read_predictions, to_predictions, write_predictions
from quoteattr.scoring.report import Report

__all__ = [
    "GoldDocument",
    "GoldRelation",
    "GoldSpeaker",
    "Prediction",
    "QuotedSegment",
    "Report",
    "SourceForm",
    "as_line",
    "evaluate",
    "gold_as_line",
    "predict",
    "read_gold",
    "read_predictions",
    "to_predictions",
    "write_predictions",
]
