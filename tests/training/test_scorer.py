"""The weights of the scorer: learned from examples, the same each time."""

import numpy as np
import pytest

from quoteattr.components.speakers.candidate import Candidate, Sort, SourceGroup
from quoteattr.training.choice import features_of, fit
from quoteattr.training.scorer import Example, Outcome, cross_validate, shares


def example(event: str, right: int) -> Example:
    """Two persons, of whom the nearer is meant, and nobody."""
    candidates = tuple(
        Candidate(sort=Sort.ENTITY, name=name, features={"near": float(at == right), "noise": 0.5})
        for at, name in enumerate(("Orr", "Hale"))
    )
    nobody = Candidate(sort=Sort.OPEN, name="", features={"open": 1.0})
    return Example(
        event=event,
        group=SourceGroup.HE_SHE,
        weight=1.0,
        candidates=(*candidates, nobody),
        right=(right == 0, right == 1, False),
        settled=True,
    )


EXAMPLES = [example(f"event {number}", number % 2) for number in range(24)]


def test_what_tells_the_right_one_is_learned() -> None:
    names = features_of(EXAMPLES)
    weights = dict(zip(names, fit(EXAMPLES, names), strict=True))
    assert weights["near"] > 1.0 > weights["open"]


def test_the_same_examples_give_the_same_weights() -> None:
    names = features_of(EXAMPLES)
    assert np.array_equal(fit(EXAMPLES, names), fit(EXAMPLES, names))


def test_rare_features_are_left_out() -> None:
    assert features_of(EXAMPLES[:2]) == ()


def test_events_that_were_not_trained_on_are_judged() -> None:
    outcomes = cross_validate(EXAMPLES)
    assert len(outcomes) == len(EXAMPLES)
    assert all(outcome.right for outcome in outcomes)


@pytest.mark.parametrize(("least", "wrong", "left"), [(0.0, 0.5, 0.0), (0.7, 0.0, 0.5)])
def test_a_line_higher_up_leaves_more_open_and_less_wrong(least: float, wrong: float, left: float) -> None:
    outcomes = [Outcome(chance=0.9, right=True, settled=True), Outcome(chance=0.6, right=False, settled=True)]
    found = shares(outcomes, least)
    assert (found["wrong"], found["open"]) == (wrong, left)
