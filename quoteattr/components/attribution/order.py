"""The steps of attribution, in the order in which they are taken, each with the reason for its place.

In: what the model and the rules found in a text, later its statements. Out: the same after all steps of a list::

    attributions = run(ATTRIBUTION_STEPS, page, found)
    statements = run(STATEMENT_STEPS, page, reported)

A step changes what it is given by `annotations.changed`, which keeps the change on the trace of the statement.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from quoteattr.components.annotations import Attribution, Quotation, Reported
from quoteattr.components.attribution.clefts import add_corrections
from quoteattr.components.attribution.edges import mend_edges
from quoteattr.components.attribution.links import find_sources, join_halves, keep_turns
from quoteattr.components.attribution.pieces import OuterQuotations
from quoteattr.components.attribution.secondhand import add_secondhand
from quoteattr.components.attribution.settle import (
    add_fallback,
    cut_quoted_sources,
    drop_headings,
    drop_taken,
    keep_apart,
    overrule,
)
from quoteattr.components.attribution.unattributed import add_inner, add_unattributed

T = TypeVar("T", Attribution, Reported)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the steps look at beside what they change.

    Attributes:
        text: what all offsets point into.
        quotations: all quotations of the text.
        outermost: those that no other holds.
        layout: attributions of rules that outweigh the model.
        clauses: those of cue clauses beside quotations.
        refused: indices of quotations that are reported but said by nobody.
    """

    text: str
    quotations: Sequence[Quotation]
    outermost: OuterQuotations
    layout: Sequence[Attribution] = ()
    clauses: Sequence[Attribution] = ()
    refused: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Step(Generic[T]):
    """What is done to the attributions or statements of a text, and why at this place."""

    run: Callable[[Page, Sequence[T]], Sequence[T]]
    why: str


# Over the attributions of the model; the last two also over those of the rules.
ATTRIBUTION_STEPS: Sequence[Step[Attribution]] = (
    Step(
        lambda page, found: cut_quoted_sources(page.text, page.outermost, found),
        "A source must not hold words that are quoted: all later steps compare sources.",
    ),
    Step(
        lambda page, found: drop_headings(page.text, found),
        "A heading is no source, and what it stands before is left to the other rules.",
    ),
    Step(
        lambda page, found: keep_apart(found),
        "A word is in one content only, since what layout or a clause takes from one must not come back in another.",
    ),
    Step(
        lambda page, found: drop_taken(found, page.layout),
        "Layout outweighs the model; what is left is worth mending.",
    ),
    Step(
        lambda page, found: overrule(page.text, found, page.clauses),
        "So does a clause that names somebody else at once behind the marks.",
    ),
    Step(
        lambda page, found: find_sources(page.text, found),
        "A cue without source gets one; the two steps behind this need both to see the cue clause.",
    ),
    Step(
        lambda page, found: join_halves(page.text, found),
        "The half of a sentence that the cue clause divides comes first: the edges are those of the whole.",
    ),
    Step(
        lambda page, found: mend_edges(page.text, found),
        "Contents without marks end where their sentence lets them.",
    ),
    Step(
        lambda page, found: add_fallback(page.outermost, [*page.layout, *found], page.clauses),
        "Clauses beside quotations are asked where there is still no source.",
    ),
    Step(
        lambda page, found: keep_turns(page.text, page.outermost, found),
        "Which quotation goes on with which clause shows only when all clauses are known.",
    ),
)
STATEMENT_STEPS: Sequence[Step[Reported]] = (
    Step(
        lambda page, found: add_unattributed(page.text, page.quotations, page.outermost, found, page.refused),
        "Quotations without source look back at the statements of all attributions.",
    ),
    Step(
        lambda page, found: add_secondhand(page.text, found),
        "A claim inside a claim takes the quoted pieces with it, those without source too.",
    ),
    Step(
        lambda page, found: add_corrections(page.text, found),
        "Who did say it (“it was Hale who said”) counts for claims inside claims as well.",
    ),
    Step(
        lambda page, found: add_inner(page.text, page.quotations, found),
        "Quotations inside quotations need all outer ones, and are nobody else's content.",
    ),
)


def run(steps: Sequence[Step[T]], page: Page, found: Sequence[T]) -> Sequence[T]:
    """What is found after all steps."""
    for step in steps:
        found = step.run(page, found)
    return found
