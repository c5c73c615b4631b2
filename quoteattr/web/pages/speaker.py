"""A speaker: names, roles over time, how often and where quoted, beside whom, and everything said, newest first.

In: the id of a speaker. Out: the page::

    /quotes/speakers/7fe28fa954eea8e6?page=2
"""

from datasette.utils.asgi import NotFound, Response

from quoteattr.entries import HeldRole, held_roles, main_role
from quoteattr.linkage.authority import address_of
from quoteattr.rendering.articles import clean
from quoteattr.rendering.directory import held
from quoteattr.store import questions
from quoteattr.suggestions import merges_of
from quoteattr.web.cards import cards
from quoteattr.web.chart import timeline
from quoteattr.web.visits import ID, Row, Visit, page

SHOWN = 50
MOST_PAGES = 2_000
MOST_ROLES, MOST_NAMES, MOST_MERGES = 30, 4, 20


@page(
    f"/speakers/{ID}",
    *("documents", "quotes", "claims", "speakers", "speaker_names", "speaker_roles", "reviews", "appearances"),
    *("speaker_suggestions", "speaker_identifiers", "authority"),
)
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
    merges = await visit.datasette.get_database(visit.database).execute_fn(lambda asked: merges_of(asked, identity))
    return await visit.show(
        "speaker.html",
        title=clean(speaker["name"]),
        speaker=speaker,
        counts=counts,
        names=[row["name"] for row in await visit.ask(questions.NAMES, id=identity) if row["name"] != speaker["name"]],
        parts=await visit.ask(questions.PARTS, id=identity),
        merges=merges[:MOST_MERGES],
        more_merges=max(0, len(merges) - MOST_MERGES),
        near=await visit.ask(questions.NEAR, id=identity),
        tied=[{**row, "url": address_of(row["identifier"])} for row in await visit.ask(questions.TIED, id=identity)],
        roles=await _roles(visit, identity),
        chart=timeline({row["month"]: row["number"] for row in await visit.ask(questions.MONTHS, id=identity)}),
        lists={name: await visit.ask(question, id=identity) for name, question in _LISTS.items()},
        recent=questions.RECENT,
        cards=cards(visit, rows[:SHOWN]),
        number=number,
        newer=f"{address}?page={number - 1}" if number > 1 else None,
        older=f"{address}?page={number + 1}" if len(rows) > SHOWN else None,
        feed=f"{address}.atom",
    )


async def _roles(visit: Visit, identity: str) -> list[HeldRole]:
    """The roles that say something, those that were stated last first."""
    roles = held_roles(await visit.ask(questions.ROLES, id=identity))
    return sorted(roles, key=lambda role: (role.last or "", role.documents), reverse=True)[:MOST_ROLES]


async def speakers_named(visit: Visit, words: str, expression: str) -> list[Row]:
    """Speakers of a name, the best match first, each with the role that most documents state and other names.

    Args:
        visit: the request.
        words: what was typed.
        expression: the same for full-text search.
    """
    found = []
    for row in await visit.ask(questions.SPEAKERS_NAMED, words=expression, name=" ".join(words.split())):
        roles = held_roles(await visit.ask(questions.ROLES, id=row["id"]))
        main = main_role(roles)
        also = [name for name in row["names"].split("; ") if name != row["name"]]
        found.append(
            {**row, "held": main and not row["anonymous"] and held(main), "also": "; ".join(also[:MOST_NAMES])}
        )
    return found


_LISTS = {"outlets": questions.OUTLETS, "cues": questions.CUES, "beside": questions.BESIDE}
