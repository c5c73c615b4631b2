"""Quotes beside which the text names no source, and “who” behind a description."""

from functools import cache

import pytest
from spacy.language import Language

import quoteattr
from quoteattr.components.annotations import Reported
from quoteattr.components.speakers import resolve_speakers
from quoteattr.documents import Document
from quoteattr.spans import Span
from quoteattr.statements import Kind


@cache
def nlp() -> Language:
    return quoteattr.load()


def test_a_quote_without_a_source_has_the_speaker_around_it() -> None:
    text = (
        "Bo Lind, from the Marne Guild, said the plan lacked sense.\n\n"
        "“The east wall leaks, and nobody has paid for it.” Mr Lind said he had told the council so."
    )
    start = text.index("“") + 1
    quote = Reported(kind=Kind.DIRECT, spans=(Span(start, text.index("”")),))
    reported = (_claim(text, "the plan lacked sense", "Bo Lind"), quote, _claim(text, "he had told", "Mr Lind"))
    doc = nlp().make_doc(text)
    for _, component in nlp().pipeline:
        doc = component(doc)
    found = resolve_speakers(doc, reported, Document(text=text)).resolutions[1]
    assert found.speaker == "Bo Lind"
    assert found.chance is not None and found.chance < 1.0 and found.reasons


def _claim(text: str, content: str, source: str) -> Reported:
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in (content, source)]
    return Reported(kind=Kind.INDIRECT, spans=(spans[0],), source=spans[1])


def test_a_quote_of_which_nothing_says_whose_it_is_has_no_speaker() -> None:
    found = quoteattr.extract("Mia Orr met Bo Lind in May.\n\n“The east wall leaks.”\n\nIt rained.")
    assert all(each.speaker is None for each in found.statements)


@pytest.mark.parametrize(
    "text",
    [
        "Ruth Abara, a former clerk, who wrote on Friday that the port was full, has left.",
        "Senator Ruth Abara of Marne, who said on Friday that the port was full, has left.",
    ],
)
def test_who_is_the_person_whom_a_description_or_a_place_stands_behind(text: str) -> None:
    assert {found.speaker for found in quoteattr.extract(text).statements} == {"Ruth Abara"}
