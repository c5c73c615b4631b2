"""The weights of the scorer of roles: learned from examples, and judged on events that were left out."""

import pytest

from quoteattr.components.speakers.rolechoice import RoleCandidate, RoleGroup
from quoteattr.training.roles import RoleExample, RoleOutcome, cross_validate, shares, train


def example(number: int) -> RoleExample:
    """A role and what is none; in every third article nothing says what the speaker is."""
    given = number % 3 > 0
    role = RoleCandidate(text="mayor", features={"before" if given else "behind": 1.0})
    other = RoleCandidate(text="Tuesday", features={"digit": 1.0})
    none = RoleCandidate(text="", features={"none": 1.0})
    return RoleExample(
        event=f"event {number}",
        group=RoleGroup.PERSON,
        candidates=(role, other, none),
        right=(given, False, not given),
        given=given,
    )


EXAMPLES = [example(number) for number in range(48)]


def test_what_is_a_role_is_learned_on_other_events() -> None:
    outcomes = cross_validate(EXAMPLES)
    assert all(outcome.right for outcome in outcomes if outcome.given)
    assert all((outcome.chance > 0.5) == outcome.given for outcome in outcomes)


def test_all_groups_get_weights() -> None:
    assert set(train([*EXAMPLES])["weights"]) == set(RoleGroup)  # type: ignore[call-overload]


@pytest.mark.parametrize(("least", "right", "given"), [(0.0, 1.0, 1.0), (0.7, 0.5, 0.0)])
def test_a_line_higher_up_gives_fewer(least: float, right: float, given: float) -> None:
    outcomes = [
        RoleOutcome(chance=0.9, right=True, found=True, given=True),
        RoleOutcome(chance=0.6, right=True, found=True, given=True),
        RoleOutcome(chance=0.6, right=False, found=False, given=False),
    ]
    found = shares(outcomes, least)
    assert (found["right"], found["given where none is"]) == (right, given)
