"""How two wordings relate: tables of examples, and what holds for any two."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.comparing import Match, compare, marked
from quoteattr.contrasts import Concern
from quoteattr.lexicon import Entry, load_entries
from quoteattr.wording import wording

PIER = "We will mend the pier before winter, and nobody will pay twice. That is a promise."


@pytest.mark.parametrize(
    ("given", "found", "match", "cut"),
    [
        ("we will mend the pier before winter and nobody will pay twice that is a promise", PIER, Match.EXACT, False),
        ("WE WILL MEND THE PIER", "“We will mend the pier,”", Match.EXACT, False),
        ("That is a promise.", PIER, Match.FRAGMENT, False),
        ("We will mend the pier before winter, and nobody will pay twice.", PIER, Match.FRAGMENT, False),
        ("nobody will pay twice", PIER, Match.FRAGMENT, True),
        ("mend the pier before winter", PIER, Match.FRAGMENT, True),
        ("We will mend the pier … and nobody will pay twice.", PIER, Match.FRAGMENT, True),
        ("[The town] will mend the pier before winter", PIER, Match.FRAGMENT, True),
        ("We will repair the pier before winter, and nobody will pay twice.", PIER, Match.NEAR, False),
        ("we'll mend the pier before winter, and nobody'll pay twice. That is a promise.", PIER, Match.NEAR, False),
        ("a promise", PIER, Match.NONE, True),
        ("We never had a pier in this town.", PIER, Match.NONE, True),
        ("The trams run on time.", PIER, Match.NONE, False),
        ("", PIER, Match.NONE, False),
        ("No.", "No!", Match.EXACT, False),
        # A bracket stands for as many words as it has.
        ("We will mend [it] before winter", PIER, Match.NEAR, True),
        ("We will mend the [old] before winter", PIER, Match.FRAGMENT, True),
        ("We [the town and everybody in it] pay twice", PIER, Match.NONE, True),
        ("We like to hear what the people of the town say", "We like Joe [Biden] a lot", Match.NONE, False),
        ("I want a boat of my own", "I told [my son] I want a boat of my own.", Match.FRAGMENT, True),
        ("I told Tom I want a boat of my own", "I told [my son] I want a boat of my own.", Match.NEAR, False),
        # Function words alone make nothing near.
        ("It is what they would have been", "It is what we would have done", Match.NONE, False),
        ("This is the way that we have to go", "This is the way that we have to be", Match.NONE, False),
    ],
)
def test_matches(given: str, found: str, match: Match, cut: bool) -> None:
    result = compare(wording(given), wording(found))
    assert (result.match, result.cut and match is not Match.NONE) == (match, cut and match is not Match.NONE)


@pytest.mark.parametrize(
    ("given", "found", "diff"),
    [
        ("We will repair the pier", "We will mend the pier.", "We will [-repair-] {+mend+} the pier"),
        ("mend the pier", "We will mend the pier soon", "{+We will+} mend the pier {+soon+}"),
        ("We will mend … soon", "We will mend the pier, soon", "We will mend {+the pier+} soon"),
        ("[They] will mend it", "Tom and Ann will mend it", "[-They-] {+Tom and Ann+} will mend it"),
        ("We gladly mend the pier", "We mend the pier", "We [-gladly-] mend the pier"),
    ],
)
def test_the_diff_is_in_the_words_as_written(given: str, found: str, diff: str) -> None:
    assert marked(compare(wording(given), wording(found)).differences) == diff


@pytest.mark.parametrize(
    ("given", "found", "concerns"),
    [
        ("We will hire 300 nurses in spring", "We will hire 500 nurses in spring", {Concern.NUMBER}),
        ("We will hire two nurses in spring", "We will hire 2 nurses in spring", set()),
        ("The pier in Ashby is closed now", "The pier in Velby is closed now", {Concern.NAME}),
        ("We did not agree to sell the pier", "We did agree to sell the pier", {Concern.NEGATION}),
        ("Fares on the ferry will rise in May", "Fares on the ferry will fall in May", {Concern.OPPOSITE}),
        ("we have lost the pier", "Nobody can say that we have lost the pier.", {Concern.CONTEXT}),
        ("We would … sell the pier to them", "We would never sell the pier to them", {Concern.CONTEXT}),
        ("We will mend the old pier soon", "We will repair the old pier soon", set()),
    ],
)
def test_what_a_difference_touches(given: str, found: str, concerns: set[Concern]) -> None:
    assert set(compare(wording(given), wording(found)).concerns) == concerns


def test_the_share_of_telling_words_is_told() -> None:
    assert compare(wording("We will repair the pier before winter"), wording(PIER)).shared == 0.667
    assert compare(wording("mend the pier before winter"), wording(PIER)).shared == 1
    assert compare(wording("it is what it was"), wording(PIER)).shared == 0


@pytest.mark.parametrize("entry", load_entries("contrasts").values(), ids=lambda entry: entry.term)
def test_every_contrast_is_noticed_in_its_example(entry: Entry) -> None:
    one, other = re.findall("“([^”]+)”", entry.example)
    concern = Concern(entry.one("class", allowed=("negation", "number", "opposite")))
    assert concern in compare(wording(one), wording(other)).concerns
    assert entry.term in wording(one).words


_texts = st.text(st.sampled_from("ab cd ef. gh, it …[]12"), max_size=60) | st.text(max_size=40)


@given(_texts)
def test_a_text_is_exactly_itself(text: str) -> None:
    said = wording(text)
    if said.words:
        assert compare(said, said).match is Match.EXACT


@given(_texts, _texts)
def test_a_diff_holds_all_words_of_both(given: str, found: str) -> None:
    one, other = wording(given), wording(found)
    differences = compare(one, other).differences
    for said, field in ((one, "given"), (other, "found")):
        words = [word for difference in differences for word in wording(getattr(difference, field)).words]
        assert sorted(words) == sorted(said.words)
