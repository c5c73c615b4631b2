"""Was it said? Verdicts on words that were said, altered, denied, only reported, said by others, and invented."""

import json
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.generated import EDITS, LOOKALIKES, person, sentence, short_sentence
from quoteattr.documents import Document
from quoteattr.errors import StoreError
from quoteattr.outcomes import Outcome
from quoteattr.queries import coverage
from quoteattr.statements import Extraction, Polarity, Speaker, SpeakerType
from quoteattr.store import open_store
from quoteattr.verify import as_json, verify, verify_each
from tests.groups.said import article, save
from tests.store.extractions import ferry, quote

REOPEN = "We will reopen the ferry by May, and nobody pays twice."
SCHOOL = "The roof of the school in Velby leaks. We have known it for years. Nobody listened to us."
NEVER = "I will never say that we have lost the harbour to them."


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("verify") / "quotes.db"
    with open_store(made, create=True) as store:
        save(store, [
            ferry(),
            ferry(address="copy.txt", published="2026-03-05", outlet="Bay Weekly"),
            article(SCHOOL, "Ida Moss", address="school.txt", published="2025-02-01", outlet="Bay Weekly"),
            article(NEVER, "Ida Moss", address="never.txt"),
            article("The harbour belongs to the whole town.", None, address="unsettled.txt"),
        ])  # fmt: skip
        found = article("“No gulls”", "Ida Moss", address="denied.txt")
        denied = quote(found.document, "No gulls", speaker="Ida Moss", speaker_type=SpeakerType.PERSON,
                       polarity=Polarity.NOT_SAID)  # fmt: skip
        save(store, [type(found)(document=found.document, quotes=(denied,), claims=(), speakers=found.speakers)])
    return made


@pytest.mark.parametrize(
    ("words", "speaker", "outcome", "as_given"),
    [
        (REOPEN, "Løvås", Outcome.EXACT, True),
        ("“we will REOPEN the ferry – by May and nobody pays twice”", "LØVAS jorunn", Outcome.EXACT, True),
        (REOPEN, None, Outcome.EXACT, True),
        ("We have known it for years.", "Moss", Outcome.FRAGMENT, True),
        ("Nobody listened", "Moss", Outcome.NOT_FOUND, False),
        ("reopen the ferry by May", "Løvås", Outcome.FRAGMENT, False),
        ("We will reopen the ferry … and nobody pays twice.", "Løvås", Outcome.FRAGMENT, False),
        ("we have lost the harbour to them", "Moss", Outcome.FRAGMENT, False),
        ("We will open the ferry by May, and nobody will pay twice.", "Løvås", Outcome.NEAR, False),
        ("We will reopen the ferry by June, and nobody pays twice.", "Løvås", Outcome.NEAR, False),
        (REOPEN, "Moss", Outcome.OTHER_SPEAKER, False),
        (REOPEN, "Nobody Known", Outcome.OTHER_SPEAKER, False),
        ("fares would double", "Løvås", Outcome.DENIED, False),
        ("No gulls", "Moss", Outcome.NOT_SAID, False),
        ("the strike is over", None, Outcome.CLAIM, False),
        ("The strike is over", "Løvås", Outcome.CLAIM, False),
        ("The harbour belongs to the whole town.", "Moss", Outcome.SPEAKER_UNKNOWN, False),
        ("The harbour belongs to the whole town.", None, Outcome.EXACT, True),
        ("Taxes on bread must come down at once.", "Løvås", Outcome.NOT_FOUND, False),
        ("", None, Outcome.NOT_FOUND, False),
        ("…", None, Outcome.NOT_FOUND, False),
    ],
)
def test_verdicts(path: Path, words: str, speaker: str | None, outcome: Outcome, as_given: bool) -> None:
    verdict = verify(path, words, speaker=speaker)
    assert (verdict.outcome, verdict.as_given) == (outcome, as_given)
    assert verdict.coverage == coverage(path)
    (first,) = verify_each(path, [(words, speaker)], first_only=True)
    assert (first.outcome, first.sentence) == (outcome, verdict.sentence)


def test_what_is_stored_as_no_speech_is_nobodys_words(tmp_path: Path) -> None:
    title = "How I Learned to Love the Long Winter"
    found = article(f"Her book is called “{title}”", "Ida Moss", address="book.txt")
    none = quote(found.document, title, speaker="Ida Moss", speaker_type=SpeakerType.PERSON, proposition=False)
    with open_store(tmp_path / "quotes.db", create=True) as store:
        save(store, [replace(found, quotes=(none,))])
    assert verify(tmp_path / "quotes.db", title).outcome is Outcome.IN_ARTICLE


