from collections.abc import Sequence
from itertools import pairwise
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
    assert list(cut_windows(pieces, size=10, overlap=2)) == []


@given(TEXTS)
def test_pieces_lie_inside_the_text_and_in_order(text: str) -> None:
    pieces = pieces_of(text)
    assert all(0 <= s <= e <= len(text) for s, e in zip(pieces.starts, pieces.ends, strict=True))
    assert all(a <= b for a, b in pairwise(pieces.starts))


@given(TEXTS, st.integers(2, 30), st.integers(0, 40))
def test_windows_cover_every_piece_and_are_never_too_long(text: str, size: int, overlap: int) -> None:
    pieces = pieces_of(text)
    overlap = min(overlap, size - 1)
    windows = list(cut_windows(pieces, size=size, first=1 + size // 2, overlap=overlap))
    assert {place for window in windows for place in window} == set(range(len(pieces)))
    assert all(0 < len(window) <= size for window in windows)
    for before, window in pairwise(windows):
        assert before.start < window.start and before.stop < window.stop
        assert before.stop - window.start <= overlap


def test_windows_do_not_cut_a_paragraph_that_fits() -> None:
    pieces = pieces_of("\n\n".join(["One two three four five six."] * 6))
    windows = list(cut_windows(pieces, size=20, first=10))
    assert len(windows) > 1
    for window in windows:
        assert pieces.features[window.start, 0] & FIRST_OF_PARAGRAPH
        assert pieces.features[window.stop - 1, 0] & LAST_OF_PARAGRAPH


def test_a_window_reads_again_the_paragraphs_at_the_end_of_the_one_before() -> None:
    pieces = pieces_of("\n\n".join(["One two three four five six."] * 6))
    assert list(cut_windows(pieces, size=21, overlap=0)) == [range(0, 21), range(21, 42)]
    assert list(cut_windows(pieces, size=21, overlap=10)) == [range(0, 21), range(14, 35), range(28, 42)]


def test_a_paragraph_that_is_too_long_is_cut_with_an_overlap() -> None:
    pieces = pieces_of("One two three.\n\n" + "word " * 20)
    assert list(cut_windows(pieces, size=12, overlap=4)) == [range(0, 4), range(4, 16), range(12, 24)]


def test_parts_are_the_text_again() -> None:
    pieces = pieces_of("\n\n".join(["One two three four five six."] * 6))
    parts = list(cut_parts(pieces, 16))
    assert len(parts) > 2
    assert [int(start) for part in parts for start in part.starts] == pieces.starts.tolist()
