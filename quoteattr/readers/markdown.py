r"""Markdown: the words without their markup.

In: bytes. Out: one `Document`. Each heading, paragraph and list item is a paragraph of the text, and so is each of
a block quote, with marks where it is announced or signed; code, images and HTML are left out. Front matter (lines
`name: value` between two `---`) gives the metadata, the first heading the title when front matter has none::

    >>> next(read_markdown(b"# Bridge closes\n\n*It is unsafe*, said [Ana Ruiz](/ruiz).")).text
    'Bridge closes\n\nIt is unsafe, said Ana Ruiz.'
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from quoteattr.documents import Document
from quoteattr.errors import ReadError
from quoteattr.readers.blockquotes import mark_paragraphs
from quoteattr.readers.decoding import decode
from quoteattr.readers.fields import Columns, values_of
from quoteattr.readers.registry import reader

if TYPE_CHECKING:
    from markdown_it.token import Token

# `---`, and a line `name: value`; a rule above a paragraph is no front matter.
FRONT_MATTER_OPENING = re.compile(rb"---[ \t]*\r?\n[\w -]{1,40}:")


@reader("markdown", suffixes=(".md", ".markdown"), sniff=lambda head: FRONT_MATTER_OPENING.match(head) is not None)
def read_markdown(data: bytes) -> Iterator[Document]:
    """The one document of a Markdown file.

    Raises:
        ReadError: the file is empty, binary, in no known encoding, or has no words.
    """
    metadata, body = _split_front_matter(decode(data))
    blocks = list(_blocks(body))
    if not blocks:
        raise ReadError("the file has no text outside its markup")
    headings = (words for tag, words in blocks if tag.startswith("h"))
    title = metadata.pop("title", None) or next(headings, None)
    yield Document(text="\n\n".join(words for _, words in blocks), title=title, **metadata)


def _split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The metadata at the top of the file, and the rest."""
    text = text.lstrip()
    lines, end, body = text.removeprefix("---").partition("\n---")
    if not end or not FRONT_MATTER_OPENING.match(text.encode()):
        return {}, text
    pairs = (line.split(":", 1) for line in lines.splitlines() if ":" in line)
    item = {name: value.strip().strip("\"'") for name, value in pairs}
    return {name: value for name, value in values_of(item, Columns()).items() if name != "text"}, body


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Tag ("h1", "p") and words of each block that has words; a block quote has its marks."""
    found = list(_plain_blocks(text))
    groups = [(number, list(group)) for number, group in groupby(found, key=lambda block: block[0])]
    for at, (number, group) in enumerate(groups):
        words = [words for _, _, words in group]
        if number:
            before, after = groups[at - 1][1][-1:] if at else [], groups[at + 1][1][:1] if at + 1 < len(groups) else []
            words = mark_paragraphs(words, before=_last(before), after=_last(after))
        yield from zip((tag for _, tag, _ in group), words, strict=True)


def _last(blocks: Sequence[tuple[int, str, str]]) -> str:
    return blocks[-1][2] if blocks else ""


def _plain_blocks(text: str) -> Iterator[tuple[int, str, str]]:
    """Number of the block quote around it or 0, tag and words of each block that has words."""
    from markdown_it import MarkdownIt

    opening, depth, number = None, 0, 0
    for token in MarkdownIt("commonmark").parse(text):
        depth += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        number += token.type == "blockquote_open"
        words = "".join(map(_words, token.children or ())).strip()
        if token.type == "inline" and opening and words:
            yield number if depth else 0, opening.tag, words
        opening = token


def _words(token: "Token") -> str:
    if token.type in ("text", "code_inline"):
        return token.content
    return {"softbreak": " ", "hardbreak": "\n"}.get(token.type, "")
