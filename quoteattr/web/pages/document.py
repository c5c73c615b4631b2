"""A document: the whole article, with what everybody in it is reported to say marked where it stands.

In: the id of a document. Out: its page; each statement has an anchor, `#s-ID`::

    /quotes/documents/66e3ef0fe25981e0#s-3e9cb84314349386
"""

from collections.abc import Iterator

from datasette.utils.asgi import NotFound, Response

from quoteattr.rendering.articles import Article, clean
from quoteattr.rendering.highlights import Stretch, paragraphs_of, web_address
from quoteattr.store import questions
from quoteattr.web.cards import Card, cards
from quoteattr.web.visits import ID, Row, Visit, page


@page(f"/documents/{ID}", "documents", "quotes", "claims", "speakers", "reviews", "subjects")
async def document_page(visit: Visit) -> Response:
    """The page of a document."""
    document = await visit.ask_one(questions.DOCUMENT, id=visit.key())
    if document is None:
        raise NotFound("There is no document of this id; a newer version of the article may have taken its place.")
    found = cards(visit, await visit.ask(questions.IN_DOCUMENT, id=document["id"]))
    article = _article(document, tuple(card.record for card in found))
    speakers: dict[str, list[Card]] = {}
    for card in found:
        if not card.within:
            speakers.setdefault(card.speaker, []).append(card)
    return await visit.show(
        "document.html",
        title=clean(document["title"] or document["address"] or "Document"),
        document=document,
        facts=[clean(document[name]) for name in ("published", "outlet", "byline") if document[name]],
        link=web_address(document["address"]),
        cards=found,
        subjects=await visit.ask(questions.OF_DOCUMENT, id=document["id"]),
        paragraphs=[*_paragraphs(article)],
        speakers=speakers,
        tables=visit.url("statements") + f"?document_id={document['id']}",
    )


def _article(document: Row, records: tuple[Row, ...]) -> Article:
    known = {name: document[name] for name in ("title", "outlet", "published", "address", "text")}
    return Article(records=records, **known)


def _paragraphs(article: Article) -> Iterator[tuple[Stretch, ...]]:
    """The paragraphs; the headline is not shown twice, unless somebody says something in it."""
    for number, paragraph in enumerate(paragraphs_of(article)):
        alone = len(paragraph) == 1 and paragraph[0].statement is None
        if number or not alone or clean(paragraph[0].words) != clean(article.title or ""):
            yield paragraph
