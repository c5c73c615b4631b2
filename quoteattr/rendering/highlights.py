"""Where an article's text is highlighted: stretches of one look, paragraph by paragraph.

In: an `Article` with its text. Out: `Stretch`es that join back to the text, each with the innermost statement
that covers it, and whether it is a cue or a source::

    for paragraph in paragraphs_of(article):
        for stretch in paragraph:
            print(stretch.words, stretch.statement, stretch.cue)

Spans may nest and cross (a quote in a claim, a cue inside a quote); cutting the text at every boundary
gives stretches that never do.

`fragments` link to the words on the publisher's own page.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from quoteattr.rendering.articles import Article
from quoteattr.spans import Span

# Longer words are named by their beginning and their end: a page may have a link or a picture between them.
MOST_WORDS, WORDS_OF_AN_END = 12, 5

# Marks at the ends of words, and what stands for words that were left out, are not looked for on the page.
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A piece of a paragraph that looks the same from its first to its last character.

    Attributes:
        words: the characters.
        statement: index of the innermost statement around it, None outside statements.
        cue, source: whether it belongs to the cue or the source of a statement.
        opens, closes: indexes of the statements that begin, and that end, with it.
    """

    words: str
    statement: int | None
    cue: bool
    source: bool
    opens: tuple[int, ...]
    closes: tuple[int, ...]


def paragraphs_of(article: Article) -> Iterator[tuple[Stretch, ...]]:
    """The stretches of each paragraph that has words."""
    text = article.text or ""
    stretches = _Stretches(text, article.records)
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield tuple(stretches.between(start, start + len(line)))
        start += len(line) + 1


class _Stretches:
    """The boundaries of all statements of a text, and what lies between them."""

    def __init__(self, text: str, records: tuple[Record, ...]) -> None:
        self.text = text
        spans = [tuple(Span(*pair) for pair in record["spans"]) for record in records]
        self.bounds = [(found[0].start, found[-1].end) for found in spans]
        # The innermost statement is the shortest; of two equal ones the later, which is the quote.
        sizes = [sum(span.end - span.start for span in found) for found in spans]
        self.content = [(span, (sizes[index], -index)) for index, found in enumerate(spans) for span in found]
        self.cues = _known(records, "cue_span")
        self.sources = _known(records, "source_span")
        everything = (*(span for span, _ in self.content), *self.cues, *self.sources)
        self.cuts = sorted({offset for span in everything for offset in span})

    def between(self, start: int, end: int) -> Iterator[Stretch]:
        """The stretches of a paragraph."""
        inside = self.cuts[bisect_right(self.cuts, start) : bisect_left(self.cuts, end)]
        near = [(span, rank) for span, rank in self.content if span.overlaps(Span(start, end))]
        for left, right in zip((start, *inside), (*inside, end), strict=True):
            piece = Span(left, right)
            ranks = [rank for span, rank in near if span.contains(piece)]
            yield Stretch(
                words=piece.of(self.text),
                statement=-min(ranks)[1] if ranks else None,
                cue=any(span.contains(piece) for span in self.cues),
                source=any(span.contains(piece) for span in self.sources),
                opens=tuple(index for index, (first, _) in enumerate(self.bounds) if left <= first < right),
                closes=tuple(index for index, (_, last) in enumerate(self.bounds) if left < last <= right),
            )


def _known(records: tuple[Record, ...], field: str) -> list[Span]:
    return [Span(*record[field]) for record in records if record[field]]


def web_address(address: str | None) -> str | None:
    """The address if a browser may follow it: http(s), with a host; anything else is text."""
    if not address or any(character.isspace() or not character.isprintable() for character in address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


def words_at(address: str | None, pieces: Iterable[str]) -> str | None:
    """Where the words stand on the page, or None when the document has no web address."""
    page = web_address(address)
    if page is None:
        return None
    found = [_directive(piece) for piece in pieces]
    directives = "&".join(directive for directive in found if directive)
    joint = ":~:" if "#" in page else "#:~:"
    return f"{page}{joint}{directives}" if directives else page


def _directive(piece: str) -> str:
    words = _EDGES.sub("", piece).split()
    if not words:
        return ""
    if len(words) <= MOST_WORDS and "\n" not in piece:
        return f"text={_encoded(words)}"
    return f"text={_encoded(words[:WORDS_OF_AN_END])},{_encoded(words[-WORDS_OF_AN_END:])}"


def _encoded(words: Iterable[str]) -> str:
    # A dash, a comma and an ampersand are syntax of the fragment.
    return quote(" ".join(words), safe="").replace("-", "%2D")
