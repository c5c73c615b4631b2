"""The ranker learns from annotated coreference, the same weights each time."""

import json
from pathlib import Path

import numpy as np
import pytest

from quoteattr.components.speakers.ranker import FEATURES
from quoteattr.training.pronouns import Example, cross_validate, fit, main, read_examples

TEXT = "Mara Voss met Tom Hale in Larkford. He laughed. She said it was late. Then she left."


def span(words: str, nth: int = 0) -> list[object]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return [start, start + len(words), "name", "coref"]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    her = [span("Mara Voss"), span("She"), span("she")]
    his = [span("Tom Hale"), span("He")]
    line = {"id": "one", "genre": "news", "text": TEXT, "clusters": [{"mentions": her}, {"mentions": his}]}
    path = tmp_path / "corpus.jsonl"
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    return path


def test_each_pronoun_is_an_example_with_whom_it_means(corpus: Path) -> None:
    examples = list(read_examples(corpus))
    assert len(examples) == 3
    assert {example.document for example in examples} == {"one"}
    assert all(0 <= example.right < len(example.rows) for example in examples)


def made(name: str, right: int) -> Example:
    """Two candidates of whom the first is the last speaker."""
    rows = np.zeros((2, len(FEATURES)))
    rows[0, FEATURES.index("speaker")] = 1.0
    return Example(document=name, weight=1.0, rows=rows, right=right)


def test_weights_follow_the_examples_and_are_the_same_each_time() -> None:
    examples = [made(str(number), right=int(number % 10 == 0)) for number in range(60)]
    weights = fit(examples)
    assert weights[FEATURES.index("speaker")] > 1.0
    assert np.array_equal(weights, fit(examples))
    assert cross_validate(examples)["right"] == pytest.approx(0.9)


def test_main_writes_what_the_extractor_reads(corpus: Path, tmp_path: Path) -> None:
    main(corpus, tmp_path / "ranker.json")
    stated = json.loads((tmp_path / "ranker.json").read_text(encoding="utf-8"))
    assert set(stated["weights"]) == set(FEATURES)
    assert 0.5 < stated["least"] < 1
