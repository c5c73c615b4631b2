"""Embedded posts of social networks: the paragraph above the line that names the author.

In: the text and its quotations. Out: `Attribution`s across the paragraph break::

    The bridge is closed from today. Take the ferry.

    — Mayor Ana Ruiz 🌉 (@mayorruiz) March 4, 2026

A name there is one that somebody has chosen: what is no letter of it is left out.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from quoteattr.components.annotations import Attribution
from quoteattr.components.attribution.pieces import OuterQuotations
from quoteattr.components.quotations.paragraphs import split_paragraphs
from quoteattr.spans import Span

RELIABILITY = 0.95
# "@mayorruiz", "@mayorruiz.bsky.social", "@mayorruiz@harbour.example"
_HANDLE = r"\(@[\w.]{1,60}(?P<network>@[\w.-]{1,60})?\)"
_AUTHOR = re.compile(
    rf"(?P<cue>[—–-])[ ](?P<source>[^\n()]{{1,80}}?)[^\w\n()]*{_HANDLE}(?P<date>[^\n]{{0,60}})(?=\n|$)"
)
# As Twitter writes it: "March 4, 2026", and nothing else.
_DATE = re.compile(r"\s*[A-Z][a-z]+ \d{1,2}, \d{4}\s*")
_BEHIND = re.compile(rf"[^\w\n()]*{_HANDLE}(?P<date>[^\n]{{0,60}})")


def find_posts(text: str, outermost: OuterQuotations) -> Iterator[Attribution]:
    """What stands above each author line; marks inside of it are part of what the author writes."""
    paragraphs: Sequence[Span] = tuple(split_paragraphs(text))
    for number, (above, line) in enumerate(pairwise(paragraphs)):
        signed = _AUTHOR.match(text, line.start, line.end)
        first = signed and next((at for at in range(*signed.span("source")) if text[at].isalpha()), None)
        if signed and first is not None and not _AUTHOR.match(text, above.start, above.end):
            source = (Span(first, signed.end("source")),)
            cue = (Span(*signed.span("cue")),)
            yield Attribution(
                content=tuple(_lines_of(text, paragraphs, number)),
                cue=cue,
                source=source,
                method="block",
                scores=(RELIABILITY,) * 4,
            )


def _lines_of(text: str, paragraphs: Sequence[Span], last: int) -> Iterator[Span]:
    """The lines of a post, which single line breaks divide."""
    first = last
    while first and "\n\n" not in text[paragraphs[first - 1].end : paragraphs[first].start]:
        first -= 1
    yield from paragraphs[first : last + 1]


def post_medium(text: str, source: Sequence[Span]) -> str | None:
    """The entry of media.yml for what a source has signed; None when it is no post."""
    signed = _BEHIND.match(text, source[-1].end) if source else None
    if signed is None or not text[: source[0].start].rstrip().endswith(("—", "–", "-")):
        return None
    is_tweet = not signed["network"] and "." not in signed[0].partition(")")[0] and _DATE.fullmatch(signed["date"])
    return "tweet" if is_tweet else "post"
