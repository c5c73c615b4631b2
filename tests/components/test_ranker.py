"""The ranker of persons for pronouns: chances, abstention, and the weights of the package."""

import json
from dataclasses import replace

import pytest

from quoteattr.components.speakers import ranker as module
from quoteattr.components.speakers.pronouns import choose_person
from quoteattr.components.speakers.ranker import FEATURES, PronounCandidate, Ranker, chances, read_ranker
from quoteattr.errors import ModelError

PLAIN = PronounCandidate(entity=0, **dict.fromkeys(FEATURES, 0.0))


def test_chances_add_up_and_follow_the_weights() -> None:
    ranker = Ranker(weights={**dict.fromkeys(FEATURES, 0.0), "speaker": 2.0}, least=0.6, close=0.15)
    likely = chances((PLAIN, replace(PLAIN, entity=1, speaker=1.0)), ranker)
    assert sum(likely) == pytest.approx(1.0)
    assert likely[1] == pytest.approx(0.88, abs=0.01)


def test_two_that_are_alike_stay_open_with_both_as_candidates() -> None:
    found = choose_person((PLAIN, replace(PLAIN, entity=7)), read_ranker())
    assert found is not None
    assert (found.entity, found.candidates) == (None, (0, 7))


def test_nobody_means_nothing() -> None:
    assert choose_person((), read_ranker()) is None


def test_the_one_who_goes_on_speaking_is_meant() -> None:
    on = replace(PLAIN, entity=3, speaker=1.0, speaks_on=1.0, continues=1.0, near=0.5)
    found = choose_person((replace(PLAIN, near=0.5, latest=1.0), on), read_ranker())
    assert found is not None
    assert found.entity == 3


def test_weights_of_another_version_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    (tmp_path / "ranker.json").write_text(json.dumps({"weights": {"age": 1.0}, "least": 0.6, "close": 0.1}))
    monkeypatch.setattr(module, "files", lambda package: tmp_path)
    with pytest.raises(ModelError, match=r"ranker\.json has other features"):
        module.read_ranker.__wrapped__()
