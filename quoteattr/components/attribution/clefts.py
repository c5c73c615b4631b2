"""Who it was that said it, where the text says who it was not: clefts and corrections.

In: the text and its statements. Out: the statements with the source that the text vouches for::

    It was Hale, not Renn, who said “...”          Hale
    It was not Renn but Hale who said “...”        Hale
    It was not Renn who said “...”, but Hale.      Hale
    The one who said “...” was Hale, not Renn.     Hale
    Renn did not say “...”; Hale did.              Hale

“It was not Renn who said it” names nobody who did: that one stays with Renn, for veridicality to deny.
"""

import re
from collections.abc import Sequence
from functools import cache

from quoteattr.components.annotations import Reported, changed
from quoteattr.components.attribution.cues import words_of
from quoteattr.components.attribution.mentions import NAME
from quoteattr.components.attribution.sentences import sentence_at
from quoteattr.spans import Span, trim
from quoteattr.statements import Kind

_MENTION = rf"(?:[a-zà-ÿ]+\s)?{NAME}|(?:[Tt]he|[Hh]is|[Hh]er|[Aa]n?)\s(?:[a-zà-ÿ][\w-]*\s){{0,3}}[a-zà-ÿ][\w-]*"
# What may be the one who it was, beside somebody whom it was not, and alone.
_ONE = re.compile(_MENTION)
_ALONE = re.compile(
    rf"(?:(?:either|both)\s)(?:{_MENTION})(?:,\s(?:{_MENTION}))*,?\s(?:or|and)\s(?:{_MENTION})\s*$"
    rf"|(?:[a-zà-ÿ]+\s)?{NAME}(?:,\s[^,]+,?)?\s*$|(?:[Tt]he|[Hh]is|[Hh]er)\s(?:[\w-]+\s?){{1,4}},\s{NAME},?\s*$|(?:[Tt]he|[Hh]is|[Hh]er)\s(?:(?!for\b|in\b|to\b)[\w-]+\s?){{1,4}}$"
)
# What comes behind words that somebody did not say: who did.
_CORRECTION = re.compile(
    rf"[”\"’']*(?P<border>,?\s+but\s+(?:rather\s+|instead\s+)?(?:it\s(?:was|is)\s)?)(?P<but>{_MENTION})(?=[.,;]|\s*$|\swho\b|\sdid\b)"
    rf"|[”\"’']*(?P<stop>\s?[;.,?—–-]+[”\"’']*\s*(?:No[,.:]\s*)?[Ii]t\s(?:was|is)\s)"
    rf"(?P<it>(?:{_MENTION})(?:,\s{NAME})?)(?=[.,;]|\s*$|\swho\b)"
    rf"|[”\"’']*(?P<end>[;.,]+[”\"’']*\s*)(?P<did>(?:{_MENTION})(?:,\s{NAME},)?)\s(?:did|does|was|is)(?=[.,;]|\s*$)"
)
# `It was Hale, | and nobody else, | who`
_NO_OTHER = re.compile(r",?\s(?:and\s)?(?:nobody|no[ -]one)\selse,?\s*$")
_NEGATED = re.compile(r"\b(?:not|never)\b|n[’']t\b")
# `Was it Renn who said “...”? No, it was Hale.`
_ANSWERED = re.compile(r"[”\"’']*\?\s+No\b")
# `was said | not by Renn but by a clerk, Hale`
_NOT_BY = re.compile(
    rf"\bnot\s(?P<tie>by|from)\s[^.;:“”\"\n]+?\sbut\s(?P=tie)\s(?P<agent>(?:{_MENTION})(?:,\s{NAME})?)"
)
# Characters behind a statement within which it is corrected.
REACH = 80
# Characters before a source in which a negation stands that is none of the source: `Not | Renn but Hale`.
NEGATION = 8


@cache
def _any(word_class: str) -> str:
    """The words of a class of function_words.yml, as a part of an expression, the longest first."""
    words = sorted(words_of(word_class), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)


@cache
def _be() -> str:
    return rf"(?:{_any('being')}|[’']s|(?:is|was|were)n[’']t)"


@cache
def _cleft() -> re.Pattern[str]:
    """`It was | Hale, not Renn, | who`."""
    return re.compile(
        rf"\bit(?:\s+(?:has|had|will|may|must))?\s*(?P<be>{_be()})\s+(?P<rest>[^.;:!?\n]*)$", re.IGNORECASE
    )


@cache
def _excluding() -> re.Pattern[str]:
    """`, not | Renn`."""
    return re.compile(rf",?\s*(?:\b(?:and|{_any('contrast')})\s+)?\b(?:{_any('excluding')})\s", re.IGNORECASE)


@cache
def _contrast() -> re.Pattern[str]:
    """`not Renn, | but | Hale`."""
    return re.compile(rf",?\s*\b(?:{_any('contrast')})\s+", re.IGNORECASE)


@cache
def _not() -> re.Pattern[str]:
    return re.compile(rf"(?:in\s+fact\s+)?(?:{_any('negation')}|hardly)\b\s*", re.IGNORECASE)


@cache
def _the_one() -> re.Pattern[str]:
    """`The one | who said “...”`."""
    return re.compile(
        rf"\bthe\s+(?:\w+\s+)?(?:{_any('somebody')})(?:\s+(?:{_any('relative')}|to)\b[\w\s]*|\s*)$",
        re.IGNORECASE,
    )