def test_the_earliest_of_the_same_words_is_shown_and_the_others_counted(path: Path) -> None:
    (found,) = verify(path, REOPEN).candidates
    assert (found.record["published"], found.record["outlet"], found.occurrences) == ("2026-03-04", "Sound Gazette", 2)


def test_the_full_quote_is_shown_and_what_was_cut(path: Path) -> None:
    (found,) = verify(path, "we have lost the harbour to them").candidates
    assert found.record["text"] == NEVER
    assert (found.cut, found.concerns) == (True, ("context",))
    assert [(part.given, part.found) for part in found.differences if not part.same] == [("", "I will never say that")]


def test_what_was_altered_is_shown_and_what_it_touches(path: Path) -> None:
    (found,) = verify(path, "We will not reopen the ferry by May, and nobody pays twice.").candidates
    assert [(part.given, part.found) for part in found.differences if not part.same] == [("not", "")]
    assert found.concerns == ("negation",)


def test_nothing_found_shows_the_closest_and_says_so(path: Path) -> None:
    verdict = verify(path, "We will close the ferry by June, and all of you will pay.")
    assert verdict.outcome is Outcome.NOT_FOUND
    assert verdict.sentence == "Nobody says so in what was searched."
    assert verdict.candidates[0].record["text"] == REOPEN
    assert verdict.candidates[0].outcome is Outcome.NOT_FOUND


def test_names_like_one_that_nobody_bears_are_offered(path: Path) -> None:
    assert verify(path, REOPEN, speaker="lovas").near_names == ("Jorunn Løvås",)
    assert verify(path, REOPEN, speaker="Løvås").near_names == ()


def test_json_is_json(path: Path) -> None:
    verdict = verify(path, REOPEN, speaker="Moss")
    made = json.loads(json.dumps(as_json(verdict)))
    assert (made["outcome"], made["as_given"]) == ("other_speaker", False)
    assert made["sentence"] == "Said by Jorunn Løvås, not by Moss."
    assert made["candidates"][0]["record"]["address"] == "ferry.txt"
    assert made["coverage"]["documents"] == 6


INTERRUPTED = (
    "“The pier belongs to the town,” Tor Lind said. “It will stay open all winter.” He smiled. “Nobody pays,” he added."
    " “Tell them that.” The mayor waved. The pier was painted green in the spring of that year, a sign says."
)


@pytest.fixture(scope="module")
def interrupted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Quotes of one speaker that follow each other, another speaker's, and one that only stands in a denial."""
    made = tmp_path_factory.mktemp("interrupted") / "quotes.db"
    document = Document(text=INTERRUPTED, address="pier.txt", outlet="Bay Weekly", published="2026-02-01")
    lind = {"speaker": "Tor Lind", "speaker_type": SpeakerType.PERSON}
    said = ("The pier belongs to the town,", "It will stay open all winter.", "Nobody pays,")
    others = quote(document, "Tell them that.", speaker="Ida Moss", speaker_type=SpeakerType.PERSON)
    speakers = tuple(Speaker(name=name, type=SpeakerType.PERSON, names=(name,)) for name in ("Tor Lind", "Ida Moss"))
    quotes = (*(quote(document, words, **lind) for words in said), others)
    with open_store(made, create=True) as store:
        save(store, [Extraction(document=document, quotes=quotes, claims=(), speakers=speakers)])
    return made


@pytest.mark.parametrize(
    ("words", "outcome", "joined"),
    [
        ("The pier belongs to the town. It will stay open all winter.", Outcome.EXACT, 1),
        ("The pier belongs to the town, it will stay open all winter. Nobody pays.", Outcome.EXACT, 2),
        ("belongs to the town. It will stay open all winter.", Outcome.FRAGMENT, 1),
        ("It will stay open all winter.", Outcome.EXACT, 0),
        ("It will stay open … nobody pays", Outcome.FRAGMENT, 1),
        ("Nobody pays. Tell them that.", Outcome.NOT_FOUND, 0),  # another speaker
    ],
)
def test_words_across_an_interrupted_quote_are_one(
    interrupted: Path, words: str, outcome: Outcome, joined: int
) -> None:
    verdict = verify(interrupted, words, speaker="Mr. Lind")
    assert verdict.outcome is outcome
    if outcome is not Outcome.NOT_FOUND:
        assert len(verdict.candidates[0].joined) == joined
        assert (f"In {joined + 1} quotes" in verdict.sentence) == bool(joined)


