"""Where a sentence begins and ends, from punctuation alone.

In: text and an offset. Out: the offsets of the sentence around it. Good enough for "is this the
start of a sentence" and for looking around a cue; spaCy's parser is not needed for either::

    >>> Span(*sentence_at("He met Dr. Fox. She left.", 3)).of("He met Dr. Fox. She left.")
    'He met Dr. Fox.'
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from quoteattr.lexicon import load_entries
from quoteattr.spans import Span

# Characters that are looked at on either side: no news sentence is longer, and it bounds the time.
REACH = 600
LONGEST_ABBREVIATION = 12  # characters
# A stop, closing marks, white space, and something that can begin a sentence; or a line break.
_BOUNDARY = re.compile(r"""[.!?…]["”’'»)\]]{0,3}(?=(\s+["“‘'«„(\[]{0,2}[A-Z0-9À-Þ]))|\n""")
_STOP = re.compile(r"""[.!?…]["”’'»)\]]{0,3}(?=\s|$)""")
_LAST_WORD = re.compile(r"(\w+)\.$")


class _Boundary(NamedTuple):
    """The end of a sentence.

    Attributes:
        start, end: characters of the stop and the marks behind it.
        last: end of what shows that another sentence begins.
        is_real: the stop is not that of an abbreviation.
    """

    start: int
    end: int
    last: int
    is_real: bool


@lru_cache(maxsize=2)  # the text at hand is asked for dozens of sentences
def _boundaries(text: str) -> tuple[tuple[_Boundary, ...], tuple[int, ...]]:
    """The boundaries of a text, and their ends."""
    found = tuple(
        _Boundary(
            match.start(),
            match.end(),
            max(match.end(), match.end(1)),
            not _is_abbreviated(text, 0, match.start()),
        )
        for match in _BOUNDARY.finditer(text)
    )
    return found, tuple(boundary.end for boundary in found)


def sentence_at(text: str, offset: int) -> Span:
    """The sentence around an offset, without the white space at its edges."""
    low, high = max(0, offset - REACH), min(len(text), offset + REACH)
    boundaries, ends = _boundaries(text)
    following = bisect_right(ends, offset)
    start, end = low, high
    for place in range(following - 1, -1, -1):
        before = boundaries[place]
        if before.start < low:
            break
        whole = before.start - LONGEST_ABBREVIATION >= low
        if before.is_real if whole else not _is_abbreviated(text, low, before.start):
            start = before.end
            break
    for after in islice(boundaries, following, None):
        if after.start >= high:
            break
        if after.is_real and after.last <= high:
            end = after.start if text[after.start] == "\n" else after.end
            break
    words = text[start:end]
    return Span(end - len(words.lstrip()), start + len(words.rstrip())) if words.strip() else Span(offset, offset)


def sentence_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Where sentences end between two offsets, also at the second of them."""
    for match in _STOP.finditer(text, start, end):
        if not _is_abbreviated(text, start, match.start()):
            yield match.end()


def is_rest_of_clause(text: str, start: int, end: int) -> bool:
    """Whether nothing but the end of the cue clause stands between: ` in Oslo on Monday. `."""
    stop = next(sentence_ends(text, start, end), end)
    return not text[stop:end].strip()


def begins_sentence(text: str, offset: int) -> bool:
    """Whether what begins at the offset is preceded by the end of a sentence or paragraph, or by nothing."""
    before = text[max(0, offset - REACH) : offset]
    bare = before.rstrip(" \t\u00a0")
    if not bare or bare.endswith("\n"):
        return True
    closed = bare.rstrip("\"”’'»)]")
    return closed.endswith((".", "!", "?", "…")) and not is_abbreviation(closed)


def is_abbreviation(words: str) -> bool:
    """Whether the stop at the end of the words belongs to the last of them: `Dr.`, `J.`."""
    found = _LAST_WORD.search(words)
    return found is not None and (found.group(1) in _abbreviations() or len(found.group(1)) == 1)


def _is_abbreviated(text: str, low: int, stop: int) -> bool:
    """Whether a stop is that of an abbreviation; what stands before `low` is not looked at."""
    return is_abbreviation(text[max(low, stop - LONGEST_ABBREVIATION) : stop + 1])


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(load_entries("abbreviations"))
