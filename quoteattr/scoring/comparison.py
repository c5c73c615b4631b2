"""How two spans are compared: by the characters that carry words.

In: a text and spans into it. Out: sets of offsets and the measures on them. Spans are trimmed of
white space, quotation marks and trailing punctuation, and what is compared is the set of remaining
characters that are neither white space nor quotation marks, so that "“No,”" and "No" are equal::

    >>> overlap(characters("“No,” he said", [Span(0, 5)]), characters("“No,” he said", [Span(1, 3)]))
    1.0
"""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from quoteattr.spans import WORD, Span
from quoteattr.statements import Kind

OPENING_MARKS = "\"“„‟'‘‚‛`´«»"
QUOTATION_MARKS = OPENING_MARKS + "”’"
TRAILING_PUNCTUATION = ".,;:!?…—–-"
# Plain verbs of saying: what people agree on when they annotate attributions.
PLAIN_SPEECH = re.compile(
    r"\b(?:say|says|said|saying|tell|tells|told|telling|according to|add|adds|added|adding)\b", re.IGNORECASE
)
# Words of a source that do not tell one source from another.
# fmt: off
FUNCTION_WORDS = frozenset({
    "a", "all", "an", "and", "another", "any", "as", "at", "both", "by", "each", "every", "for", "from", "her",
    "his", "in", "its", "my", "no", "of", "on", "or", "our", "some", "such", "that", "the", "their", "these",
    "this", "those", "to", "whose", "with", "your",
})
# fmt: on


class Tier(StrEnum):
    """How strong the evidence of a report is; what a reader filters by."""

    QUOTED = "quoted"  # some of the content is in quotation marks
    SAID = "said"  # the cue is a plain verb of saying
    OTHER = "other"  # attitudes, acts and the rest


def tier_of(text: str, kind: Kind, cue: Iterable[Span]) -> Tier:
    """The tier of a relation or of a prediction."""
    if kind is not Kind.INDIRECT:
        return Tier.QUOTED
    return Tier.SAID if any(PLAIN_SPEECH.search(span.of(text)) for span in cue) else Tier.OTHER


def trimmed(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans without the marks, spaces and punctuation at their edges; empty ones are left out."""
    found = (_trim(text, span) for span in spans)
    return tuple(span for span in found if span.end > span.start)


def _trim(text: str, span: Span) -> Span:
    start, end = span
    while start < end and _is_mark(text[start]):
        start += 1
    while end > start and (_is_mark(text[end - 1]) or text[end - 1] in TRAILING_PUNCTUATION):
        end -= 1
    return Span(start, end)


def _is_mark(character: str) -> bool:
    return character.isspace() or character in QUOTATION_MARKS


def characters(text: str, spans: Iterable[Span]) -> frozenset[int]:
    """Offsets of the characters that count."""
    return frozenset(offset for span in trimmed(text, spans) for offset in range(*span) if not _is_mark(text[offset]))


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """Intersection over union, 0 when either is empty."""
    if not one or not other:
        return 0.0
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared)


def same_source(text: str, gold: Sequence[Span], predicted: Sequence[Span]) -> bool:
    """Whether two mentions of a source share a content word; of no source, whether there is none."""
    wanted, given = _word_characters(text, gold), _word_characters(text, predicted)
    return bool(wanted & given) if wanted else not given


def _word_characters(text: str, spans: Iterable[Span]) -> frozenset[int]:
    """Offsets of the content words; of all words when there is no content word."""
    words: set[int] = set()
    content: set[int] = set()
    for span in spans:
        for match in WORD.finditer(text, *span):
            word = match[0].lower()
            if word == "s" and match.start() > 0 and text[match.start() - 1] in "'’":
                continue  # the possessive ending
            words.update(range(*match.span()))
            if word not in FUNCTION_WORDS:
                content.update(range(*match.span()))
    return frozenset(content or words)


def word_count(text: str, spans: Iterable[Span]) -> int:
    """How many words the spans hold."""
    return sum(len(WORD.findall(span.of(text))) for span in spans)
