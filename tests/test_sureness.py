import pytest

from quoteattr.sureness import STEPS, in_words, speaker_sureness, with_number, words_sureness


@pytest.mark.parametrize(
    ("chance", "word"),
    [(1.0, "very sure"), (0.95, "very sure"), (0.949, "sure"), (0.85, "sure"), (0.7, "likely"), (0.5, "unsure"),
     (0.499, "doubtful"), (0.0, "doubtful")],
)  # fmt: skip
def test_every_chance_has_one_word(chance: float, word: str) -> None:
    assert in_words(chance) == word


def test_the_number_stands_behind_the_word() -> None:
    assert with_number(0.726) == "likely 0.73"
    assert words_sureness({"confidence": 0.98}) == "very sure 0.98"


def test_a_speaker_who_is_open_is_not_sure_whatever_the_words_are() -> None:
    assert speaker_sureness({"speaker": None, "speaker_confidence": 0.9}) == "not settled"
    assert speaker_sureness({"speaker": "Ann Lee", "speaker_confidence": 0.9}) == "sure 0.90"
    assert speaker_sureness({"speaker": "Ann Lee", "speaker_confidence": None}) == "not measured"


def test_the_steps_go_down_and_begin_at_nothing() -> None:
    bounds = [least for least, _, _ in STEPS]
    assert bounds == sorted(bounds, reverse=True) and bounds[-1] == 0
