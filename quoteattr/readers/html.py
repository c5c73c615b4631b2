"""HTML: the article of a web page, without what stands around it.

In: bytes. Out: one `Document`: the text of headings, paragraphs, list items and block quotes as
trafilatura finds it (a block is a paragraph), with the headline, author, date, publication and
language that the page states::

    document = next(read_html(Path("article.html").read_bytes()))
    document.outlet == "Harbour Post"

The tree is put right before (quoteattr.readers.mending), the text found (body), and what the page states about itself
read (stated), its canonical address among it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from quoteattr.documents import Document
from quoteattr.errors import ReadError
from quoteattr.readers.body import find_body
from quoteattr.readers.bylines import join_names
from quoteattr.readers.decoding import decode
from quoteattr.readers.mending import mend
from quoteattr.readers.outlets import outlet_at
from quoteattr.readers.registry import reader
from quoteattr.readers.stated import Stated, stated_by

if TYPE_CHECKING:
    from lxml.html import HtmlElement


MOST_ATTRIBUTES = 2_000  # of a tag; real ones have some dozens. It takes 0.02 s
# Characters that are read, for each character of the page; a tag inside the value of another one is read twice.
MOST_READ = 20
SHORT_PAGE = 10_000  # characters; what is read again and again in such a page takes no time
TOO_MANY = "a tag of the HTML has thousands of attributes, which no article has"
# A name, and a value that may stand in quotes, which end at the end of the page where nothing else ends them.
_ATTRIBUTE = r"[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"?+|'[^']*+'?+|[^\s>\"'][^\s>]*+)?+)?+"
ATTRIBUTE = re.compile(_ATTRIBUTE)
# In a lookahead: the next one that is looked for may begin inside of it.
TAG = re.compile(rf"<[a-zA-Z](?=([^\s/>]*+(?:[\s/]*+{_ATTRIBUTE})*+))")


# The beginning of a page, after an XML declaration and comments, none of which is tried in a second way.
OPENING = re.compile(rb"(?:<\?xml[^>]*+>\s*+|<!--.*?-->\s*+)*+<(?:!doctype html|html|head|body|article)\b", re.I | re.S)
# <meta charset="utf-8"> and <meta http-equiv="Content-Type" content="text/html; charset=utf-8">
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,30})", re.I)
DECLARED_WITHIN = 2048  # bytes; where browsers look for it (twice the 1,024 of the HTML standard)
# The date that the page states, not one that a search of its text comes up with.
DATE = {"original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%d"}
NO_ARTICLE = "no article text was found in the HTML"


@reader("html", suffixes=(".html", ".htm", ".xhtml"), sniff=lambda head: OPENING.match(head) is not None)
def read_html(data: bytes) -> Iterator[Document]:
    """The one article of a web page.

    Raises:
        ReadError: the file is empty, binary, in no known encoding, or has no article.
    """
    yield article_of(page_text(data))


def page_text(data: bytes, charset: str | None = None) -> str:
    """The markup of a page.

    Args:
        data: the page as it was sent.
        charset: the encoding that the server names; without it, the one that the page names.

    Raises:
        ReadError: it is empty, binary or in no known encoding.
    """
    stated = CHARSET.search(data[:DECLARED_WITHIN])
    return decode(data, charset or (stated.group(1).decode() if stated else None))


def article_of(markup: str) -> Document:
    """The article of a page, with what the page says about it.

    Raises:
        ReadError: the page has no article.
    """
    page = _parse(markup)
    stated = stated_by(page)
    mend(page)
    stated = _completed(stated, page)  # now that no embedded post states a date of its own
    body = find_body(page, stated.body)
    if not body.blocks:
        raise ReadError(NO_ARTICLE)
    return Document(
        text="\n\n".join(body.blocks),
        address=stated.address,
        title=stated.title,
        outlet=stated.outlet or outlet_at(stated.address),
        byline=stated.byline,
        published=stated.published,
        language=stated.language,
        warning=body.warning,
    )


def _completed(stated: Stated, page: "HtmlElement") -> Stated:
    """What the page states, and what trafilatura finds in its text of what it does not."""
    if stated.title and stated.byline and stated.published:
        return stated
    from trafilatura import extract_metadata

    found: Any = extract_metadata(page, date_config=DATE)
    return replace(
        stated,
        title=stated.title or found.title or None,
        byline=stated.byline or join_names((found.author or "").split("; ")),
        published=stated.published or found.date or None,
    )


def _parse(markup: str) -> "HtmlElement":
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    check_tags(markup)
    try:
        parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        return document_fromstring(markup.encode(), parser=parser)
    except ParserError as error:
        raise ReadError(NO_ARTICLE) from error


def check_tags(markup: str) -> None:
    """Refuse a page that would hold the parser up.

    Raises:
        ReadError: a tag has too many attributes, or tags lie inside of each other beyond all use.
    """
    left = MOST_READ * max(len(markup), SHORT_PAGE)
    for found in TAG.finditer(markup):
        start, end = found.span(1)
        left -= end - start
        if left < 0 or (end - start > 2 * MOST_ATTRIBUTES and _count(markup, start, end) > MOST_ATTRIBUTES):
            raise ReadError(TOO_MANY)


def _count(markup: str, start: int, end: int) -> int:
    """How many attributes a tag has; its name is counted with them."""
    return sum(1 for _ in ATTRIBUTE.finditer(markup, start, end))
