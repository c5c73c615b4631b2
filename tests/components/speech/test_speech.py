"""Titles, names, terms and scare quotes are no quotes; acts, topics and pointers are no claims."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from _pytest.mark import ParameterSet
from spacy.language import Language

import quoteattr
from quoteattr.documents import Document
from quoteattr.pipeline import annotate
from quoteattr.statements import Extraction, Modality

EXAMPLES = Path(__file__).parents[2] / "examples" / "speech.yml"
FEWEST = 10  # examples of each kind


@cache
def kinds() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = yaml.safe_load(EXAMPLES.read_text("utf-8"))
    return found


@cache
def nlp() -> Language:
    return quoteattr.load()


@cache
def extract(text: str) -> Extraction:
    (found,) = annotate([Document(text=text)], nlp())
    return found


def cases(section: str) -> Iterator[ParameterSet]:
    for kind, examples in kinds()[section].items():
        for number, example in enumerate(examples, 1):
            text, marks = _read(example)
            yield pytest.param(text, id=f"{kind}-{number}", marks=marks)


def _read(example: Any) -> tuple[str, Any]:
    """The text, and the mark of a known failure with its reason."""
    if isinstance(example, str):
        return example, ()
    return example["text"], pytest.mark.xfail(strict=True, reason=example["open"])


def shown_quotes(extraction: Extraction) -> list[str]:
    """The quotes that default views show."""
    return [quote.text for quote in extraction.quotes if quote.proposition is not False]


def shown_claims(extraction: Extraction) -> list[str]:
    """The claims that default views show."""
    return [
        claim.text
        for claim in extraction.claims
        if claim.proposition is not False and claim.modality is not Modality.THOUGHT
    ]


@pytest.mark.parametrize("section", ["not_quotes", "quotes", "not_claims", "claims"])
def test_each_kind_has_enough_examples(section: str) -> None:
    assert {kind: len(examples) >= FEWEST for kind, examples in kinds()[section].items()} == dict.fromkeys(
        kinds()[section], True
    )


@pytest.mark.parametrize("text", list(cases("not_quotes")))
def test_what_nobody_said_is_no_quote(text: str) -> None:
    assert shown_quotes(extract(text)) == []


@pytest.mark.parametrize("text", list(cases("quotes")))
def test_what_somebody_said_is_a_quote(text: str) -> None:
    assert len(shown_quotes(extract(text))) == 1


@pytest.mark.parametrize("text", list(cases("not_claims")))
def test_what_says_nothing_true_or_false_is_not_shown(text: str) -> None:
    assert shown_claims(extract(text)) == []


@pytest.mark.parametrize("text", list(cases("claims")))
def test_what_is_true_or_false_is_shown(text: str) -> None:
    assert len(shown_claims(extract(text))) == 1
