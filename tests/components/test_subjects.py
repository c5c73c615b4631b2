"""What an article is about: on Docs whose tags are written down, so that no model is needed."""

import pytest
import spacy
from spacy.tokens import Doc

from quoteattr.components.subjects import BEGINNING, MOST, find_subjects

VOCAB = spacy.blank("en").vocab
# A word with its tag, and where it belongs to one, its entity: "Mia/PROPN/PERSON".
FERRY = (
    "The/DET harbour/NOUN ferry/NOUN is/AUX late/ADJ ,/PUNCT said/VERB Mr./PROPN Tom/PROPN/PERSON "
    "Hale/PROPN/PERSON ./PUNCT Hale/PROPN/PERSON told/VERB the/DET New/PROPN/ORG Bay/PROPN/ORG Times/PROPN/ORG "
    "that/SCONJ the/DET harbour/NOUN ferry/NOUN had/AUX no/DET crew/NOUN on/ADP Monday/PROPN/DATE ./PUNCT "
    "The/DET crew/NOUN says/VERB people/NOUN wait/VERB for/ADP the/DET harbour/NOUN ferry/NOUN ./PUNCT"
)


def doc(told: str) -> Doc:
    parts = [(*word.split("/"), "", "")[:3] for word in told.split()]
    words, tags, kinds = zip(*parts, strict=True)
    before = ("", *kinds[:-1])
    marks = ["I" if kind == last else "B" for kind, last in zip(kinds, before, strict=True)]
    ents = [f"{mark}-{kind}" if kind else "O" for mark, kind in zip(marks, kinds, strict=True)]
    starts = [place == 0 or words[place - 1] == "." for place in range(len(words))]
    return Doc(VOCAB, words=words, pos=tags, ents=ents, sent_starts=starts)


def test_what_stands_early_and_often_is_a_subject() -> None:
    found = find_subjects(doc(FERRY))
    assert "harbour ferry" in found
    assert "Tom Hale" in found
    assert "crew" in found


@pytest.mark.parametrize("not_one", ["Monday", "people", "Mr.", "Bay Times", "New Bay", "Hale", "ferry", "late"])
def test_dates_titles_pieces_of_names_and_what_any_article_has_are_none(not_one: str) -> None:
    assert not_one not in find_subjects(doc(FERRY))


@pytest.mark.parametrize(
    ("told", "none", "found"),
    [
        ("LUNDBY/PROPN/GPE —/PUNCT The/DET ferry/NOUN is/AUX late/ADJ ./PUNCT", "LUNDBY", "ferry"),
        ("LUNDBY/PROPN/GPE ―/PUNCT The/DET ferry/NOUN is/AUX late/ADJ ./PUNCT", "LUNDBY", "ferry"),
        ("LUNDBY/PROPN/GPE -/PUNCT The/DET ferry/NOUN is/AUX late/ADJ ./PUNCT", "LUNDBY", "ferry"),
        ("BAY/PROPN HILL/PROPN ,/PUNCT Coast/PROPN (/PUNCT AP/PROPN )/PUNCT —/PUNCT The/DET ferry/NOUN ./PUNCT",
         "BAY HILL", "ferry"),
        ("LUNDBY/PROPN (/PUNCT Reuters/PROPN )/PUNCT -/PUNCT The/DET ferry/NOUN is/AUX late/ADJ ./PUNCT", "LUNDBY",
         "ferry"),
        ("Caption/NOUN Ida/PROPN/PERSON Moss/PROPN/PERSON of/ADP AFP/PROPN ./PUNCT The/DET ferry/NOUN ./PUNCT",
         "Ida Moss", "ferry"),
        ("The/DET Norvane/ADJ counterpart/NOUN Olin/PROPN/PERSON Dale/PROPN/PERSON met/VERB us/PRON ./PUNCT",
         "Norvane counterpart Olin", "Olin Dale"),
        ("Prime/PROPN Minister/PROPN Ada/PROPN/PERSON Hale/PROPN/PERSON met/VERB the/DET crew/NOUN ./PUNCT",
         "Prime Minister Ada", "Ada Hale"),
        ("Quarterback/NOUN Tom/PROPN/PERSON Orr/PROPN/PERSON fell/VERB ./PUNCT The/DET crew/NOUN saw/VERB ./PUNCT",
         "Quarterback Tom", "Tom Orr"),
        ("They/PRON met/VERB at/ADP Fort/PROPN Lund/PROPN International/PROPN Airport/PROPN ./PUNCT",
         "Lund International Airport", "Fort Lund International Airport"),
        ("The/DET German/ADJ said/VERB no/INTJ ./PUNCT The/DET German/NOUN left/VERB the/DET ferry/NOUN ./PUNCT",
         "German", "ferry"),
        ("Nadia/PROPN/PERSON Berg/PROPN/PERSON spoke/VERB ./PUNCT Berg/PROPN/PERSON left/VERB a/DET crew/NOUN ./PUNCT",
         "Berg", "Nadia Berg"),
    ],
)  # fmt: skip
def test_datelines_credits_and_half_names_are_none(told: str, none: str, found: str) -> None:
    subjects = find_subjects(doc(told))
    assert none not in subjects and found in subjects


@pytest.mark.parametrize("told", ["Yes/INTJ", "./PUNCT", "No/DET crew/NOUN"])
def test_a_text_of_a_word_has_no_subject_or_few(told: str) -> None:
    assert len(find_subjects(doc(told))) <= 1


def test_a_doc_without_words_has_none() -> None:
    assert find_subjects(Doc(VOCAB)) == ()


def test_a_long_article_is_read_at_its_beginning() -> None:
    filler = " ".join(["It/PRON rains/VERB and/CCONJ snows/VERB ./PUNCT"] * BEGINNING)
    found = find_subjects(doc(f"{FERRY} {filler} The/DET lighthouse/NOUN ./PUNCT"))
    assert "harbour ferry" in found and "lighthouse" not in found and len(found) <= MOST
