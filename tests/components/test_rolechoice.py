"""Which of the phrases about a speaker is its role: the phrases beside a name, and the choice among them."""

import pytest

from quoteattr.components.rolephrases import Construction, find_far_phrases, find_phrases
from quoteattr.components.speakers.rolechoice import RoleGroup, choose_phrase, read_role_scorer
from tests.parses import parse


@pytest.mark.parametrize(
    ("likely", "chosen"),
    [
        ([1.0], None),  # nothing but “none”
        ([0.9, 0.1], 0),
        ([0.2, 0.6, 0.2], 1),
        ([0.4, 0.4, 0.2], 0),  # that there is a role counts, not how sure it is which
        ([0.4, 0.6], None),
    ],
)
def test_choice(likely: list[float], chosen: int | None) -> None:
    assert choose_phrase(likely, least=0.7) == chosen


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
