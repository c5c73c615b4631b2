"""A text as the word pieces that the encoder reads, and the windows in which it reads them.

In: a text, its quotations and a tokenizer. Out: `Pieces` (one row a word piece: its vocabulary
number, its characters and what the vocabulary does not show) and windows over them::

    pieces = read_pieces(tokenizer, text, find_quotations(text))
    for window in cut_windows(pieces, size=254, overlap=64):
        ids = pieces.ids[window.start : window.stop]

The same code serves training and use, so that a model never meets an input that it was not
trained on.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from quoteattr.components.annotations import Quotation

Ints = npt.NDArray[np.int64]

# The columns of `Pieces.features`, and how many values each can take.
FEATURES = ("boundary", "case", "quoted")
FEATURE_SIZES = (4, 4, 3)

FIRST_OF_PARAGRAPH, LAST_OF_PARAGRAPH = 1, 2  # bits of "boundary"
NO_CASE, TITLE, UPPER, LOWER = range(4)  # "case": the tokenizer of MiniLM is uncased
DEEPEST_QUOTED = 2  # "quoted": 0 outside, 1 in a quotation, 2 in a quotation within one

_LINE_BREAK = re.compile("\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """The word pieces of a text, one row each.

    Attributes:
        ids: numbers in the vocabulary of the encoder.
        starts, ends: characters of the text, end exclusive.
        inner: True where the piece continues the word of the piece before it.
        features: what the vocabulary does not show; columns as in FEATURES.
    """

    ids: Ints
    starts: Ints
    ends: Ints
    inner: npt.NDArray[np.bool_]
    features: Ints

    def __len__(self) -> int:
        """How many pieces the text has."""
        return len(self.ids)


@lru_cache(maxsize=20_000)
def word_case(word: str) -> int:
    """How a word is written: TITLE ("Lund"), UPPER ("LUND"), LOWER ("lund") or NO_CASE ("42")."""
    if word.islower():
        return LOWER
    if word.isupper():
        return UPPER if len(word) > 1 else TITLE
    return TITLE if word[:1].isupper() else NO_CASE


def boundaries(text: str, starts: Ints, ends: Ints) -> Ints:
    """Which pieces begin or end a paragraph (a line): bits FIRST_ and LAST_OF_PARAGRAPH."""
    found = np.zeros(len(starts), dtype=np.int64)
    if not len(starts):
        return found
    breaks = np.array([found.start() for found in _LINE_BREAK.finditer(text)], dtype=np.int64)
    line = np.searchsorted(breaks, starts, side="right")
    new = np.flatnonzero(line[1:] != line[:-1]) + 1
    found[0] |= FIRST_OF_PARAGRAPH
    found[-1] |= LAST_OF_PARAGRAPH
    found[new] |= FIRST_OF_PARAGRAPH
    found[new - 1] |= LAST_OF_PARAGRAPH
    return found


def quotation_depth(length: int, quotations: Sequence[Quotation]) -> Ints:
    """How many quotations each character of a text of `length` characters lies in, marks included."""
    steps = np.zeros(length + 1, dtype=np.int64)
    for quotation in quotations:
        for start, end in quotation.outer:
            steps[start] += 1
            steps[end] -= 1
    return np.minimum(np.cumsum(steps[:-1]), DEEPEST_QUOTED)


def read_pieces(tokenizer: Tokenizer, text: str, quotations: Sequence[Quotation]) -> Pieces:
    """The word pieces of `text`; none when it holds no readable character."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    spans = encoding.offsets
    offsets = np.array(spans, dtype=np.int64).reshape(-1, 2)
    starts, ends = offsets[:, 0], offsets[:, 1]
    words = np.array([-1 if word is None else word for word in encoding.word_ids], dtype=np.int64)
    inner = np.zeros(len(starts), dtype=np.bool_)
    inner[1:] = (words[1:] == words[:-1]) & (words[1:] >= 0)
    case = np.array([word_case(text[start:end]) for start, end in spans], dtype=np.int64)
    first_of_word = np.maximum.accumulate(np.where(inner, 0, np.arange(len(starts))))
    depth = quotation_depth(len(text), quotations)
    quoted = depth[starts] if len(starts) else starts
    features = np.stack([boundaries(text, starts, ends), case[first_of_word] if len(case) else case, quoted], axis=1)
    return Pieces(ids=np.array(encoding.ids, dtype=np.int64), starts=starts, ends=ends, inner=inner, features=features)


def take(pieces: Pieces, rows: slice) -> Pieces:
    """Some of the pieces."""
    return Pieces(
        ids=pieces.ids[rows],
        starts=pieces.starts[rows],
        ends=pieces.ends[rows],
        inner=pieces.inner[rows],
        features=pieces.features[rows],
    )


def cut_parts(pieces: Pieces, limit: int) -> Iterator[Pieces]:
    """Stretches of at most `limit` pieces, cut at paragraphs where there are any."""
    for rows in cut_windows(pieces, size=limit):
        yield take(pieces, slice(rows.start, rows.stop))


def cut_windows(pieces: Pieces, *, size: int, first: int | None = None, overlap: int = 0) -> Iterator[range]:
    """Windows of whole paragraphs that together cover all pieces; a paragraph that is too long is cut.

    Args:
        pieces: of a text.
        size: pieces that a window holds at most.
        first: the same for the first window; another one in each epoch shows a network other borders.
        overlap: pieces at the end of a window that the next one may read again: it begins with the first
            paragraph that begins among them.
    """
    total = len(pieces)
    borders = np.append(np.flatnonzero(pieces.features[:, 0] & FIRST_OF_PARAGRAPH), total)
    start, stop, limit = 0, 0, first or size
    while stop < total:
        ends = borders[(borders > stop) & (borders <= start + limit)]
        stop = int(ends[-1]) if len(ends) else min(start + limit, total)
        yield range(start, stop)
        again = max(stop - overlap, start + 1)
        begins = borders[(borders >= again) & (borders <= stop)]
        start, limit = int(begins[0]) if len(begins) else again, size
