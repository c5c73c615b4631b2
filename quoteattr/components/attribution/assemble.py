"""From attributions and quotation marks to statements.

In: the text, its quotations, and what the model and the rules found. Out: one `Reported` for each
quote and claim, in the order of the text, with indices into the same tuple::

    Ana Ruiz called the plan “a joke”.
    -> (mixed [the plan “a joke”], direct [a joke] with claim=0)

`order` has the steps before and after: which of two attributions of the same words counts, and what is said of
quotations that no attribution holds. `pieces` says which words are quoted.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from quoteattr.components.annotations import Attribution, Quotation, Reported, changed
from quoteattr.components.attribution.blocks import whole_block
from quoteattr.components.attribution.decoding import METHOD
from quoteattr.components.attribution.frames import Frame, frame_of
from quoteattr.components.attribution.labels import is_list_entry
from quoteattr.components.attribution.order import ATTRIBUTION_STEPS, STATEMENT_STEPS, Material, run
from quoteattr.components.attribution.pieces import (
    Content,
    OuterQuotations,
    Piece,
    set_apart,
    split_content,
    trim_source,
)
from quoteattr.components.attribution.reconcile import rank
from quoteattr.components.attribution.repair import SOURCES
from quoteattr.spans import Span
from quoteattr.statements import Kind

# How much less often a quotation is right whose marks had to be repaired.
REPAIRED = 0.8
# Between two paragraphs.
_BREAK = re.compile(r"[ \t]*\n\s*\n\s*")

Confidence = Callable[[Attribution], float]


def assemble(
    text: str,
    quotations: Sequence[Quotation],
    found: Sequence[Attribution],
    confidence: Confidence,
    least: float = 0.0,
) -> tuple[Reported, ...]:
    """The statements of a text.

    Args:
        text: what all offsets point into.
        quotations: what find_quotations gave for it.
        found: attributions of the model and of the structural rules.
        confidence: calibrated chance that an attribution of the model is right; those of the rules
            carry their reliability as their scores.
        least: confidence from which on a claim is reported that no quotation mark supports.
    """
    outermost = OuterQuotations(quotations)
    layout, by_model, clauses = rank([whole_block(text, outermost, each) for each in found])
    page = Material(text=text, quotations=quotations, outermost=outermost, layout=layout, clauses=clauses)
    reported: list[Reported] = []
    taken: set[int] = set()
    steps = run(ATTRIBUTION_STEPS, page, by_model)
    for attribution in (part for one in steps for part in set_apart(text, outermost, one)):
        content = split_content(text, outermost, attribution, taken)
        sureness = confidence(attribution)
        if content is None or (
            content.kind is Kind.INDIRECT and (sureness < least or is_list_entry(text, attribution))
        ):
            continue
        frame = frame_of(text, attribution.cue, attribution.source, attribution.content)
        quoted = {piece.quotation for piece in content.pieces if piece.quotation is not None}
        taken |= quoted
        if frame.is_statement:
            reported.extend(_report(text, attribution, content, frame, sureness, len(reported)))
        else:
            page.refused.update(quoted)
    statements = run(STATEMENT_STEPS, page, reported)
    return in_order(_same_turn(_distinct([_repaired(one, quotations) for one in statements])))


def _report(
    text: str, attribution: Attribution, content: Content, frame: Frame, sureness: float, base: int
) -> list[Reported]:
    """The statements that one attribution makes; `base` is the index that the first will have."""
    statement = Reported(
        kind=content.kind,
        spans=content.spans,
        cue=_hull(attribution.cue),
        source=_source(text, attribution, frame),
        act=frame.act,
        medium=frame.medium,
        addressee=frame.addressee,
        confidence=sureness,
        method=_method(attribution),
        trace=attribution.trace,
    )
    if content.kind is not Kind.DIRECT:
        pieces = [replace(_quote(statement, [piece]), claim=base) for piece in content.pieces]
        return [statement, *pieces]
    quotes = [_quote(statement, pieces) for pieces in _group(text, content.pieces)]
    return [quotes[0], *(replace(quote, carried=base) for quote in quotes[1:])]


def _method(attribution: Attribution) -> str:
    """What found it: the model, and the rule that gave it its source, if any did; or a rule."""
    if not attribution.method.startswith(METHOD):
        return f"rule:{attribution.method}"
    sources = [entry.rule for entry in attribution.trace if entry.field == "source" and entry.rule in SOURCES]
    return "+".join((attribution.method, *sources[-1:]))


def _source(text: str, attribution: Attribution, frame: Frame) -> Span | None:
    whole = None if frame.is_passive else _hull(attribution.source)
    return trim_source(text, _beside(text, whole, attribution.cue)) if whole else None


def _beside(text: str, source: Span, cue: Sequence[Span]) -> Span:
    """The paragraph of a source that is next to the cue: a heading or the line of a photographer is no part of it."""
    breaks = list(_BREAK.finditer(text, source.start, source.end))
    if not breaks:
        return source
    is_before = bool(cue) and cue[0].start >= source.end
    return Span(breaks[-1].end(), source.end) if is_before else Span(source.start, breaks[0].start())


def _quote(statement: Reported, pieces: Sequence[Piece]) -> Reported:
    spans = tuple(span for piece in pieces for span in piece.spans)
    return replace(statement, kind=Kind.DIRECT, spans=spans, quotation=pieces[0].quotation)


def _group(text: str, pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that make one quote together: those that only the cue clause interrupts."""
    groups = [[pieces[0]]]
    for before, after in pairwise(pieces):
        if _goes_on(text, before, after):
            groups[-1].append(after)
        else:
            groups.append([after])
    return groups


