"""A review: what a reviewer sends from the page of a statement.

In: a form, from somebody who has signed in and may review. Out: a row of `reviews` (one for each statement that the
form is said to hold for), and the page of the statement as it stands then::

    POST /quotes/-/review/3e9cb84314349386
"""

import asyncio
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from datasette.utils.asgi import Forbidden, NotFound, Response

from quoteattr.doubts import Order
from quoteattr.errors import QuoteattrError
from quoteattr.groups import update_groups
from quoteattr.rendering.articles import CONTROLS
from quoteattr.spans import Span
from quoteattr.statements import Kind
from quoteattr.store import Store, open_store, questions
from quoteattr.store.reviewing import locate, pieces_of
from quoteattr.store.reviews import Judgement, Review
from quoteattr.web.forms import FIELDS, Form, correction, read_form
from quoteattr.web.pages.statement import answer, form_of, same_source
from quoteattr.web.reviewers import is_same_site, may_review
from quoteattr.web.visits import ID, Row, Visit, page


@page(f"/-/review/{ID}", "documents", "quotes", "claims", "speakers", "reviews")
async def review(visit: Visit) -> Response:
    """Saves a review."""
    check_reviewer(visit, "Reviews are sent from the page of a statement.")
    row = await visit.ask_one(questions.STATEMENT, id=visit.key())
    if row is None:
        return await answer(visit)
    sent = await read_form(visit.request, (*FIELDS, "judgement", "words", "scope", "next"))
    # What is not sent stays as it is, but for the judgement.
    form = {**form_of(row), "judgement": "", "next": "", **sent}
    try:
        document = await visit.ask_one(questions.DOCUMENT, id=row["document_id"])
        made = [_review(row, form, (document or {})["text"], reviewer=str(visit.request.actor["id"]))]
        made += _carried_over(made[0], (await same_source(visit, row)).get(form["scope"], ()))
        identifier = await asyncio.get_running_loop().run_in_executor(None, _save, visit.path, made)
    except QuoteattrError as error:
        return await answer(visit, status=400, problem=str(error), given=form)
    if form["next"] in tuple(Order):
        return Response.redirect(visit.query("queue", {"order": form["next"]}), status=303)
    return await show_saved(visit, identifier, row["document_id"])


def check_reviewer(visit: Visit, told: str) -> None:
    """Refuses who may not write, and what was not sent by a form of ours.

    Raises:
        NotFound: nothing was sent.
        Forbidden: it may not be.
    """
    if visit.request.method != "POST":
        raise NotFound(told)
    if not may_review(visit.datasette, visit.request) or not is_same_site(visit.request):
        raise Forbidden("Only reviewers who have signed in may review, from a page of this site.")


async def show_saved(visit: Visit, identifier: str, document: str) -> Response:
    """Leads to the statement that was reviewed; to its document when there is none any more."""
    row = await visit.ask_one(questions.STATEMENT, id=identifier)
    if row is None:
        return Response.redirect(visit.url("documents", document), status=303)
    table = "quotes" if row["kind"] == Kind.DIRECT else "claims"
    return Response.redirect(f"{visit.url(table, identifier)}#reviews", status=303)


def bring_up_to_date(store: Store) -> None:
    """Brings what looks at all documents up to date."""
    store.settle_speakers()
    update_groups(store)


def _save(path: Path, made: Sequence[Review]) -> str:
    with open_store(path) as store:
        with store.transaction():
            identifier, *_ = [store.review(review) for review in made]
        bring_up_to_date(store)
        return identifier


def _review(row: Row, form: Form, text: str, *, reviewer: str) -> Review:
    """The review that a form states.

    Raises:
        QuoteattrError: it states none, or words that are not in the document.
    """
    if form["judgement"] not in (Judgement.RIGHT, Judgement.CORRECTED, Judgement.WRONG):
        raise QuoteattrError("Say whether it is right, right as you correct it, or wrong.")
    judgement = Judgement(form["judgement"])
    # Read of every form, so that nothing longer than allowed is kept.
    right = correction(form, _spans(form["words"], row, text) if judgement is Judgement.CORRECTED else ())
    return Review(
        statement=row["id"],
        judgement=judgement,
        reviewer=reviewer,
        correction=right if judgement is Judgement.CORRECTED else None,
        note=form["note"] or None,
    )


def _carried_over(made: Review, rows: Sequence[Row]) -> Iterator[Review]:
    """The same speaker for other statements, whose words and acts stay as they are."""
    right = made.correction
    for row in rows if right else ():
        spans = tuple(Span(*span) for span in json.loads(row["spans"]))
        act = {name: row[name] for name in ("polarity", "modality", "addressee")}
        yield replace(made, statement=row["id"], correction=right and replace(right, spans=spans, **act))


def _spans(words: str, row: Row, text: str) -> tuple[Span, ...]:
    """Where the words stand; those of the statement itself where they were: its page leaves some characters out.

    Raises:
        QuoteattrError: they are not in the document.
    """
    spans = tuple(Span(*span) for span in json.loads(row["spans"]))
    pieces = [line.strip() for line in words.split("\n") if line.strip()]
    as_shown = CONTROLS.sub("", "\n".join(pieces_of(row["text"], spans)))
    if [line.strip() for line in as_shown.split("\n") if line.strip()] == pieces:
        return spans
    found = locate(pieces, spans[0].start, text)
    if not found:
        raise QuoteattrError(
            "These words do not stand in the document in this order; write them as they stand there, one line a piece."
        )
    return found
