"""Polarity and modality of single sentences, and what may not leak from one clause into another."""

from typing import Any

import pytest

from quoteattr.components.attribution.cues import CueClass, find_cues
from quoteattr.components.quotations import find_quotations
from quoteattr.components.veridicality.path import read_path
from quoteattr.components.veridicality.signatures import Truth
from quoteattr.components.veridicality.words import QUOTED, read_words
from quoteattr.lexicon import Entry, load_entries
from quoteattr.spans import Span
from tests.components.attribution.tables import cases, judged, read_marked
from tests.parses import parse

ENTRIES = load_entries("veridicality")


@pytest.mark.parametrize("entry", cases("veridicality"))
def test_sentence(entry: dict[str, Any]) -> None:
    text, attributions = read_marked(entry["text"])
    found = [judged(text, attribution) for attribution in attributions]
    assert [f"{one.polarity} {one.modality}" for one in found] == entry["expect"]


def truth_of(example: str) -> Truth:
    """Whether an example of the list has it that its quotation was said: what governs the verb before or after it."""
    doc, quotations = parse(example), find_quotations(example)
    words = read_words(doc, Span(0, len(example)), quotations)
    quoted = next(number for number, word in enumerate(words) if word.tag == QUOTED)
    starts = {match.span.start for match in find_cues(example) if match.kind is CueClass.VERB}
    verbs = [number for number, word in enumerate(words) if word.span.start in starts or word.text == "misattributed"]
    return read_path(words, max((verb for verb in verbs if verb < quoted), default=verbs[-1]), None).truth


GOVERNORS = [entry for entry in ENTRIES.values() if "governor" in entry.many("class")]


@pytest.mark.parametrize("entry", [pytest.param(entry, id=entry.term) for entry in GOVERNORS])
def test_a_governor_does_in_its_example_what_its_signature_says(entry: Entry) -> None:
    assert truth_of(entry.example) == entry.one("affirmed")


NEGATORS = [entry for entry in ENTRIES.values() if {"negator", "affirming"} & set(entry.many("class"))]


@pytest.mark.parametrize("entry", [pytest.param(entry, id=entry.term) for entry in NEGATORS])
def test_a_negator_negates_in_its_example(entry: Entry) -> None:
    assert truth_of(entry.example) is (Truth.NOT_SAID if "negator" in entry.many("class") else Truth.SAID)


# What is doubtful or unproven, and a governor too, leaves it open: the test of governors holds those.
FALSE = [
    entry
    for entry in ENTRIES.values()
    if {"erring", "excess", "fabricated", "falsely", "hollow", "predicate"} & set(entry.many("class"))
    and not ("governor" in entry.many("class") and entry.one("affirmed") == Truth.OPEN)
]


@pytest.mark.parametrize("entry", [pytest.param(entry, id=entry.term) for entry in FALSE])
def test_what_is_false_was_not_said(entry: Entry) -> None:
    assert truth_of(entry.example) is Truth.NOT_SAID


BORDERS = [entry for entry in ENTRIES.values() if entry.many("class") == ("border",)]


@pytest.mark.parametrize("entry", [pytest.param(entry, id=entry.term) for entry in BORDERS])
def test_no_negation_reaches_over_a_border(entry: Entry) -> None:
    assert truth_of(entry.example) is (Truth.OPEN if entry.term == "whether" else Truth.SAID)


def test_every_entry_is_of_a_known_class() -> None:
    known = {"adding", "affirming", "asking", "attributing", "border", "erring", "excess", "fabricated", "falsely",
             "genuine", "governor", "grounds", "hearsay", "hollow", "lacking", "negator", "predicate", "providing",
             "untrue", "wording"}  # fmt: skip
    takes = {"as", "bare", "from", "ing", "made", "object", "of", "self", "small", "that", "to", "where", "words"}
    for entry in ENTRIES.values():
        assert set(entry.many("class")) <= known
        assert entry.one("part", allowed=("", "noun", "verb", "word")) or "governor" not in entry.many("class")
        assert set(entry.many("takes")) <= takes
