"""The word lists that the speakers are found by: every entry is at work in its own example."""

import re

import pytest
from _pytest.mark import ParameterSet

from quoteattr.components import vocabulary
from quoteattr.lexicon import Entry, load_entries
from quoteattr.linkage.rarity import share_of_given, share_of_surname


def entries(name: str) -> list[ParameterSet]:
    return [pytest.param(entry, id=f"{name}-{term}") for term, entry in load_entries(name).items()]


def stands_in(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", text.casefold()) is not None


@pytest.mark.parametrize("entry", entries("same_roles"))
def test_a_noun_of_the_same_role_stands_in_its_example_and_is_a_role_noun(entry: Entry) -> None:
    words = (entry.term, *entry.many("same"))
    assert any(stands_in(word, entry.example) for word in words)
    assert {vocabulary.role_of_noun(word) for word in words} == {vocabulary.fold(entry.term)}
    assert any(vocabulary.role_noun(word) for word in words)


@pytest.mark.parametrize("entry", [*entries("role_nouns"), *entries("organizations"), *entries("documents")])
def test_a_noun_of_each_kind_stands_in_its_example(entry: Entry) -> None:
    nouns = [noun for field in ("nouns", "she", "he") for noun in entry.many(field)]
    assert any(stands_in(noun, entry.example) for noun in nouns)


@pytest.mark.parametrize("entry", [*entries("groups"), *entries("calendar"), *entries("name_parts")])
def test_a_word_of_each_kind_stands_in_its_example(entry: Entry) -> None:
    assert any(stands_in(noun, entry.example) for noun in entry.many("nouns"))


@pytest.mark.parametrize("entry", entries("titles"))
def test_a_title_is_known_in_all_its_forms(entry: Entry) -> None:
    known = [vocabulary.title(form) for form in (entry.term, *entry.many("forms"))]
    assert {title.term if title else None for title in known} == {entry.term}
    assert entry.one("kind", allowed=("courtesy", "office", "academic", "military"))
    assert entry.one("gender", allowed=("", "he", "she")) == ((known[0] and known[0].gender) or "")
    assert any(stands_in(form, entry.example) for form in (entry.term, *entry.many("forms")))


@pytest.mark.parametrize("entry", entries("given_names"))
def test_given_names_say_the_pronoun_of_their_list(entry: Entry) -> None:
    gender = entry.one("gender", allowed=("he", "she", "any"))
    assert any(stands_in(name, entry.example) for name in entry.many("names"))
    assert {vocabulary.given_gender(name) for name in entry.many("names")} <= {None, gender}


def test_a_name_of_both_says_no_pronoun() -> None:
    assert vocabulary.given_gender("Solveig") == "she"
    assert vocabulary.given_gender("Robin") is None
    assert vocabulary.given_gender("Zzyx") is None


@pytest.mark.parametrize("entry", entries("nicknames"))
def test_familiar_forms_go_both_ways(entry: Entry) -> None:
    for short in entry.many("short"):
        assert vocabulary.are_forms_of_one_name(entry.term, short)
        assert vocabulary.are_forms_of_one_name(short, entry.term)
    assert stands_in(entry.term, entry.example)


@pytest.mark.parametrize("entry", entries("name_frequencies"))
def test_a_frequent_name_is_more_frequent_than_one_that_is_not_listed(entry: Entry) -> None:
    share = {"given": share_of_given, "surname": share_of_surname}[entry.one("kind", allowed=("given", "surname"))]
    assert all(share(name) == int(entry.one("in_100000")) / 100_000 > share("Zzyx") for name in entry.many("names"))
    assert any(stands_in(name, entry.example) for name in entry.many("names"))


@pytest.mark.parametrize("entry", entries("demonyms"))
def test_a_country_is_known_by_its_adjectives(entry: Entry) -> None:
    assert all(vocabulary.country_of(word) for word in (entry.term, *entry.many("adjectives")))
    assert stands_in(entry.many("adjectives")[0], entry.example)


@pytest.mark.parametrize("entry", [*entries("metonyms"), *entries("pronouns"), *entries("role_modifiers")])
def test_a_headword_stands_in_its_example(entry: Entry) -> None:
    assert any(stands_in(form, entry.example) for form in (entry.term, *entry.many("forms")))


@pytest.mark.parametrize(
    "entry", [*entries("role_verbs"), *entries("continuing_cues"), *entries("reporting_participles")]
)
def test_a_form_of_a_verb_stands_in_its_example(entry: Entry) -> None:
    assert any(stands_in(form, entry.example) for form in (entry.term, *entry.many("forms")))


@pytest.mark.parametrize("entry", entries("anonymity"))
def test_a_phrase_stands_in_its_example(entry: Entry) -> None:
    assert any(phrase in entry.example.casefold() for phrase in entry.many("phrases"))
    assert all(phrase == phrase.casefold() for phrase in entry.many("phrases"))


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("ministers", "head of government"),
        ("Policewoman", "police officer"),
        ("MP", "politician"),
        ("spokesmen", "spokesperson"),
    ],
)
def test_role_nouns_are_known_in_number_and_case(word: str, kind: str) -> None:
    role = vocabulary.role_noun(word)
    assert role is not None
    assert kind in role.kinds


@pytest.mark.parametrize("word", ["Ngo", "Mp", "table leg", ""])
def test_abbreviations_are_no_names(word: str) -> None:
    assert vocabulary.role_noun(word) is None
    assert vocabulary.body_noun(word) is None


def test_a_body_that_is_written_like_a_pronoun_is_none() -> None:
    bodies = vocabulary.bodies_like_pronouns()
    assert bodies
    assert all(vocabulary.pronoun(body) is None and vocabulary.pronoun(body.casefold()) for body in bodies)
