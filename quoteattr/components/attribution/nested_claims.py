"""What a source says that somebody else said: a claim inside a claim.

In: the text and its statements. Out: the statements with the inner claims added, and the quoted pieces
handed to the one who is nearest to them::

    Lund said Grant had told her the fund was empty.
    -> Lund [Grant had told her the fund was empty], Grant [the fund was empty] with claim=0

The model marks the outer claim only, since its corpus annotates no claim inside another.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from quoteattr.components.annotations import Reported, changed
from quoteattr.components.attribution.adjacent import reads_as_noun, speaks
from quoteattr.components.attribution.authors import (
    find_answer,
    find_author,
    owned_noun,
    owner_of_words,
    subject_of_relative,
)
from quoteattr.components.attribution.cues import WORD, find_cues
from quoteattr.components.attribution.frames import DENIED, frame_of, head_of
from quoteattr.components.attribution.mentions import NAME, mention_before
from quoteattr.components.attribution.pieces import trim_claim
from quoteattr.components.attribution.sentences import sentence_at
from quoteattr.spans import Span, covers, trim
from quoteattr.statements import Kind, Modality

# How often a clause at the beginning of a claim says who else said the rest of it.
RELIABILITY = 0.8
# Characters from the beginning of a claim in which the inner cue stands: a subject and its auxiliaries.
REACH = 120
# Characters between the cue of a teller and words that are somebody else's.
FARTHEST = 200
# Words of the shortest inner claim; "Grant said so" holds none.
SHORTEST = 2

_THAT = "that "
_AIM = re.compile(r"\bto\s$")  # `Quill’s refusal to | say that`
_NAME = re.compile(NAME)
_GERUND = re.compile(r"\w+ing[:,]?")  # `a letter from Thorne stating that`: its source may be that of the letter
_COORDINATED = re.compile(r"\b(?:but|and|yet)\s")
# `a letter in which | Thorne wrote that ...`
_INSIDE = re.compile(r"\b(?:in|on|by|through|with)\s(?:which|whom)\s|\bwhere\s(?=[A-Z])")
# `Orr’s office said | it was Lund, an aide, who | had called her`
_CLEFT = re.compile(rf"[Ii]t\s(?:was|is)\s(?:[a-zà-ÿ][\w-]*\s){{0,2}}(?P<source>{NAME})(?:,[^,.;:]{{1,60}},)?\swho\s")
_IN_WHICH = re.compile(r"\bin\swhich\s$")
# `told them the fund was empty`; "her" may also belong to what follows: `told her boss`.
_TOLD = re.compile(r"(?:me|us|him|them|her(?=\s(?:the|an?|that|it|he|she|they)\b))\s+")


def add_nested_claims(text: str, reported: Sequence[Reported]) -> list[Reported]:
    """The statements, with those that a claim reports in its turn."""
    statements = list(reported)
    pieces_of: dict[int, list[int]] = defaultdict(list)
    for place, one in enumerate(reported):
        if one.claim is not None:
            pieces_of[one.claim].append(place)
    for index, outer in enumerate(reported):
        if outer.kind is Kind.DIRECT or _is_negated(text, outer):
            continue
        pieces = pieces_of.get(index, [])
        inner = _inner(text, outer, [reported[place] for place in pieces])
        if inner is None or not (outer.act in (Modality.STATEMENT, DENIED) or is_owned(text, inner)):
            continue
        statements.append(replace(inner, claim=index))
        for place in pieces:
            if covers(inner.spans, reported[place].spans) and not _has_other_verb(text, inner, reported[place]):
                statements[place] = _handed_over(reported[place], inner, len(statements) - 1)
    return [_by_author(text, _by_owner(text, _by_relative(text, one))) for one in statements]


def _by_owner(text: str, one: Reported) -> Reported:
    """`Quill’s reply was blunt: “No.”`: what is said to be words is its owner's."""
    owner = owner_of_words(text, one.source) if one.source is not None else None
    return changed(one, "owner", source=owner) if owner is not None else one


def _by_relative(text: str, one: Reported) -> Reported:
    """`Quill’s tweet, which called her “a puppet”`, `a note by Quill, in which he wrote`: who wrote it says so."""
    if one.source is None:
        return one
    is_pronoun = one.source.of(text) in ("he", "she")
    inside = _IN_WHICH.search(text, max(0, one.source.start - FARTHEST), one.source.start) if is_pronoun else None
    relative = Span(*inside.span()) if inside else one.source if one.source.of(text) in ("which", "that") else None
    author = subject_of_relative(text, relative) if relative is not None else None
    return changed(one, "relative", source=author) if author is not None else one


def _by_author(text: str, one: Reported) -> Reported:
    """A quote as its author's, where the one of the report only tells of it: `quoted Thorne as saying “...”`."""
    if one.kind is not Kind.DIRECT or one.cue is None or one.quotation is None:
        return one
    start = one.spans[0].start - 1
    if one.carried is not None or start - one.cue.end > FARTHEST:
        return one
    shares = one.source is None or _GERUND.fullmatch(one.cue.of(text)) is not None
    if one.cue.end > start:
        found = find_answer(text, one.spans[-1]) if one.cue.start > one.spans[-1].end else None
    else:
        found = find_author(text, sentence_at(text, one.cue.start).start if shares else one.cue.start, start)
    if found is None or (one.source is not None and _is_same(found, one.cue, one.source, shares)):
        return one
    if one.source is None and _NAME.search(found[1].of(text)) is None:
        return one
    cue, source = found
    frame = frame_of(text, [cue], [source], one.spans)
    return changed(
        one,
        "author",
        cue=cue,
        source=source,
        act=frame.act,
        medium=frame.medium,
        addressee=frame.addressee,
        confidence=one.confidence * RELIABILITY,
        method="rule:secondhand",
    )


def _is_same(found: tuple[Span, Span], cue: Span, source: Span, shares: bool) -> bool:
    """Whether somebody is the source anyway; `shares`: the cue has no subject of its own."""
    return found[1].overlaps(source) or (not shares and found[0].overlaps(cue) and found[1].start < cue.start)


def _has_other_verb(text: str, inner: Reported, piece: Reported) -> bool:
    """`Lund said she did not share the view but called it “fair”`: the second verb is the one of the words."""
    between = Span(inner.cue.end, piece.spans[0].start) if inner.cue else Span(0, 0)
    return any(
        find_cues(text, found.end(), between.end) for found in _COORDINATED.finditer(text, between.start, between.end)
    )


def is_owned(text: str, one: Reported) -> bool:
    """Whether the cue is a noun and its owner the source: of `Quill’s warning`, nobody doubts that there was one."""
    if one.source is None or one.cue is None or one.source.end >= one.cue.start:
        return False
    head = head_of(text, one.cue)
    is_aim = head is not None and _AIM.search(text, one.cue.start, head.span.start) is not None
    return one.source.of(text).endswith(("’s", "'s", "s’", "s'")) and not is_aim


def _is_negated(text: str, outer: Reported) -> bool:
    """`Kosta did not say that Marr said`: nothing is shown of Marr."""
    cue, source = ((span,) if span else () for span in (outer.cue, outer.source))
    return frame_of(text, cue, source, outer.spans).is_negated


def _inner(text: str, outer: Reported, pieces: Sequence[Reported]) -> Reported | None:
    """The claim that the beginning of a claim introduces; None when it introduces none."""
    first = outer.spans[0]
    inside = _INSIDE.search(text, first.start, min([first.end, *(piece.spans[0].start for piece in pieces)]))
    if inside is not None:
        first = Span(inside.end(), first.end)
    start = first.start + len(_THAT) if text.startswith(_THAT, first.start) else first.start
    limit = min([first.end, start + REACH, *(piece.spans[0].start for piece in pieces)])
    found = _clause(text, start, limit)
    if found is None:
        return None
    cue, source, has_clause = found
    spans = (_content(text, Span(cue.end, first.end)), *outer.spans[1:])
    held = any(covers(spans, piece.spans) for piece in pieces)
    is_clause = has_clause or text.startswith(_THAT, spans[0].start)
    if not (held or is_clause) or len(WORD.findall(spans[0].of(text))) < SHORTEST:
        return None
    frame = frame_of(text, [cue], [source], spans)
    if not frame.is_statement or frame.is_passive or frame.act not in (Modality.STATEMENT, DENIED):
        return None
    return Reported(
        kind=Kind.MIXED if held else Kind.INDIRECT,
        spans=spans,
        cue=cue,
        source=source,
        act=frame.act,
        medium=frame.medium,
        addressee=frame.addressee,
        confidence=outer.confidence * RELIABILITY,
        method="rule:secondhand",
    )


def _clause(text: str, start: int, limit: int) -> tuple[Span, Span, bool] | None:
    """Cue and source at the beginning, and whether the cue always has a clause: `Grant said`, `Wu’s claim`."""
    cleft = _CLEFT.match(text, start, limit)
    if cleft is not None:
        verb = next((match for match in find_cues(text, cleft.end(), limit) if speaks(text, match)), None)
        return (verb.span, Span(*cleft.span("source")), bool(verb.entry.one("clause"))) if verb else None
    owned = owned_noun().match(text, start, limit)
    if owned is not None:
        return Span(*owned.span("noun")), Span(*owned.span("source")), False
    match = next((match for match in find_cues(text, start, limit) if speaks(text, match)), None)
    source = mention_before(text, start, match.span.start) if match else None
    if match is None or source is None or source.start != start or reads_as_noun(text, match, source):
        return None
    return match.span, source, bool(match.entry.one("clause"))


def _content(text: str, after: Span) -> Span:
    """What follows the inner cue, without the pronoun that it is told to."""
    words = trim(text, after)
    addressee = _TOLD.match(text, words.start, words.end)
    return trim_claim(text, Span(addressee.end() if addressee else words.start, words.end))


def _handed_over(piece: Reported, inner: Reported, index: int) -> Reported:
    """A quoted piece of the outer claim as a piece of the inner one."""
    return changed(
        piece,
        "secondhand",
        cue=inner.cue,
        source=inner.source,
        act=inner.act,
        medium=inner.medium,
        addressee=inner.addressee,
        claim=index,
        confidence=inner.confidence,
        method=inner.method,
    )