@cache
def _is() -> re.Pattern[str]:
    """`who said “...” | was Hale`."""
    return re.compile(rf"[”\"’',]*\s*(?P<be>{_be()})\s+(?P<rest>[^.;:!?\n]*)", re.IGNORECASE)


def add_corrections(text: str, reported: Sequence[Reported]) -> list[Reported]:
    """The statements, with the sources that clefts and corrections name."""
    return [_corrected(text, one) for one in reported]


def is_correction(text: str, one: Reported) -> bool:
    """Whether the source stands behind the words as the one who did say them."""
    if (
        one.source is None
        or one.cue is None
        or one.source.start < one.spans[-1].end
        or one.cue.start > one.source.start
    ):
        return False
    found = _CORRECTION.match(text, one.spans[-1].end, one.source.end + 10)
    names = (trim(text, Span(*found.span(name)), ".") for name in ("but", "it", "did") if found[name]) if found else ()
    return one.source in names


def names_nobody(text: str, one: Reported) -> bool:
    """Whether a sentence only says who it was not: `The one who said “...” was not Renn`."""
    behind = _behind_the_one(text, one)
    return behind is not None and _focus(text, behind) is None and _NEGATED.search(behind.group()) is not None


def _corrected(text: str, one: Reported) -> Reported:
    if one.cue is None or one.source is None:
        return one
    agent = _NOT_BY.search(text, min(one.cue.start, one.source.start), max(one.cue.end, one.source.end) + REACH)
    if agent is not None and agent.start() <= max(one.cue.end, one.source.end):
        return _given(one, "contrast", trim(text, Span(*agent.span("agent")), "."))
    other = _excluding().search(text, one.source.start + 1, one.source.end)
    if other is not None:
        return _given(one, "contrast", trim(text, Span(one.source.start, other.start()), " ,"))  # `Hale | and not Renn`
    if one.source.start >= one.cue.start:
        return one
    sentence = sentence_at(text, one.cue.start).start
    behind = _behind_the_one(text, one)
    if behind is not None:
        focus = _focus(text, behind)
        return _given(one, "cleft", focus) if focus else one
    contrast = _contrasted(text, one.source)
    if contrast is not None:
        return _given(one, "contrast", contrast)
    if one.source.of(text).casefold() not in words_of("relative"):
        is_negated = _NEGATED.search(text, one.source.end, one.cue.end) is not None
        return _by_correction(text, one) if is_negated and "," not in text[one.source.end : one.cue.start] else one
    if _ANSWERED.match(text, one.spans[-1].end):
        return _by_correction(text, one)
    lead = Span(sentence, one.source.start)
    cleft = _cleft().search(text, lead.start, lead.end)
    if cleft is not None:
        focus = _focus(text, cleft)
        is_negated = _NEGATED.search(cleft.group()) is not None
        return _given(one, "cleft", focus) if focus else _by_correction(text, one) if is_negated else one
    return one


def _behind_the_one(text: str, one: Reported) -> re.Match[str] | None:
    """What follows words of `the one who said “...”`: `was Hale, not Renn`."""
    if one.cue is None or not _the_one().search(text, sentence_at(text, one.cue.start).start, one.cue.start):
        return None
    return _is().match(text, one.spans[-1].end)


def _contrasted(text: str, source: Span) -> Span | None:
    """Of `Not Renn but Hale`, Hale."""
    found = _contrast().search(text, source.start, source.end)
    negated = _not().match(text, source.start) or _not().search(text, max(0, source.start - NEGATION), source.start)
    return trim(text, Span(found.end(), source.end), " ,") if found and negated else None


def _focus(text: str, found: re.Match[str]) -> Span | None:
    """Whom a clause with “it was” names as the one; None where it only says who it was not."""
    rest = Span(*found.span("rest"))
    alone = _NO_OTHER.search(text, rest.start, rest.end)
    rest = Span(rest.start, alone.start()) if alone else rest
    negated = _not().match(rest.of(text))
    if negated or found["be"].casefold().endswith(("n’t", "n't")):
        but = _contrast().search(text, rest.start, rest.end)
        return trim(text, Span(but.end(), rest.end), " ,") if but else None
    other = _excluding().search(text, rest.start, rest.end)
    focus = trim(text, Span(rest.start, other.start() if other else rest.end), " ,")
    # `It was a debut for Staunton, who said`: that is who it was for.
    is_one = _ONE.match(focus.of(text)) if other or alone else _ALONE.match(rest.of(text))
    return focus if is_one else None


def _by_correction(text: str, one: Reported) -> Reported:
    """Words that somebody did not say, as those of the one who did: `..., but Hale`."""
    end = one.spans[-1].end
    found = _CORRECTION.match(text, end, min(len(text), end + REACH)) or (
        _CORRECTION.search(text, one.spans[0].start, end + 1) if one.kind is not Kind.DIRECT else None
    )
    if found is None:
        return one
    name = next(name for name in ("but", "it", "did") if found[name])
    source = trim(text, Span(*found.span(name)), ".")
    spans = one.spans
    if found.start() < end:
        spans = (*spans[:-1], Span(spans[-1].start, found.start()))
    return changed(_given(one, "correction", source), "correction", spans=spans)


def _given(one: Reported, rule: str, source: Span) -> Reported:
    """The statement with the source that a rule gives it, and the name of the rule in its method."""
    method = one.method if source == one.source else f"{one.method}+{rule}"
    return changed(one, rule, source=source, method=method)
