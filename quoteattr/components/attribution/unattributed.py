"""Quotations that no attribution holds: carried on, floating, orphans, inner ones.

In: the text, its quotations and the statements of the attributions. Out: the statements with those of
the other quotations added, each with what decided as its method::

    “We tried,” Diaz said. “It failed.”       carried on
    The mayor was blunt. “It is over.”        floating
    “Unforgivable.” Traffic resumed at noon.  orphan
    “He told me ‘never again’,” Fox said.     an inner quote, its parent the outer one

Titles, terms, names and scare quotes are left out.
"""

from collections.abc import Sequence
from dataclasses import replace

from quoteattr.components.annotations import Attribution, Quotation, Reported, changed
from quoteattr.components.attribution.adjacent import find_clause
from quoteattr.components.attribution.pieces import OuterQuotations, trim_words
from quoteattr.components.attribution.turns import (
    FLOATING,
    UNATTRIBUTED,
    Carried,
    Turns,
    find_floating,
    is_unattributed_quote,
)
from quoteattr.spans import Span, SpanIndex, covers
from quoteattr.statements import Kind

# How often a cue clause inside a quotation says who is quoted there.
INNER = 0.75


def add_unattributed(
    text: str,
    quotations: Sequence[Quotation],
    outermost: OuterQuotations,
    reported: Sequence[Reported],
    refused: set[int],
) -> list[Reported]:
    """The statements, with the outermost quotations that have no source yet.

    Args:
        text: what all offsets point into.
        quotations: all quotations of the text.
        outermost: those that no other holds.
        reported: statements of the attributions.
        refused: indices of quotations that are reported but said by nobody ("you can’t just say “no”").
    """
    statements = list(reported)
    by_quotation = {one.quotation: index for index, one in enumerate(statements) if one.quotation is not None}
    unmarked = SpanIndex(
        (span, 0) for one in statements if one.quotation is None for span in one.spans if one.kind is Kind.DIRECT
    )
    held = SpanIndex((span, 0) for one in statements for span in one.spans)
    sources = frozenset(one.source.of(text) for one in statements if one.source is not None)
    turns = Turns(text, statements)
    for index in outermost.indices:
        quotation = quotations[index]
        known = by_quotation.get(index)
        if index in refused or unmarked.overlapping(quotation.spans):
            continue
        if known is None and held.overlapping(quotation.spans):
            continue  # a word between marks in the content of a claim that is not quoted as a whole
        if known is not None and (statements[known].source is not None or statements[known].cue is not None):
            continue
        unlinked = statements[known] if known is not None else None
        carried = turns.carrier(quotation)
        if carried is not None and carried.goes_on and known is None:
            known = carried.index
            statements[known] = _prolonged(text, statements[known], quotation)
        else:
            found = _attribute(text, index, quotation, statements, sources, unlinked, carried)
            if found is None:
                continue
            if known is None:
                known = len(statements)
                statements.append(found)
            statements[known] = found
        turns.add(known, statements[known])
    return statements


def _attribute(
    text: str,
    index: int,
    quotation: Quotation,
    statements: Sequence[Reported],
    sources: frozenset[str],
    unlinked: Reported | None,
    carried: Carried | None,
) -> Reported | None:
    """What a quotation without a source is: carried on, floating, an orphan, or nothing."""
    if carried is not None and (carried.is_certain or unlinked is not None or is_unattributed_quote(text, quotation)):
        carrier = statements[carried.index]
        return changed(
            _quote(text, index, quotation),
            "carried",
            cue=carrier.cue,
            source=carrier.source,
            carried=carried.index,
            confidence=carrier.confidence * carried.reliability,
            method="rule:carried",
        )
    if unlinked is None and not is_unattributed_quote(text, quotation):
        return None
    subject = find_floating(text, quotation, sources)
    if subject is not None:
        quote = _quote(text, index, quotation)
        return changed(quote, "floating", source=subject, confidence=FLOATING, method="floating")
    return unlinked or replace(_quote(text, index, quotation), confidence=UNATTRIBUTED, method="orphan")


def _prolonged(text: str, one: Reported, quotation: Quotation) -> Reported:
    """A quote with the words after its cue clause, as in “We tried,” said Diaz, “and failed.”."""
    spans = (*one.spans, *(trim_words(text, span) for span in quotation.spans))
    return changed(one, "goes_on", spans=spans)


def _quote(text: str, index: int, quotation: Quotation) -> Reported:
    spans = tuple(trim_words(text, span) for span in quotation.spans)
    return Reported(kind=Kind.DIRECT, spans=spans, quotation=index)


def add_inner(text: str, quotations: Sequence[Quotation], reported: Sequence[Reported]) -> list[Reported]:
    """The statements, with quotations inside others that somebody is said to have said, and all parents."""
    statements = list(reported)
    known = {one.quotation for one in statements}
    direct = [(index, one) for index, one in enumerate(statements) if one.kind is Kind.DIRECT]
    enclosing = SpanIndex((span, index) for index, one in direct for span in one.spans)
    for index, quotation in enumerate(quotations):
        if index in known:
            continue
        around = _innermost(statements, enclosing, quotation.spans)
        if around is None:
            continue
        hull = next(span for span in statements[around].spans if span.overlaps(quotation.spans[0]))
        attribution = attribute_inner(text, quotation, hull)
        if attribution is not None:
            statements.append(
                replace(
                    _quote(text, index, quotation),
                    cue=attribution.cue[0],
                    source=attribution.source[0],
                    confidence=statements[around].confidence * min(attribution.scores),
                    method="rule:said",
                )
            )
    return [
        replace(one, parent=_innermost(statements, enclosing, one.spans)) if one.kind is Kind.DIRECT else one
        for one in statements
    ]


def _innermost(statements: Sequence[Reported], enclosing: SpanIndex, spans: Sequence[Span]) -> int | None:
    """The shortest quote that holds all of the spans and more."""
    around = [
        index
        for index in enclosing.overlapping(spans)
        if covers(statements[index].spans, spans) and tuple(statements[index].spans) != tuple(spans)
    ]
    return min(around, key=lambda index: _extent(statements[index]), default=None)


def _extent(one: Reported) -> int:
    return sum(span.end - span.start for span in one.spans)


def attribute_inner(text: str, quotation: Quotation, around: Span) -> Attribution | None:
    """The attribution of a quotation inside another, from the words around it there."""
    clause = find_clause(text, quotation, around)
    if clause is None:
        return None
    cue, source = clause
    return Attribution(content=quotation.outer, cue=(cue,), source=(source,), method="said", scores=(INNER,) * 4)
