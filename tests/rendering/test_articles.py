from dataclasses import replace

import pytest

from quoteattr.rendering.articles import act_of, article_of, articles_of, clean, role_of, speaker_of, verb_of
from quoteattr.statements import Modality, Polarity
from tests.rendering.articles import EXTRACTION, INNER, OUTER


@pytest.mark.parametrize(
    ("polarity", "modality", "act"),
    [
        (Polarity.ASSERTED, Modality.STATEMENT, "says"),
        (Polarity.DENIED, Modality.STATEMENT, "denies"),
        (Polarity.NOT_SAID, Modality.FUTURE, "did not say"),
        (Polarity.ASSERTED, Modality.QUESTION, "asks"),
        (Polarity.DENIED, Modality.THOUGHT, "denies"),
    ],
)
def test_a_negated_statement_is_told_by_its_verb(polarity: Polarity, modality: Modality, act: str) -> None:
    assert act_of({"polarity": polarity, "modality": modality}) == act


def test_only_a_plain_assertion_says() -> None:
    pairs = [(polarity, modality) for polarity in Polarity for modality in Modality]
    says = [pair for pair in pairs if act_of({"polarity": pair[0], "modality": pair[1]}) == "says"]
    assert says == [(Polarity.ASSERTED, Modality.STATEMENT)]


@pytest.mark.parametrize(
    ("cue", "polarity", "verb"),
    [
        ("accused", Polarity.ASSERTED, "accused"),
        ("according  to", Polarity.ASSERTED, "according to"),
        (":", Polarity.ASSERTED, "says"),
        (None, Polarity.ASSERTED, "says"),
        ("rejected", Polarity.DENIED, "denies"),
        ("said", Polarity.NOT_SAID, "did not say"),
    ],
)
def test_the_verb_is_the_cue_unless_that_would_hide_what_is_done(
    cue: str | None, polarity: Polarity, verb: str
) -> None:
    assert verb_of({"cue": cue, "polarity": polarity, "modality": Modality.STATEMENT}) == verb


@pytest.mark.parametrize(
    ("cue", "modality", "verb"),
    [
        ("vetoed", Modality.THOUGHT, "vetoed"),
        ("nominated", Modality.THOUGHT, "nominated"),
        (None, Modality.THOUGHT, "thinks"),
        ("ordered", Modality.DIRECTIVE, "ordered"),
        ("said", Modality.QUESTION, "asks"),
        ("tell", Modality.FUTURE, "will say"),
    ],
)
def test_the_verb_of_the_text_is_shown_and_not_its_class(cue: str | None, modality: Modality, verb: str) -> None:
    assert verb_of({"cue": cue, "polarity": Polarity.ASSERTED, "modality": modality}) == verb


def test_an_unsettled_speaker_shows_the_candidates() -> None:
    inner, outer = (record for record in article_of(EXTRACTION).records if record["id"] in (INNER.id, OUTER.id))
    assert {speaker_of(inner), speaker_of(outer)} == {"? Ana Ruiz or Bo Lind", "Ana Ruiz"}
    assert speaker_of({"speaker": None, "candidates": []}) == "?"


@pytest.mark.parametrize(
    ("speaker", "role", "shown"),
    [
        ("the harbour master", "harbour master", ""),
        ("An Aide", "aide", ""),
        ("Ana Ruiz", "minister", "minister"),
        ("the harbour master", "head of the board", "head of the board"),
        (None, "minister", "minister"),
        ("Ana Ruiz", None, ""),
    ],
)
def test_a_role_that_says_the_name_again_is_not_shown(speaker: str | None, role: str | None, shown: str) -> None:
    assert role_of({"speaker": speaker, "role": role}) == shown


def test_records_carry_their_document() -> None:
    article = article_of(EXTRACTION)
    assert len(article.records) == 6
    assert {record["published"] for record in article.records} == {"2026-03-04"}
    assert (
        article.heading
        == "2026-03-04 · Harbour [31mPost · Bridge </title><script>alert(3)</script> closes · javascript:alert(4)"
    )


def test_thoughts_are_left_out_when_asked() -> None:
    extraction = replace(EXTRACTION, quotes=(replace(OUTER, modality=Modality.THOUGHT), INNER), claims=())
    assert [record["id"] for record in article_of(extraction, include_thoughts=False).records] == [INNER.id]
    assert len(article_of(extraction).records) == 2


def test_records_of_a_query_are_grouped_by_document() -> None:
    records = article_of(EXTRACTION).records
    other = [{**record, "document_id": "b"} for record in records[:2]]
    assert [len(article.records) for article in articles_of([*records, *other, records[0]])] == [6, 2, 1]


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\x1b[2Jb", "a[2Jb"),
        ("a\u202eb\u2066c", "abc"),
        (" a\n\n b\t", "a b"),
        ("\x9b31m", "31m"),
        ("‘naïve’", "‘naïve’"),
    ],
)
def test_nothing_steers_the_terminal(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned
