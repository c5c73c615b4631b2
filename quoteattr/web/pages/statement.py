"""A quote or a claim: where it stands, how to cite and embed it, what reviewers say, and the form to correct it.

In: its id. Out: the page; an id of before a correction leads to the one of now::

    /quotes/quotes/3e9cb84314349386#cite
    /quotes/-/embed/3e9cb84314349386
"""

import json
from typing import Any

from datasette.utils.asgi import NotFound, Response
from markupsafe import Markup

from quoteattr.export.as_schemaorg import CONTEXT, review_node, statement_node
from quoteattr.rendering.articles import head, tail
from quoteattr.statements import Kind, statement_of
from quoteattr.store import questions
from quoteattr.store.reviewing import pieces_of
from quoteattr.store.rows import document_of
from quoteattr.web.cards import cards
from quoteattr.web.citing import bibtex, embed_frame, embed_words, markdown, plain_text
from quoteattr.web.forms import CHOICES, Form
from quoteattr.web.reviewers import may_review
from quoteattr.web.visits import ID, Row, Visit, page

# Characters of the document before and after the words.
AROUND = 400


@page(f"/(?P<table>quotes|claims)/{ID}", "documents", "quotes", "claims", "speakers", "reviews")
async def statement_page(visit: Visit) -> Response:
    """The page of a statement."""
    return await answer(visit)


@page(f"/-/embed/{ID}", "documents", "quotes", "claims", "speakers")
async def embed_page(visit: Visit) -> Response:
    """The words, who says them, and where, for a frame of any other site; nothing in it runs."""
    row = await visit.ask_one(questions.STATEMENT, id=visit.key())
    if row is None:
        raise NotFound("There is no statement of this id.")
    (card,) = cards(visit, [row])
    return await visit.show("embed.html", ancestors="*", title=card.speaker, card=card)


async def answer(visit: Visit, *, status: int = 200, problem: str | None = None, given: Row | None = None) -> Response:
    """The page of a statement, perhaps with what is wrong with a review that was sent."""
    row = await visit.ask_one(questions.STATEMENT, id=visit.key())
    if row is None:
        return await _moved(visit)
    (card,) = cards(visit, [row])
    document = await visit.ask_one(questions.DOCUMENT, id=row["document_id"])
    assert document is not None  # a foreign key
    spans = card.record["spans"]
    reviews = await visit.ask(questions.REVIEWS, id=card.record["id"])
    run = await visit.ask_one(questions.RUN, id=row["run_id"])
    tied = await visit.ask(questions.TIED, id=row["speaker_id"]) if row["speaker_id"] else []
    return await visit.show(
        "statement.html",
        status=status,
        title=f"{card.speaker}: {card.words[:60]}",
        card=card,
        before=tail(document["text"][: spans[0][0]], AROUND),
        inside=document["text"][spans[0][0] : spans[-1][1]],
        after=head(document["text"][spans[-1][1] :], AROUND),
        cites=_cites(visit, card),
        group=await visit.ask_one(questions.GROUP, id=card.record["id"]),
        reviews=reviews,
        linked=_linked(card.record, document, run or {}, reviews, [each["identifier"] for each in tied]),
        form=given or form_of(row),
        problem=problem,
        choices=CHOICES,
        same=await same_source(visit, row),
        review_url=visit.special("review", card.record["id"]),
    )


def _linked(record: Row, document: Row, run: Row, reviews: list[Row], identifiers: list[str]) -> Markup:
    """The statement, and what was found of it last, as JSON-LD of schema.org."""
    statement, article = statement_of(record), document_of(document)
    found = (review_node(statement, article, one) for one in reviews[:1])
    nodes = [statement_node(statement, article, run, identifiers), *found]
    told = json.dumps({"@context": CONTEXT, "@graph": nodes}, ensure_ascii=False)
    # In a script of data: nothing in it may end the script.
    return Markup(told.replace("<", "\\u003c"))


async def _moved(visit: Visit) -> Response:
    """The page of the same statement under its present id."""
    now = await visit.ask_one(questions.MOVED, id=visit.key())
    if now is None or now["statement_id"] == visit.key():
        raise NotFound("There is no statement of this id; the document may have been extracted anew: search its words.")
    table = "quotes" if now["kind"] == Kind.DIRECT else "claims"
    return Response.redirect(visit.url(table, now["statement_id"]))


def _cites(visit: Visit, card: Any) -> dict[str, str]:
    origin = visit.datasette.absolute_url(visit.request, card.url)
    frame = visit.datasette.absolute_url(visit.request, visit.special("embed", card.record["id"]))
    return {
        "plain text": plain_text(card, origin),
        "Markdown": markdown(card, origin),
        "BibTeX": bibtex(card, origin),
        "embed the words (HTML)": embed_words(card, origin),
        "embed a frame (HTML)": embed_frame(card, frame),
    }


def form_of(row: Row) -> Form:
    """What the form of a review begins with: the statement as it stands."""
    text = {name: row[name] or "" for name in ("speaker", "speaker_type", "role", "polarity", "modality", "addressee")}
    words = "\n".join(pieces_of(row["text"], json.loads(row["spans"])))
    return {**text, "judgement": row["review"] or "", "words": words, "note": "", "scope": ""}


async def same_source(visit: Visit, row: Row) -> dict[str, list[Row]]:
    """Other statements of the document that nobody has reviewed, with the same mention or speaker as source."""
    if not may_review(visit.datasette, visit.request):
        return {}
    place = {"id": row["id"], "document": row["document_id"], "span": row["source_span"]}
    others = await visit.ask(questions.SAME_SOURCE, **place, appearance=row["appearance_id"])
    mention = [other for other in others if other["source_span"] == row["source_span"]] if row["source_span"] else []
    found = {"mention": mention, "speaker": others if len(others) > len(mention) else []}
    return {scope: rows for scope, rows in found.items() if rows}
