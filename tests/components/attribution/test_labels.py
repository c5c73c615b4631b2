"""Who speaks in transcripts, and what before a colon is nobody: the texts of tests/examples/labels.yml."""

from functools import cache
from typing import Any

import pytest
from spacy.language import Language

import quoteattr
from quoteattr.components.attribution.interviews import find_interviewed, find_interviewer
from quoteattr.components.turnlabels import names_no_speaker, read_role_label
from quoteattr.documents import Document, Time
from quoteattr.lexicon import Entry, load_entries
from quoteattr.pipeline import annotate
from quoteattr.spans import Span
from quoteattr.statements import Extraction
from tests.components.attribution.tables import cases


@cache
def nlp() -> Language:
    return quoteattr.load()


def extract(entry: dict[str, Any]) -> Extraction:
    times = (Time(0, 0.0),) if entry.get("is_recording") else ()
    (found,) = annotate([Document(text=entry["text"], times=times)], nlp())
    return found


@pytest.mark.parametrize("entry", cases("labels"))
def test_labels(entry: dict[str, Any]) -> None:
    found = extract(entry)
    spoken = [(quote.text, quote.speaker, quote.role) for quote in found.quotes]
    if "turns" in entry:
        wanted = [tuple(turn) for turn in entry["turns"]]
        assert len(spoken) == len(wanted)
        assert [one[: len(turn)] for one, turn in zip(spoken, wanted, strict=True)] == wanted
    nobody = {words.casefold() for words in entry.get("nobody", ())}
    assert not nobody & {(statement.source or "").casefold() for statement in found.statements}


def entries(name: str) -> list[Any]:
    return [pytest.param(entry, id=term) for term, entry in load_entries(name).items()]


@pytest.mark.parametrize("entry", entries("turn_labels"))
def test_a_role_is_read_in_its_example(entry: Entry) -> None:
    label = entry.example.partition(": ")[0] if ": " in entry.example else entry.example.partition(". ")[0]
    role = read_role_label(label)
    assert role is not None
    assert entry.term in role.role.split() or entry.term in role.role


@pytest.mark.parametrize("entry", entries("labels"))
def test_what_is_no_speaker_is_known_in_its_example(entry: Entry) -> None:
    assert names_no_speaker(entry.example.partition(":")[0])


@pytest.mark.parametrize("place", [place for e in load_entries("datelines").values() for place in e.many("places")])
def test_a_place_is_no_speaker(place: str) -> None:
    assert names_no_speaker(place.upper()) and names_no_speaker(place)


@pytest.mark.parametrize("entry", entries("interviews"))
def test_a_guest_is_found_in_the_example(entry: Entry) -> None:
    whole = Span(0, len(entry.example))
    guest = find_interviewed(entry.example, whole)
    assert guest is not None and guest.of(entry.example) == "Kay Orr"
    host = find_interviewer(entry.example, whole)
    assert host is None or host.of(entry.example) in {"Mia Lee", "We", "The Courier"}


@pytest.mark.parametrize("label", ["MR. LOW", "Kay Orr", "SENATOR VEGA", "BISHOP", "COOK", "The BBC", "ACTING"])
def test_a_name_is_no_role(label: str) -> None:
    assert read_role_label(label) is None
