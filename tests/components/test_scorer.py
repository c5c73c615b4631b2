"""Who a source is: candidates, chances, abstention, and the words of what decided."""

import pytest

import quoteattr
from quoteattr.components.speakers.candidate import Candidate, Sort, SourceGroup
from quoteattr.components.speakers.decision import CONTESTED, decide
from quoteattr.components.speakers.evidence import in_words, weightiest
from quoteattr.components.speakers.scorer import Scorer, chances, read_scorer
from quoteattr.statements import Statement

GROUP = SourceGroup.HE_SHE


def candidate(name: str, **features: float) -> Candidate:
    return Candidate(sort=Sort.ENTITY if name else Sort.OPEN, name=name, features=features)


def scorer(**weights: float) -> Scorer:
    return Scorer(weights={GROUP: weights}, least={GROUP: 0.5}, close=0.1)


def test_chances_add_up_to_one_and_follow_the_weights() -> None:
    found = chances([candidate("Orr", near=1.0), candidate("Hale", near=0.5), candidate("")], {"near": 2.0})
    assert sum(found) == pytest.approx(1.0)
    assert found[0] > found[1] > found[2]


def test_the_likeliest_is_chosen_with_its_runners_up_and_what_spoke_for_it() -> None:
    candidates = [candidate("Orr", near=1.0, headline=1.0), candidate("Hale", near=1.0), candidate("", open=1.0)]
    decision = decide(candidates, GROUP, scorer(near=2.0, headline=1.5, open=-3.0))
    assert decision.candidate is candidates[0]
    assert [other.name for other, _ in decision.runners_up] == ["Hale"]
    assert decision.evidence == ("headline",)


def test_below_the_line_nobody_is_named_and_all_are_candidates() -> None:
    candidates = [candidate("Orr", near=1.0), candidate("Hale", near=0.9), candidate("")]
    decision = decide(candidates, GROUP, scorer(near=1.0))
    assert decision.candidate is None
    assert [other.name for other, _ in decision.runners_up] == ["Orr", "Hale"]


def test_nobody_can_be_the_likeliest() -> None:
    assert decide([candidate("Orr"), candidate("", open=1.0)], GROUP, scorer(open=5.0)).candidate is None


@pytest.mark.parametrize(("weight", "named"), [(1.2, False), (4.0, True)])
def test_more_is_asked_where_the_rules_leave_it_open_between_several(weight: float, named: bool) -> None:
    candidates = [candidate("Orr", near=1.0), candidate("", open_candidates=1.0)]
    decision = decide(candidates, GROUP, scorer(near=weight))
    assert decision.chance > 0.5
    assert (decision.candidate is not None) is named is (decision.chance >= CONTESTED)


def test_two_entities_of_one_name_are_one_answer() -> None:
    candidates = [candidate("Orr", near=1.0), candidate("Orr", near=1.0), candidate("Hale", near=1.2), candidate("")]
    decision = decide(candidates, GROUP, scorer(near=1.0))
    assert decision.candidate is not None and decision.candidate.name == "Orr"


def test_the_scorer_of_the_package_knows_every_group() -> None:
    shipped = read_scorer()
    assert set(shipped.weights) == set(shipped.least) == set(SourceGroup)
    assert all(shipped.weights[group] for group in SourceGroup)


def statements(text: str) -> dict[str, Statement]:
    return {found.text: found for found in quoteattr.extract(text).statements}


def test_a_record_says_how_sure_the_speaker_is_and_why() -> None:
    found = statements("Mayor Mia Orr came late.\n\n“We will dig,” she said.")["We will dig,"]
    assert found.speaker == "Mia Orr"
    assert found.speaker_confidence is not None and 0.6 <= found.speaker_confidence <= 1.0
    assert found.evidence


def test_a_record_without_a_speaker_has_no_confidence_in_one() -> None:
    found = statements("Mia Stone met Carla Hale on Monday. “I am staying,” she said.")["I am staying,"]
    assert (found.speaker, found.speaker_confidence) == (None, None)
    assert set(found.candidates) == {"Mia Stone", "Carla Hale"}


def test_whom_the_source_names_as_owner_is_not_the_speaker() -> None:
    found = statements("Tom Hale stayed away. “He is ill,” Hale’s lawyer said.")["He is ill,"]
    assert found.speaker is not None and found.speaker.endswith("Hale’s lawyer")


def test_evidence_is_in_words_and_each_stands_once() -> None:
    assert in_words(("gender_known", "no such feature", "answer_name", "name")) == (
        "the gender fits",
        "the source names the speaker",
    )


def test_features_that_have_the_same_words_speak_together() -> None:
    gains = {"near": 0.5, "same_noun": 0.3, "apposed_noun": 0.3, "headline": -1.0}
    assert weightiest(gains) == ("called so in the article", "spoken of close by")