def test_words_that_nobody_says_are_found_in_the_article(interrupted: Path) -> None:
    verdict = verify(interrupted, "the pier was painted GREEN – in the spring")
    assert (verdict.outcome, verdict.as_given) == (Outcome.IN_ARTICLE, False)
    assert "attributed to nobody" in verdict.sentence
    (passage,) = verdict.passages
    assert INTERRUPTED[passage.start : passage.end] == passage.text == "The pier was painted green in the spring"
    assert (passage.outlet, passage.after[:8]) == ("Bay Weekly", " of that")
    assert passage.before.endswith("The mayor waved. ")
    assert verify(interrupted, "The pier … painted green").outcome is Outcome.IN_ARTICLE
    assert verify(interrupted, "The town was painted green").outcome is Outcome.NOT_FOUND
    assert verify(interrupted, "was painted").outcome is Outcome.NOT_FOUND  # stands everywhere


def test_a_near_match_says_what_share_of_the_telling_words_it_has(path: Path) -> None:
    verdict = verify(path, "We will open the ferry by May, and nobody will pay twice.", speaker="Løvås")
    assert verdict.candidates[0].shared == 0.8
    assert verdict.sentence.endswith("Of the telling words 80% are the same.")


@pytest.mark.parametrize("speaker", ["Minister Løvås", "Ms Løvås", "Ms. Jorunn Løvås", "the Harbour Minister Løvås"])
def test_a_title_before_a_surname_is_the_person(path: Path, speaker: str) -> None:
    assert verify(path, REOPEN, speaker=speaker).outcome is Outcome.EXACT


def test_nothing_that_anybody_might_say_is_found(path: Path, interrupted: Path) -> None:
    rng = random.Random(3)
    for words in {short_sentence(rng) for _ in range(60)}:
        for database in (path, interrupted):
            verdict = verify(database, words)
            assert verdict.outcome in (Outcome.NOT_FOUND, Outcome.NEAR)
            assert verdict.outcome is Outcome.NOT_FOUND or verdict.candidates[0].shared <= 0.7


def test_a_missing_database_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not exist"):
        verify(tmp_path / "quotes.db", "x")


@settings(max_examples=60, deadline=None)
@given(words=st.text(max_size=60) | st.text("\"*()-+^:{}' ANDORNEAR\0\ud800ab…[].", max_size=40))
def test_no_input_is_an_error(path: Path, words: str) -> None:
    assert isinstance(verify(path, words, speaker=words).outcome, Outcome)


def test_a_whole_speech_is_a_question_too(path: Path) -> None:
    speech = " ".join(f"word{number} of the harbour." for number in range(3_000))
    assert verify(path, speech).outcome is Outcome.NOT_FOUND
    assert verify(path, f"{REOPEN} " * 500).outcome is Outcome.NOT_FOUND


Asked = tuple[str, Outcome, str, str]


def asked_of(rng: random.Random, said: list[tuple[str, str]], people: list[str]) -> list[Asked]:
    """500 quotes with the verdict that is right: a fifth each true, cut, altered, by others, and invented."""
    lookalikes = {edit.__name__: edit for edit in LOOKALIKES}
    asked: list[Asked] = []
    for speaker, text in said[:50]:
        other = rng.choice([name for name in people if name != speaker])
        asked += [
            ("true", Outcome.EXACT, text, speaker),
            ("true", Outcome.EXACT, EDITS["marks"](rng, text), speaker),
            ("cut", Outcome.FRAGMENT, EDITS["cut"](rng, text), speaker),
            ("cut", Outcome.FRAGMENT, EDITS["ellipsis"](rng, text), speaker),
            ("altered", Outcome.NEAR, EDITS["change"](rng, text), speaker),
            ("altered", Outcome.NEAR, lookalikes["other_number"](rng, text), speaker),
            ("altered", Outcome.NEAR, lookalikes["negated"](rng, text), speaker),
            ("misattributed", Outcome.OTHER_SPEAKER, text, other),
            ("invented", Outcome.NOT_FOUND, sentence(rng), speaker),
            ("invented", Outcome.NOT_FOUND, lookalikes["same_frame"](rng, text), speaker),
        ]
    return asked


def test_verdicts_on_500_quotes(tmp_path: Path) -> None:
    """The floors of the project: 97% right, and nothing invented is found."""
    rng = random.Random(11)
    people = [f"{person(rng)} {number}" for number in range(40)]
    said = [(rng.choice(people), sentence(rng)) for _ in range(1_000)]
    path = tmp_path / "quotes.db"
    with open_store(path, create=True) as store, store.transaction():
        save(store, [article(text, speaker, address=str(number)) for number, (speaker, text) in enumerate(said)])
    right: Counter[str] = Counter()
    asked = asked_of(rng, said, people)
    assert len(asked) == 500
    verdicts = verify_each(path, [(words, speaker) for _, _, words, speaker in asked])
    for (kind, outcome, words, _), verdict in zip(asked, verdicts, strict=True):
        assert kind != "invented" or verdict.outcome is Outcome.NOT_FOUND, words
        right[kind] += verdict.outcome is outcome
    assert right.total() >= 0.97 * len(asked), right
