"""The same words twice in one document: which quote is a piece of which fuller one.

In: the quotes of a document with their speakers. Out: for each the index of the fuller quote of
the same words by the same speaker, or None::

    >>> find_fuller([("take action", "Ann Lee"), ("we must take action now", "Ann Lee")], shortest=2)
    (1, None)

News articles quote a phrase in the lede and the whole sentence further down; both are quotes, and
`same_as` lets a reader count them once.
"""

from collections import defaultdict
from collections.abc import Sequence

from quoteattr.wording import wording

# Two words recur by chance ("national security"); three in a row by one speaker in one article
# hardly ever do.
SHORTEST = 3


def find_fuller(quotes: Sequence[tuple[str, str | None]], *, shortest: int = SHORTEST) -> tuple[int | None, ...]:
    """For each (text, speaker) the index of the longest quote that holds all its words in a row.

    Quotes of unknown speakers and those of fewer than `shortest` words have no fuller one.
    Linear in the number of words, as long as no phrase of `shortest` words is repeated all over.
    """
    words = [wording(text).words for text, _ in quotes]
    places: dict[tuple[str, tuple[str, ...]], list[tuple[int, int]]] = defaultdict(list)
    for index, (_, speaker) in enumerate(quotes):
        if speaker is not None:
            for start in range(len(words[index]) - shortest + 1):
                places[speaker, words[index][start : start + shortest]].append((index, start))
    return tuple(_fuller(index, speaker, words, places, shortest) for index, (_, speaker) in enumerate(quotes))


def _fuller(
    index: int,
    speaker: str | None,
    words: Sequence[tuple[str, ...]],
    places: dict[tuple[str, tuple[str, ...]], list[tuple[int, int]]],
    shortest: int,
) -> int | None:
    piece = words[index]
    if speaker is None or len(piece) < shortest:
        return None
    fuller = [
        other
        for other, start in places[speaker, piece[:shortest]]
        if len(words[other]) > len(piece) and words[other][start : start + len(piece)] == piece
    ]
    return max(fuller, key=lambda other: (len(words[other]), -other), default=None)
