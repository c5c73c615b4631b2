"""Quotation marks for block quotes, whose layout is lost in plain text: without it nobody sees where they end.

In: a block quote of a web page, or paragraphs of Markdown. Out: the same with marks as newspapers print them, one
before each paragraph and one behind the last, where the sentence before announces the quote ("She wrote:") or a line
signs it::

    mark_paragraphs(["The well is dry.", "We must dig.", "— Hana Stark, warden"])
    ->  ["“The well is dry.", "“We must dig.”", "— Hana Stark, warden"]
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MARKS = "“\"„«‘'"
# "— Hana Stark, warden of the port": a dash, and words that begin as a name does.
SIGNATURE = re.compile(r"\s*(?:[—–―]|--?)\s*[A-Z][^!?:\n]{1,120}$")
MOST_WORDS = 16  # of a signature


def is_signature(words: str) -> bool:
    """Whether a line says who wrote what stands above it."""
    return SIGNATURE.match(words.rstrip()) is not None and len(words.split()) <= MOST_WORDS


def mark_paragraphs(paragraphs: Sequence[str], *, before: str = "", after: str = "") -> list[str]:
    """The paragraphs of a block quote, with marks where it has none and is announced or signed.

    Args:
        paragraphs: the words of the block, of its signature too where that stands in it.
        before: the paragraph above the block.
        after: the paragraph below the block, which may sign it.
    """
    last = next((at for at, words in enumerate(paragraphs) if is_signature(words)), len(paragraphs))
    is_signed = last < len(paragraphs) or is_signature(after)
    if not last or paragraphs[0].lstrip()[:1] in MARKS or not (is_signed or before.rstrip().endswith(":")):
        return list(paragraphs)
    marked = [f"“{words}" for words in paragraphs[:last]]
    return [*marked[:-1], f"{marked[-1]}”", *paragraphs[last:]]


def mark_quote(quote: "HtmlElement") -> None:
    """Put marks into a block quote of a web page where it has none and is announced or signed."""
    if quote.find(".//blockquote") is not None:
        return
    parts = [part for part in quote.iter("p") if part.text_content().strip()]
    spoken = [part for part in parts if not is_signature(part.text_content())] or [quote]
    words = [part.text_content().strip() for part in spoken]
    signatures = [part.text_content() for part in parts if part not in spoken]
    if mark_paragraphs([*words, *signatures], before=_words_before(quote), after=_words_after(quote))[0] == words[0]:
        return
    for part in spoken:
        part.text = "“" + (part.text or "").lstrip()
    last = spoken[-1]
    if len(last):
        last[-1].tail = (last[-1].tail or "").rstrip() + "”"
    else:
        last.text = (last.text or "").rstrip() + "”"


def _words_before(quote: "HtmlElement") -> str:
    before = quote.getprevious()
    return "" if before is None else (before.tail or "").strip() or str(before.text_content()).strip()


def _words_after(quote: "HtmlElement") -> str:
    after = quote.getnext()
    return (quote.tail or "").strip() or ("" if after is None else str(after.text_content()).strip())


def sign(signer: "HtmlElement") -> None:
    """Make the author line of a block quote (`<footer>`, `<cite>`) a paragraph that shows by a dash what it is."""
    words = str(signer.text_content()).strip()
    if words and not SIGNATURE.match(words) and words[0].isupper() and (signer.tag != "cite" or ", " in words):
        signer.text = "— " + (signer.text or "").lstrip()
    signer.tag = "p"
