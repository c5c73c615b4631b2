"""The Reconciliation Service API, by which OpenRefine matches a table against the speakers (reconciling.py).

In: nothing, or a batch of queries as JSON, by GET or POST. Out: what the service is, candidates, or a
small page of a speaker that any site may frame::

    /quotes/-/reconcile
    /quotes/-/reconcile?queries={"q0": {"query": "Ana Ruiz"}}
    /quotes/-/reconcile?extend={"ids": ["7fe28fa954eea8e6"], "properties": [{"id": "role"}]}
    /quotes/-/reconcile/properties?type=person
    /quotes/-/reconcile/suggest?prefix=rui
    /quotes/-/reconcile/suggest/property?prefix=ro
    /quotes/-/reconcile/preview/7fe28fa954eea8e6
"""

import json
from typing import Any

from datasette.utils.asgi import NotFound, Response

from quoteattr.entries import held_roles
from quoteattr.errors import QuoteattrError
from quoteattr.reconciling import (
    LOOKED_AT,
    PROPERTIES,
    TYPES,
    extend,
    manifest,
    propose_properties,
    read_queries,
    reconcile,
    suggest,
    suggest_word,
)
from quoteattr.rendering.articles import clean
from quoteattr.rendering.directory import held
from quoteattr.store import questions
from quoteattr.web.visits import ID, Visit, page

# What fits the frame of a preview.
MOST_ROLES, MOST_NAMES = 3, 4
# Whoever may see the pages may ask from a page of their own: there is nothing to be changed here.
_OPEN = {"access-control-allow-origin": "*"}

_TABLES = ("quotes", "claims", "speakers", "speaker_names", "speaker_roles", "speaker_identifiers")


@page("/-/reconcile", *_TABLES)
async def reconcile_data(visit: Visit) -> Response:
    """The manifest of the service, or the candidates of a batch."""
    posted = await visit.request.post_vars() if visit.request.method == "POST" else {}
    queries, extension = (posted.get(name, "") or visit.argument(name) for name in ("queries", "extend"))
    if not (queries or extension):
        return _answer(_manifest(visit))
    database = visit.datasette.get_database(visit.database)
    try:
        asked = json.loads(queries or extension)
        batch = read_queries(asked) if queries else {}
        return _answer(await database.execute_fn(
            lambda connection: reconcile(connection, batch) if queries else extend(connection, asked)
        ))  # fmt: skip
    except (ValueError, QuoteattrError) as error:
        return _answer({"error": f"these are no queries: {error}"}, status=400)


@page("/-/reconcile/properties", "speakers")
async def propose_data(visit: Visit) -> Response:
    """What a table may be given of the speakers that were matched."""
    return _answer(propose_properties(visit.argument("type"), visit.number("limit", least=0, most=LOOKED_AT)))


@page("/-/reconcile/suggest", "quotes", "claims", "speakers", "speaker_names")
async def suggest_data(visit: Visit) -> Response:
    """Speakers whose names begin with what somebody is typing."""
    prefix, skipped = visit.argument("prefix"), visit.number("cursor", least=0, most=LOOKED_AT)
    database = visit.datasette.get_database(visit.database)
    return _answer(await database.execute_fn(lambda connection: suggest(connection, prefix, skipped)))


@page("/-/reconcile/suggest/(?P<what>property|type)", "speakers")
async def suggest_words(visit: Visit) -> Response:
    """Types of speakers, or properties that a table may have, that begin with what somebody is typing."""
    known = PROPERTIES if visit.key("what") == "property" else TYPES
    return _answer(suggest_word(known, visit.argument("prefix")))


@page(f"/-/reconcile/preview/{ID}", *_TABLES, "authority")
async def preview_page(visit: Visit) -> Response:
    """Who a candidate is, within a page of the client's: names, roles, lists, how often quoted."""
    identity = visit.key()
    speaker = await visit.ask_one(questions.SPEAKER, id=identity)
    if speaker is None:
        raise NotFound("There is no speaker of this id; the documents that name them may have been corrected.")
    roles = held_roles(await visit.ask(questions.ROLES, id=identity))
    shown = sorted(roles, key=lambda role: role.documents, reverse=True)[:MOST_ROLES]
    return await visit.show(
        "preview.html",
        ancestors="*",
        title=clean(speaker["name"]),
        speaker=speaker,
        also=[name for name in speaker["names"].split("; ") if name != speaker["name"]][:MOST_NAMES],
        roles=[held(role) for role in sorted(shown, key=lambda role: role.first or "")],
        counts=await visit.ask_one(questions.COUNTS, id=identity),
        tied=[row["identifier"] for row in await visit.ask(questions.TIED, id=identity)],
    )


def _manifest(visit: Visit) -> dict[str, Any]:
    def absolute(address: str) -> str:
        return str(visit.datasette.absolute_url(visit.request, address))

    return manifest(
        name=f"{visit.datasette.metadata('title') or 'Who said what'}: speakers",
        home=absolute(visit.url()),
        view=absolute(visit.url("speakers")) + "/{{id}}",
        service=absolute(visit.special("reconcile")),
    )


def _answer(data: Any, status: int = 200) -> Response:
    return Response.json(data, status=status, headers=_OPEN)
