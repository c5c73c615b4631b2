from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.components.annotations import Attribution
from quoteattr.components.attribution.calibration import FEATURES, Calibration
from quoteattr.components.attribution.decoding import METHOD, UNLINKED
from quoteattr.components.attribution.model import find_folder
from quoteattr.errors import ModelError
from quoteattr.spans import Span

SURE = Attribution(
    content=(Span(0, 30),), cue=(Span(40, 44),), source=(Span(31, 39),), method=METHOD, scores=(0.99, 0.99, 0.99, 0.99)
)
CALIBRATION = Calibration(weights=(0.5, 0.5, 0.5, 0.5, -1.0, -1.0, 0.0), intercept=-1.0)


def test_surer_scores_give_more_confidence() -> None:
    unsure = replace(SURE, scores=(0.6, 0.6, 0.6, 0.6))
    assert CALIBRATION.confidence(unsure) < CALIBRATION.confidence(SURE)


def test_a_missing_source_costs_confidence() -> None:
    assert CALIBRATION.confidence(replace(SURE, source=())) < CALIBRATION.confidence(SURE)


@given(st.tuples(*[st.floats(0, 1)] * 4), st.sampled_from([METHOD, UNLINKED, "label"]))
def test_confidence_is_a_chance_whatever_the_scores(scores: tuple[float, float, float, float], method: str) -> None:
    assert 0 <= CALIBRATION.confidence(replace(SURE, scores=scores, method=method)) <= 1


def test_a_rule_carries_its_reliability_itself() -> None:
    assert CALIBRATION.confidence(replace(SURE, method="label", scores=(1.0, 1.0, 0.8, 1.0))) == 0.8


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    CALIBRATION.write(tmp_path / "calibration.json")
    assert Calibration.read(tmp_path / "calibration.json") == CALIBRATION


@pytest.mark.parametrize("content", [None, "", "[]", '{"weights": [1.0], "intercept": 0}'])
def test_a_missing_or_foreign_file_is_refused_by_name(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "calibration.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(ModelError, match=r"calibration\.json"):
        Calibration.read(path)


@pytest.mark.parametrize("model", ["sm", "lg"])
def test_the_weights_of_the_models_fit_the_features_and_say_what_they_should(model: str) -> None:
    calibration = Calibration.read(find_folder(model)[1] / "calibration.json")
    assert len(calibration.weights) == len(FEATURES)
    assert calibration.confidence(SURE) > 0.9
    unsure = replace(SURE, scores=(0.5, 0.5, 0.5, 0.5))
    assert calibration.confidence(unsure) < 0.6
