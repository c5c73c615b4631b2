"""The text of the article of a web page, and whether some of it seems to be missing.

In: the tree of a page. Out: its paragraphs, as trafilatura finds them, with those that it took for something else::

    >>> find_body(page, stated=None).blocks
    ('Bridge closes', 'The old bridge will close on Friday, the council said.')

Trafilatura is asked for what is surely the article. Where that leaves paragraphs out that stand in the same place of
the page as those it took (a page that is divided by advertisements), they are put back; where it finds nothing, it is
asked for all that may be it. The page's own statement of its text (`articleBody`) decides if that has much more.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Elements of trafilatura's result that are a paragraph each.
BLOCKS = frozenset(("p", "head", "item", "quote", "ab", "cell"))
# What stands in these is not the article.
ASIDE = frozenset(("aside", "button", "figcaption", "figure", "footer", "form", "header", "nav", "noscript", "select"))
SHORTEST = 60  # characters of a paragraph that counts
MOST_LINKS = 0.5  # share of the characters of a paragraph
HIGHEST = 3  # steps from two paragraphs to what holds both, within one article
LEAST_RESTORED = 0.15  # of what was found; one paragraph alone is rather a teaser
LEAST_FOUND = 0.5  # of the paragraphs of the page, or trafilatura is asked again
MUCH_MORE = 1.5  # times as long
KEY = 60  # characters by which a paragraph is known again
CUT = "its article may be cut: {unread} of {all} paragraphs around it were not taken for its text"
SPACES = re.compile(r"\s+")
NO_LETTER = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Body:
    """The paragraphs of an article, and what seems to be wrong with them."""

    blocks: tuple[str, ...]
    warning: str | None = None


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph of the page, and the place among the blocks where it was found."""

    element: "HtmlElement"
    words: str
    place: int | None


def find_body(page: "HtmlElement", stated: str | None) -> Body:
    """The article of a page.

    Args:
        page: its tree, which is not changed.
        stated: the text of the article as the page states it elsewhere.
    """
    blocks = _extract(page, favor_precision=True)
    paragraphs = _paragraphs(page, blocks)
    if _length(blocks) < LEAST_FOUND * sum(len(paragraph.words) for paragraph in paragraphs):
        more = _extract(page, favor_precision=False)
        if not blocks or _length(blocks) < LEAST_FOUND * _length(more):
            blocks, paragraphs = more, _paragraphs(page, more)
    found = _restored(blocks, paragraphs)
    if stated and len(stated) > MUCH_MORE * _length(found):
        return Body(tuple(line for part in stated.splitlines() if (line := SPACES.sub(" ", part).strip())))
    return Body(tuple(found), _warning(page, found))


def _extract(page: "HtmlElement", *, favor_precision: bool) -> list[str]:
    """The paragraphs that trafilatura takes for the article."""
    from trafilatura import bare_extraction

    found: Any = bare_extraction(page, include_comments=False, favor_precision=favor_precision)
    return list(_blocks(found.body)) if found else []


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


def _paragraphs(page: "HtmlElement", blocks: Sequence[str]) -> list[_Paragraph]:
    """What could be a paragraph of the article: text, not links, and not in a box beside it."""
    places = {_key(words): place for place, words in enumerate(blocks)}
    found = []
    for element in page.iter("p"):
        words = SPACES.sub(" ", element.text_content()).strip()
        linked = sum(len(link.text_content()) for link in element.iter("a"))
        is_text = len(words) >= SHORTEST and linked <= MOST_LINKS * len(words)
        if is_text and ASIDE.isdisjoint(above.tag for above in element.iterancestors()):
            found.append(_Paragraph(element, words, places.get(_key(words))))
    return found


def _restored(blocks: list[str], paragraphs: Sequence[_Paragraph]) -> list[str]:
    """The blocks, and between them what stands in the page as they do."""
    taken = Counter(_surroundings(each.element) for each in paragraphs if each.place is not None)
    missing: dict[int, list[str]] = {}
    last = next((each for each in paragraphs if each.place is not None), None)
    place = -1
    for each in paragraphs:
        if each.place is not None:
            last, place = each, each.place
        elif last and taken[_surroundings(each.element)] > 1 and _are_near(last.element, each.element):
            missing.setdefault(place, []).append(each.words)
    lines = [words for restored in missing.values() for words in restored]
    if len(lines) < 2 or _length(lines) < LEAST_RESTORED * _length(blocks):
        return blocks
    return [
        *missing.get(-1, ()),
        *(words for at, block in enumerate(blocks) for words in (block, *missing.get(at, ()))),
    ]


def _surroundings(element: "HtmlElement") -> tuple[tuple[str, str | None], ...]:
    """What two elements above a paragraph are, which paragraphs of one article share."""
    above = list(element.iterancestors())[:2]
    return tuple((each.tag, each.get("class")) for each in above)


def _are_near(one: "HtmlElement", other: "HtmlElement") -> bool:
    """Whether two paragraphs are in one article, a few steps apart."""
    if next(one.iterancestors("article"), None) is not next(other.iterancestors("article"), None):
        return False
    above = list(one.iterancestors())[: HIGHEST + 1]
    return any(each in above for each in list(other.iterancestors())[: HIGHEST + 1])


def _warning(page: "HtmlElement", blocks: list[str]) -> str | None:
    """What to say of a text around which more text stands than it has itself."""
    paragraphs = _paragraphs(page, blocks)
    taken = [each for each in paragraphs if each.place is not None]
    if not taken:
        return None
    near = [each for each in paragraphs if each.place is None and _are_near(taken[-1].element, each.element)]
    unread = sum(len(each.words) for each in near)
    if unread <= LEAST_FOUND * _length(blocks):
        return None
    return CUT.format(unread=len(near), all=len(near) + len(taken))


def _length(blocks: Sequence[str]) -> int:
    return sum(map(len, blocks))


def _key(words: str) -> str:
    return NO_LETTER.sub("", words[: 2 * KEY].casefold())[:KEY]
