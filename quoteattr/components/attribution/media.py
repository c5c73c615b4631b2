"""The medium of a statement and the one who is addressed, from the words around its cue.

In: the text and the spans of one attribution. Out: the medium as media.yml names it, and the words of
the addressee::

    Wu told the Daily Post on Sunday that the deal was off.      addressee "Daily Post"
    Berg told a news conference in Oslo that the ship was lost.  medium "news conference"
"""

import re
from collections.abc import Sequence
from functools import cache

from quoteattr.components.attribution.blocks import post_medium
from quoteattr.components.attribution.cues import CueMatch, words_of
from quoteattr.components.attribution.sentences import sentence_at
from quoteattr.lexicon import load_entries
from quoteattr.spans import Span

# Characters between a verb and the end of its addressee: a name with its title.
LONGEST_ADDRESSEE = 80

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_TO = re.compile(r"\s*to\s+")
_CLAUSE_END = re.compile(r"[\"“”„«»‘:;,!?()\[\]\n—–]|''|``|\s-\s|\.$")
_QUOTED = re.compile(r"[“\"„«‘][^”\"»’\n]*[”\"»’]|''[^'\n]*''")
# A name, a plural, or a noun with a word before it that makes it definite.
_NOMINAL = re.compile(r"^(?:[A-Z0-9]|(?:the|an?|his|her|their|its|my|our|your)\s|.*\w{2}(?:s|men|people|[’']s)$)")


def find_medium(
    text: str, cue: Sequence[Span], source: Sequence[Span], content: Sequence[Span], head: CueMatch | None
) -> str | None:
    """What the statement was made in, when the sentence of the cue says it."""
    if head is not None and head.entry.one("medium"):
        return head.entry.one("medium")
    post = post_medium(text, source)
    if post:
        return _medium(post)
    if source:
        found = _document().search(source[0].of(text))
        if found:
            return _medium(found.group("noun"))
    found = _vehicle().search(_around(text, cue, source, content))
    return _medium(found.group("noun") or found.group("platform")) if found else None


def _around(text: str, cue: Sequence[Span], source: Sequence[Span], content: Sequence[Span]) -> str:
    """The sentence of the cue with source and content blotted out, and all that is quoted."""
    sentence = sentence_at(text, cue[0].start)
    words = sentence.of(text)
    for span in (*source, *content):
        if span.overlaps(sentence):
            start, end = max(0, span.start - sentence.start), min(span.end, sentence.end) - sentence.start
            words = words[:start] + "\n" * (end - start) + words[end:]
    return _QUOTED.sub("\n", words)


def find_addressee(
    text: str, cue: Sequence[Span], source: Sequence[Span], content: Sequence[Span], head: CueMatch | None
) -> str | None:
    """Who the statement is made to: `told Reuters`, `said to the crew`."""
    way = head.entry.one("addressee") if head is not None else ""
    if head is None or not way:
        return None
    start = head.span.end
    if way == "to":
        found = _TO.match(text, start)
        if not found or any(span.start < found.end() <= span.end for span in content):
            return None
        start = found.end()
    ends = [span.start for span in (*source, *content) if span.start >= start]
    words = text[start : min([*ends, start + LONGEST_ADDRESSEE, sentence_at(text, head.span.start).end])]
    words = _boundary().split(_CLAUSE_END.split(words, maxsplit=1)[0], maxsplit=1)[0].strip().removesuffix(" and")
    if not _NOMINAL.search(words) or _vehicle_noun().search(words):
        return None
    return None if words.casefold() in words_of("object") else _ARTICLE.sub("", words)


@cache
def _nouns() -> str:
    nouns = [term for term, entry in load_entries("media").items() if not entry.one("platform")]
    return "|".join(re.escape(noun) for noun in sorted(nouns, key=len, reverse=True))


@cache
def _vehicle() -> re.Pattern[str]:
    """`in a separate statement`, `issued a statement`, `on X`."""
    platforms = [term for term, entry in load_entries("media").items() if entry.one("platform")]
    platform = "|".join(re.escape(name) for name in sorted(platforms, key=len, reverse=True))
    return re.compile(
        rf"\b(?i:in|at|on|during|via|by|through|told|telling|tells|issued|issuing|released|releasing)[ ]"
        rf"(?:[\w’'.-]+[ ]){{0,5}}?(?P<noun>{_nouns()})s?\b(?![’'-]\w)"
        rf"|\b(?:on|to|via)[ ](?P<platform>{platform})\b"
    )


@cache
def _document() -> re.Pattern[str]:
    """A source that is a text: `the report`, `a ministry statement on Tuesday`, `letters to the board`."""
    return re.compile(
        rf"^(?:[\w’'.-]+\s+){{0,6}}?(?P<noun>{_nouns()})s?(?=$|[,\s]+(?:on|from|by|of|in|to|for|about|released|"
        rf"published|issued|filed|that|which|sent|written|dated)\b)"
    )


@cache
def _vehicle_noun() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_nouns()})s?$")


@cache
def _boundary() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{'|'.join(map(re.escape, words_of('boundary')))})\b")


def _medium(noun: str) -> str:
    """The name that media.yml gives to a noun or a platform."""
    return load_entries("media")[noun].one("medium")
