"""RSS and Atom: the entries of a feed.

In: bytes. Out: for each entry its article, where the feed has it whole; else a `Linked`, whose page holds it::

    for found in read_feed(Path("news.rss").read_bytes()):
        print(found.address)

quoteattr.readers.sources follows the links of a feed that itself came from the web; of a file it takes what stands
there.
"""

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from quoteattr.documents import Document
from quoteattr.errors import ReadError
from quoteattr.readers.fields import Skipped
from quoteattr.readers.registry import Linked, reader

if TYPE_CHECKING:
    from lxml.html import HtmlElement

OPENING = re.compile(rb"(?:<\?xml[^>]*+>\s*+|<!--.*?-->\s*+)*+<(?:rss|feed|rdf:RDF)\b", re.I | re.S)
# No feed defines entities of its own but one that means harm: a few can unpack to gigabytes.
ENTITY = re.compile(rb"<!ENTITY", re.I)
BLOCKS = ("p", "li", "blockquote", "h1", "h2", "h3", "h4", "div", "br")
# Characters; what is shorter is a teaser, and the article stands behind the link.
WHOLE = 600


@reader("feed", suffixes=(".rss", ".atom", ".xml"), sniff=lambda head: OPENING.match(head) is not None)
def read_feed(data: bytes) -> Iterator[Document | Skipped | Linked]:
    """The entries of a feed.

    Raises:
        ReadError: it is no feed, or has no entries.
    """
    from feedparser import parse

    if ENTITY.search(data):
        raise ReadError("the XML defines entities, which may unpack to anything; remove them")
    # A stream: of a string, feedparser would also try whether it names a file or an address.
    feed: Any = parse(io.BytesIO(data), sanitize_html=True, resolve_relative_uris=True)
    if not feed.get("version"):
        raise ReadError("this is XML, but not an RSS or Atom feed; convert it to text or HTML")
    if not feed.get("entries"):
        raise ReadError("the feed has no entries")
    for number, entry in enumerate(feed.entries, 1):
        yield _entry(entry, feed.feed, number)


def _entry(entry: Any, feed: Any, number: int) -> Document | Skipped | Linked:
    markup = max((part.value for part in entry.get("content", ())), key=len, default="") or entry.get("summary", "")
    link = entry.get("link")
    document = Document(
        text=_words(markup),
        address=link or f"#{number}",
        title=entry.get("title"),
        outlet=feed.get("title"),
        byline=entry.get("author"),
        published=entry.get("published") or entry.get("updated"),
        language=(feed.get("language") or "")[:2].lower() or None,
    )
    if link and len(document.text) < WHOLE:
        return Linked(link, document)
    return document if document.text else Skipped(f"#{number}", "the entry has neither text nor a link")


def _words(markup: str) -> str:
    """The paragraphs of the markup of an entry, which is an article without anything around it."""
    from lxml.etree import ParserError
    from lxml.html import fragment_fromstring

    try:
        root: HtmlElement = fragment_fromstring(markup, create_parent="div")
    except (ParserError, ValueError):
        return ""
    for element in root.iter(*BLOCKS):
        element.tail = "\n" + (element.tail or "")
        element.text = "\n" + (element.text or "")
    lines = (" ".join(line.split()) for line in str(root.text_content()).split("\n"))
    return "\n\n".join(line for line in lines if line)
