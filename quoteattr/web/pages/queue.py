"""The queue: what is doubtful and nobody has reviewed, for reviewers to go through.

In: an order and a page. Out: the statements, each with what was considered, and buttons to say that it is right or
wrong::

    /quotes/-/queue?order=most-seen
"""

import asyncio
from functools import partial

from datasette.utils.asgi import Response

from quoteattr.doubts import Order, doubt_of, doubts
from quoteattr.queries import Record
from quoteattr.store import questions
from quoteattr.web.cards import cards
from quoteattr.web.visits import Visit, page

EACH, MOST_PAGES = 20, 500
ORDERS = {Order.LEAST_SURE: "least sure first", Order.MOST_SEEN: "most seen first"}


@page("/-/queue", "documents", "quotes", "claims", "speakers", "reviews")
async def queue_page(visit: Visit) -> Response:
    """A page of the queue."""
    asked = visit.argument("order")
    order = Order(asked) if asked in tuple(Order) else Order.LEAST_SURE
    number = visit.number("page", least=1, most=MOST_PAGES)
    ask = partial(_read, visit, order, number)
    found = await asyncio.get_running_loop().run_in_executor(None, ask)
    shown = []
    for record in found[:EACH]:
        rows = await visit.ask(questions.STATEMENT, id=record["id"])
        shown += [(record, doubt_of(record), card) for card in cards(visit, rows)]
    return await visit.show(
        "queue.html",
        title="What is doubtful",
        orders={str(one): (told, visit.query("queue", {"order": one})) for one, told in ORDERS.items()},
        order=str(order),
        shown=shown,
        review_url=visit.special("review"),
        before=visit.query("queue", {"order": order, "page": str(number - 1)}) if number > 1 else None,
        after=visit.query("queue", {"order": order, "page": str(number + 1)}) if len(found) > EACH else None,
    )


def _read(visit: Visit, order: Order, number: int) -> list[Record]:
    """The records of a page, and one more where there are more."""
    return list(doubts(visit.path, order, limit=EACH + 1, offset=(number - 1) * EACH))
