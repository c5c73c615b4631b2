"""Polarity, modality, medium and addressee of attributions."""

from typing import Any

import pytest

from quoteattr.components.attribution.frames import Frame, frame_of
from quoteattr.spans import Span
from quoteattr.statements import Modality, Polarity
from tests.components.attribution.tables import cases, judged, read_marked

DEFAULTS = {
    "polarity": Polarity.ASSERTED,
    "modality": Modality.STATEMENT,
    "medium": None,
    "addressee": None,
    "is_statement": True,
}


@pytest.mark.parametrize("entry", cases("frames"))
def test_frame(entry: dict[str, Any]) -> None:
    text, (attribution,) = read_marked(entry["text"])
    frame = frame_of(text, attribution.cue, attribution.source, attribution.content)
    assert frame.is_statement == entry["expect"].get("is_statement", True)
    if not frame.is_statement:  # nothing is reported, so that it matters to nobody how
        return
    expected = {name: entry["expect"].get(name, default) for name, default in DEFAULTS.items()}
    statement = judged(text, attribution)
    found = {"polarity": statement.polarity, "modality": statement.modality, "is_statement": True}
    assert {**found, "medium": frame.medium, "addressee": frame.addressee} == expected


def test_without_a_cue_nothing_is_known() -> None:
    assert frame_of("“No.”", (), (), (Span(0, 5),)) == Frame()


@pytest.mark.parametrize(
    "text",
    [
        "{s|It} {k|was announced} {c|that the crane was sold}.",
        "{s|He} {k|is said} {c|to be ill}.",
        "{s|Abel} {k|was told} by the board {c|that the crane was sold}.",
    ],
)
def test_the_subject_of_a_passive_is_no_source(text: str) -> None:
    words, (attribution,) = read_marked(text)
    assert frame_of(words, attribution.cue, attribution.source, attribution.content).is_passive


@pytest.mark.parametrize(
    "text",
    [
        "{s|Abel} {k|was adding}: {c|“No.”}",
        "{s|Abel} {k|has said} {c|it was sold}.",
        "{s|We} {k|are convinced} {c|that it was sold}.",
        "{s|Abel}’s {k|repeated} {c|“no”}",
    ],
)
def test_an_active_clause_keeps_its_source(text: str) -> None:
    words, (attribution,) = read_marked(text)
    assert not frame_of(words, attribution.cue, attribution.source, attribution.content).is_passive
