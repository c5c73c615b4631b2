"""Says of each quote whether somebody said it, and of each claim whether it holds a proposition.

In: a Doc, its quotations and its statements. Out: the same statements, with `proposition` False of titles, terms and
scare quotes, and of claims that say nothing that can be true or false::

    Lund called for “Meatless Monday” to end.   the quote is none
    Lund vetoed the bill.                       the claim says nothing true or false

What labels, block quotes and transcripts give stands without marks and is left alone; so are quotations inside others.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import partial

from spacy.tokens import Doc

from quoteattr.components.annotations import Quotation, Reported, changed
from quoteattr.components.attribution.frames import head_of
from quoteattr.components.speech import claims, quotations
from quoteattr.components.speech.logit import read_logit
from quoteattr.components.speech.page import SpeechPage
from quoteattr.components.stages import Attempt, unguarded
from quoteattr.spans import Span
from quoteattr.statements import Kind, Modality

STAGE = "speech"


def judge_speech(
    doc: Doc, marked: Sequence[Quotation], reported: Sequence[Reported], attempt: Attempt = unguarded
) -> tuple[Reported, ...]:
    """The statements, each with whether it is speech that can be true or false.

    Args:
        doc: the document, with tags and heads.
        marked: its quotations.
        reported: its statements.
        attempt: does the work of one statement; a statement that cannot be read is left as it is.
    """
    said = SpeechPage(doc, marked, reported)
    unsaid = {
        index
        for index, one in enumerate(reported)
        if not attempt(STAGE, hull(one), partial(is_said, said, one), nothing=True)
    }
    page = said.with_reported(unquoted(reported, unsaid))
    return tuple(
        _judged(
            page,
            one,
            index not in unsaid and attempt(STAGE, hull(one), partial(is_proposition, page, index), nothing=True),
        )
        for index, one in enumerate(reported)
    )


def _judged(page: SpeechPage, one: Reported, proposition: bool) -> Reported:
    is_deed = not proposition and one.act == Modality.THOUGHT and not is_thought(page, one)
    act = Modality.STATEMENT if is_deed else one.act  # who vetoes a bill does not think it
    return changed(one, "speech", proposition=proposition, act=act)


def is_said(page: SpeechPage, one: Reported) -> bool:
    """Whether quoted words are what somebody said; of a claim and of what stands without marks, always."""
    if one.quotation is None or page.quotations[one.quotation].parent is not None:
        return True
    quotation = page.quotations[one.quotation]
    if quotations.is_announced(page, quotation) or quotations.is_spoken(page, quotation, one):
        return True
    if quotations.is_name_given(page, quotation, one):
        return False
    return read_logit("quotations").holds(quotations.features_of(page, quotation, one))


def is_proposition(page: SpeechPage, index: int) -> bool:
    """Whether the content of a statement says something that can be true or false, or is quoted."""
    one = page.reported[index]
    if one.kind is not Kind.INDIRECT:
        return True
    if one.act == Modality.QUESTION and one.source is None:
        return False  # `Asked if the dam was safe, Hale left.`
    features = claims.features_of(page, one)
    if "content_pronoun" in features:
        return False  # `Hale said that.`
    if is_thought(page, one) and "clause" in features:
        return True
    return read_logit("claims").holds(features)


def is_thought(page: SpeechPage, one: Reported) -> bool:
    """Whether the verb reports what somebody thinks: believed, hoped."""
    return one.act == Modality.THOUGHT and one.cue is not None and head_of(page.text, one.cue) is not None


def hull(one: Reported) -> Span:
    """From the first word of a statement to its last."""
    return Span(one.spans[0].start, one.spans[-1].end)


def unquoted(reported: Sequence[Reported], unsaid: AbstractSet[int]) -> list[Reported]:
    """The statements; a claim all of whose pieces nobody said is read as one without quotation marks."""
    pieces = [(index, one.claim) for index, one in enumerate(reported) if one.kind is Kind.DIRECT]
    lost = {claim for index, claim in pieces if index in unsaid} - {
        claim for index, claim in pieces if index not in unsaid
    }
    return [
        replace(one, kind=Kind.INDIRECT) if one.kind is Kind.MIXED and index in lost else one
        for index, one in enumerate(reported)
    ]
