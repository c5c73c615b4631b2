import random

import pytest

pytest.importorskip("torch", reason="training needs the extra `train`")

from quoteattr.components.annotations import Attribution
from quoteattr.components.attribution.decoding import METHOD
from quoteattr.documents import Document
from quoteattr.scoring import GoldDocument, GoldRelation, Prediction
from quoteattr.spans import Span
from quoteattr.statements import Kind
from quoteattr.training.calibrate import Judged, fit_calibration, judge

TEXT = "Rates fell, Ann Lund said. Bo Ek left."


def attribution(score: float) -> Attribution:
    return Attribution(
        content=(Span(0, 10),),
        cue=(Span(21, 25),),
        source=(Span(12, 20),),
        method=METHOD,
        scores=(score, score, score, score),
    )


def test_confidence_is_the_share_that_is_right() -> None:
    draw = random.Random(4)
    judged = [Judged(attribution=attribution(score), right=draw.random() < score) for score in (0.6, 0.95) * 400]
    calibration = fit_calibration(judged)
    assert calibration.confidence(attribution(0.6)) == pytest.approx(0.6, abs=0.05)
    assert calibration.confidence(attribution(0.95)) == pytest.approx(0.95, abs=0.05)


def test_a_model_that_finds_nothing_is_sure_of_nothing() -> None:
    assert fit_calibration([]).confidence(attribution(0.9)) == pytest.approx(0.5)


def test_an_attribution_is_right_with_content_and_source() -> None:
    relation = GoldRelation(content=(Span(0, 10),), cue=(Span(21, 25),), source=(Span(12, 20),), kind=Kind.INDIRECT)
    gold = GoldDocument(id="a", document=Document(text=TEXT), group="?", relations=(relation,))

    def judged(content: Span, source: Span) -> list[bool]:
        prediction = Prediction(spans=(content,), kind=Kind.INDIRECT, source=(source,))
        return [each.right for each in judge(gold, [(prediction, attribution(0.9))])]

    assert judged(Span(0, 10), Span(16, 20)) == [True]
    assert judged(Span(0, 10), Span(27, 32)) == [False]
    assert judged(Span(33, 37), Span(12, 20)) == [False]
