"""The newest statements of a speaker as an Atom feed (RFC 4287).

In: the id of a speaker. Out: XML::

    /quotes/speakers/7fe28fa954eea8e6.atom
"""

from typing import Any

from datasette.utils.asgi import NotFound, Response
from lxml import etree

from quoteattr.rendering.articles import clean
from quoteattr.store import questions
from quoteattr.web.cards import Card, cards
from quoteattr.web.visits import ID, Visit, page

SHOWN = 50
_ATOM = "http://www.w3.org/2005/Atom"
# A date is a day of the article; feeds want a moment. Of an article without a date nothing is known.
_UNDATED = "1970-01-01"


@page(rf"/speakers/{ID}\.atom", "documents", "quotes", "claims", "speakers", "reviews")
async def feed(visit: Visit) -> Response:
    """The feed of a speaker."""
    identity = visit.key()
    speaker = await visit.ask_one(questions.SPEAKER, id=identity)
    if speaker is None:
        raise NotFound("There is no speaker of this id.")
    found = cards(visit, await visit.ask(questions.BY_SPEAKER, id=identity, limit=SHOWN, offset=0))
    address = visit.datasette.absolute_url(visit.request, visit.url("speakers", identity))
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    _add(root, "id", address)
    _add(root, "title", f"{clean(speaker['name'])}: quotes and claims")
    _add(root, "updated", max((_moment(card) for card in found), default=_moment(None)))
    _add(root, "link", rel="alternate", href=address)
    _add(root, "link", rel="self", href=f"{address}.atom")
    _add(_add(root, "author"), "name", "quoteattr")
    for card in found:
        _entry(root, card, visit.datasette.absolute_url(visit.request, card.url))
    body = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(body.decode(), content_type="application/atom+xml; charset=utf-8")


def _entry(root: Any, card: Card, address: str) -> None:
    entry = _add(root, "entry")
    words = f"“{card.words}”" if card.direct else card.words
    facts = [clean(card.record[name]) for name in ("outlet", "published", "title") if card.record[name]]
    _add(entry, "id", address)
    _add(entry, "title", f"{card.speaker} {card.verb}: {words}")
    _add(entry, "updated", _moment(card))
    _add(entry, "link", rel="alternate", href=address)
    _add(entry, "content", "\n".join((f"{card.speaker} {card.verb}: {words}", ", ".join(facts))), type="text")


def _add(parent: Any, tag: str, text: str | None = None, **attributes: str) -> Any:
    child = etree.SubElement(parent, f"{{{_ATOM}}}{tag}", attributes)
    child.text = text
    return child


def _moment(card: Card | None) -> str:
    """The date of the article as RFC 3339 has it."""
    published = (card and card.record["published"]) or _UNDATED
    return f"{(published + '-01-01')[:10]}T00:00:00Z"
