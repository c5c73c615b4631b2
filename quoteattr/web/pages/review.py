"""A review: what a reviewer sends from the page of a statement.

In: a form, from somebody who has signed in and may review. Out: a row of `reviews`, and the page of the statement as it
stands then::

    POST /quotes/-/review/3e9cb84314349386
"""

import asyncio
import json
from pathlib import Path
from typing import Any

from datasette.utils.asgi import Forbidden, NotFound, Response

from quoteattr.errors import QuoteattrError
from quoteattr.groups import update_groups
from quoteattr.rendering.articles import CONTROLS
from quoteattr.spans import Span
from quoteattr.statements import Kind, SpeakerType
from quoteattr.store import open_store, questions
from quoteattr.store.reviewing import locate, pieces_of
from quoteattr.store.reviews import Correction, Judgement, Review
from quoteattr.web.pages.statement import answer
from quoteattr.web.reviewers import is_same_site, may_review
from quoteattr.web.visits import Row, Visit, page

# A name or a note is a line or two; a form that is longer is no review.
LONGEST = 2_000
FIELDS = ("judgement", "speaker", "speaker_type", "role", "words", "note")


@page("documents", "quotes", "claims", "speakers", "reviews")
async def review(visit: Visit) -> Response:
    """Saves a review."""
    if visit.request.method != "POST":
        raise NotFound("Reviews are sent from the page of a statement.")
    if not may_review(visit.datasette, visit.request) or not is_same_site(visit.request):
        raise Forbidden("Only reviewers who have signed in may review, from the page of a statement.")
    row = await visit.ask_one(questions.STATEMENT, id=visit.key())
    if row is None:
        return await answer(visit)
    form = await _form(visit)
    try:
        document = await visit.ask_one(questions.DOCUMENT, id=row["document_id"])
        made = _review(row, form, (document or {})["text"], reviewer=str(visit.request.actor["id"]))
        identifier = await asyncio.get_running_loop().run_in_executor(None, _save, _path(visit), made)
    except QuoteattrError as error:
        return await answer(visit, status=400, problem=str(error), given=form)
    table = "quotes" if row["kind"] == Kind.DIRECT else "claims"
    return Response.redirect(f"{visit.url(table, identifier)}#reviews", status=303)


async def _form(visit: Visit) -> Row:
    """What was sent; line breaks as a document has them."""
    sent = await visit.request.post_vars()
    return {name: str(sent.get(name, "")).replace("\r\n", "\n").strip() for name in FIELDS}


def _path(visit: Visit) -> Path:
    return Path(visit.datasette.get_database(visit.database).path)


def _save(path: Path, made: Review) -> str:
    with open_store(path) as store:
        identifier = store.review(made)
        store.settle_speakers()
        update_groups(store)
        return identifier


def _review(row: Row, form: Row, text: str, *, reviewer: str) -> Review:
    """The review that a form states.

    Raises:
        QuoteattrError: it states none, or words that are not in the document.
    """
    if form["judgement"] not in tuple(Judgement):
        raise QuoteattrError("Say whether it is right, right as you correct it, or wrong.")
    if any(len(form[name]) > LONGEST for name in ("speaker", "role", "note")):
        raise QuoteattrError(f"A name, a role and a note have at most {LONGEST:,} characters.")
    judgement = Judgement(form["judgement"])
    return Review(
        statement=row["id"],
        judgement=judgement,
        reviewer=reviewer,
        correction=_correction(row, form, text) if judgement is Judgement.CORRECTED else None,
        note=form["note"] or None,
    )


def _correction(row: Row, form: Row, text: str) -> Correction:
    if form["speaker_type"] not in tuple(SpeakerType):
        raise QuoteattrError("Say what kind of speaker it is.")
    spans = _spans(form["words"], row, text)
    if not spans:
        raise QuoteattrError(
            "These words do not stand in the document in this order; write them as they stand there, one line a piece."
        )
    unsettled: Any = SpeakerType.UNKNOWN
    return Correction(
        speaker=" ".join(form["speaker"].split()) or None,
        speaker_type=form["speaker_type"] if form["speaker"] else unsettled,
        role=" ".join(form["role"].split()) or None,
        spans=spans,
    )


def _spans(words: str, row: Row, text: str) -> tuple[Span, ...] | None:
    """Where the words stand; those of the statement itself where they were: its page leaves some characters out."""
    spans = tuple(Span(*span) for span in json.loads(row["spans"]))
    pieces = [line.strip() for line in words.split("\n") if line.strip()]
    as_shown = CONTROLS.sub("", "\n".join(pieces_of(row["text"], spans)))
    if [line.strip() for line in as_shown.split("\n") if line.strip()] == pieces:
        return spans
    return locate(pieces, spans[0].start, text)
