"""Every machine finds the same statements in the articles of the project and in texts made of its examples."""

import platform

import pytest

from quoteattr.annotation.corpus import read_annotation
from tests.machines.digests import (
    MODELS,
    PRESS_ARTICLES,
    PRESS_PARTS,
    ROOT,
    differences,
    read_digests,
    read_press_digests,
    read_texts,
)


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


def test_forty_articles_of_the_press_have_a_digest_none_of_the_test_part() -> None:
    folder = ROOT / "corpora" / "press"
    parts = [read_annotation(folder / f"{name}.json").part for name in read_press_digests()]
    assert len(parts) == PRESS_ARTICLES
    assert set(parts) == set(PRESS_PARTS)
