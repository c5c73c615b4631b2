"""HTML: the article of a web page, without what stands around it.

In: bytes. Out: one `Document`: the text of headings, paragraphs, list items and block quotes as
trafilatura finds it (a block is a paragraph), with the headline, author, date, publication and
language that the page states::

    document = next(read_html(Path("article.html").read_bytes()))
    document.outlet == "Harbour Post"

Two things are put right before: the author line of a block quote (`<footer>`) stays with it, and
`<q>` gets the marks that a browser shows.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from quoteattr.documents import Document
from quoteattr.errors import ReadError
from quoteattr.readers.decoding import decode
from quoteattr.readers.registry import reader
from quoteattr.readers.tags import check_tags

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# The beginning of a page, after an XML declaration and comments, none of which is tried in a second way.
OPENING = re.compile(rb"(?:<\?xml[^>]*+>\s*+|<!--.*?-->\s*+)*+<(?:!doctype html|html|head|body|article)\b", re.I | re.S)
# <meta charset="utf-8"> and <meta http-equiv="Content-Type" content="text/html; charset=utf-8">
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,30})", re.I)
DECLARED_WITHIN = 2048  # bytes; where browsers look for it (twice the 1,024 of the HTML standard)
# Elements of trafilatura's result that are a paragraph each.
BLOCKS = frozenset(("p", "head", "item", "quote", "ab", "cell"))
# The date that the page states, not one that a search of its text comes up with.
DATE = {"original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%d"}
NO_ARTICLE = "no article text was found in the HTML"
SPACES = re.compile(r"\s+")


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
    from trafilatura import bare_extraction

    page = _parse(markup)
    _mend(page)
    found: Any = bare_extraction(page, with_metadata=True, include_comments=False, date_extraction_params=DATE)
    text = "\n\n".join(_blocks(found.body)) if found else ""
    if not text:
        raise ReadError(NO_ARTICLE)
    return Document(
        text=text,
        title=found.title or None,
        outlet=found.sitename or None,
        byline=" and ".join(found.author.split("; ")) if found.author else None,
        published=found.date or None,
        language=(page.get("lang") or "")[:2].lower() or None,
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


def _mend(page: "HtmlElement") -> None:
    for footer in page.iterfind(".//blockquote//footer"):
        footer.tag = "p"
    for quote in list(page.iterfind(".//q")):
        quote.text = "“" + (quote.text or "")
        _append(quote, "”")
        quote.drop_tag()


def _append(element: "HtmlElement", text: str) -> None:
    """Put text at the end of the element: after its last child, or into it."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _blocks(body: Any) -> Iterator[str]:
    """The words of each block; a block inside another one stands for itself."""
    for element in body.iter(*BLOCKS):
        words = "".join(_own_words(element))
        lines = (SPACES.sub(" ", line).strip() for line in words.split("\v"))
        paragraph = "\n".join(line for line in lines if line)
        if paragraph:
            yield paragraph


def _own_words(element: Any) -> Iterator[str]:
    r"""The pieces of text of an element outside the blocks in it; a line break is "\v"."""
    yield element.text or ""
    for child in element:
        if child.tag == "lb":
            yield "\v"
        elif child.tag not in BLOCKS:
            yield from _own_words(child)
        yield child.tail or ""
