from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

import quoteattr
from quoteattr.components.annotations import Quotation
from quoteattr.components.attribution.windows import (
    FIRST_OF_PARAGRAPH,
    LAST_OF_PARAGRAPH,
    LOWER,
    NO_CASE,
    TITLE,
    UPPER,
    Pieces,
    cut_parts,
    cut_windows,
    pack_windows,
    read_pieces,
    word_case,
)
from quoteattr.components.quotations import find_quotations

TOKENIZER = Tokenizer.from_file(str(Path(quoteattr.__file__).parent / "models" / "sm" / "tokenizer.json"))

TEXTS = st.text(alphabet=st.sampled_from("aB é“”\"'\n\x00 \u200b.9ﬃ😀"), max_size=200)


def pieces_of(text: str, quotations: Sequence[Quotation] | None = None) -> Pieces:
    return read_pieces(TOKENIZER, text, find_quotations(text) if quotations is None else quotations)


@pytest.mark.parametrize(
    ("word", "case"),
    [("lund", LOWER), ("Lund", TITLE), ("LUND", UPPER), ("A", TITLE), ("McRae", TITLE), ("42", NO_CASE), ("", NO_CASE)],
)
def test_word_case(word: str, case: int) -> None:
    assert word_case(word) == case


def test_case_is_that_of_the_whole_word() -> None:
    pieces = pieces_of("Okonjo-Mbeki left")
    assert pieces.inner.any()
    words = {int(start) for start, inner in zip(pieces.starts, pieces.inner, strict=True) if not inner}
    first = [row for row, start in zip(pieces.features, pieces.starts, strict=True) if start < 6]
    assert {int(row[1]) for row in first} == {TITLE}
    assert 0 in words and 7 in words


def test_paragraphs_show_at_both_ends() -> None:
    pieces = pieces_of("Rain fell.\n\nIt stopped.")
    boundary = pieces.features[:, 0]
    assert list(boundary & FIRST_OF_PARAGRAPH > 0) == [True, False, False, True, False, False]
    assert list(boundary & LAST_OF_PARAGRAPH > 0) == [False, False, True, False, False, True]


def test_quotation_marks_count_as_quoted_and_nested_ones_twice() -> None:
    text = "“He told me ‘never’,” Ida Fox said."
    quoted = {text[s:e]: int(row[2]) for row, s, e in zip(*rows(pieces_of(text)), strict=True)}
    assert (quoted["“"], quoted["told"], quoted["never"], quoted["Fox"]) == (1, 1, 2, 0)


def rows(pieces: Pieces) -> tuple[object, object, object]:
    return pieces.features, pieces.starts, pieces.ends


@pytest.mark.parametrize("text", ["", " \n ", "\x00\x01", "\u200b"])
def test_text_without_readable_characters_has_no_pieces(text: str) -> None:
    pieces = pieces_of(text)
    assert len(pieces) == 0
    assert list(cut_windows(pieces, size=10, stride=8)) == []


@given(TEXTS)
def test_pieces_lie_inside_the_text_and_in_order(text: str) -> None:
    pieces = pieces_of(text)
    assert all(0 <= s <= e <= len(text) for s, e in zip(pieces.starts, pieces.ends, strict=True))
    assert all(a <= b for a, b in zip(pieces.starts, pieces.starts[1:], strict=False))


@given(TEXTS, st.integers(2, 30))
def test_windows_cover_every_piece_and_are_never_too_long(text: str, size: int) -> None:
    pieces = pieces_of(text)
    for windows in (
        list(cut_windows(pieces, size=size, stride=max(1, size * 3 // 4))),
        list(pack_windows(pieces, size=size, first=1)),
    ):
        assert {place for window in windows for place in window} == set(range(len(pieces)))
        assert all(0 < len(window) <= size for window in windows)


def test_a_window_begins_with_a_paragraph_where_one_is_near() -> None:
    pieces = pieces_of("\n\n".join(["One two three four five six."] * 6))
    starts = [window.start for window in cut_windows(pieces, size=20, stride=15)]
    assert len(starts) > 2
    assert all(pieces.features[start, 0] & FIRST_OF_PARAGRAPH for start in starts)


def test_packed_windows_do_not_cut_a_paragraph_that_fits() -> None:
    pieces = pieces_of("\n\n".join(["One two three four five six."] * 6))
    for window in pack_windows(pieces, size=20, first=10):
        assert pieces.features[window.start, 0] & FIRST_OF_PARAGRAPH
        assert pieces.features[window.stop - 1, 0] & LAST_OF_PARAGRAPH


def test_parts_are_the_text_again() -> None:
    pieces = pieces_of("\n\n".join(["One two three four five six."] * 6))
    parts = list(cut_parts(pieces, 16))
    assert len(parts) > 2
    assert [int(start) for part in parts for start in part.starts] == pieces.starts.tolist()
