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

from quoteattr.components.annotations import Reported
from quoteattr.components.attribution.cues import WORD, find_cues
from quoteattr.components.attribution.frames import DENIED, frame_of
from quoteattr.components.attribution.mentions import mention_before
from quoteattr.components.attribution.overlaps import covers
from quoteattr.components.attribution.pieces import trim_claim
from quoteattr.components.attribution.said import speaks
from quoteattr.spans import Span, trim
from quoteattr.statements import Kind, Modality

# How often a clause at the beginning of a claim says who else said the rest of it.
RELIABILITY = 0.8
# Characters from the beginning of a claim in which the inner cue stands: a subject and its auxiliaries.
REACH = 120
# Words of the shortest inner claim; "Grant said so" holds none.
SHORTEST = 2

_THAT = "that "
# `told them the fund was empty`; "her" may also belong to what follows: `told her boss`.
_TOLD = re.compile(r"(?:me|us|him|them|her(?=\s(?:the|an?|that|it|he|she|they)\b))\s+")


def add_secondhand(text: str, reported: Sequence[Reported]) -> list[Reported]:
    """The statements, with those that a claim reports in its turn."""
    statements = list(reported)
    pieces_of: dict[int, list[int]] = defaultdict(list)
    for place, one in enumerate(reported):
        if one.claim is not None:
            pieces_of[one.claim].append(place)
    for index, outer in enumerate(reported):
        if outer.kind is Kind.DIRECT or outer.act not in (Modality.STATEMENT, DENIED) or _is_negated(text, outer):
            continue
        pieces = pieces_of.get(index, [])
        inner = _inner(text, outer, [reported[place] for place in pieces])
        if inner is None:
            continue
        statements.append(replace(inner, claim=index))
        for place in pieces:
            if covers(inner.spans, reported[place].spans):
                statements[place] = _handed_over(reported[place], inner, len(statements) - 1)
    return statements


def _is_negated(text: str, outer: Reported) -> bool:
    """`Kosta did not say that Marr said`: nothing is shown of Marr."""
    cue, source = ((span,) if span else () for span in (outer.cue, outer.source))
    return frame_of(text, cue, source, outer.spans).is_negated


def _inner(text: str, outer: Reported, pieces: Sequence[Reported]) -> Reported | None:
    """The claim that the beginning of a claim introduces; None when it introduces none."""
    first = outer.spans[0]
    start = first.start + len(_THAT) if text.startswith(_THAT, first.start) else first.start
    limit = min([first.end, start + REACH, *(piece.spans[0].start for piece in pieces)])
    match = next((match for match in find_cues(text, start, limit) if speaks(text, match)), None)
    source = mention_before(text, start, match.span.start) if match else None
    if match is None or source is None or source.start != start:
        return None
    cue = match.span
    spans = (_content(text, Span(cue.end, first.end)), *outer.spans[1:])
    held = any(covers(spans, piece.spans) for piece in pieces)
    is_clause = match.entry.one("clause") or text.startswith(_THAT, spans[0].start)
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


def _content(text: str, after: Span) -> Span:
    """What follows the inner cue, without the pronoun that it is told to."""
    words = trim(text, after)
    addressee = _TOLD.match(text, words.start, words.end)
    return trim_claim(text, Span(addressee.end() if addressee else words.start, words.end))


def _handed_over(piece: Reported, inner: Reported, index: int) -> Reported:
    """A quoted piece of the outer claim as a piece of the inner one."""
    return replace(
        piece,
        cue=inner.cue,
        source=inner.source,
        act=inner.act,
        medium=inner.medium,
        addressee=inner.addressee,
        claim=index,
        confidence=inner.confidence,
        method=inner.method,
    )
