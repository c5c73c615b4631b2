"""What a web page states about itself, apart from its text.

In: the tree of a page. Out: headline, publication, authors, date and address, each from the first of its places that
has one: JSON-LD of schema.org, Open Graph, other `meta`::

    >>> stated_by(page).address
    'https://harbourpost.example/2026/bridge'

The address is the canonical one, under which the publisher wants the page to be found.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from quoteattr.readers.bylines import join_names
from quoteattr.readers.dates import iso_date
from quoteattr.readers.outlets import own_outlet

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Item = Mapping[str, Any]

ARTICLE = ("Article", "Posting", "Report")  # how the names of types end that are articles
LARGEST_SCRIPT = 2_000_000  # characters
LONGEST_ADDRESS = 2_000  # characters; browsers refuse more
# Names of `meta`, by what they state, those of Open Graph first.
META = {
    "title": ("og:title", "twitter:title", "dc.title"),
    "outlet": ("og:site_name", "dc.publisher", "citation_journal_title", "publisher"),
    "author": ("og:article:author", "article:author", "author", "byl", "dc.creator", "parsely-author",
               "sailthru.author"),
    "published": ("article:published_time", "og:published_time", "date", "pubdate", "dc.date", "dc.date.issued",
                  "parsely-pub-date", "sailthru.date", "datepublished", "publishdate"),
    "address": ("og:url",),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a page says about its article; None is what it does not say."""

    title: str | None
    outlet: str | None
    byline: str | None
    published: str | None
    address: str | None
    language: str | None
    body: str | None


def stated_by(page: "HtmlElement") -> Stated:
    """What the page states.

    `body` is the text of the article, which some pages state beside their markup.
    """
    stated = list(_items(page))
    items = {str(item.get("@id")): item for item in stated if item.get("@id")}
    article: Item = next((item for item in stated if _is_article(item)), {})
    meta = _meta(page)
    address = _address(page, meta, article)
    publishers = (_names(article.get("publisher"), items), meta["outlet"], _sites(stated))
    dates = (article.get("datePublished"), *meta["published"])
    titles = (article.get("headline"), *meta["title"])
    return Stated(
        title=next((words for title in titles if (words := _line(title))), None),
        outlet=own_outlet([name for names in publishers for name in names], address),
        byline=join_names(_names(article.get("author"), items)) or join_names(meta["author"]),
        published=next((day[:10] for date in dates if (day := iso_date(_line(date)))), None),
        address=address,
        language=(page.get("lang") or "")[:2].lower() or None,
        body=article.get("articleBody") if isinstance(article.get("articleBody"), str) else None,
    )


def _items(page: "HtmlElement") -> Iterator[Item]:
    """The objects of JSON-LD, with those of a graph; a script that is no JSON states nothing."""
    for script in page.iter("script"):
        if "ld+json" not in (script.get("type") or "") or len(script.text or "") > LARGEST_SCRIPT:
            continue
        try:
            found = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _listed(found):
            if isinstance(item, dict):
                yield item
                yield from (part for part in _listed(item.get("@graph")) if isinstance(part, dict))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _is_article(item: Item) -> bool:
    return any(isinstance(kind, str) and kind.endswith(ARTICLE) for kind in _listed(item.get("@type")))


def _sites(stated: Iterable[Item]) -> list[str]:
    return [name for item in stated if "WebSite" in _listed(item.get("@type")) for name in _names(item, {})]


def _names(value: Any, items: Mapping[str, Item]) -> list[str]:
    """The names of people or of bodies, which may stand elsewhere in the graph."""
    found = []
    for one in _listed(value):
        item = items.get(str(one.get("@id")), one) if isinstance(one, dict) else {"name": one}
        found += [words for name in _listed(item.get("name")) if (words := _line(name))]
    return found


def _meta(page: "HtmlElement") -> dict[str, list[str]]:
    """What `meta` states, by field, in the order of `META`."""
    stated: dict[str, list[str]] = {}
    for element in page.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if element.get("content", "").strip():
            stated.setdefault(name.casefold(), []).append(element.get("content"))
    return {field: [value for name in names for value in stated.get(name, ())] for field, names in META.items()}


def _address(page: "HtmlElement", meta: Mapping[str, list[str]], article: Item) -> str | None:
    """The canonical address, where it is one of a page: some sites state that of their front page on all."""
    links = [
        link.get("href") for link in page.iter("link") if "canonical" in (link.get("rel") or "").casefold().split()
    ]
    return next(
        (address for words in _stated_addresses(links, meta, article) if (address := _page_address(words))), None
    )


def _stated_addresses(links: Iterable[Any], meta: Mapping[str, list[str]], article: Item) -> Iterator[Any]:
    yield from links
    yield article.get("url")
    main = article.get("mainEntityOfPage")
    yield main.get("@id") if isinstance(main, dict) else main
    yield from meta["address"]


def _page_address(words: Any) -> str | None:
    address = words.strip() if isinstance(words, str) else ""
    try:
        found = urlsplit(address)
        is_page = found.scheme in ("http", "https") and found.hostname and (found.path.strip("/") or found.query)
    except ValueError:
        return None
    is_plain = len(address) <= LONGEST_ADDRESS and address.isprintable() and " " not in address
    return address.partition("#")[0] if is_page and is_plain else None


def _line(value: Any) -> str | None:
    """The words of a string, whose entities are decoded."""
    if not isinstance(value, str):
        return None
    from html import unescape

    return " ".join(unescape(value).split()) or None
