"""What is put right in the tree of a web page before its article is looked for.

In: the tree. Out: the same tree, changed in place::

    mend(page)

- The author line of a block quote (`<footer>`, `<cite>`, `<figcaption>`) is a paragraph of its own.
- An embedded post of a social network is a block quote, and its author line, `— Mia Orr (@miaorr) March 3, 2019`, the
  paragraph below; by its class the extraction would drop it as an advertisement.
- `<q>` gets the marks that a browser shows, and so does a block quote that is announced or signed
  (quoteattr.readers.blockquotes).
- Text that is divided by line breaks only becomes paragraphs.
- Words of elements that a browser shows apart ("Ana Ruiz", a box that opens at the name) do not run into each other.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quoteattr.readers.blockquotes import mark_quote, sign

if TYPE_CHECKING:
    from lxml.html import HtmlElement


# Characters. Text is wrapped to between 60 and 80 as a rule; a longest line beyond that is a paragraph.
NARROWEST, WIDEST = 50, 100
# Share of the line breaks inside blocks that wrapping explains; it explains nearly all where it is the reason,
# and few where lines are of any length.
EXPLAINED = 0.8
# Line breaks inside blocks; of fewer one cannot tell.
FEWEST = 3
# Share of the wrapped lines that may end as a sentence does; of paragraphs nearly all do.
SENTENCES = 0.5
SENTENCE_END = re.compile(r"[.!?:][\"'”’)\]]*\s*$")


# Classes of block quotes that social networks give out to be embedded.
POSTS = frozenset(
    ("twitter-tweet", "twitter-video", "tweet", "instagram-media", "bluesky-embed", "mastodon-embed", "tiktok-embed",
     "text-post-media", "reddit-embed-bq", "reddit-card", "fb-post")
)  # fmt: skip
# "— Mia Orr (@miaorr) March 3, 2019", "A post shared by Mia Orr (@miaorr) on Mar 3, 2019 at 9:00am PST"
AUTHOR = re.compile(
    r"^\s*(?:[—–-]+|(?:A|View this) (?:post|thread|video) shared by|Post by)\s*(?P<line>.{1,200})$", re.S
)
MOST_IN_BOX = 5  # elements right in a box around a post; what holds more is looked into for no post of it
# Elements whose text a browser sets in line with what stands around them.
INLINE = frozenset(
    ("a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup",
     "time", "u")
)  # fmt: skip
HOLDERS = ("div", "td", "section", "article", "main")
FEWEST_CHARACTERS = 140  # of text right in an element whose line breaks divide paragraphs
# The end of a word and the beginning of a name, which nobody writes together.
WORD_END = re.compile(r"[^\W\d_]{2}[a-z]$")
NAME_START = re.compile(r"[A-Z]\w+[ ]\w")
SPACES = re.compile(r"\s+")


def mend(page: "HtmlElement") -> None:
    """Put the tree right."""
    for figure in [figure for figure in page.iter("figure") if figure.find(".//blockquote") is not None]:
        _open_figure(figure)
    for quote in list(page.iter("blockquote")):
        _mend_quote(quote)
    for quoted in list(page.iter("q")):
        quoted.text = "“" + (quoted.text or "")
        _append(quoted, "”")
        quoted.drop_tag()
    for holder in {br.getparent() for br in page.iter("br")}:
        if holder is not None and holder.tag in HOLDERS and _own_length(holder) >= FEWEST_CHARACTERS:
            _wrap(holder)
    for element in page.iter("span", "div"):
        _set_apart(element)


def _open_figure(figure: "HtmlElement") -> None:
    """A figure around a block quote is text, and its caption a paragraph: extraction drops figures."""
    figure.tag = "div"
    for caption in figure.findall("figcaption"):
        caption.tag = "p"


def _mend_quote(quote: "HtmlElement") -> None:
    """The author line of a block quote or a post, and the marks of what it quotes."""
    if not POSTS.isdisjoint((quote.get("class") or "").split()):
        _mend_post(quote)
        return
    for signer in [*quote.iter("footer"), *(cite for cite in quote.findall("cite") if not (cite.tail or "").strip())]:
        sign(signer)
    if quote.find(".//p") is None and quote.find(".//br") is not None:
        _divide(quote)
    mark_quote(quote)


def _divide(quote: "HtmlElement") -> None:
    """Paragraphs where a block quote has line breaks only; the author line is the last of them."""
    lines, tail = _broken(quote).split("\n"), quote.tail
    quote.clear()
    quote.tail = tail
    quote.extend([_paragraph(quote, [words]) for line in lines if (words := SPACES.sub(" ", line).strip())])


def _mend_post(post: "HtmlElement") -> None:
    """The words of a post and its author line, as paragraphs; a post that names no author stays as it is."""
    _bare(post)
    lines = list(_lines(post))
    author = next((found for line in reversed(lines) if (found := AUTHOR.match(line))), None)
    if author is None:
        return
    tail, words = post.tail, [line for line in lines if line != author.string]
    post.clear()
    post.tail = tail
    for line in (*words, f"— {SPACES.sub(' ', author['line']).strip()}"):
        post.append(_paragraph(post, line.split("\n")))


def _paragraph(post: "HtmlElement", lines: list[str]) -> "HtmlElement":
    paragraph = post.makeelement("p")
    paragraph.text = lines[0]
    for line in lines[1:]:
        paragraph.append(post.makeelement("br"))
        paragraph[-1].tail = line
    return paragraph


def _bare(post: "HtmlElement") -> None:
    """Take away what would have the post, and the boxes that hold nothing else, dropped for their names."""
    length = len(post.text_content().split())
    for element in (post, *post.iterancestors()):
        if element is not post and len(element) > MOST_IN_BOX:
            return
        if (
            element.tag not in ("blockquote", "div", "figure", "section")
            or len(element.text_content().split()) > length
        ):
            return
        for name in ("class", "id", "role", "aria-label"):
            element.attrib.pop(name, None)
        element.tag = element.tag if element is post else "div"


def _lines(post: "HtmlElement") -> Iterator[str]:
    """Each paragraph of a post, and what stands between them."""
    loose = post.text or ""
    for child in post:
        if child.tag in INLINE:
            loose += child.text_content() + (child.tail or "")
            continue
        yield from _filled(loose)
        yield from _filled(_broken(child)) if child.find(".//p") is None else _lines(child)
        loose = child.tail or ""
    yield from _filled(loose)


def _filled(words: str) -> Iterator[str]:
    lines = "\n".join(line for part in words.split("\n") if (line := SPACES.sub(" ", part).strip()))
    if lines:
        yield lines if AUTHOR.match(lines) is None else SPACES.sub(" ", lines)


def _broken(element: "HtmlElement") -> str:
    """The text of an element, whose own line breaks mean nothing, and whose `<br>` do."""
    pieces = [SPACES.sub(" ", element.text or "")]
    for child in element:
        pieces.append("\n" if child.tag == "br" else _broken(child))
        pieces.append(SPACES.sub(" ", child.tail or ""))
    return "".join(pieces)


def _append(element: "HtmlElement", text: str) -> None:
    """Put text at the end of the element: after its last child, or into it."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _own_length(element: "HtmlElement") -> int:
    """Characters right in the element."""
    return len((element.text or "").strip()) + sum(len((child.tail or "").strip()) for child in element)


