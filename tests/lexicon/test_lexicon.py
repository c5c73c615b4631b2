"""The reader of the word lists: what it gives, and what it says about a list that is wrong."""

import pytest

from quoteattr.errors import LexiconError
from quoteattr.lexicon import load_entries, parse_entries


def test_entries_keep_their_words_and_order() -> None:
    entries = parse_entries("words.yml", "no: {forms: [nos], example: No.}\non: {frame: x, example: On.}\n")
    assert list(entries) == ["no", "on"]
    assert entries["no"].many("forms") == ("nos",)
    assert entries["on"].one("frame") == "x"
    assert entries["on"].many("forms") == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- a", "one mapping"),
        ("", "one mapping"),
        ("a: {", "not valid YAML"),
        ("a: b", "entry 'a': must be a mapping"),
        ("a: {x: y}", "entry 'a': has no `example`"),
        ("a: {example: ''}", "entry 'a': has no `example`"),
        ("a: {example: z, q: {r: s}}", "entry 'a': 'q' must be a string"),
        ("a: {example: z}\na: {example: y}", "entry 'a': stands in the list twice"),
        ("b: {example: z}\na: {example: y}", "entry 'a': must stand before 'b'"),
    ],
)
def test_a_wrong_list_is_refused_by_file_and_entry(text: str, problem: str) -> None:
    with pytest.raises(LexiconError, match=r"lexicon/words\.yml") as raised:
        parse_entries("words.yml", text)
    assert problem in str(raised.value)


def test_a_value_outside_the_allowed_ones_is_refused() -> None:
    entry = parse_entries("words.yml", "say: {frame: speech, example: z}")["say"]
    with pytest.raises(LexiconError, match="entry 'say': 'frame' is 'speech'; allowed: statement, thought"):
        entry.one("frame", allowed=("statement", "thought"))


def test_a_missing_list_is_named() -> None:
    with pytest.raises(LexiconError, match=r"lexicon/nothing\.yml: there is no such word list"):
        load_entries("nothing")
