"""Which attribution counts where the model and the rules speak of the same words.

In: attributions from the model and from the rules. Out: those that are kept::

    model: [No.] source [Jon]    label: [“No.”] source [Jon Dow]    ->  the label
    model: [“No.”] no source     said:  [“No.”] source [Ann Lee]    ->  said

Layout outweighs the model (labels, transcripts, block quotes, dashes, cue clauses inside marks); the
cue clauses beside a quotation are asked only where the model has no source.
"""

from collections.abc import Sequence

from quoteattr.components.annotations import Attribution
from quoteattr.components.attribution.overlaps import SpanIndex, covers, length, shared
from quoteattr.components.attribution.pieces import DASH, INCISE, OuterQuotations
from quoteattr.spans import Span

FALLBACK = "said"
TRANSCRIPT = "transcript"
# Rules that outweigh the model, the strongest first.
STRONG = ("label", TRANSCRIPT, "block", DASH, INCISE)
# Two attributions are of the same words when one covers this share of the other.
SAME = 0.5
# Of a turn, so much may be what the speaker says that others say; more is the turn itself.
WHOLE_TURN = 0.8


def settle(outermost: OuterQuotations, found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions that count, in the order in which they were given."""
    strong = _first_of_each([a for method in STRONG for a in found if a.method == method])
    kept = [*strong, *_unclaimed([a for a in found if a.method not in (*STRONG, FALLBACK)], strong)]
    fallback = [a for a in found if a.method == FALLBACK]
    return _with_fallback(outermost, kept, fallback)


def _index(attributions: Sequence[Attribution]) -> SpanIndex:
    return SpanIndex((span, number) for number, one in enumerate(attributions) for span in one.content)


def _first_of_each(ranked: Sequence[Attribution]) -> list[Attribution]:
    """Without those that are of the same words as a stronger one."""
    index = _index(ranked)
    return [
        attribution
        for number, attribution in enumerate(ranked)
        if not any(
            other < number and _is_same(ranked[other].content, attribution.content)
            for other in index.overlapping(attribution.content)
        )
    ]


def _unclaimed(model: Sequence[Attribution], strong: Sequence[Attribution]) -> list[Attribution]:
    """What the model found elsewhere, or as somebody else's words inside a turn."""
    index = _index(strong)
    return [
        attribution
        for attribution in model
        if all(
            _is_inside(attribution, strong[number]) or not _is_same(strong[number].content, attribution.content)
            for number in index.overlapping(attribution.content)
        )
    ]


def _is_same(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return shared(one, other) >= SAME * min(length(one), length(other))


def _is_inside(attribution: Attribution, turn: Attribution) -> bool:
    """Whether cue and content lie inside a turn: `A: My uncle said, “Come.”`."""
    return (
        turn.method == TRANSCRIPT
        and bool(attribution.cue)
        and covers(turn.content, (*attribution.content, *attribution.cue, *attribution.source))
        and length(attribution.content) < WHOLE_TURN * length(turn.content)
    )


def _with_fallback(
    outermost: OuterQuotations, kept: Sequence[Attribution], fallback: Sequence[Attribution]
) -> tuple[Attribution, ...]:
    """The kept ones, with a source from beside the marks where they have none."""
    index = _index(kept)
    replaced: set[int] = set()
    added = []
    for attribution in fallback:
        same = [
            number
            for number in index.overlapping(attribution.content)
            if shared(kept[number].content, attribution.content) >= SAME * length(attribution.content)
        ]
        if any(kept[number].source or not _is_only(outermost, kept[number], attribution) for number in same):
            continue
        replaced.update(same)
        added.append(attribution)
    return (*(one for number, one in enumerate(kept) if number not in replaced), *added)


def _is_only(outermost: OuterQuotations, attribution: Attribution, rule: Attribution) -> bool:
    """Whether the content has no quotation but that of the rule."""
    return outermost.overlapping(attribution.content) == outermost.overlapping(rule.content)
