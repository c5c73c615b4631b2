import pytest

from quoteattr.annotation import Article, number, render
from quoteattr.annotation.numbering import _nested
from quoteattr.pipeline import find_spacy_model, load_parser
from quoteattr.spans import Span
from tests.annotation.articles import ARTICLE, TEXT, numbered


@pytest.fixture(scope="module")
def parsed():
    return number(ARTICLE, load_parser(find_spacy_model()))


def test_paragraphs_and_outer_segments_have_numbers(parsed):
    assert len(parsed.paragraphs) == 3
    assert [[span.of(TEXT) for span in spans] for spans in parsed.quoted] == [
        ["too shallow"],
        ["We will dig. I promised it,"],
        ["Nobody read ‘Tides’."],
    ]


def test_names_pronouns_and_descriptions_are_candidates(parsed):
    phrases = [span.of(TEXT) for span in parsed.candidates]
    for phrase in ("Harbour Minister Mia Orr", "her", "her critics", "she", "Orr", "the guild", "An aide", "Tom Hale"):
        assert phrase in phrases


def test_the_numbers_stand_in_the_text():
    assert render(numbered()).splitlines()[1] == (
        "p1 {1 Harbour Minister Mia Orr} said the bay was “Q1⟨too shallow⟩” and that {2 {3 her} critics} knew it."
    )


def test_without_its_numbers_it_is_the_text(parsed):
    import re

    lines = [line.partition(" ")[2] for line in render(parsed).splitlines()[1:]]
    assert [re.sub(r"\{\d+ |\}|Q\d+\+?⟨|⟩", "", line) for line in lines] == TEXT.splitlines()


def test_a_phrase_that_crosses_the_edge_of_another_is_left_out():
    assert _nested([Span(0, 5), Span(3, 8), Span(0, 2), Span(9, 9)]) == (Span(0, 5), Span(0, 2))


def test_the_digest_is_of_the_text():
    assert Article(id="a", text="One.").digest == Article(id="b", text="One.").digest
    assert Article(id="a", text="One.").digest != Article(id="a", text="Two.").digest
