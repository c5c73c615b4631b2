"""The weights that tell speech from terms: they follow the examples, and cross-validation holds out whole events."""

import pytest

from quoteattr.components.speech.logit import Logit
from quoteattr.training.speech import Example, cross_validate, curve, fit

# Of 40 examples in ten events, a stop means speech and a title does not.
EXAMPLES = [
    Example(event=f"event {number % 10}", features={"any": 1.0, "stop" if right else "title": 1.0}, right=right)
    for number, right in enumerate([True, False] * 20)
]


def test_weights_follow_the_examples() -> None:
    weights = fit(EXAMPLES)
    assert weights["stop"] > 0 > weights["title"]
    logit = Logit(weights=weights, least=0.5)
    assert [logit.holds(example.features) for example in EXAMPLES] == [example.right for example in EXAMPLES]


def test_rare_features_are_left_out() -> None:
    odd = Example(event="odd", features={"any": 1.0, "never_again": 1.0}, right=True)
    assert "never_again" not in fit([*EXAMPLES, odd])


def test_the_curve_counts_what_stays() -> None:
    first, *_, last = curve(EXAMPLES, cross_validate(EXAMPLES))
    assert (first["right"], first["wrong"], first["recall"], first["precision"]) == (20, 20, 1.0, 0.5)
    assert last["wrong"] == 0


def test_a_chance_stays_between_nothing_and_certainty() -> None:
    logit = Logit(weights={"stop": 1000.0}, least=0.5)
    assert logit.chance({"stop": 1.0}) == pytest.approx(1.0)
    assert logit.chance({"stop": -1.0}) == pytest.approx(0.0)
    assert logit.chance({}) == 0.5
