"""What rules find better than a model: who speaks, from layout and marks alone.

In: the text and its quotations. Out: `Attribution`s, each with the rule as its method::

    find_structural("Jon Dow:“No.”", find_quotations("Jon Dow:“No.”"))
    -> (Attribution(content=[“No.”], cue=[:], source=[Jon Dow], method="label"),)

To add a rule: one function that takes text and quotations, and its place in RULES; say in
`settle` whether it outweighs the model.
"""

from collections.abc import Sequence

from quoteattr.components.annotations import Attribution, Quotation
from quoteattr.components.attribution.authors import find_relative, find_replies
from quoteattr.components.attribution.blocks import find_blocks
from quoteattr.components.attribution.incises import find_incises
from quoteattr.components.attribution.labels import find_labelled
from quoteattr.components.attribution.pieces import OuterQuotations
from quoteattr.components.attribution.pointers import find_pointers
from quoteattr.components.attribution.posts import find_posts
from quoteattr.components.attribution.said import find_said

RULES = (find_posts, find_blocks, find_incises, find_said, find_relative, find_replies, find_pointers)


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
