"""The home page: a search box, who is quoted most, what was said last, and what has been read.

In: nothing. Out: the first page of the database::

    /
"""

from datasette.utils.asgi import Response

from quoteattr.store import questions
from quoteattr.web.cards import cards
from quoteattr.web.latest import Group, group_of
from quoteattr.web.visits import Visit, page

# Articles, and the statements that are looked at in each of them.
ARTICLES, STATEMENTS = 7, 300
SUBJECTS = 24


@page("/-/home", "documents", "quotes", "claims", "speakers", "reviews", "subjects")
async def home_page(visit: Visit) -> Response:
    """The home page."""
    return await visit.show(
        "home.html",
        title="",
        coverage=await visit.ask_one(questions.COVERAGE),
        outlets=await visit.ask(questions.READ),
        speakers=await visit.ask(questions.MOST_QUOTED),
        subjects=await visit.ask(questions.FREQUENT_SUBJECTS, limit=SUBJECTS),
        latest=await _latest(visit),
        questions=(visit.datasette.metadata("queries", database=visit.database) or {}),
    )


async def _latest(visit: Visit) -> list[Group]:
    """The latest articles with one or two statements of each; where none has a date, those that were read last."""
    groups = []
    dated = await visit.ask(questions.LATEST_DOCUMENTS, limit=ARTICLES)
    for document in dated or await visit.ask(questions.LAST_STORED, limit=ARTICLES):
        rows = await visit.ask(questions.LATEST, id=document["id"], limit=STATEMENTS)
        groups.append(group_of(visit, document, cards(visit, rows)))
    return [group for group in groups if group.shown]