def _goes_on(text: str, before: Piece, after: Piece) -> bool:
    """Whether the sentence of a quotation goes on in the next: “We tried,” she said, “and failed.”."""
    between = text[before.outer[-1].end : after.outer[0].start]
    stopped = before.spans[-1].of(text).endswith(".") and not before.spans[-1].of(text).endswith("..")
    return not stopped and "\n" not in between and between.rstrip().endswith((",", "-", "–", "—", "..."))


def _hull(spans: Sequence[Span]) -> Span | None:
    """One span for a cue or source: a phrase that is interrupted counts with what interrupts it."""
    return Span(spans[0].start, spans[-1].end) if spans else None


def _repaired(one: Reported, quotations: Sequence[Quotation]) -> Reported:
    """A quote whose marks were wrong says so in its method, and is less sure."""
    repair = quotations[one.quotation].repair if one.quotation is not None else None
    if repair is None:
        return one
    return changed(one, repair, method=f"{one.method}+{repair}", confidence=one.confidence * REPAIRED)


def _same_turn(reported: Sequence[Reported]) -> list[Reported]:
    """Quotes of one cue are one turn: the later ones carry the speaker of the first on."""
    first: dict[tuple[Span, Span], int] = {}
    linked = []
    for index, one in enumerate(reported):
        if one.kind is Kind.DIRECT and one.claim is None and one.cue is not None and one.source is not None:
            earlier = first.setdefault((one.cue, one.source), index)
            if earlier != index and one.carried is None and reported[earlier].carried is None:
                one = changed(one, "same_turn", carried=earlier)
        linked.append(one)
    return linked


def _distinct(reported: Sequence[Reported]) -> list[Reported]:
    """Each kind of statement once a place, since kind and place are its identity; links go to the one kept."""
    first: dict[tuple[Kind, tuple[Span, ...]], int] = {}
    stand_in = {index: first.setdefault((one.kind, one.spans), index) for index, one in enumerate(reported)}
    return _renumbered(reported, [index for index in stand_in if stand_in[index] == index], stand_in)


def in_order(reported: Sequence[Reported]) -> tuple[Reported, ...]:
    """The statements by position, a claim before its pieces, with the links renumbered."""
    order = sorted(range(len(reported)), key=lambda i: (reported[i].spans[0].start, -reported[i].spans[-1].end, i))
    return tuple(_renumbered(reported, order, {index: index for index in order}))


def _renumbered(reported: Sequence[Reported], order: Sequence[int], stand_in: Mapping[int, int]) -> list[Reported]:
    """The statements in a new order, with links to what stands in for the one linked to."""
    place = {old: new for new, old in enumerate(order)}

    def moved(index: int | None, own: int) -> int | None:
        return None if index is None or stand_in[index] == own else place[stand_in[index]]

    return [
        replace(
            reported[old],
            claim=moved(reported[old].claim, old),
            parent=moved(reported[old].parent, old),
            carried=moved(reported[old].carried, old),
        )
        for old in order
    ]
