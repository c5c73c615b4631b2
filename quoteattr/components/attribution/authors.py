"""Whose words a quotation is of which somebody else tells: the clause or the noun right before the marks.

In: the text and a stretch of it that ends where quoted words begin. Out: the cue and the source of those words::

    said she had a letter in which Thorne wrote “...”    wrote, Thorne
    shrugged off Quill’s description of him as “...”     description, Quill’s
    quoted Thorne as saying “...”                        saying, Thorne
    read out a note from Thorne that said “...”          said, Thorne

    “No,” came the reply from Aslan.                     came the reply, Aslan

None where nothing stands there but the report of the teller.
"""

import re
from collections.abc import Iterator
from functools import cache

from quoteattr.components.annotations import Attribution
from quoteattr.components.attribution.cues import CueClass, CueMatch, find_cues, inflect
from quoteattr.components.attribution.function_words import words_of
from quoteattr.components.attribution.mentions import mention_before
from quoteattr.components.attribution.names import NAME
from quoteattr.components.attribution.pieces import OuterQuotations
from quoteattr.components.attribution.said import RELIABILITY, SAID, speaks
from quoteattr.components.attribution.sentences import sentence_at
from quoteattr.lexicon import load_entries
from quoteattr.spans import Span

# `wrote “`, `told the court “`, `called the old dam “`; `wrote that the dam was “`.
_BESIDE = re.compile(r"(?:\s+[\w’'-]+){0,2}:?,?\s*$")
_NAMED = re.compile(r"(?:\s+[\w’'-]+){0,5}\s+$")
_CLAUSE = re.compile(r"\s+that\s[^.;:!?\n\"“”„«»]*$")
_FINITE = re.compile(r"\b(?:am|are|is|was|were|be|been|had|has|have|did|does|do|will|would|can|could)\b", re.IGNORECASE)
# `a letter from Thorne | that`, `Quill’s tweet, | which`, `Thorne, | who`
_RELATIVE = re.compile(
    r"(?:,?\s+|\b)(?P<relative>who|which|that)(?:\s+(?:had|has|have|also|once|later|then|first))*\s+$"
)
_ASIDE = re.compile(r",\s+(?P<relative>whom|who)\s")
# `quoted Thorne as | saying`
_QUOTED_AS = re.compile(rf"\b(?:quot|cit|record|describ|show)\w*\s+(?P<source>[^,.;:]*?{NAME})\s+as\s+$")
# Whoever a noun of speaking belongs to.
_OWNER = rf"(?P<owner>{NAME}|(?:[Tt]he|[Aa]n?)\s(?:[a-zà-ÿ][\w-]*\s){{0,3}}[a-zà-ÿ][\w-]*)"


def find_author(text: str, start: int, end: int) -> tuple[Span, Span] | None:
    """Cue and source of the quoted words that begin at `end`, if the words from `start` on name them."""
    return _by_verb(text, start, end) or _by_noun(text, start, end)


def find_relative(text: str, outermost: OuterQuotations) -> Iterator[Attribution]:
    """The attributions of quotations in a relative clause: `Renn, who calls him “a thief”, told`."""
    for index in outermost.indices:
        quotation = outermost.quotations[index]
        start = quotation.outer[0].start
        sentence = sentence_at(text, start - 1).start if start else 0
        relatives = list(_ASIDE.finditer(text, sentence, start))
        if not relatives:
            continue
        found = _by_verb(text, relatives[-1].end() - 1, start) or _by_verb(text, relatives[-1].start("relative"), start)
        if found is not None:
            scores = (RELIABILITY[SAID],) * 4
            yield Attribution(content=quotation.outer, cue=(found[0],), source=(found[1],), method=SAID, scores=scores)


def find_replies(text: str, outermost: OuterQuotations) -> Iterator[Attribution]:
    """The attributions of quotations that a noun of speaking is said to be: `“No,” was his reply`."""
    for index in outermost.indices:
        quotation = outermost.quotations[index]
        start, end = quotation.outer[0].start, quotation.outer[-1].end
        found = _reply_behind().match(text, end, sentence_at(text, min(end + 1, len(text))).end)
        if found is None and start:
            found = _reply_before().search(text, sentence_at(text, start - 1).start, start)
        if found is not None:
            cue, source = Span(*found.span("cue")), Span(*found.span("owner" if found["owner"] else "author"))
            scores = (RELIABILITY[SAID],) * 4
            yield Attribution(content=quotation.outer, cue=(cue,), source=(source,), method=SAID, scores=scores)


def subject_of_relative(text: str, relative: Span) -> Span | None:
    """Who speaks in “which said” or “that said”: whoever the document before it is by, or from."""
    sentence = sentence_at(text, relative.start)
    lead = Span(sentence.start, len(text[: relative.start].rstrip(" ,")))
    found = _document_by().search(text, lead.start, lead.end)
    return Span(*found.span("by" if found["by"] else "of")) if found else None


