"""What a stage cannot read costs its answer at that place: every stage is made to raise for one statement of a text."""

import logging
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

import quoteattr
from quoteattr.components import component
from quoteattr.components.attribution import model as attribution_model
from quoteattr.components.speakers import discourse_state as state
from quoteattr.components.speakers import resolve, rolecandidates, rolechoice
from quoteattr.components.stages import MOST_TRIALS, Hidden, Stages, blank, stretches
from quoteattr.documents import Document
from quoteattr.errors import InstallationError, QuoteattrError, TimeLimitError
from quoteattr.pipeline import annotate
from quoteattr.spans import Span
from quoteattr.statements import Extraction, as_json, extraction_from

TEXT = (
    "“The ferry sails at noon,” said Harbour Minister Mia Orr. “The wind is fair,” she added.\n\n"
    "“The barge is a wreck,” said Dean Holt, a welder. “Nobody pays,” said union leader Jo Carr.\n\n"
    "Carr said the strike would go on. Orr denied that money was short."
)
WRECK = "barge"  # stands in the statement that the stage cannot read
WHOLE = {
    "The ferry sails at noon,": "Mia Orr",
    "The wind is fair,": "Mia Orr",
    "The barge is a wreck,": "Dean Holt",
    "Nobody pays,": "Jo Carr",
    "the strike would go on": "Jo Carr",
    "that money was short": "Mia Orr",
}


@pytest.fixture(scope="module")
def nlp() -> Language:
    return quoteattr.load()


def extract(nlp: Language, text: str = TEXT) -> Extraction:
    (found,) = annotate([Document(text=text, address="a.txt")], nlp)
    return found


def spoken(found: Extraction) -> dict[str, str | None]:
    return {statement.text: statement.speaker for statement in found.statements}


def raising(function: Callable[..., Any], cannot_read: Callable[..., bool]) -> Callable[..., Any]:
    def work(*args: Any, **kwargs: Any) -> Any:
        if cannot_read(*args):
            raise IndexError("tuple index out of range")
        return function(*args, **kwargs)

    return work


def in_text(text: str, *rest: Any) -> bool:
    return WRECK in text


def in_texts(model: Any, texts: Sequence[str], *rest: Any) -> bool:
    return any(WRECK in text for text in texts)


def in_doc(doc: Any, *rest: Any) -> bool:
    return WRECK in doc.text


def of_holt(finder: Any, index: int, *rest: Any) -> bool:
    source = finder.state.reported[index].source
    return source is not None and "Holt" in source.of(finder.state.document.text)


def beside_holt(doc: Any, start: int, end: int) -> bool:
    return "Holt" in doc[start:end].text


def phrases_beside_holt(doc: Any, start: int, end: int, known: Any) -> bool:
    return beside_holt(doc, start, end)


WRECKED = {text: speaker for text, speaker in WHOLE.items() if WRECK not in text}
STAGES = (
    ("quotations", component, "find_quotations", in_text),
    ("model", attribution_model.AttributionModel, "predict", in_texts),
    ("rules", component, "find_structural", in_text),
    ("statements", component, "assemble", in_text),
    ("speakers", component, "resolve_speakers", in_doc),
    ("speakers", state, "find_mentions", in_doc),
    ("speakers", resolve, "weigh", of_holt),
    ("roles", state, "find_roles", beside_holt),
    ("roles", rolechoice, "find_candidates", lambda state, entity, unresolved: entity.name == "Dean Holt"),
)


def test_nothing_fails_in_the_text_as_it_is(nlp: Language) -> None:
    found = extract(nlp)
    assert spoken(found) == WHOLE
    assert found.failures == ()


@pytest.mark.parametrize(("stage", "owner", "name", "cannot_read"), STAGES, ids=[f"{s[0]}-{s[2]}" for s in STAGES])
def test_the_other_statements_keep_their_answers(
    stage: str,
    owner: Any,
    name: str,
    cannot_read: Callable[..., bool],
    nlp: Language,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(owner, name, raising(getattr(owner, name), cannot_read))
    with caplog.at_level(logging.WARNING, "quoteattr"):
        found = extract(nlp)
    assert {text: speaker for text, speaker in spoken(found).items() if WRECK not in text} == WRECKED
    assert {failure.stage for failure in found.failures} == {stage}
    for failure in found.failures:
        assert "IndexError: tuple index out of range (test_stages.py:" in failure.error
        assert {WRECK, "Holt"} & set(failure.span.of(TEXT).replace(",", "").split())
        assert len(failure.span.of(TEXT)) < 50
    assert [record.getMessage() for record in caplog.records] == [f"a.txt: {failure}" for failure in found.failures]
    assert all(record.exc_info for record in caplog.records)
    assert extraction_from(as_json(found)) == found


def test_a_role_that_cannot_be_read_costs_no_speaker(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "find_roles", raising(state.find_roles, beside_holt))
    monkeypatch.setattr(rolecandidates, "find_phrases", raising(rolecandidates.find_phrases, phrases_beside_holt))
    found = {quote.text: (quote.speaker, quote.role) for quote in extract(nlp).quotes}
    assert found["The barge is a wreck,"] == ("Dean Holt", None)
    assert found["Nobody pays,"] == ("Jo Carr", "union leader")


def test_a_stage_that_always_raises_costs_all_its_answers(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(component, "resolve_speakers", raising(component.resolve_speakers, lambda *args: True))
    found = extract(nlp)
    assert spoken(found) == dict.fromkeys(WHOLE)
    assert [failure.span for failure in found.failures] == [Span(0, len(TEXT))]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (TimeLimitError("too long"), TimeLimitError),
        (QuoteattrError("no"), QuoteattrError),
        (MemoryError(), MemoryError),
        (ImportError(), InstallationError),
        (InstallationError("no"), InstallationError),
    ],
)
def test_what_says_nothing_of_the_text_is_passed_on(
    error: Exception, told: type[Exception], nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(*args: Any) -> Any:
        raise error

    monkeypatch.setattr(component, "assemble", work)
    with pytest.raises(told):
        extract(nlp)


def refuse(text: str, together: set[str]) -> Callable[[Hidden], str]:
    """A stage that cannot read certain words in one text."""

    def work(hidden: Hidden) -> str:
        seen = blank(text, hidden)
        if all(word in seen for word in together):
            raise ValueError("no")
        return seen

    return work


@given(st.lists(st.sampled_from(["No.", "Yes, Dr. Fox!", "“Who?”", "\n", "\n\n", "a b c"]), max_size=12))
def test_sentences_hold_all_words_of_a_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    spans = tuple(stretches(text))
    assert blank(text, spans).split() == []
    assert len(blank(text, spans)) == len(text)
    assert all(before.end <= after.start for before, after in pairwise(spans))


@given(st.sets(st.integers(0, 30), min_size=1, max_size=2))
def test_only_what_cannot_be_read_together_is_hidden(places: set[int]) -> None:
    text = "\n".join(f"Word{place}. Two." for place in range(31))
    stages = Stages(text)
    answer = stages.run("rules", refuse(text, {f"Word{place}." for place in places}), "")
    assert len(answer.split()) == 61
    (failure,) = stages.finish(None)
    assert failure.span.of(text) == f"Word{max(places)}."


def test_trials_end(monkeypatch: pytest.MonkeyPatch) -> None:
    text, runs = "\n".join(["No."] * 2000), 0

    def work(hidden: Hidden) -> str:
        nonlocal runs
        runs += 1
        return refuse(text, {"No."})(hidden)

    stages = Stages(text)
    assert stages.run("rules", work, "").split() == []
    assert runs < 2 * MOST_TRIALS
    assert stages.finish(None)
