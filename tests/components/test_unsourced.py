"""Quotes beside which the text names no source, and “who” behind a description."""

import pytest

import quoteattr
from quoteattr.statements import Statement


def statements(text: str) -> dict[str, Statement]:
    return {found.text: found for found in quoteattr.extract(text).statements}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # Orr speaks in the paragraph before and in the one behind.
        (
            "Mia Orr runs the harbour. “We are full,” Orr said.\n\n“The east wall leaks, and nobody has paid for it.”"
            "\n\n“It has to go,” Orr said.",
            "Mia Orr",
        ),
        # Only what is told of Lind stands before it, and a report of what Lind said behind it.
        (
            "Bo Lind, from the Marne Guild, said the plan lacked sense.\n\n“The east wall leaks, and nobody has paid "
            "for it.” Mr Lind said he had told the council so.",
            "Bo Lind",
        ),
    ],
)
def test_a_quote_without_a_source_has_the_speaker_around_it(text: str, speaker: str) -> None:
    found = statements(text)["The east wall leaks, and nobody has paid for it."]
    assert (found.speaker, found.source) == (speaker, None)
    assert found.speaker_confidence is not None and found.speaker_confidence < 1.0


def test_a_quote_of_which_nothing_says_whose_it_is_has_no_speaker() -> None:
    found = statements(
        "Mia Orr met Bo Lind in May.\n\n“The east wall leaks.”\n\nIt rained."
    )
    assert all(each.speaker is None for each in found.values())


@pytest.mark.parametrize(
    "text",
    [
        "Ruth Abara, a former clerk of the court, who wrote on Friday that the port was full, has left.",
        "Senator Ruth Abara of Marne, who said on Friday that the port was full, has left.",
    ],
)
def test_who_is_the_person_whom_a_description_or_a_place_stands_behind(text: str) -> None:
    assert {found.speaker for found in quoteattr.extract(text).statements} == {"Ruth Abara"}
