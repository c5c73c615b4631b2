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
from quoteattr.components.attribution.adjacent import RELIABILITY, SAID, reads_as_noun, speaks
from quoteattr.components.attribution.cues import CueClass, CueMatch, find_cues, inflect, words_of
from quoteattr.components.attribution.mentions import NAME, mention_after, mention_before
from quoteattr.components.attribution.pieces import OuterQuotations
from quoteattr.components.attribution.sentences import sentence_at
from quoteattr.lexicon import load_entries
from quoteattr.spans import Span, trim

# `wrote “`, `told the court “`, `wrote in a note to the board: “`, `called the old dam “`; `wrote that the dam was “`.
_BESIDE = re.compile(r"(?:\s+[\w’'-]+){0,2}:?,?\s*$|(?:\s+[\w’'-]+){0,8}:\s*$")
_NAMED = re.compile(r"(?:\s+[\w’'-]+){0,5}\s+$")
_CLAUSE = re.compile(r"\s+that\s[^.;:!?\n\"“”„«»]*$")
# `a letter from Thorne | that`, `Quill’s tweet, | which`, `Thorne, | who`
_RELATIVE = re.compile(
    r"(?:,?\s+|\b)(?P<relative>who|which|that)(?:\s+(?:had|has|have|also|once|later|then|first))*\s+$"
)
_DETERMINER = re.compile(r"\b(?:an?|the|his|her|its|their|my|our)\s$")  # `wrote in an | email`
_WHAT = re.compile(r"\bwhat\s")
_ASIDE = re.compile(rf",\s+(?:of\s)?(?P<relative>whom(?=\s)|who(?=\s)|whose\s(?:[a-z-]+\s){{1,3}}(?={NAME}))\s?")
# Whoever a noun of speaking belongs to.
_OWNER = rf"(?P<owner>{NAME}|(?:[Tt]he|[Aa]n?)\s(?:[a-zà-ÿ][\w-]*\s){{0,3}}[a-zà-ÿ][\w-]*)"


# Somebody without a name: `her late mother`.
_RELATION = rf"(?:his|her|their|my|our|the|an?)\s(?:[a-zà-ÿ][\w-]*\s){{0,2}}[a-zà-ÿ][\w-]*(?:,\s{NAME},)?"

# What ties a noun to quoted words behind it: `description of him as “`, `remark that “`.
_TIE = r"(?:\s+(?:of|about|on)\s[^,.;:“”\"]*?)?(?:\s+as|\s+that(?:\s[^,.;:“”\"]*?)?|:|,)?\s*$"


def find_author(text: str, start: int, end: int) -> tuple[Span, Span] | None:
    """Cue and source of the quoted words that begin at `end`, if the words from `start` on name them."""
    return (
        _by_verb(text, start, end)
        or _by_noun(text, start, end)
        or _by_object(text, start, end)
        or _by_phrase(text, start, end)
    )


def find_answer(text: str, quoted: Span) -> tuple[Span, Span] | None:
    """Cue and source of quoted words by what stands around them: `was Moss’s reply`, `in Moss’s words`."""
    phrase = _by_phrase(text, sentence_at(text, quoted.start).start, quoted.start - 1)
    if phrase is not None:
        return phrase
    end = quoted.end + len(text[quoted.end :]) - len(text[quoted.end :].lstrip("”\"’'"))
    limit = sentence_at(text, min(end + 1, len(text))).end
    found = _reply_behind().match(text, end, limit)
    if found is None:
        return _quoted_behind(text, Span(end, limit))
    author = trim(text, Span(*found.span("owner" if found["owner"] else "author")), ".")
    return Span(*found.span("cue")), author


def _quoted_behind(text: str, clause: Span) -> tuple[Span, Span] | None:
    """`“...,” Moss recalled | Lee | telling | him`, `“...,” Moss quoted Lee as saying`."""
    cue = next((one.span for one in find_cues(text, *clause) if one.span.of(text).endswith("ing")), None)
    source = _quoted_object(text, clause.start, cue) if cue is not None else None
    return (cue, source) if cue is not None and source is not None else None


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
            lead = sentence_at(text, start - 1).start
            found = _reply_before().search(text, lead, start)
            if found is None and _the_words().search(text, lead, start):
                found = _came_from().match(text, end)
        if found is not None:
            author = Span(*found.span("owner" if found["owner"] else "author"))
            cue, source = Span(*found.span("cue")), trim(text, author, ".")
            scores = (RELIABILITY[SAID],) * 4
            yield Attribution(content=quotation.outer, cue=(cue,), source=(source,), method=SAID, scores=scores)


def owner_of_words(text: str, source: Span) -> Span | None:
    """Whose words a source is that is a noun for words: of `Quill’s short reply`, Quill."""
    found = _owned_words().fullmatch(text, source.start, source.end)
    return Span(*found.span("owner")) if found else None


