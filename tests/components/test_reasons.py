"""Why a statement is as it is: who was weighed, who decided, where the role stands, what made the polarity."""

from functools import cache

import pytest
from spacy.language import Language

import quoteattr
from quoteattr.components.component import DOCUMENT
from quoteattr.components.reasons import CARRIED, MOST_REASONS, MOST_SHOWN, NOBODY, PRECEDENCES, find_reasons
from quoteattr.components.speakers.decision import Precedence
from quoteattr.components.speakers.evidence import against_in_words
from quoteattr.documents import Document
from quoteattr.explanations import Reasons

MET = "Harbour Minister Mia Orr met the skipper Tom Hale in Marne on Monday.\n\n"


@cache
def nlp() -> Language:
    return quoteattr.load()


def reasons(text: str, **metadata: str) -> dict[str, Reasons]:
    """The reasons of the statements of a text, by their words."""
    doc = nlp().make_doc(text)
    doc.user_data[DOCUMENT] = Document(text=text, **metadata)
    doc = nlp()(doc)
    found = zip(doc._.quoteattr.reported, find_reasons(doc), strict=True)
    return {one.spans[0].of(text): reasons for one, reasons in found}


def names(found: Reasons) -> list[str | None]:
    return [one.name for one in found.considered]


def test_everybody_who_was_weighed_is_shown_with_a_chance_the_likeliest_first() -> None:
    found = reasons(f"{MET}“We will dig,” the minister said.")["We will dig,"]
    assert names(found)[0] == "Mia Orr" and {"Tom Hale", None} <= set(names(found))
    chances = [one.chance for one in found.considered if one.chance is not None]
    assert chances == sorted(chances, reverse=True) and 0.97 <= sum(chances) <= 1.01
    assert [one.chosen for one in found.considered] == [True] + [False] * (len(chances) - 1)
    assert found.decided == f"the scorer, which weighed {len(chances) + found.others} answers"


def test_a_candidate_has_what_speaks_for_it_and_against_it_in_words() -> None:
    found = reasons(f"{MET}“We will dig,” the minister said.")["We will dig,"]
    first, *others = found.considered
    assert "called so in the article" in first.speaks_for
    skipper = next(one for one in others if one.name == "Tom Hale")
    assert "called by nouns of another kind" in skipper.speaks_against
    assert all(len(one.speaks_for) <= MOST_REASONS >= len(one.speaks_against) for one in found.considered)


def test_the_speaker_of_the_reasons_is_the_one_of_the_record() -> None:
    text = (
        f"{MET}“We will dig,” she said. The skipper denied that the boats had been sold. “Nobody asked,” Hale "
        "added.\n\nAnn Reed and Eva Holm said that the pier was lost. “It is over,” she said. It was announced that "
        "the bar closed."
    )
    records = {found.text: found.speaker for found in quoteattr.extract(text).statements}
    found = reasons(text)
    assert len(found) == len(records) >= 5
    for words, one in found.items():
        assert [each.name for each in one.considered if each.chosen][:1] in ([records[words]], []), words


@pytest.mark.parametrize(
    ("text", "words", "alone"),
    [
        ("“We will dig,” said Mia Orr.", "We will dig,", Precedence.FULL_NAME),
        ("Ann Lee met Eva Holm. “We will dig,” the latter said.", "We will dig,", Precedence.CERTAIN),
        ("Ann Voss met Peter Voss. “We will dig,” Voss said.", "We will dig,", Precedence.AMBIGUOUS),
    ],
)
def test_a_rule_that_decides_alone_says_so(text: str, words: str, alone: Precedence) -> None:
    found = reasons(text)[words]
    assert found.decided.startswith(PRECEDENCES[alone])
    assert found.others == 0 and all(one.chosen or one.chance is None for one in found.considered)


def test_what_the_words_leave_open_has_its_candidates() -> None:
    found = reasons("Ann Voss met Peter Voss. “We will dig,” Voss said.")["We will dig,"]
    assert names(found) == [None, "Ann Voss", "Peter Voss"] and found.considered[0].chosen


def test_a_speaker_whom_the_scorer_leaves_open_tells_the_chance_that_was_missed() -> None:
    found = reasons("Mia Stone met Carla Hale on Monday. “I am staying,” she said.")["I am staying,"]
    assert [one.name for one in found.considered if one.chosen] == [None]
    assert {"Mia Stone", "Carla Hale"} <= set(names(found))
    assert "that a speaker needs here" in found.decided


def test_what_goes_on_without_a_source_says_so() -> None:
    found = reasons("“We will dig.” Traffic resumed at noon on the long road by the harbour.")
    assert all(one.decided in (CARRIED, NOBODY) for one in found.values())


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        (f"{MET}“We will dig,” she said.", "We will dig,", "Harbour Minister Mia Orr met the skipper Tom Hale"),
        (
            "“We will dig,” said Harbour Minister Mia Orr.",
            "We will dig,",
            "the source says it: “Harbour Minister Mia Orr”",
        ),
    ],
)
def test_a_role_is_shown_where_the_text_has_it(text: str, words: str, place: str) -> None:
    found = reasons(text)[words].role
    assert found is not None and place in found


def test_the_phrases_that_may_say_the_role_have_their_chances() -> None:
    found = reasons(f"{MET}“We will dig,” she said. “No,” Ann Reed said.")
    roles = found["We will dig,"].roles
    assert [one.name for one in roles if one.chosen] == ["Harbour Minister"]
    assert all(one.chance is not None and 0 < one.chance <= 1 for one in roles)
    assert [one.name for one in found["No,"].roles if one.chosen] == [None]


@pytest.mark.parametrize(
    ("sentence", "words", "told"),
    [
        ("Mia Orr denied that the boats had been sold.", "that the boats had been sold", "“denied” denies"),
        ("There is no evidence that Mia Orr said “the sea is ours”.", "the sea is ours", "governed by “no”"),
        ("Mia Orr did not say “the sea is ours”.", "the sea is ours", "governed by “not”"),
        ("Mia Orr could not resist saying “the sea is ours”.", "the sea is ours", "governed by “not”, “resist”"),
        ("According to Mia Orr, the boats had been sold.", "the boats had been sold", "“According to” reports a"),
    ],
)  # fmt: skip
def test_the_polarity_names_the_words_that_made_it(sentence: str, words: str, told: str) -> None:
    found = reasons(sentence)[words].polarity
    assert found is not None and told in found


def test_each_step_that_changes_a_statement_is_on_its_trace() -> None:
    found = reasons("Tom Hale left. Mia Orr denied that the boats had been sold.")["that the boats had been sold"]
    steps = [(change.step, change.field, change.before, change.after) for change in found.changes]
    assert steps == [("rules", "speaker", None, "Mia Orr"), ("veridicality", "polarity", "asserted", "denied")]


def test_only_some_features_speak_against_somebody_by_their_nature() -> None:
    assert against_in_words(("answer_pronoun", "in_statement", "no such feature")) == ("named in the words themselves",)


def test_of_many_candidates_the_likeliest_are_shown_and_the_chosen_one() -> None:
    crowd = " ".join(f"{name} Lind came." for name in ("Ada", "Bea", "Cora", "Dora", "Elsa", "Fay", "Gina", "Hope"))
    found = reasons(f"{crowd} “We will dig,” she said.")["We will dig,"]
    assert not any(one.chosen for one in found.considered[:MOST_SHOWN]) and found.others >= 1
    assert [one.chosen for one in found.considered[MOST_SHOWN:]] == [True]
