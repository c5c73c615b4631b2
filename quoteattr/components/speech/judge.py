"""Leaves out quoted words that nobody said, and says of each claim whether it holds a proposition.

In: a Doc, its quotations and its statements. Out: the statements that are left, with their links renumbered::

    Lund called for “Meatless Monday” to end.   (mixed, direct)  ->  (indirect)
    Lund vetoed the bill.                       proposition False

What labels, block quotes and transcripts give stands without marks and is left alone; so are quotations inside others.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import partial

from spacy.tokens import Doc

from quoteattr.components.annotations import Quotation, Reported
from quoteattr.components.attribution.frames import head_of
from quoteattr.components.speech import claims, quotations
from quoteattr.components.speech.logit import read_logit
from quoteattr.components.speech.page import Page
from quoteattr.components.stages import Attempt, unguarded
from quoteattr.spans import Span
from quoteattr.statements import Kind, Modality

STAGE = "speech"


def judge_speech(
    doc: Doc, marked: Sequence[Quotation], reported: Sequence[Reported], attempt: Attempt = unguarded
) -> tuple[Reported, ...]:
    """The statements that are speech.

    Args:
        doc: the document, with tags and heads.
        marked: its quotations.
        reported: its statements.
        attempt: does the work of one statement; a statement that cannot be read is left as it is.
    """
    page = Page(doc, marked, reported)
    unsaid = {
        index
        for index, one in enumerate(reported)
        if not attempt(STAGE, hull(one), partial(is_said, page, one), nothing=True)
    }
    kept = without(reported, unsaid)
    page = Page(doc, marked, kept)
    return tuple(
        one
        if attempt(STAGE, hull(one), partial(is_proposition, page, one), nothing=True)
        else replace(one, proposition=False)
        for one in kept
    )


def is_said(page: Page, one: Reported) -> bool:
    """Whether quoted words are what somebody said; of a claim and of what stands without marks, always."""
    if one.quotation is None or page.quotations[one.quotation].parent is not None:
        return True
    features = quotations.features_of(page, page.quotations[one.quotation], one)
    return read_logit("quotations").holds(features)


def is_proposition(page: Page, one: Reported) -> bool:
    """Whether the content says something that can be true or false, or is quoted."""
    if one.kind is not Kind.INDIRECT:
        return True
    features = claims.features_of(page, one)
    if is_thought(page, one) and "clause" in features:
        return True
    return read_logit("claims").holds(features)


def is_thought(page: Page, one: Reported) -> bool:
    """Whether the verb reports what somebody thinks: believed, hoped."""
    return one.act == Modality.THOUGHT and one.cue is not None and head_of(page.text, one.cue) is not None


def hull(one: Reported) -> Span:
    """From the first word of a statement to its last."""
    return Span(one.spans[0].start, one.spans[-1].end)


def without(reported: Sequence[Reported], unsaid: AbstractSet[int]) -> list[Reported]:
    """The statements without some quotes; a claim of which nothing is quoted any more is an indirect one."""
    place = {old: new for new, old in enumerate(index for index in range(len(reported)) if index not in unsaid)}
    quoted = {one.claim for index, one in enumerate(reported) if index not in unsaid and one.kind is Kind.DIRECT}
    lost = {reported[index].claim for index in unsaid} - quoted

    def moved(index: int | None) -> int | None:
        return None if index is None else place.get(index)

    return [
        replace(
            one,
            kind=Kind.INDIRECT if one.kind is Kind.MIXED and index in lost else one.kind,
            claim=moved(one.claim),
            parent=moved(one.parent),
            carried=moved(one.carried),
        )
        for index, one in enumerate(reported)
        if index not in unsaid
    ]
