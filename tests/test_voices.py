"""Whose voice is heard where a sentence has several persons, end to end: the document goes in, records come out."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from quoteattr.statements import Kind, Modality, Polarity, Statement
from tests.parses import extract

EXAMPLES = yaml.safe_load((Path(__file__).parent / "examples" / "voices.yml").read_text(encoding="utf-8"))
EDGES = ' ,.!?“”"'


def core(words: str) -> str:
    """Words without the marks at their edges, and the “that” before a claim."""
    return words.removeprefix("that ").strip(EDGES).casefold()


def is_vouched_for(one: Statement) -> bool:
    """Whether a reader would take a statement for said."""
    return one.polarity is Polarity.ASSERTED and one.modality not in (Modality.HYPOTHETICAL, Modality.FUTURE)


def test_each_kind_has_ten_variants() -> None:
    counts = Counter(entry["kind"] for entry in EXAMPLES)
    assert len(counts) == 5
    assert min(counts.values()) >= 10, counts


@pytest.mark.parametrize("entry", [pytest.param(each, id=f"{each['kind']}: {each['text'][:70]}") for each in EXAMPLES])
def test_voices(entry: dict[str, Any]) -> None:
    assert entry.keys() & {"says", "members", "between", "unsaid"}
    found = extract(entry["text"]).statements

    def stating(words: str) -> list[Statement]:
        return [one for one in found if core(one.text) == core(words)]

    for words, speaker in entry.get("says", {}).items():
        said = [one for one in stating(words) if is_vouched_for(one)]
        assert speaker in [one.speaker for one in said], (words, found)
        assert {one.speaker for one in said if one.kind is Kind.DIRECT} <= {speaker}, (words, found)
    for words, members in entry.get("members", {}).items():
        assert [list(one.members) for one in stating(words)][:1] == [members], (words, found)
    for words, candidates in entry.get("between", {}).items():
        assert [(one.speaker, list(one.candidates)) for one in stating(words)][:1] == [(None, candidates)], found
    for words in entry.get("unsaid", ()):
        assert not [one for one in found if core(words) in one.text.casefold() and is_vouched_for(one)]


def test_a_quote_without_source_between_two_of_one_speaker_is_that_speakers() -> None:
    text = (
        "Mayor Inge Tall opened the hall.\n\n“We are late,” Tall said.\n\n“Nobody has slept since the storm came.”"
        "\n\n“We will rest now,” Tall said."
    )
    assert [one.speaker for one in extract(text).statements] == ["Inge Tall"] * 3
