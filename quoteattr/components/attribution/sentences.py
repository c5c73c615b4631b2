"""Where a sentence begins and ends, from punctuation alone.

In: text and an offset. Out: the offsets of the sentence around it. Good enough for "is this the
start of a sentence" and for looking around a cue; spaCy's parser is not needed for either::

    >>> Span(*sentence_at("He met Dr. Fox. She left.", 3)).of("He met Dr. Fox. She left.")
    'He met Dr. Fox.'
"""

import re
from collections.abc import Iterator
from functools import cache

from quoteattr.lexicon import load_entries
from quoteattr.spans import Span

# Characters that are looked at on either side: no news sentence is longer, and it bounds the time.
REACH = 600
# A stop, closing marks, white space, and something that can begin a sentence; or a line break.
_BOUNDARY = re.compile(r"""[.!?…]["”’'»)\]]{0,3}(?=\s+["“‘'«„(\[]{0,2}[A-Z0-9À-Þ])|\n""")
_STOP = re.compile(r"""[.!?…]["”’'»)\]]{0,3}(?=\s|$)""")
_LAST_WORD = re.compile(r"(\w+)\.$")


def sentence_at(text: str, offset: int) -> Span:
    """The sentence around an offset, without the white space at its edges."""
    low, high = max(0, offset - REACH), min(len(text), offset + REACH)
    start, end = low, high
    for match in _BOUNDARY.finditer(text, low, high):
        if is_abbreviation(text[max(low, match.start() - 12) : match.start() + 1]):
            continue
        if match.end() > offset:
            end = match.start() if match.group() == "\n" else match.end()
            break
        start = match.end()
    words = text[start:end]
    return Span(end - len(words.lstrip()), start + len(words.rstrip())) if words.strip() else Span(offset, offset)


def sentence_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Where sentences end between two offsets, also at the second of them."""
    for match in _STOP.finditer(text, start, end):
        if not is_abbreviation(text[max(start, match.start() - 12) : match.start() + 1]):
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


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(load_entries("abbreviations"))
