"""Content and quotation marks: which words of a reported content are quoted.

In: the quotations of a text and the content spans of one attribution. Out: a `Content`: its kind,
the spans of the statement and the quoted pieces. The marks are hard evidence: a quotation is a piece
of a content as a whole or not at all::

    Ana Ruiz called the plan “a joke” and left.   content: [the plan “a joke”]
    -> mixed, one piece: [a joke]

The one rule for edges (`trim_words`, `trim_claim`): the words of a quotation lose white space only,
so that a comma inside the marks stays; a claim also loses the stops, commas and dashes at both ends,
but keeps `?`, `!` and its marks, and it keeps a leading "that".
"""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from quoteattr.components.annotations import Attribution, Quotation, changed
from quoteattr.components.attribution.cues import words_of
from quoteattr.components.attribution.mentions import CAPITAL
from quoteattr.components.attribution.sentences import begins_sentence
from quoteattr.spans import Span, SpanIndex, covers, length, shared, trim, without
from quoteattr.statements import Kind

# A quotation belongs to a content that covers at least this share of its characters; a model
# puts the edge of a content a few words off, but rarely half a quotation.
COVERED = 0.5

# Method of the rule that finds the cue of a quotation between its marks.
INCISE = "incise"
# Methods of the rules whose content is direct speech though no marks stand around it.
DASH = "dash"
UNMARKED = ("transcript", "block", DASH)

# A mark of any double style; single ones may be apostrophes.
ANY_MARK = re.compile(r"[\"“”„«»]|``|''")

