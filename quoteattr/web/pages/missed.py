"""A quote that was missed: words of an article that somebody says, as a reviewer has found them.

In: a form with the words as they stand in the article. Out: the statement, with `method` "reviewer"; where the words
stand in several places, the form again with these places to choose from::

    /quotes/-/missed/66e3ef0fe25981e0
"""

import asyncio
import re
from pathlib import Path

from datasette.utils.asgi import Forbidden, NotFound, Response

from quoteattr.errors import QuoteattrError
from quoteattr.spans import Span, trim
from quoteattr.statements import Kind, Modality, Polarity, SpeakerType
from quoteattr.store import open_store, questions
from quoteattr.store.reviews import Missed
from quoteattr.web.forms import CHOICES, FIELDS, Form, correction, read_form
from quoteattr.web.pages.review import bring_up_to_date, check_reviewer, show_saved
from quoteattr.web.reviewers import may_review
from quoteattr.web.visits import ID, Row, Visit, page

# Characters around each place that the words stand in, and how many places are shown.
AROUND, MOST_PLACES = 60, 20
MARKS = '“”"«»„ '
KINDS = {
    str(Kind.DIRECT): "quoted: the words stand in quotation marks",
    str(Kind.INDIRECT): "reported, without quotation marks",
    str(Kind.MIXED): "reported, some of the words quoted",
}
EMPTY: Form = {
    **dict.fromkeys((*FIELDS, "words", "at"), ""),
    "kind": Kind.DIRECT,
    "speaker_type": SpeakerType.PERSON,
    "polarity": Polarity.ASSERTED,
    "modality": Modality.STATEMENT,
}
_TABLES = ("documents", "quotes", "claims", "speakers", "reviews")


@page(f"/-/missed/{ID}", *_TABLES)
async def missed_page(visit: Visit) -> Response:
    """The form, and what was sent by it."""
    document = await visit.ask_one(questions.DOCUMENT, id=visit.key())
    if document is None:
        raise NotFound("There is no document of this id; a newer version of the article may have taken its place.")
    if visit.request.method != "POST":
        if not may_review(visit.datasette, visit.request):
            raise Forbidden("Only reviewers who have signed in may add what was missed.")
        return await _form(visit, document, EMPTY)
    check_reviewer(visit, "What was missed is sent from the page of its article.")
    form = {**EMPTY, **await read_form(visit.request, EMPTY)}
    try:
        places = find_places(form["words"], document["text"])
        chosen = [spans for spans in places if form["at"] in ("", str(spans[0].start))]
        if len(chosen) != 1:
            return await _form(visit, document, form, places)
        missed = _missed(form, document, chosen[0], reviewer=str(visit.request.actor["id"]))
        identifier = await asyncio.get_running_loop().run_in_executor(None, _save, visit.path, missed)
    except QuoteattrError as error:
        return await _form(visit, document, form, problem=str(error))
    return await show_saved(visit, identifier, document["id"])


def find_places(words: str, text: str) -> list[tuple[Span, ...]]:
    """Where words stand in a text, pieces one after the other, with whatever white space between the words.

    Raises:
        QuoteattrError: nowhere.
    """
    pieces = [line.strip(MARKS).split() for line in words.split("\n") if line.strip(MARKS)]
    patterns = [re.compile(r"\s+".join(map(re.escape, piece))) for piece in pieces]
    firsts = patterns[0].finditer(text) if patterns else ()
    found = [spans for first in firsts if (spans := _followed(Span(*first.span()), patterns[1:], text))]
    if not found:
        raise QuoteattrError(
            "These words do not stand in the article; copy them as they stand there, one line a piece."
        )
    return found[:MOST_PLACES]


def _followed(first: Span, patterns: list[re.Pattern[str]], text: str) -> tuple[Span, ...] | None:
    """The first piece and the next places of the others after it; None when one has none."""
    spans = [first]
    for pattern in patterns:
        match = pattern.search(text, spans[-1].end)
        if match is None:
            return None
        spans.append(Span(*match.span()))
    return tuple(trim(text, span) for span in spans)


def _missed(form: Form, document: Row, spans: tuple[Span, ...], *, reviewer: str) -> Missed:
    if form["kind"] not in tuple(Kind):
        raise QuoteattrError("Say whether the words are quoted or reported.")
    right = correction(form, spans)
    return Missed(
        document=document["id"], kind=Kind(form["kind"]), reviewer=reviewer, right=right, note=form["note"] or None
    )


def _save(path: Path, missed: Missed) -> str:
    with open_store(path) as store:
        identifier = store.review(missed)
        bring_up_to_date(store)
        return identifier


async def _form(
    visit: Visit, document: Row, form: Form, places: list[tuple[Span, ...]] | None = None, problem: str | None = None
) -> Response:
    """The form, perhaps with the places that the words stand in, or with what is wrong."""
    text = document["text"]
    shown = [
        (spans[0].start, text[max(0, spans[0].start - AROUND) : spans[0].start], spans[0].of(text),
         text[spans[0].end : spans[0].end + AROUND])
        for spans in places or ()
    ]  # fmt: skip
    return await visit.show(
        "missed.html",
        status=400 if problem or shown else 200,
        title="Add a quote that was missed",
        document=document,
        place=visit.url("documents", document["id"]),
        action=visit.special("missed", document["id"]),
        form=form,
        kinds=KINDS,
        choices=CHOICES,
        places=shown,
        problem=problem,
    )