def subject_of_relative(text: str, relative: Span) -> Span | None:
    """Who speaks in “which said” or “that said”: whoever the document before it is by, or from."""
    sentence = sentence_at(text, relative.start)
    lead = Span(sentence.start, len(text[: relative.start].rstrip(" ,")))
    found = _document_by().search(text, lead.start, lead.end)
    if found is not None:
        return Span(*found.span("by" if found["by"] else "of"))
    made = _document_made().search(text, lead.start, lead.end)
    return mention_before(text, lead.start, made.start()) if made else None


def _by_verb(text: str, start: int, end: int) -> tuple[Span, Span] | None:
    found = (match for match in find_cues(text, start, end) if match.kind is CueClass.VERB)
    verbs = [match for match in found if not _DETERMINER.search(text, start, match.span.start)]
    if not verbs or not _takes(text, verbs[-1], Span(start, end)):
        return None
    cue = verbs[-1].span
    source = _quoted_as(text, start, cue) if cue.of(text).endswith("ing") else _subject(text, start, cue.start)
    if source is None or reads_as_noun(text, verbs[-1], source):
        return None
    return cue, source


def _takes(text: str, match: CueMatch, stretch: Span) -> bool:
    """Whether quoted words are what a verb reports: nothing stands between but its object, or a clause of its own."""
    names, end = bool(match.entry.one("names")), stretch.end
    if not (names or match.span.of(text).endswith("ing") or speaks(text, match)):
        return False
    is_clause = _CLAUSE.match(text, match.span.end, end)
    if is_clause or (match.entry.one("clause") and _RELATIVE.search(text, stretch.start, match.span.start)):
        return True
    pattern = _NAMED if names else _BESIDE
    return pattern.match(text, match.span.end, end) is not None and not _finite().search(text, match.span.end, end)


def _quoted_as(text: str, start: int, cue: Span) -> Span | None:
    """`quoted Thorne as saying`, `recalled Thorne saying`, `an email from Thorne saying`."""
    found = _quoted_object(text, start, cue)
    if found is not None:
        return found
    lead = Span(sentence_at(text, cue.start).start, len(text[: cue.start].rstrip(" ,")))
    by = _document_by().search(text, lead.start, lead.end)
    return Span(*by.span("by")) if by and by["by"] else None


def _quoted_object(text: str, start: int, cue: Span) -> Span | None:
    found = _object_of("as").search(text, start, cue.start) or _object_of("ing").search(text, start, cue.start)
    return trim(text, Span(*found.span("source")), " ,") if found is not None else None


def _by_object(text: str, start: int, end: int) -> tuple[Span, Span] | None:
    """`quoted the poet Ana Sole: “`."""
    found = _object_of("colon").search(text, start, end)
    return (Span(*found.span("cue")), Span(*found.span("source"))) if found else None


def _by_phrase(text: str, start: int, end: int) -> tuple[Span, Span] | None:
    """`In the words of Ines Karr, “`, `to borrow a phrase from the novelist Ines Karr, “`."""
    found = (match for match in find_cues(text, start, end) if match.kind is CueClass.PHRASE)
    phrases = [match.span for match in found if "…" not in match.entry.term]
    source = mention_after(text, phrases[-1].end, end) if phrases else None
    return (phrases[-1], source) if source and not text[source.end : end].strip(" ,") else None


def _subject(text: str, start: int, cue: int) -> Span | None:
    """The subject of a verb; of “which”, whoever the document is by; of “what Renn called”, Renn."""
    what = max((found.end() for found in _WHAT.finditer(text, start, cue)), default=None)
    if what is not None:
        return mention_before(text, what, cue)
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
    found = _tied_noun().search(text, start, end) or _noun_by().search(text, start, end)
    return (Span(*found.span("noun")), Span(*found.span("source"))) if found else None


@cache
def _finite() -> re.Pattern[str]:
    """An auxiliary, of a clause between a verb and the marks."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words_of('finite')))})\b", re.IGNORECASE)


@cache
def _object_of(tie: str) -> re.Pattern[str]:
    """A verb of quoting.yml with whom it quotes, up to `as`, a verb in -ing, or a colon."""
    verbs = [(verb, entry) for verb, entry in load_entries("quoting").items() if tie in entry.many("takes")]
    forms = "|".join(sorted({form for verb, entry in verbs for form in (*inflect(verb), *entry.many("forms"))}))
    ends = {"as": r"\s+as\s+$", "ing": r"\s+$", "colon": r"(?:,\s[^,.;:“”\"]+)?:\s*$"}
    return re.compile(
        rf"\b(?P<cue>{forms})\s+(?P<source>(?:(?!(?:{forms})\b)[a-zà-ÿ][\w-]*\s){{0,4}}{NAME}|{_RELATION}){ends[tie]}"
    )


@cache
def owned_noun() -> re.Pattern[str]:
    """Somebody's noun of speaking: `Quill’s rude remark`."""
    return re.compile(rf"(?P<source>{NAME}[’']s?)\s+(?:[a-zà-ÿ][\w’-]*\s+){{0,2}}(?P<noun>{_nouns()})\b")


@cache
def _tied_noun() -> re.Pattern[str]:
    """The same, with what ties it to quoted words behind it."""
    return re.compile(owned_noun().pattern + _TIE)


