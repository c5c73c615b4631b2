"""Was it said at all, and by whom: every kind in many variants, end to end: the document goes in, records come out."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from quoteattr.statements import Kind, Modality, Polarity, Statement
from tests.parses import extract

EXAMPLES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "examples" / "said.yml").read_text(encoding="utf-8")
)
EDGES = " ,.!?“”\"'‘’"
# In percent of the variants of a kind; and of all, those that show as said what nobody said, and the other way round.
RIGHT, SHOWN, LOST = 90, 1, 1
NOBODY, LOST_ONE, OTHER = "shown though nobody said it", "not shown though it was said", "somebody else's"


def core(words: str) -> str:
    """Words without the marks at their edges, and the “that” before a claim."""
    return words.removeprefix("that ").strip(EDGES).casefold()


def is_vouched_for(one: Statement) -> bool:
    """Whether a reader would take a statement for said."""
    unreal = (Modality.HYPOTHETICAL, Modality.FUTURE, Modality.THOUGHT)
    return one.polarity is Polarity.ASSERTED and one.modality not in unreal


def _said(entry: dict[str, Any], found: list[Statement]) -> Iterator[str]:
    """What is wrong with what somebody said."""
    whole, part = entry.get("says", {}), entry.get("says_in", {})
    for words, speaker in {**whole, **part}.items():
        same = [one for one in found if core(one.text) == core(words)]
        near = same if words in whole else [one for one in found if core(words) in one.text.casefold()]
        shown = [one for one in near if is_vouched_for(one) and one.proposition]
        if not shown:
            yield LOST_ONE if near else OTHER
        elif speaker not in [one.speaker for one in shown]:
            yield OTHER
    for words, members in entry.get("members", {}).items():
        if [list(one.members) for one in found if core(one.text) == core(words)][:1] != [members]:
            yield OTHER
    for words, names in entry.get("between", {}).items():
        known = [(one.speaker, list(one.candidates)) for one in found if core(one.text) == core(words)]
        if known[:1] != [(None, names)]:
            yield OTHER


def _unsaid(entry: dict[str, Any], found: list[Statement]) -> Iterator[str]:
    """What is shown that is not to be."""
    shown = [one for one in found if is_vouched_for(one) and one.proposition]
    quotes = [one for one in shown if one.kind is Kind.DIRECT]
    if any(core(words) in one.text.casefold() for words in entry.get("unsaid", ()) for one in shown):
        yield NOBODY
    for words in (*entry.get("unquoted", ()), *entry.get("inner", ()), *entry.get("not_by", ())):
        if any(core(one.text) == core(words) for one in quotes):
            yield NOBODY
    for words in entry.get("inner", ()):
        if not any(core(words) in one.text.casefold() and core(one.text) != core(words) for one in quotes):
            yield LOST_ONE
    for words, name in entry.get("not_by", {}).items():
        if any(core(words) in one.text.casefold() and one.speaker == name for one in shown):
            yield NOBODY
    if (entry.get("hidden") and quotes) or (entry.get("no_claims") and [one for one in shown if one not in quotes]):
        yield OTHER


@cache
def problems(kind: str) -> dict[str, list[str]]:
    """The variants of a kind that are not right, each with what is wrong."""
    found = {entry["text"]: extract(entry["text"]).statements for entry in EXAMPLES[kind]}
    judged = {
        entry["text"]: [*_said(entry, list(found[entry["text"]])), *_unsaid(entry, list(found[entry["text"]]))]
        for entry in EXAMPLES[kind]
    }
    return {text: wrong for text, wrong in judged.items() if wrong}


def test_there_are_variants_of_each_kind() -> None:
    assert len(EXAMPLES) == 18
    assert min(map(len, EXAMPLES.values())) >= 10
    assert sum(map(len, EXAMPLES.values())) >= 920


@pytest.mark.parametrize("kind", EXAMPLES)
def test_the_variants_of_a_kind_are_right(kind: str) -> None:
    assert len(problems(kind)) <= (100 - RIGHT) / 100 * len(EXAMPLES[kind]), problems(kind)


def test_denials_are_hardly_ever_shown_as_assertions_nor_the_other_way_round() -> None:
    counts = Counter(what for kind in EXAMPLES for wrong in problems(kind).values() for what in set(wrong))
    number = sum(map(len, EXAMPLES.values()))
    assert counts[NOBODY] <= SHOWN / 100 * number, counts
    assert counts[LOST_ONE] <= LOST / 100 * number, counts
