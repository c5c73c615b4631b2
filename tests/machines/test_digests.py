"""Every machine finds the same statements in the articles of the project and in texts made of its examples."""

import platform

import pytest

from tests.machines.digests import MODELS, differences, read_digests, read_texts


@pytest.mark.parametrize("model", MODELS)
def test_this_machine_finds_what_others_do(model: str) -> None:
    assert differences(model) == [], (
        f"other statements on {platform.processor() or platform.machine()}; where a rule, a word list or a model was "
        "changed: python -m tests.machines.digests"
    )


def test_the_digests_are_of_forty_texts_and_the_samples() -> None:
    assert {model: sorted(read_texts(model)) for model in MODELS} == {
        model: sorted(found) for model, found in read_digests().items()
    }
    assert len(read_texts("sm")) == 44
    assert len(set(read_digests()["sm"].values())) >= 40  # the samples are among the articles
