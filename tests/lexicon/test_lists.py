"""Every entry of a word list is at work in its own example."""

import re

import pytest
from _pytest.mark import ParameterSet

from quoteattr.components.attribution.authors import find_author
from quoteattr.components.attribution.cues import CueClass, find_cues, inflect
from quoteattr.components.attribution.frames import FRAMES
from quoteattr.components.attribution.sentences import sentence_at
from quoteattr.lexicon import Entry, load_entries


def entries(*names: str) -> list[ParameterSet]:
    return [pytest.param(entry, id=f"{name}-{term}") for name in names for term, entry in load_entries(name).items()]


@pytest.mark.parametrize("entry", entries("cues", "cue_phrases"))
def test_a_cue_is_found_in_its_example(entry: Entry) -> None:
    assert entry.term in [match.entry.term for match in find_cues(entry.example)]


@pytest.mark.parametrize("entry", entries("cue_nouns"))
def test_a_noun_stands_in_its_example(entry: Entry) -> None:
    assert not set(inflect(entry.term)[:2]).isdisjoint(re.findall(r"\w+", entry.example.casefold()))


@pytest.mark.parametrize(
    "entry", entries("function_words", "common_words", "media", "quoted_words", "signs", "vague_nouns")
)
def test_a_word_stands_in_its_example(entry: Entry) -> None:
    assert re.search(rf"\b{re.escape(entry.term)}\b", entry.example, re.IGNORECASE)


@pytest.mark.parametrize("entry", entries("word_sets"))
def test_a_word_of_a_set_stands_in_its_example(entry: Entry) -> None:
    assert set(entry.many("words")) & set(re.findall(r"[\w’']+", entry.example.casefold()))


@pytest.mark.parametrize("entry", entries("abbreviations"))
def test_an_abbreviation_ends_no_sentence(entry: Entry) -> None:
    assert f"{entry.term}." in entry.example
    assert sentence_at(entry.example, 0).of(entry.example) == entry.example


@pytest.mark.parametrize("entry", entries(*CueClass))
def test_frames_are_known(entry: Entry) -> None:
    assert entry.one("frame", allowed=FRAMES)
    for variant in ("to", "for", "on", "whether", "claims", "negated"):
        entry.one(variant, allowed=("", *FRAMES))
    entry.one("addressee", allowed=("", "object", "to"))


def test_no_field_is_unknown() -> None:
    known = {
        "frame",
        "forms",
        "to",
        "for",
        "on",
        "whether",
        "claims",
        "names",
        "signs",
        "negated",
        "addressee",
        "medium",
        "clause",
    }
    assert {name for entry in load_entries("cues").values() for name in entry.fields} <= known


@pytest.mark.parametrize("entry", entries("joining"))
def test_what_joins_stands_between_or_before_two(entry: Entry) -> None:
    assert f" {entry.term} " in f" {entry.example.casefold()}"


@pytest.mark.parametrize("entry", entries("quoting"))
def test_the_object_of_a_verb_is_who_speaks(entry: Entry) -> None:
    found = find_author(entry.example, 0, entry.example.index("“"))
    assert found is not None
    assert found[1].of(entry.example) == "Thorne"
