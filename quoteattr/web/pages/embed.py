"""A statement to show within a page of somebody else's: the words, who says them, and where; nothing that runs.

In: its id. Out: a page that any site may frame::

    /quotes/-/embed/3e9cb84314349386
"""

from datasette.utils.asgi import NotFound, Response

from quoteattr.store import questions
from quoteattr.web.cards import cards
from quoteattr.web.visits import Visit, page


@page("documents", "quotes", "claims", "speakers")
async def embed_page(visit: Visit) -> Response:
    """The page of a statement, to be framed."""
    row = await visit.ask_one(questions.STATEMENT, id=visit.key())
    if row is None:
        raise NotFound("There is no statement of this id.")
    (card,) = cards(visit, [row])
    return await visit.show("embed.html", ancestors="*", title=card.speaker, card=card)
