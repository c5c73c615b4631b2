"""Words whose speaker stands in a paragraph of its own: block quotes, press releases.

In: the text and its quotations. Out: `Attribution`s across the paragraph break::

    > The city is broke.            And from Chairwoman Ines Tal:
    — Rhea Cole, director           “Jobs matter.”

`whole_block` mends what the model made of a block without marks.

`find_posts` finds embedded posts of social networks: the paragraph above the line that names the author.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from quoteattr.components.annotations import Attribution, changed
from quoteattr.components.attribution.cues import find_cues, is_talk
from quoteattr.components.attribution.mentions import NAME
from quoteattr.components.attribution.pieces import OuterQuotations
from quoteattr.components.attribution.sentences import is_abbreviation
from quoteattr.components.quotations.paragraphs import split_paragraphs
from quoteattr.components.vocabulary import role_noun
from quoteattr.spans import Span, trim

POST = 0.95
# "@mayorruiz", "@mayorruiz.bsky.social", "@mayorruiz@harbour.example"
_HANDLE = r"\(@[\w.]{1,60}(?P<network>@[\w.-]{1,60})?\)"
_AUTHOR = re.compile(
    rf"(?P<cue>[—–-])[ ](?P<source>[^\n()]{{1,80}}?)[^\w\n()]*{_HANDLE}(?P<date>[^\n]{{0,60}})(?=\n|$)"
)
# As Twitter writes it: "March 4, 2026", and nothing else.
_DATE = re.compile(r"\s*[A-Z][a-z]+ \d{1,2}, \d{4}\s*")
_BEHIND = re.compile(rf"[^\w\n()]*{_HANDLE}(?P<date>[^\n]{{0,60}})")


# A signed block quote is nearly always its signer's; a line after words without marks may sign an article.
RELIABILITY = 0.9
# Characters before a quotation in which the line that announces its speaker begins.
REACH = 160
# Paragraphs of a block without marks; a colon further above announces something else.
MOST_PARAGRAPHS = 5

_BLOCK = re.compile(r">[ \t]?")
_DASH = r"(?P<cue>[—–―~-]{1,2})[ \u00a0]?"
_ROLE = r",[ ][^.!?;:\"“”\n]{2,100}"
# `— Rhea Cole, director of the port`, `-Ines Tal`: a name, a role, and no sentence.
_SIGNATURE = re.compile(
    rf"[>\s]*{_DASH}(?P<source>{NAME}(?P<role>{_ROLE})?)(?:[ ]\([^()\n]{{2,60}}\))?\.?[ \u00a0]*(?=\n|$)"
)
# `I am deeply sorry. Rhea Cole, U.S. Senator (R-Ohio)`: a pull quote, its signer at the end of its paragraph.
_SIGNED = re.compile(rf"(?<=[.!?…])[ ](?P<source>{NAME}),[ ](?P<role>(?:[^.!?;:\"“”\n]|(?<=\b[A-Z])\.){{2,60}})$")
# The signer of a caption.
_MAKES_PICTURES = re.compile(r"photo|illustrat|graphic|image|picture", re.IGNORECASE)
# `“We sank.” Harbour blogger, "Notes from the pier"`: after a quotation that begins a paragraph, its end.
_TRAILER = re.compile(
    r"[ ](?P<source>[A-Z][\w.’'-]*(?:[ ][\w.’'-]+){0,5}(?P<role>,[ ][^.!?;:\"“”\n]{2,60})?)"
    r"(?P<work>,[ ][\"“][^\"“”\n]{2,80}[\"”])?[ ]*(?=\n|$)"
)
# `And from Chairwoman Ines Tal:`, `From the mayor, Bo Lind:`
_FROM = re.compile(
    r"(?P<cue>\b[Ff]rom)[ ](?P<source>(?:the[ ](?:\w+[ ]){1,6}?,?[ ]?)?"
    rf"{NAME}(?:,[^.:\n]{{2,100}})?):\s*$"
)
# Between a cue that announces a block and the block; the colon may belong to the cue.
_BREAK = re.compile(r"\s*:?\s*\n\s*")


def whole_block(text: str, outermost: OuterQuotations, attribution: Attribution) -> Attribution:
    """The attribution with all of the paragraph that its cue announces, where that has no marks.

    `The mayor added:`, and then a paragraph: HTML had a block quote there. A model takes its first sentences.
    """
    if not (attribution.cue and attribution.content and _is_announced(text, attribution)):
        return attribution
    begin = attribution.content[0].start
    block = next((paragraph for paragraph in split_paragraphs(text) if paragraph.start == begin), None)
    if block is None or outermost.overlapping((Span(begin, begin + 1),)):
        return attribution
    rest = tuple(span for span in attribution.content if span.start >= block.end)
    return changed(attribution, "whole_block", content=(block, *rest))


def _is_announced(text: str, attribution: Attribution) -> bool:
    """Whether a colon and the end of a paragraph stand between cue and content."""
    cue, begin = attribution.cue[-1], attribution.content[0].start
    between = _BREAK.fullmatch(text, cue.end, begin) if cue.end <= begin else None
    return between is not None and ":" in text[cue.end - 1 : begin]


def find_blocks(text: str, outermost: OuterQuotations) -> Iterator[Attribution]:
    """Block quotes with a signature, and quotations after a line that announces their speaker."""
    for index in outermost.indices:
        outer = outermost.quotations[index].outer
        signed = _SIGNATURE.match(text, outer[-1].end)
        if signed and _is_signature(signed, is_near="\n" not in text[outer[-1].end : signed.start("cue")]):
            yield _attribution(text, outer, signed)
        trailer = _TRAILER.match(text, outer[-1].end)
        if trailer and _is_trailer(trailer) and _is_own_paragraph(text, outer):
            yield _uncued(outer, Span(*trailer.span("source")))
        announced = _FROM.search(text, max(0, outer[0].start - REACH), outer[0].start)
        if announced:
            yield _attribution(text, outer, announced)
    paragraphs = tuple(split_paragraphs(text))
    for number, paragraph in enumerate(paragraphs):
        if not outermost.overlapping((paragraph,)):
            yield from _pull_quote(text, paragraph)
        line = _last_line(text, paragraph)
        signed = _SIGNATURE.match(text, line.start, line.end)
        if signed and _is_signature(signed, is_near=True) and not outermost.overlapping((line,)):
            above = paragraphs[:number] if line.start == paragraph.start else ()
            is_last = number + 1 == len(paragraphs)
            content = tuple(_marked_lines(text, line.start))[::-1] or _unmarked(
                text, outermost, above, signed, is_last=is_last
            )
            if content and not outermost.overlapping(content):
                yield _attribution(text, content, signed)


def _pull_quote(text: str, paragraph: Span) -> Iterator[Attribution]:
    """Words without marks that their signer ends; they must be talk, since captions are signed too."""
    signed = _SIGNED.search(text, paragraph.start, paragraph.end)
    if signed is None or find_cues(signed[0]) or " " not in signed["source"]:
        return
    words = Span(paragraph.start, signed.start())
    if is_talk(words.of(text)) or _is_office(signed["role"]):
        yield _uncued((words,), Span(signed.start("source"), signed.end()))


def _is_office(role: str) -> bool:
    """Whether an office follows the name of a signer: `NASA administrator`, not `Reuters` or `staff photographer`."""
    head = role.partition(" of ")[0].split()[-1:]
    return any(role_noun(word) is not None for word in head) and not _MAKES_PICTURES.search(role)


def _uncued(content: tuple[Span, ...], source: Span) -> Attribution:
    """The attribution of words that their signer follows, with nothing between."""
    return Attribution(content=content, cue=(), source=(source,), method="block", scores=(RELIABILITY,) * 4)


def _is_trailer(signed: re.Match[str]) -> bool:
    """Whether a name with a role or a work, and no sentence, stands after a quotation."""
    return (signed["role"] or signed["work"]) is not None and not find_cues(signed["source"])


def _is_own_paragraph(text: str, outer: Sequence[Span]) -> bool:
    """Whether a quotation begins a paragraph and ends as a sentence does."""
    begins = not text[text.rfind("\n", 0, outer[0].start) + 1 : outer[0].start].strip()
    return begins and outer[-1].of(text).rstrip("\"”’'»").endswith((".", "!", "?", "…"))


def _is_signature(signed: re.Match[str], *, is_near: bool) -> bool:
    """Whether a name with a role, or one right beside the words, and no sentence follows the dash."""
    is_full = signed["role"] is not None or " " in signed["source"]
    return (is_near or is_full) and not find_cues(signed["source"])


def _unmarked(
    text: str, outermost: OuterQuotations, above: Sequence[Span], signed: re.Match[str], *, is_last: bool
) -> tuple[Span, ...]:
    """The paragraphs above a signature, where HTML had a block quote: not the end of an article that is signed."""
    is_block = signed["role"] is not None and not is_last
    if not above or not (is_block or is_talk(above[-1].of(text))):
        return ()
    return tuple(above[_first_of_block(text, outermost, above) :])


def _first_of_block(text: str, outermost: OuterQuotations, paragraphs: Sequence[Span]) -> int:
    """The first paragraph of a block without marks that ends here: the one below a colon, or as long as somebody talks.

    A paragraph with quotation marks in it is another one's story.
    """
    last = len(paragraphs) - 1
    above = range(last - 1, max(-1, last - MOST_PARAGRAPHS), -1)
    plain = list(takewhile(lambda at: not outermost.overlapping((paragraphs[at],)), above))
    announced = [at + 1 for at in plain if paragraphs[at].of(text).rstrip().endswith(":")][:1]
    talks = (
        list(takewhile(lambda at: is_talk(paragraphs[at].of(text)), plain))
        if is_talk(paragraphs[last].of(text))
        else []
    )
    return min((last, *(announced or talks)))


def _last_line(text: str, paragraph: Span) -> Span:
    """The last line of a paragraph: a signature may follow its block after a single line break."""
    newline = text.rfind("\n", paragraph.start, paragraph.end)
    return Span(newline + 1 if newline >= 0 else paragraph.start, paragraph.end)


def _marked_lines(text: str, end: int) -> Iterator[Span]:
    """The lines before an offset that begin with ">", the last first, as far as the signature of another block."""
    end -= len(text[max(0, end - 9) : end]) - len(text[max(0, end - 9) : end].rstrip())
    while end > 0:
        start = text.rfind("\n", 0, end - 1) + 1
        line = text[start:end].rstrip()
        mark = _BLOCK.match(line.lstrip())
        if line and (not mark or _SIGNATURE.match(text, start, start + len(line))):
            return
        if not mark:  # blocks of one quote may stand apart
            end = start
            continue
        offset = start + len(text[start:end]) - len(text[start:end].lstrip())
        words = trim(text, Span(offset + mark.end(), end))
        if words.start < words.end:
            yield words
        end = start


def _attribution(text: str, content: tuple[Span, ...], found: re.Match[str]) -> Attribution:
    cue, source = Span(*found.span("cue")), Span(*found.span("source"))
    if source.of(text).endswith(".") and not is_abbreviation(source.of(text)):
        source = Span(source.start, source.end - 1)
    return Attribution(content=content, cue=(cue,), source=(source,), method="block", scores=(RELIABILITY,) * 4)


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
                scores=(POST,) * 4,
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