def _wrap(holder: "HtmlElement") -> None:
    """Make each stretch of text and inline elements between line breaks and blocks a paragraph."""
    children, paragraph = list(holder), holder.makeelement("p")
    paragraph.text, holder.text = holder.text, None
    made = [paragraph]
    for child in children:
        tail, child.tail = child.tail, None
        if child.tag in INLINE:
            paragraph.append(child)
            child.tail = tail
            continue
        if child.tag != "br":
            made.append(child)
        paragraph = holder.makeelement("p")
        paragraph.text = tail
        made.append(paragraph)
    holder[:] = [part for part in made if part.tag != "p" or len(part) or (part.text or "").strip()]


def _set_apart(element: "HtmlElement") -> None:
    """A space before and behind an element, where a name would be glued to the word before."""
    text = element.text or ""
    if NAME_START.match(text) and WORD_END.search(_words_before(element)):
        element.text = f" {text}"
    if text and element.tail and WORD_END.search(text[-3:]) and NAME_START.match(element.tail):
        element.tail = f" {element.tail}"


def _words_before(element: "HtmlElement") -> str:
    """The end of the text right before an element, which may be that of an element before."""
    before = element.getprevious()
    while before is not None and not before.tail and len(before):
        before = before[-1]
    if before is not None:
        return (before.tail or before.text or "")[-3:]
    parent = element.getparent()
    if parent is None or parent.text or parent.tag not in INLINE:
        return (parent.text or "")[-3:] if parent is not None else ""
    return _words_before(parent)


def unwrap(text: str) -> str:
    """The text with the line breaks of wrapping replaced by spaces."""
    lines = text.split("\n")
    width = max(map(len, lines))
    if not NARROWEST <= width <= WIDEST:
        return text
    breaks = list(_breaks_inside_blocks(lines))
    wrapped = {index for index in breaks if _is_full(lines[index], lines[index + 1], width)}
    sentences = sum(SENTENCE_END.search(lines[index]) is not None for index in wrapped)
    if len(wrapped) < max(FEWEST, EXPLAINED * len(breaks)) or sentences > SENTENCES * len(wrapped):
        return text
    ends = (" " if index in wrapped else "\n" for index in range(len(lines) - 1))
    return "".join(line + end for line, end in zip(lines, (*ends, ""), strict=True))


def _breaks_inside_blocks(lines: list[str]) -> Iterator[int]:
    """Indexes of the lines that another one follows without a blank line."""
    return (index for index in range(len(lines) - 1) if lines[index].strip() and lines[index + 1].strip())


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the first word of the following line had no room in this one."""
    return len(line.rstrip()) + 1 + len(following.split(maxsplit=1)[0]) > width
