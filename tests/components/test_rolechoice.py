"""Which of the phrases about a speaker is its role: the phrases beside a name, and the choice among them."""

import pytest

from quoteattr.components.rolephrases import Construction, find_phrases
from quoteattr.components.speakers.rolecandidates import RoleCandidate
from quoteattr.components.speakers.rolechoice import RoleGroup, choose_phrase, read_role_scorer, says_nothing
from tests.parses import parse


def candidate(text: str, *features: str) -> RoleCandidate:
    return RoleCandidate(text=text, features=dict.fromkeys(features, 1.0))


NONE = candidate("", "none")


@pytest.mark.parametrize(
    ("candidates", "likely", "chosen"),
    [
        ([], [1.0], None),
        ([candidate("fitter", "before")], [0.9, 0.1], "fitter"),
        ([candidate("fitter", "before")], [0.4, 0.6], None),
        ([candidate("mayor", "rule_before")], [0.4, 0.6], "mayor"),  # a rule knows it
        ([candidate("mayor", "rule_before"), candidate("lives nearby", "clause")], [0.1, 0.8, 0.1], "mayor"),
        ([candidate("minister", "rule_title"), candidate("defence minister", "rule_after")], [0.6, 0.3, 0.1],
         "defence minister"),
        ([candidate("sister", "rule_before"), candidate("hairdresser", "announced")], [0.8, 0.1, 0.1], "hairdresser"),
        ([candidate("sister", "rule_before")], [0.8, 0.2], "sister"),
        ([candidate("President", "rule_title"), candidate("Then-senator", "rule_before", "rule_before_beside_source")],
         [0.9, 0.05, 0.05], "Then-senator"),
    ],
)  # fmt: skip
def test_choice(candidates: list[RoleCandidate], likely: list[float], chosen: str | None) -> None:
    best = choose_phrase([*candidates, NONE], likely, least=0.7)
    assert (None if best is None else candidates[best].text) == chosen


@pytest.mark.parametrize(
    ("description", "nothing"),
    [
        ("the government", True),
        ("some", True),
        ("one", True),
        ("44% of voters", True),
        ("sixty percent of Norlanders", True),
        ("a spokesman", False),
        ("several senators", False),
        ("critics", False),
    ],
)
def test_a_description_that_names_a_body_or_a_number_is_no_role(description: str, nothing: bool) -> None:
    assert says_nothing(description) is nothing


def test_the_scorer_of_the_package_knows_every_group() -> None:
    assert set(read_role_scorer().weights) == set(read_role_scorer().least) == set(RoleGroup)


def test_candidates_of_no_known_rule_are_phrases_all_the_same() -> None:
    doc = parse("American academic and author Grant Sully said no.")
    span = doc.char_span(29, 40)
    assert span is not None
    found = {phrase.construction: phrase.role.text for phrase in find_phrases(doc, span.start, span.end, ())}
    assert found == {Construction.BEFORE: "American academic and author"}
