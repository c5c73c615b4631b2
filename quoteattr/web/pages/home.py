"""The home page: a search box, who is quoted most, what was said last, and what has been read.

In: nothing. Out: the first page of the database::

    /
"""

from datasette.utils.asgi import Response

from quoteattr.store import questions
from quoteattr.web.cards import cards
from quoteattr.web.visits import Visit, page


@page("documents", "quotes", "claims", "speakers", "reviews")
async def home_page(visit: Visit) -> Response:
    """The home page."""
    return await visit.show(
        "home.html",
        title="",
        coverage=await visit.ask_one(questions.COVERAGE),
        outlets=await visit.ask(questions.READ),
        speakers=await visit.ask(questions.MOST_QUOTED),
        latest=cards(visit, await visit.ask(questions.LATEST)),
        questions=(visit.datasette.metadata("queries", database=visit.database) or {}),
    )
