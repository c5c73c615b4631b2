"""Which attribution counts where the model and the rules speak of the same words.

In: attributions from the model and from the rules. Out: those that are kept::

    model: [No.] source [Jon]       label: [“No.”] source [Jon Dow]   ->  the label
    model: [“No.”] no source        said:  [“No.”] source [Ann Lee]   ->  said
    model: [“No.”] source [Bo Orr]  beside: [“No.”] source [Ann Lee]  ->  beside

Layout outweighs the model (labels, transcripts, block quotes, dashes, cue clauses inside marks), and so
does a name in a cue clause that follows the marks at once. Other cue clauses beside a quotation are asked
only where the model has no source. What the model calls the content of no cue is left to the rules for
quotations without a source.
"""

from collections.abc import Sequence

from quoteattr.components.annotations import Attribution, changed
from quoteattr.components.attribution.adjacent import BESIDE, SAID
from quoteattr.components.attribution.cues import words_of
from quoteattr.components.attribution.decoding import UNLINKED
from quoteattr.components.attribution.pieces import DASH, INCISE, OuterQuotations
from quoteattr.components.attribution.sentences import sentence_ends
from quoteattr.components.turnlabels import names_no_speaker
from quoteattr.spans import Span, SpanIndex, covers, joined, length, shared, trim, without

TRANSCRIPT = "transcript"
# Rules that outweigh the model, the strongest first.
STRONG = ("label", TRANSCRIPT, "block", DASH, INCISE)
# Two attributions are of the same words when one covers this share of the other.
SAME = 0.5
# Of a turn, so much may be what the speaker says that others say; more is the turn itself.
WHOLE_TURN = 0.8


def rank(found: Sequence[Attribution]) -> tuple[list[Attribution], list[Attribution], list[Attribution]]:
    """Those that outweigh the model, the strongest of the same words; those of the model; those that are asked last."""
    strong = _first_of_each([one for method in STRONG for one in found if one.method == method])
    clauses = [one for one in found if one.method in (BESIDE, SAID)]
    by_model = [one for one in found if one.method not in (*STRONG, BESIDE, SAID, UNLINKED)]
    return strong, by_model, clauses


def cut_quoted_sources(text: str, outermost: OuterQuotations, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, a source cut where a quotation follows it: `said Omar Diaz, “and we failed.”`.

    A nickname has the rest of the name after it, and stays: `Carl “Shorty” Webb`.
    """
    return [changed(one, "quoted_source", source=_unquoted(text, outermost, one.source)) for one in found]


def _unquoted(text: str, outermost: OuterQuotations, source: Sequence[Span]) -> tuple[Span, ...]:
    """The source without the quotation that ends it."""
    left = []
    for span in source:
        following = [
            outer
            for index in outermost.overlapping((span,))
            for outer in outermost.quotations[index].outer
            if span.start < outer.start and span.end <= outer.end
        ]
        left.append(trim(text, Span(span.start, following[0].start), " ,:") if following else span)
    return tuple(left)


def drop_headings(text: str, found: Sequence[Attribution]) -> list[Attribution]:
    """Those whose source is not a heading or the place of a report: `WASHINGTON: We have learned ...`."""
    return [one for one in found if not _is_headed(text, one)]


def _is_headed(text: str, attribution: Attribution) -> bool:
    """Whether the source is a heading or the place of a report."""
    if not attribution.source or len(attribution.cue) != 1 or attribution.cue[0].of(text) != ":":
        return False
    start = attribution.source[0].start
    opens = not text[text.rfind("\n", 0, start) + 1 : start].strip()
    return opens and names_no_speaker(Span(start, attribution.source[-1].end).of(text))


def _index(attributions: Sequence[Attribution]) -> SpanIndex:
    return SpanIndex((span, number) for number, one in enumerate(attributions) for span in one.content)


def keep_apart(model: Sequence[Attribution]) -> list[Attribution]:
    """Contents that share no word, unless one report stands wholly within the content of another."""
    ordered = [changed(one, "joined", content=joined(one.content)) for one in model]
    index = _index(ordered)
    kept = []
    for number, one in enumerate(ordered):
        before = [ordered[other] for other in index.overlapping(one.content) if other < number]
        outside = [other for other in before if not _is_within(one, other) and not _is_within(other, one)]
        content = without(one.content, (span for other in outside for span in other.content))
        if content:
            kept.append(changed(one, "apart", content=content))
    return kept


def _is_within(inner: Attribution, outer: Attribution) -> bool:
    """Whether a whole report, cue and source included, is part of what another one reports."""
    return bool(inner.cue) and covers(outer.content, (*inner.content, *inner.cue, *inner.source))


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


def drop_taken(model: Sequence[Attribution], strong: Sequence[Attribution]) -> list[Attribution]:
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


def overrule(text: str, model: Sequence[Attribution], clauses: Sequence[Attribution]) -> list[Attribution]:
    """The model's attributions without the quotations whose cue clause names somebody else."""
    beside = [one for one in clauses if one.method == BESIDE]
    index = _index(beside)
    kept = []
    for attribution in model:
        others = [beside[number] for number in index.overlapping(attribution.content)]
        lost = [
            span
            for rule in others
            for span in rule.content
            if _is_same(rule.content, attribution.content) and _names_another(text, rule, attribution)
        ]
        content = without(attribution.content, lost)
        if content:
            kept.append(changed(attribution, "overruled", content=content))
    return kept


def _names_another(text: str, rule: Attribution, attribution: Attribution) -> bool:
    """Whether the clause beside a quotation has another source; a pronoun only where no other cue is as near."""
    if not attribution.source or shared(rule.source, attribution.source):
        return False
    if rule.source[0].of(text).casefold() not in words_of("subject"):
        return True
    cue, start = attribution.cue[0], rule.content[0].start
    return cue.end <= start and any(sentence_ends(text, cue.end, start))


def _is_same(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return shared(one, other) >= SAME * min(length(one), length(other))


def _is_inside(attribution: Attribution, turn: Attribution) -> bool:
    """Whether cue and content lie inside a turn: `A: My uncle said, “Come.”`."""
    return (
        turn.method == TRANSCRIPT
        and _is_within(attribution, turn)
        and length(attribution.content) < WHOLE_TURN * length(turn.content)
    )


def add_fallback(
    outermost: OuterQuotations, kept: Sequence[Attribution], fallback: Sequence[Attribution]
) -> tuple[Attribution, ...]:
    """The kept ones, with a source from beside the marks where they have none."""
    kept = _united(outermost, kept)
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


def _united(outermost: OuterQuotations, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, one quotation said by one: parts of it without a source go with the one that has it."""
    united = list(found)
    owners = {
        index: number for number, one in enumerate(found) if one.source for index in outermost.overlapping(one.content)
    }
    for number, one in enumerate(found):
        indices = outermost.overlapping(one.content) if not one.source and not one.cue else []
        owner = owners.get(indices[0]) if len(indices) == 1 else None
        if owner is not None and covers(outermost.quotations[indices[0]].outer, one.content):
            whole = joined((*one.content, *united[owner].content))
            united[owner] = changed(united[owner], "paragraphs", content=whole)
            united[number] = changed(one, "paragraphs", content=())
    return [one for one in united if one.content]


def _is_only(outermost: OuterQuotations, attribution: Attribution, rule: Attribution) -> bool:
    """Whether the content has no quotation but that of the rule."""
    return outermost.overlapping(attribution.content) == outermost.overlapping(rule.content)
