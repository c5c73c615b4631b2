"""The steps of attribution, in the order in which they are taken, each with the reason for its place.

In: what the model and the rules found in a text, later its statements. Out: the same after all steps of a list::

    attributions = run(ATTRIBUTION_STEPS, page, found)
    statements = run(STATEMENT_STEPS, page, reported)

A step changes what it is given by `annotations.changed`, which keeps the change on the trace of the statement.

`find_structural` runs the rules that find attributions by layout and marks alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from quoteattr.components.annotations import Attribution, Quotation, Reported
from quoteattr.components.attribution.adjacent import find_adjacent, find_pointers
from quoteattr.components.attribution.authors import find_relative, find_replies
from quoteattr.components.attribution.blocks import find_blocks, find_posts
from quoteattr.components.attribution.clefts import add_corrections
from quoteattr.components.attribution.interposed import find_interposed
from quoteattr.components.attribution.labels import find_labelled
from quoteattr.components.attribution.nested_claims import add_nested_claims
from quoteattr.components.attribution.pieces import OuterQuotations
from quoteattr.components.attribution.reconcile import (
    add_fallback,
    cut_quoted_sources,
    drop_headings,
    drop_taken,
    keep_apart,
    overrule,
)
from quoteattr.components.attribution.repair import find_sources, join_halves, keep_turns, mend_boundaries
from quoteattr.components.attribution.unattributed import add_inner, add_unattributed

RULES = (find_posts, find_blocks, find_interposed, find_adjacent, find_relative, find_replies, find_pointers)


T = TypeVar("T", Attribution, Reported)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
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

    run: Callable[[Material, Sequence[T]], Sequence[T]]
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
        lambda page, found: mend_boundaries(page.text, found),
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
        lambda page, found: add_nested_claims(page.text, found),
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


def run(steps: Sequence[Step[T]], page: Material, found: Sequence[T]) -> Sequence[T]:
    """What is found after all steps."""
    for step in steps:
        found = step.run(page, found)
    return found


def find_structural(
    text: str, quotations: Sequence[Quotation], *, is_recording: bool = False
) -> tuple[Attribution, ...]:
    """The attributions of all rules; they may overlap one another and those of the model.

    Args:
        text: what all offsets point into.
        quotations: what find_quotations gave for it.
        is_recording: the text is that of a recording, whose turns have labels.
    """
    outermost = OuterQuotations(quotations)
    labelled = find_labelled(text, outermost, is_recording=is_recording)
    return (*labelled, *(attribution for rule in RULES for attribution in rule(text, outermost)))