def _by_verb(text: str, start: int, end: int) -> tuple[Span, Span] | None:
    verbs = [match for match in find_cues(text, start, end) if match.kind is CueClass.VERB]
    if not verbs or not _takes(text, verbs[-1], end):
        return None
    cue = verbs[-1].span
    source = _quoted_as(text, start, cue) if cue.of(text).endswith("ing") else _subject(text, start, cue.start)
    return (cue, source) if source else None


def _takes(text: str, match: CueMatch, end: int) -> bool:
    """Whether quoted words are what a verb reports: nothing stands between but its object, or a clause of its own."""
    names = bool(match.entry.one("names"))
    if not (names or match.span.of(text).endswith("ing") or speaks(text, match)):
        return False
    if _CLAUSE.match(text, match.span.end, end):
        return True
    pattern = _NAMED if names else _BESIDE
    return pattern.match(text, match.span.end, end) is not None and not _FINITE.search(text, match.span.end, end)


def _quoted_as(text: str, start: int, cue: Span) -> Span | None:
    """`quoted Thorne as saying`."""
    found = _QUOTED_AS.search(text, start, cue.start)
    return Span(*found.span("source")) if found else None


def _subject(text: str, start: int, cue: int) -> Span | None:
    """The subject of a verb; of “which”, whoever the document is by."""
    relative = _RELATIVE.search(text, start, cue)
    if relative is None:
        source = mention_before(text, start, cue)
        is_pronoun = source is not None and source.of(text).casefold() in words_of("subject")
        return None if source is None or is_pronoun or source.start == start else source
    if relative["relative"] == "who":
        return Span(*relative.span("relative"))
    return subject_of_relative(text, Span(*relative.span("relative")))


def _by_noun(text: str, start: int, end: int) -> tuple[Span, Span] | None:
    """`Quill’s description of him as “`, `Quill’s remark that “`."""
    found = _tied_noun().search(text, start, end)
    return (Span(*found.span("noun")), Span(*found.span("source"))) if found else None


@cache
def owned_noun() -> re.Pattern[str]:
    """Somebody's noun of speaking: `Quill’s rude remark`."""
    nouns = sorted({form for noun in load_entries(CueClass.NOUN) for form in inflect(noun)[:2]}, key=len, reverse=True)
    return re.compile(rf"(?P<source>{NAME}[’']s?)\s+(?:[a-zà-ÿ][\w’-]*\s+){{0,2}}(?P<noun>{'|'.join(nouns)})\b")


@cache
def _tied_noun() -> re.Pattern[str]:
    """The same, with what ties it to quoted words behind it."""
    tie = r"(?:\s+(?:of|about|on)\s[^,.;:“”\"]*?)?(?:\s+as|\s+that(?:\s[^,.;:“”\"]*?)?|:|,)?\s*$"
    return re.compile(owned_noun().pattern + tie)


@cache
def _document_by() -> re.Pattern[str]:
    """A document with whoever it is by: `a note from Thorne`, `Quill’s angry tweet`."""
    known = {noun for kind in load_entries("documents").values() for noun in kind.many("nouns")}
    nouns = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    return re.compile(
        rf"\b(?:{nouns})\s(?:by|from)\s(?:[a-zà-ÿ][\w-]*\s){{0,2}}(?P<by>{NAME})$"
        rf"|(?P<of>{NAME})[’']s?\s(?:[a-zà-ÿ][\w-]*\s){{0,2}}(?:{nouns})$"
    )


@cache
def _utterances() -> str:
    """The nouns that words can be: a reply, a verdict."""
    nouns = load_entries(CueClass.NOUN)
    return "|".join(noun for noun in nouns if nouns[noun].one("utters") == "yes")


@cache
def _reply_behind() -> re.Pattern[str]:
    """`came the reply from Aslan`, `was Aslan’s blunt answer`."""
    verb = r"(?:came(?:\sback)?|comes|went|ran|read|is|was|were)"
    by = rf"(?:the|an?)\s(?:[a-zà-ÿ][\w-]*\s){{0,2}}(?:{_utterances()})\s(?:from|of|by)"
    author = _OWNER.replace("owner", "author")
    owned = rf"{_OWNER}[’']s?\s(?:[a-zà-ÿ][\w-]*\s){{0,2}}(?:{_utterances()})\b"
    return re.compile(rf"\s*(?P<cue>{verb}\s(?:{by}(?=\s{author})|(?={owned})))")


@cache
def _reply_before() -> re.Pattern[str]:
    """`Aslan’s answer to the court was “`, `the reply from Aslan was: “`."""
    noun = rf"(?:{_utterances()})"
    verb = r"(?:was|is|came|ran|read)"
    owned = rf"{_OWNER}[’']s?\s(?:[a-zà-ÿ][\w-]*\s){{0,2}}(?P<noun>{noun})\b[^,.;:“”\"]{{0,60}}?\s"
    author = _OWNER.replace("owner", "author")
    by = rf"\b[Tt]he\s(?:[a-zà-ÿ][\w-]*\s){{0,2}}{noun}\s(?:from|of)\s{author}[^,.;:“”\"]{{0,60}}?\s"
    return re.compile(rf"(?:{owned}|{by})(?P<cue>{verb})(?:\s(?:a|an|simply|short|simple|blunt))*[:,]?\s+$")
