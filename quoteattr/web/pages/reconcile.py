"""The Reconciliation Service API, by which OpenRefine matches a table against the speakers (reconciling.py).

In: nothing, or a batch of queries as JSON, by GET or POST. Out: what the service is, or candidates::

    /quotes/-/reconcile
    /quotes/-/reconcile?queries={"q0": {"query": "Ana Ruiz"}}
    /quotes/-/reconcile/suggest?prefix=rui
"""

import json
from typing import Any

from datasette.utils.asgi import Response

from quoteattr.errors import QuoteattrError
from quoteattr.reconciling import manifest, read_queries, reconcile, suggest
from quoteattr.web.visits import Visit, page

# Whoever may see the pages may ask from a page of their own: there is nothing to be changed here.
_OPEN = {"access-control-allow-origin": "*"}


@page("quotes", "claims", "speakers", "speaker_names", "speaker_roles", "speaker_identifiers")
async def reconcile_data(visit: Visit) -> Response:
    """The manifest of the service, or the candidates of a batch."""
    given = visit.argument("queries")
    if visit.request.method == "POST":
        given = (await visit.request.post_vars()).get("queries", "") or given
    if not given:
        return _answer(_manifest(visit))
    try:
        queries = read_queries(json.loads(given))
    except (ValueError, QuoteattrError) as error:
        return _answer({"error": f"these are no queries: {error}"}, status=400)
    database = visit.datasette.get_database(visit.database)
    return _answer(await database.execute_fn(lambda connection: reconcile(connection, queries)))


@page("quotes", "claims", "speakers", "speaker_names")
async def suggest_data(visit: Visit) -> Response:
    """Speakers whose names begin with what somebody is typing."""
    prefix = visit.argument("prefix")
    database = visit.datasette.get_database(visit.database)
    return _answer(await database.execute_fn(lambda connection: suggest(connection, prefix)))


def _manifest(visit: Visit) -> dict[str, Any]:
    def absolute(address: str) -> str:
        return str(visit.datasette.absolute_url(visit.request, address))

    return manifest(
        name=f"{visit.datasette.metadata('title') or 'Who said what'}: speakers",
        home=absolute(visit.url()),
        view=absolute(visit.url("speakers")) + "/{{id}}",
        suggest=absolute(visit.special("reconcile", "suggest")),
    )


def _answer(data: Any, status: int = 200) -> Response:
    return Response.json(data, status=status, headers=_OPEN)
