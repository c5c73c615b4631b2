"""The words of a text as they are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.wording import wording


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“We’ll build it,”", "we will build it"),
        ("«Nous n'irons pas»", "nous n'irons pas"),
        ("We can't, won't and don't.", "we can not will not and do not"),
        ("They cannot", "they can not"),
        ("I'm sure they’ve left; you're late", "i am sure they have left you are late"),
        ("well-known facts – all of them", "well known facts all of them"),
        ("1,200 boats and 40% of 2.5 tonnes", "1200 boats and 40 percent of 2.5 tonnes"),
        ("40 per cent", "40 percent"),
        ("Ångström’s café", "angstrom's cafe"),
        ("e\u0301te\u0301", "ete"),
        ("the 1990s", "the 1990s"),
        ("— … !", ""),
        ("", ""),
    ],
)
def test_words(text: str, words: str) -> None:
    assert " ".join(wording(text).words) == words


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("“No deal,”", "NO DEAL!", True),
        ("It’s over", "its  over.", True),
        ("a co-op", "a coop", True),
        ("1.5 tonnes", "15 tonnes", False),
        ("We'll go", "We will go", False),
        ("Orbán", "Orban", True),
    ],
)
def test_exact_is_exact_up_to_marks_case_and_spacing(one: str, other: str, same: bool) -> None:
    assert (wording(one).letters == wording(other).letters) is same


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("we will … build it", ["we will", "build it"]),
        ("we will ... build it", ["we will", "build it"]),
        ("we will . . . build it", ["we will", "build it"]),
        ("we will [...] build it", ["we will", "build it"]),
        ("we will […] build it", ["we will", "build it"]),
        ("[The board] will build it", ["will build it"]),
        ("we will build [the bridge] now", ["we will build", "now"]),
        ("we will build it …", ["we will build it"]),
        ("one. Two", ["one two"]),
    ],
)
def test_segments_lie_between_omissions_and_brackets(text: str, segments: list[str]) -> None:
    assert [" ".join(segment) for segment in wording(text).segments()] == segments


@pytest.mark.parametrize(("text", "edited"), [("We will …", False), ("We … will", True), ("[We] will", True)])
def test_an_ellipsis_at_the_end_leaves_nothing_out(text: str, edited: bool) -> None:
    assert wording(text).is_edited is edited


@given(st.text(max_size=60))
def test_every_word_stands_where_its_span_says(text: str) -> None:
    found = wording(text)
    assert len(found.words) == len(found.spans)
    assert list(found.spans) == sorted(found.spans)
    for start, end in found.spans:
        assert text[start:end].strip() == text[start:end] != ""
    assert found.between(0, len(found.words)) == (text[found.spans[0][0] : found.spans[-1][1]] if found.words else "")