CLAIM_EDGE = " \t\r\n\u00a0,;:.–—-"
SOURCE_EDGE = " \t\r\n\u00a0,;:–—-"
_LEAD = re.compile(r"(?P<word>\w+)\s+(?=\w)")
# Not the WHO.
_TAIL = re.compile(r"^(?:[Aa]n?|[Tt]he)$|(?:,?\s+(?:who|which|an?|the|this|and|or|of|by|to|with))+$")
# `COPENHAGEN — `, `NEW YORK, May 3 (AP) -- `, `LONDON (Reuters) - `, `BAY HILL, Old Coast (AP) — `, `LONDON - `
DATELINE = re.compile(
    rf"{CAPITAL}{{3,40}}[^a-z\n]{{0,30}}(?:[A-Z][a-z]{{2,8}}\.? \d{{1,2}} ?)?(?:, [A-Z][\w .]{{2,20}}? ?)?"
    rf"(?:\([^()\n]{{1,40}}\) ?)?(?:—|–|―|--|(?<=\) )-|(?<={CAPITAL} )-(?= )) ?"
)
_WITH_APOSTROPHE = re.compile(r"\w+(?:['’]\w+)?")
# "the U.S.", "at 9 a.m.": the stop belongs to the word.
_ABBREVIATION = re.compile(r"(?:\b\w\.){2,}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A quoted piece of a content.

    Attributes:
        quotation: index of the quotation; None for a turn or block quote without marks.
        spans: its words, without the marks.
        outer: the same with their marks.
    """

    quotation: int | None
    spans: tuple[Span, ...]
    outer: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What one attribution reports: kind, spans of the whole, and its quoted pieces."""

    kind: Kind
    spans: tuple[Span, ...]
    pieces: tuple[Piece, ...]


class OuterQuotations:
    """The outermost quotations of a text, found by position."""

    def __init__(self, quotations: Sequence[Quotation]) -> None:
        self.quotations = quotations
        indices = (index for index, quotation in enumerate(quotations) if quotation.parent is None)
        self.indices = sorted(indices, key=lambda index: quotations[index].outer[0].start)
        self._index = SpanIndex((span, index) for index in self.indices for span in quotations[index].outer)

    def overlapping(self, spans: Sequence[Span]) -> list[int]:
        """Indices of the outermost quotations that share a character with one of the spans, in order."""
        found = self._index.overlapping(spans)
        return sorted(found, key=lambda index: self.quotations[index].outer[0].start)


def trim_words(text: str, span: Span) -> Span:
    """The edges of quoted words: no white space."""
    return trim(text, span)


def trim_claim(text: str, span: Span) -> Span:
    """The edges of a claim: no white space, stops, commas or dashes."""
    trimmed = trim(text, span, CLAIM_EDGE)
    stop = Span(trimmed.start, min(trimmed.end + 1, span.end))
    return stop if _ABBREVIATION.search(stop.of(text)[-8:]) else trimmed


def trim_source(text: str, span: Span) -> Span | None:
    """The edges of a source: no commas or dashes, no word that opens, joins or goes on; None when nothing is left.

    `what staff` called a gamble, `Penhale, who` visited the town, `a third of` voters: staff, Penhale, a third.
    """
    trimmed = trim(text, span, SOURCE_EDGE)
    lead = _LEAD.match(text, trimmed.start, trimmed.end)
    while lead and lead["word"].casefold() in words_of("lead"):
        trimmed = trim(text, Span(lead.end(), trimmed.end), SOURCE_EDGE)
        lead = _LEAD.match(text, trimmed.start, trimmed.end)
    tail = _TAIL.search(trimmed.of(text))
    whole = trim(text, Span(trimmed.start, trimmed.start + tail.start()), SOURCE_EDGE) if tail else trimmed
    return whole if has_words(text, whole) else None


def has_words(text: str, span: Span) -> bool:
    """Whether there is a letter or digit in the span."""
    return any(character.isalnum() for character in span.of(text))


def split_content(
    text: str, outermost: OuterQuotations, attribution: Attribution, taken: AbstractSet[int] = frozenset()
) -> Content | None:
    """The content of an attribution in the light of the quotation marks; None when nothing is left.

    Args:
        text: the text.
        outermost: its outermost quotations.
        attribution: what the model or a rule found.
        taken: indices of quotations that are pieces of another content already.
    """
    spans = tuple(span for span in attribution.content if has_words(text, span))
    if not spans:
        return None
    if attribution.method in UNMARKED and not _is_quoted(outermost, spans):
        return _spoken(text, spans, apart=attribution.method == DASH)
    if attribution.method == INCISE:
        return _interrupted(text, outermost, spans)
    pieces: list[Piece] = []
    cut: list[Span] = []
    for index in outermost.overlapping(spans):
        quotation = outermost.quotations[index]
        if index in taken:
            cut.extend(quotation.outer)
        elif shared(quotation.spans, spans) >= COVERED * length(quotation.spans) or _holds_paragraph(quotation, spans):
            words = tuple(trim_words(text, span) for span in quotation.spans)
            pieces.append(Piece(quotation=index, spans=words, outer=quotation.outer))
        elif not covers(quotation.outer, spans):
            cut.extend(quotation.outer)
    remainder = without(without(spans, cut), (outer for piece in pieces for outer in piece.outer))
    remainder = _near_cue(text, remainder, attribution.cue, alone=not pieces)
    return _content(text, tuple(span for span in remainder if has_words(text, span)), tuple(pieces))


def set_apart(text: str, outermost: OuterQuotations, attribution: Attribution) -> tuple[Attribution, ...]:
    """A content and the quoted sentences behind it, as two: `He said it had sunk. | “I saw it go.”`."""
    quotations = (outermost.quotations[index] for index in outermost.overlapping(attribution.content))
    sentences = [span for one in quotations if _is_sentence(text, one) for span in one.outer]
    claim = without(attribution.content, sentences)
    words = {word.casefold() for span in claim for word in _WITH_APOSTROPHE.findall(span.of(text))}
    if not sentences or words <= set(words_of("filler")):
        return (attribution,)
    quoted = without(attribution.content, claim)
    return tuple(changed(attribution, "apart", content=content) for content in (claim, quoted) if content)


def _is_sentence(text: str, quotation: Quotation) -> bool:
    """Whether quoted words are sentences of their own, between others."""
    said = quotation.spans[-1].of(text)
    return begins_sentence(text, quotation.outer[0].start) and said.endswith((".", "!", "?", "…"))


def _holds_paragraph(quotation: Quotation, spans: Sequence[Span]) -> bool:
    """Whether one paragraph of several that are one quotation is reported: so are the others."""
    paragraphs = quotation.spans if len(quotation.spans) > 1 else ()
    return any(shared((span,), spans) >= COVERED * length((span,)) for span in paragraphs)


def _near_cue(text: str, spans: Sequence[Span], cue: Sequence[Span], *, alone: bool) -> tuple[Span, ...]:
    """What is reported without marks, in the paragraph of its cue only; all of it when none is there.

    A headline or a dateline above the cue is no part of what is said (`COPENHAGEN — Norvane will cut jobs`).
    """
    if not cue:
        return tuple(spans)
    start = text.rfind("\n", 0, cue[0].start) + 1
    end = text.find("\n", cue[-1].end)
    dateline = DATELINE.match(text, start)
    paragraph = Span(dateline.end() if dateline else start, end if end >= 0 else len(text))
    near = tuple(
        Span(max(span.start, paragraph.start), min(span.end, paragraph.end))
        for span in spans
        if span.overlaps(paragraph)
    )
    return near if near or not alone else tuple(spans)


def _is_quoted(outermost: OuterQuotations, spans: Sequence[Span]) -> bool:
    """Whether the spans are quotations and nothing else."""
    outer = tuple(span for index in outermost.overlapping(spans) for span in outermost.quotations[index].outer)
    return covers(outer, spans) and covers(spans, outer)


def _spoken(text: str, spans: tuple[Span, ...], *, apart: bool) -> Content:
    """A turn or block without marks: one piece, or one for each stretch between dashes."""
    words = tuple(trim_words(text, span) for span in spans)
    parts = tuple((span,) for span in words) if apart else (words,)
    pieces = tuple(Piece(quotation=None, spans=part, outer=part) for part in parts)
    return Content(kind=Kind.DIRECT, spans=words, pieces=pieces)


def _interrupted(text: str, outermost: OuterQuotations, spans: tuple[Span, ...]) -> Content:
    """A quotation without the cue clause inside it: « C’est fini, a dit Luc Morel, on arrête. »."""
    words = tuple(trim_words(text, span) for span in spans)
    index = outermost.overlapping(spans)[0]
    pieces = tuple(Piece(quotation=index, spans=(span,), outer=(span,)) for span in words)
    return Content(kind=Kind.DIRECT, spans=words, pieces=pieces)


def _content(text: str, remainder: tuple[Span, ...], pieces: tuple[Piece, ...]) -> Content | None:
    if not pieces:
        spans = tuple(trim_claim(text, span) for span in remainder)
        return Content(kind=Kind.INDIRECT, spans=spans, pieces=()) if spans else None
    words = {word.casefold() for span in remainder for word in _WITH_APOSTROPHE.findall(span.of(text))}
    if words <= set(words_of("filler")) and not _are_joined(text, pieces):
        return Content(kind=Kind.DIRECT, spans=tuple(span for piece in pieces for span in piece.spans), pieces=pieces)
    whole = merge(text, sorted((*remainder, *(outer for piece in pieces for outer in piece.outer))))
    return Content(kind=Kind.MIXED, spans=tuple(trim_claim(text, span) for span in whole), pieces=pieces)


def _are_joined(text: str, pieces: tuple[Piece, ...]) -> bool:
    """Whether quoted pieces stand in a row, joined by a word: “Go home” and “Stay away”."""
    between = (text[one.outer[-1].end : two.outer[0].start] for one, two in pairwise(pieces))
    return any(words.strip(" ,").casefold() in words_of("filler") for words in between)


def merge(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those with nothing but white space between them made one."""
    merged: list[Span] = []
    for span in spans:
        if merged and not text[merged[-1].end : span.start].strip() and "\n" not in text[merged[-1].end : span.start]:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return tuple(merged)
