"""From the article to the verdict: words that stand only in a denial are never “said in these words”."""

from pathlib import Path

import pytest

from quoteattr.outcomes import Outcome
from quoteattr.store import open_store
from quoteattr.verify import Verdict, verify
from tests.groups.said import save
from tests.parses import extract

WORDS = "the old pier is lost"


def verdict_on(text: str, words: str, folder: Path) -> Verdict:
    """What a database of one article says about words."""
    path = folder / "quotes.db"
    with open_store(path, create=True) as store:
        save(store, [extract(text, title="The pier")])
    return verify(path, words)


@pytest.mark.parametrize(
    "text",
    [
        "At no point did Ida Marsh say “the old pier is lost”.",
        "At no point did Ida Marsh say “the old pier is lost”, her office said on Monday.",
        "Nowhere in the letter does Ida Marsh say “the old pier is lost”.",
        "Neither Ida Marsh nor Tom Orr said “the old pier is lost”.",
        "No minister has said “the old pier is lost”.",
        "Hardly anyone said “the old pier is lost”.",
        "There is no evidence that Ida Marsh said “the old pier is lost”.",
        "There is no record of Ida Marsh saying “the old pier is lost”.",
        "It is untrue that Ida Marsh said “the old pier is lost”.",
        "The claim that Ida Marsh said “the old pier is lost” is false.",
        "Ida Marsh was misquoted as saying “the old pier is lost”.",
        "Ida Marsh is wrongly quoted as saying: “The old pier is lost.”",
        "The quote “the old pier is lost”, attributed to Ida Marsh, is invented.",
        "A doctored video shows Ida Marsh saying “the old pier is lost”.",
        "Instead of saying “the old pier is lost”, Ida Marsh said it was tired.",
        "Had Ida Marsh said “the old pier is lost”, she would have lost the vote.",
        "Were Ida Marsh to say “the old pier is lost”, she would lose the vote.",
        "Did Ida Marsh say “the old pier is lost”? No.",
        "“I never said ‘the old pier is lost’,” Ida Marsh said.",
        "“Nobody ever said ‘the old pier is lost’,” Ida Marsh said.",
        "Bo Renn falsely claimed that Ida Marsh had said: “The old pier is lost.”",
        "Ida Marsh may say “the old pier is lost” on Friday.",
        "Ida Marsh will say “the old pier is lost” on Friday.",
        "Ida Marsh refused to say “the old pier is lost”.",
        "It was not Ida Marsh who said “the old pier is lost”.",
    ],
)
def test_words_that_nobody_is_shown_to_have_said(text: str, tmp_path: Path) -> None:
    verdict = verdict_on(text, WORDS, tmp_path)
    found = [candidate.outcome for candidate in verdict.candidates]
    assert found[:1] in ([Outcome.DENIED], [Outcome.NOT_SAID]) or set(found) <= {Outcome.CLAIM, Outcome.NOT_FOUND}
    assert not verdict.as_given
    assert not verdict.sentence.startswith("Said")


@pytest.mark.parametrize(
    "text",
    [
        "Ida Marsh could not resist saying “the old pier is lost”.",
        "Ida Marsh would not go that far but said “the old pier is lost”.",
        "Ida Marsh not only wrote a letter but said “the old pier is lost”.",
        "While Tom Orr never came, Ida Marsh said “the old pier is lost”.",
        "Ida Marsh, who was not there, said “the old pier is lost”.",
        "Nobody came. “The old pier is lost,” Ida Marsh said.",
        "It was Ida Marsh, not Tom Orr, who said “the old pier is lost”.",
    ],
)
def test_words_that_were_said_though_a_negation_is_near(text: str, tmp_path: Path) -> None:
    verdict = verdict_on(text, WORDS, tmp_path)
    assert verdict.outcome is Outcome.EXACT
    assert verdict.as_given


def test_a_plea_is_what_was_said(tmp_path: Path) -> None:
    assert verdict_on("Ida Marsh pleaded “not guilty” on Monday.", "not guilty", tmp_path).outcome is Outcome.EXACT


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Did Ida Marsh say “the old pier is lost”? No.", "it asks whether Ida Marsh did."),
        ("Were Ida Marsh to say “the old pier is lost”, she would lose.", "it supposes that Ida Marsh did."),
        ("Ida Marsh will say “the old pier is lost” on Friday.", "Not said yet: the text announces it of Ida Marsh."),
        ("Ida Marsh never said “the old pier is lost”.", "the text reports that Ida Marsh did not say it."),
    ],
)
def test_the_verdict_says_why(text: str, sentence: str, tmp_path: Path) -> None:
    assert verdict_on(text, WORDS, tmp_path).sentence.endswith(sentence)


def test_somebody_who_did_say_it_outweighs_a_denial(tmp_path: Path) -> None:
    text = "Ida Marsh never said “the old pier is lost”. “The old pier is lost,” Tom Orr said."
    verdict = verdict_on(text, WORDS, tmp_path)
    assert (verdict.outcome, verdict.candidates[0].record["speaker"]) == (Outcome.EXACT, "Tom Orr")
