"""Which terms of a text tell most: what textacy gives, with the tags written down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from textacy.extract.keyterms.yake import yake

from quoteattr.components.keyterms import rank_terms
from tests.components.test_subjects import FERRY, VOCAB, doc

TAGS = ("NOUN", "PROPN", "ADJ")
WORDS = (
    *("harbour/NOUN", "Harbour/PROPN", "harbours/NOUN", "ferry/NOUN", "Ferry/PROPN", "FERRY/PROPN", "late/ADJ"),
    *("late/ADV", "the/DET", "The/DET", "of/ADP", ",/PUNCT", "./PUNCT", "+/NOUN", "$/SYM", "said/VERB", "Hale/PROPN"),
)


def expected(told: Doc, most: int) -> list[str]:
    return [term for term, _ in yake(told, normalize=None, include_pos=TAGS, topn=most)]


def test_what_stands_often_comes_before_what_stands_once() -> None:
    told = doc(FERRY)
    found = rank_terms(told, TAGS, 30)
    assert found == expected(told, 30)
    assert found.index("ferry") < found.index("Monday")


@given(st.lists(st.sampled_from(WORDS), min_size=12, max_size=80), st.integers(1, 30))
def test_terms_are_those_of_textacy(words: list[str], most: int) -> None:
    told = doc(" ".join(("crew/NOUN", "lighthouse/NOUN", *words)))
    assert rank_terms(told, TAGS, most) == expected(told, most)


@pytest.mark.parametrize("told", ["Yes/INTJ", "No/DET crew/NOUN"])
def test_a_word_alone_is_no_term(told: str) -> None:
    assert rank_terms(doc(told), TAGS, 30) == []


def test_a_doc_without_words_has_no_terms() -> None:
    assert rank_terms(Doc(VOCAB), TAGS, 30) == []
