"""A search over quotes, claims and speakers at once.

In: words. Out: speakers with such a name, and the best matches among quotes and claims; a search that finds nothing
says what was searched::

    /quotes/-/search?words=ferry
"""

from typing import Any

from datasette.utils.asgi import Response

from quoteattr.queries import NO_WORDS, match_expression
from quoteattr.store import questions
from quoteattr.web.cards import cards
from quoteattr.web.pages.speaker import speakers_named
from quoteattr.web.visits import Visit, page

SHOWN = 20


@page("documents", "quotes", "claims", "speakers", "speaker_roles", "reviews")
async def search_page(visit: Visit) -> Response:
    """The page of what a search finds."""
    words = visit.argument("words")
    expression = match_expression(words)
    found: dict[str, Any] = {"quotes": None, "claims": None, "speakers": []}
    if expression != NO_WORDS:
        for table in ("quotes", "claims"):
            found[table] = await _matches(visit, table, expression)
        found["speakers"] = await speakers_named(visit, words, expression)
    nothing = not (found["speakers"] or any(found[table] and found[table]["cards"] for table in ("quotes", "claims")))
    return await visit.show(
        "search.html",
        title=f"Search: {words}" if words else "Search",
        words=words,
        asked=expression != NO_WORDS,
        nothing=nothing,
        coverage=await visit.ask_one(questions.COVERAGE) if nothing else None,
        most=questions.RANKED,
        **found,
    )


async def _matches(visit: Visit, table: str, expression: str) -> dict[str, Any]:
    """How many match, and the best of them; of very many the last ones that were added."""
    counted = await visit.ask_one(questions.MATCHES.format(table=table), words=expression, most=questions.RANKED + 1)
    number = counted["number"] if counted else 0
    ranked = number <= questions.RANKED
    question = questions.BEST if ranked else questions.LAST
    rows = await visit.ask(question.format(table=table), words=expression, limit=SHOWN)
    return {"number": number, "ranked": ranked, "cards": cards(visit, rows)}
