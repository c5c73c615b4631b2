"""What is said, pointed at: "said as much", "said so", "said the same".

In: the text and its quotations. Out: an `Attribution` for each such word after a verb of speaking and its subject::

    The mayor resigned. A clerk said as much on Friday.     [as much], a clerk

A model takes the words for part of the cue more often than not. Inside something else that is reported, they are
part of that: the attribution that is nearer to the words of the speaker counts (see `settle`).
"""

import re
from collections.abc import Iterator
from functools import cache

from quoteattr.components.annotations import Attribution
from quoteattr.components.attribution.cues import find_cues
from quoteattr.components.attribution.function_words import words_of
from quoteattr.components.attribution.mentions import mention_before
from quoteattr.components.attribution.pieces import OuterQuotations
from quoteattr.components.attribution.said import RELIABILITY, SAID, speaks
from quoteattr.components.attribution.sentences import sentence_at
from quoteattr.spans import Span

# Characters before the pointer in which its verb begins.
REACH = 40


def find_pointers(text: str, outermost: OuterQuotations) -> Iterator[Attribution]:
    """The attributions whose content is nothing but a word that points at what was said."""
    for match in _pointer().finditer(text):
        content = Span(*match.span("pointer"))
        cues = [cue for cue in find_cues(text, max(0, match.start() - REACH), match.start()) if speaks(text, cue)]
        if not cues or cues[-1].span.end != match.start() or outermost.overlapping((content,)):
            continue
        cue = cues[-1].span
        source = mention_before(text, sentence_at(text, cue.start).start, cue.start)
        if source is not None:
            scores = (RELIABILITY[SAID],) * 4
            yield Attribution(content=(content,), cue=(cue,), source=(source,), method=SAID, scores=scores)


@cache
def _pointer() -> re.Pattern[str]:
    """A pointer that ends its clause or phrase: `said so.`, `said the same of Wu`, not `said the same clerk`."""
    pointers, next_words = (
        "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        for words in (words_of("pointer"), (*words_of("boundary"), *words_of("filler")))
    )
    return re.compile(rf"(?<=\w)\s+(?P<pointer>{pointers})(?=[.,;:!?)\n]|$|\s(?:{next_words})\b)", re.IGNORECASE)
