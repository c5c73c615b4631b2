"""A speaker: names, roles over time, how often and where quoted, beside whom, and everything said, newest first.

In: the id of a speaker. Out: the page::

    /quotes/speakers/7fe28fa954eea8e6?page=2
"""

from datasette.utils.asgi import NotFound, Response

from quoteattr.rendering.articles import clean
from quoteattr.store import questions
from quoteattr.web.cards import cards
from quoteattr.web.chart import timeline
from quoteattr.web.visits import Visit, page

SHOWN = 50
MOST_PAGES = 2_000


@page("documents", "quotes", "claims", "speakers", "speaker_names", "speaker_roles", "reviews")
async def speaker_page(visit: Visit) -> Response:
    """The page of a speaker."""
    identity = visit.key()
    speaker = await visit.ask_one(questions.SPEAKER, id=identity)
    if speaker is None:
        raise NotFound("There is no speaker of this id; the documents that name them may have been corrected.")
    number = visit.number("page", least=1, most=MOST_PAGES)
    counts = await visit.ask_one(questions.COUNTS, id=identity)
    rows = await visit.ask(questions.BY_SPEAKER, id=identity, limit=SHOWN + 1, offset=SHOWN * (number - 1))
    address = visit.url("speakers", identity)
    return await visit.show(
        "speaker.html",
        title=clean(speaker["name"]),
        speaker=speaker,
        counts=counts,
        names=[row["name"] for row in await visit.ask(questions.NAMES, id=identity) if row["name"] != speaker["name"]],
        roles=await visit.ask(questions.ROLES, id=identity),
        chart=timeline({row["month"]: row["number"] for row in await visit.ask(questions.MONTHS, id=identity)}),
        lists={name: await visit.ask(question, id=identity) for name, question in _LISTS.items()},
        recent=questions.RECENT,
        cards=cards(visit, rows[:SHOWN]),
        number=number,
        newer=f"{address}?page={number - 1}" if number > 1 else None,
        older=f"{address}?page={number + 1}" if len(rows) > SHOWN else None,
        feed=f"{address}.atom",
    )


_LISTS = {"outlets": questions.OUTLETS, "cues": questions.CUES, "beside": questions.BESIDE}