@cache
def _noun_by() -> re.Pattern[str]:
    """`the accusation from Quill that “`."""
    role = r"(?:[a-zà-ÿ][\w-]*\s){0,3}"
    return re.compile(
        rf"\b[Tt]he\s(?:[a-zà-ÿ][\w-]*\s){{0,2}}(?P<noun>{_nouns()})\s(?:from|by)\s{role}(?P<source>{NAME}){_TIE}"
    )


@cache
def _nouns() -> str:
    """All nouns of speaking, singular and plural."""
    return "|".join(
        sorted({form for noun in load_entries(CueClass.NOUN) for form in inflect(noun)[:2]}, key=len, reverse=True)
    )


@cache
def _document_by() -> re.Pattern[str]:
    """A document with whoever it is by: `a note from Thorne`, `Quill’s angry tweet`."""
    known = {noun for kind in load_entries("documents").values() for noun in kind.many("nouns")}
    nouns = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    return re.compile(
        rf"\b(?:{nouns})\s(?:(?:sent|written|posted|signed)\s)?(?:by|from)\s(?:[a-zà-ÿ][\w-]*\s){{0,2}}(?P<by>{NAME})$"
        rf"|(?P<of>{NAME})[’']s?\s(?:[a-zà-ÿ][\w-]*\s){{0,2}}(?:{nouns})$"
    )


@cache
def _document_made() -> re.Pattern[str]:
    """A document that the subject of the clause makes: `Quill | deleted a tweet`."""
    known = {noun for kind in load_entries("documents").values() for noun in kind.many("nouns")}
    nouns, verbs = (
        "|".join(map(re.escape, sorted(words, key=len, reverse=True))) for words in (known, words_of("authoring"))
    )
    return re.compile(rf"\s(?:{verbs})\s(?:an?|the|another|his|her|their)\s(?:[a-z][\w-]*\s){{0,3}}(?:{nouns})$")


@cache
def _utterances() -> str:
    """The nouns that words can be: a reply, a verdict."""
    nouns = [noun for noun, entry in load_entries(CueClass.NOUN).items() if entry.one("utters") == "yes"]
    return "|".join(sorted({form for noun in nouns for form in inflect(noun)[:2]}, key=len, reverse=True))


@cache
def _arriving() -> str:
    """What a reply does: `came`, `was`."""
    return "|".join(map(re.escape, sorted(words_of("arriving"), key=len, reverse=True)))


@cache
def _owned_words() -> re.Pattern[str]:
    return re.compile(rf"{_OWNER}[’']s?\s(?:[a-zà-ÿ][\w-]*\s){{0,2}}(?:{_utterances()})")


@cache
def _reply_behind() -> re.Pattern[str]:
    """`came the reply from Aslan`, `was Aslan’s blunt answer`."""
    verb = rf"(?:{_arriving()})"
    came = rf"(?:\s(?:that|which)\s{verb})?"
    by = rf"(?:the|an?)\s(?:[a-zà-ÿ][\w-]*\s){{0,2}}(?:{_utterances()}){came}\s(?:from|of|by)"
    author = rf"(?P<author>{_OWNER.replace('?P<owner>', '?:')}(?:(?<=[’']s)\s[a-z]+)?)"  # `Aslan’s office`
    owned = rf"{_OWNER}[’']s?\s(?:[a-zà-ÿ][\w-]*\s){{0,2}}(?:{_utterances()})\b"
    return re.compile(rf"\s*(?P<cue>{verb}\s(?:{by}(?=\s{author})|(?={owned})))")


@cache
def _the_words() -> re.Pattern[str]:
    """`The words | “...” came from Aslan`."""
    return re.compile(rf"\b[Tt]he\s(?:[a-zà-ÿ][\w-]*\s){{0,2}}(?:{_utterances()}),?\s$")


@cache
def _came_from() -> re.Pattern[str]:
    """`came not from Renn but from | Aslan`."""
    verb = rf"(?:{_arriving()})\s(?:not\s(?:from|of|by)\s[^.;:“”\"]{{1,60}}\sbut\s)?(?:from|of|by)"
    return re.compile(rf",?\s(?P<cue>{verb})(?=\s(?P<owner>(?:(?:[a-zà-ÿ][\w-]*\s){{0,3}}){NAME}))")


@cache
def _reply_before() -> re.Pattern[str]:
    """`Aslan’s answer to the court was “`, `the reply from Aslan was: “`."""
    noun = rf"(?:{_utterances()})"
    verb = rf"(?:{_arriving()})"
    owned = rf"{_OWNER}[’']s?\s(?:[a-zà-ÿ][\w-]*\s){{0,2}}(?P<noun>{noun})\b(?!\sthat\b)[^,.;:“”\"]{{0,60}}?\s"
    author = _OWNER.replace("owner", "author")
    by = rf"\b[Tt]he\s(?:[a-zà-ÿ][\w-]*\s){{0,2}}{noun}\s(?:from|of)\s{author}[^,.;:“”\"]{{0,60}}?\s"
    return re.compile(rf"(?:{owned}|{by})(?P<cue>{verb})(?:(?:\s[a-z]+){{0,2}}:|\s(?:an?|simply))?,?\s+$")
