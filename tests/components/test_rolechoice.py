"""Which of the phrases about a speaker is its role: the phrases beside a name, and the choice among them."""

import pytest

from quoteattr.components.rolephrases import Construction, find_far_phrases, find_phrases
from quoteattr.components.speakers.rolecandidates import RoleCandidate
from quoteattr.components.speakers.rolechoice import RoleGroup, choose_phrase, read_role_scorer
from tests.parses import parse


def candidate(text: str, *features: str) -> RoleCandidate:
    return RoleCandidate(text=text, features=dict.fromkeys(features, 1.0))


@pytest.mark.parametrize(
    ("candidates", "likely", "chosen"),
    [
        ([], [1.0], None),
        ([candidate("fitter", "before")], [0.9, 0.1], "fitter"),
        ([candidate("fitter", "before")], [0.4, 0.6], None),
        ([candidate("fitter", "before"), candidate("mayor", "behind")], [0.4, 0.4, 0.2], "fitter"),  # some role is sure
        ([candidate("mayor", "announced")], [0.4, 0.6], "mayor"),
        ([candidate("sister", "rule_before")], [0.4, 0.6], "sister"),
        ([candidate("advisers", "rule_after")], [0.4, 0.6], None),  # often somebody else's
        ([candidate("minister", "rule_title"), candidate("defence minister", "rule_after")], [0.6, 0.3, 0.1],
         "defence minister"),
        ([candidate("President", "rule_title"), candidate("Then-senator", "rule_before", "rule_before_beside_source")],
         [0.9, 0.05, 0.05], "Then-senator"),
        ([candidate("sister", "rule_before"), candidate("hairdresser", "description", "own_words")], [0.8, 0.1, 0.1],
         "hairdresser"),
    ],
)  # fmt: skip
def test_choice(candidates: list[RoleCandidate], likely: list[float], chosen: str | None) -> None:
    best = choose_phrase([*candidates, candidate("", "none")], likely, least=0.7)
    assert (None if best is None else candidates[best].text) == chosen


def test_the_scorer_of_the_package_knows_every_group() -> None:
    assert set(read_role_scorer().weights) == set(read_role_scorer().least) == set(RoleGroup)


def test_candidates_of_no_known_rule_are_phrases_all_the_same() -> None:
    doc = parse("American academic and author Grant Sully said no.")
    span = doc.char_span(29, 40)
    assert span is not None
    found = {phrase.construction: phrase.role.text for phrase in find_phrases(doc, span.start, span.end, ())}
    assert found == {Construction.BEFORE: "American academic and author"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The council had the carpet fitter, Kai Snow, to thank.", {"carpet fitter"}),
        ("The report did please at least one Marne parent: Kai Snow.", {"one Marne parent", "Marne parent"}),
        ("It was written by author and head of sales Kai Snow.", {"author and head of sales"}),
    ],
)
def test_phrases_before_a_mark_or_with_a_preposition(text: str, found: set[str]) -> None:
    doc = parse(text)
    span = doc.char_span(text.index("Kai"), text.index("Snow") + 4)
    assert span is not None
    assert {phrase.role.text for phrase in find_far_phrases(doc, span.start)} & found
