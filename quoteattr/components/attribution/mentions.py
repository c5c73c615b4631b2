"""Source mentions beside a cue, from the words alone.

In: text, and where a mention may begin or must end. Out: its span, or None::

    mention_after(text, 15, 60)   “Enough,” said |a weary Nils Berg on Monday.     -> a weary Nils Berg
    mention_before(text, 0, 41)   Hugh Marsh, a doctor at St Bride’s,| said: “...”  -> the whole

`NAME` is what a name looks like in running text: capitals, initials, particles; every repetition is bounded.
"""

import re
from functools import cache
from itertools import pairwise, takewhile

from quoteattr.components.attribution.cues import words_of
from quoteattr.components.attribution.sentences import is_abbreviation
from quoteattr.lexicon import word_set
from quoteattr.spans import Span, trim

CAPITAL = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶŁĻŃŅŇŌŐŒŘŚŞŠȘŢŤȚŪŮŰŲŹŻŽ]"
# "Park", "O’Neill", "Smith-Jones", "J.", "SEN."
_CAPITALISED = rf"{CAPITAL}[\w’'-]{{0,30}}\.?"
_PARTICLE = r"(?:al|bin|da|de|del|della|den|der|di|dos|du|el|ibn|la|le|of|ter|the|van|von|y|zu)"
# "Maria de la Cruz", "Sen. Vega", "House of Lords"
NAME = rf"{_CAPITALISED}(?:[ \u00a0](?:{_PARTICLE}[ \u00a0]){{0,2}}{_CAPITALISED}){{0,6}}"


# Characters of the longest mention with its apposition.
LONGEST = 160

_HYPHENATED = re.compile(r"[\w’'-]+")
_EDGE = " \t\u00a0"
_LOWER = r"[a-zà-öø-ÿ][\w’'-]*"
# What ends a mention that follows its cue; a stop only where no initial or title carries it.
_END = re.compile(r"[,;:!?()\[\]\"“”„«»‘…\n]|''|``|\s?[–—]|\s-\s|\.(?=\s|$)")
# `, a doctor at St Bride’s,`: an apposition begins with a determiner; `, who left early,` is left out.
_RELATIVE = re.compile(r"\s*(?:who|whose|which|whom)\b")


def mention_after(text: str, start: int, end: int) -> Span | None:
    """The mention that begins at the next word: up to a stop, comma, preposition of time or place."""
    limit = min(end, start + LONGEST)
    words = trim(text, Span(start, _stop(text, start, limit)), _EDGE)
    boundary = _boundary().search(text, words.start + 1, words.end)
    if boundary:
        words = trim(text, Span(words.start, boundary.start()), _EDGE)
    elif text.startswith(",", words.end):
        words = _appended(text, words, limit)
    return words if _subject().match(text, words.start, words.end) and _is_nominal(text, words) else None


def _stop(text: str, start: int, limit: int) -> int:
    """Where the words from `start` on are broken off: a mark, comma or stop that is not that of a title."""
    for found in _END.finditer(text, start, limit):
        if found.end() == limit or found.group() != "." or not is_abbreviation(text[start : found.end()]):
            return found.start()
    return limit


def _appended(text: str, name: Span, limit: int) -> Span:
    """`Jo Tan, a spokeswoman for Acme`: the mention with its apposition."""
    apposition = _apposition().match(text, name.end, limit)
    return Span(name.start, _stop(text, apposition.end(), limit)) if apposition else name


def mention_before(text: str, start: int, end: int) -> Span | None:
    """The mention that ends at `end`, in a clause that begins no earlier than `start`."""
    clause = trim(text, Span(max(start, end - LONGEST), end), _EDGE)
    if clause.end > clause.start and text[clause.end - 1] == ",":
        return _with_apposition(text, Span(clause.start, clause.end - 1))
    auxiliary = _auxiliaries().search(text, clause.start, clause.end)
    return _subject_at_end(text, Span(clause.start, auxiliary.start() if auxiliary else clause.end))


def _with_apposition(text: str, clause: Span) -> Span | None:
    """`Hugh Marsh, a doctor at St Bride’s`, `Ivo Lane, who replaced Ted Frost` (without the clause)."""
    comma = text.rfind(",", clause.start, clause.end)
    if comma < 0:
        return None
    name = _subject_at_end(text, Span(clause.start, comma))
    if name is None or _RELATIVE.match(text, comma + 1, clause.end):
        return name
    return Span(name.start, clause.end)


def _is_nominal(text: str, words: Span) -> bool:
    """Whether words are a mention: no finite verb (`Trump was`), no clause (`Maybe I can`), nothing that leads on."""
    found = _HYPHENATED.findall(_RELATIVE.split(words.of(text).partition(",")[0], maxsplit=1)[0])
    if not found or not word_set("finite").isdisjoint(found) or found[-1].casefold() in _never_last():
        return False
    if not word_set("opens a clause").isdisjoint(map(str.casefold, found)):
        return False  # `unclear whether Ida Marsh`
    if found[0].casefold() in word_set("prepositions"):
        return False  # `to critics`
    if len(found) > 1 and any(word.casefold() in words_of("subject") for word in found):
        return False
    # Inside a mention a determiner follows a preposition only: not `features a New York Times`, `Then the diver`.
    determined = any(
        word in words_of("determiner") and before not in word_set("linking") for before, word in pairwise(found)
    )
    lead = list(takewhile(str.islower, found))[1:]
    return not determined and (len(lead) + 1 >= len(found) or word_set("breaks").isdisjoint(lead))


def _subject_at_end(text: str, clause: Span) -> Span | None:
    """The longest mention that ends with the clause and does not cross a mark or comma."""
    broken = [
        match.end() for match in re.finditer(r"[,;:!?()\[\]\"“”„«»\n]|\s[–—-]\s", text[clause.start : clause.end])
    ]
    begin = clause.start + (broken[-1] if broken else 0)
    pronoun = _pronoun_at_end().search(text, begin, clause.end)
    if pronoun:
        return Span(*pronoun.span("pronoun"))
    for word in re.finditer(r"[\w’'.-]+", text[begin : clause.end]):
        found = _subject().match(text, begin + word.start(), clause.end)
        if found and found.end() == clause.end and _is_nominal(text, Span(*found.span())):
            return Span(*found.span())
    return None


@cache
def _subject() -> re.Pattern[str]:
    """A pronoun; a determiner and words; role words and a name; a bare plural such as `critics`."""
    determiners, pronouns = ("|".join(map(re.escape, words_of(name))) for name in ("determiner", "subject"))
    return re.compile(
        rf"(?i:{pronouns})(?![\w’'])"
        rf"|(?i:{determiners})\s(?:[\w’'.-]+\s){{0,9}}[\w’'.-]+"
        rf"|(?:{_LOWER}\s){{0,4}}{NAME}(?:\s(?:(?:{_LOWER}|&)\s){{0,3}}(?:{NAME}|{_LOWER}))?"
        rf"|(?:{_LOWER}\s){{0,2}}[a-z]{{3,}}(?:s|people|police|men|women)\b"
    )


@cache
def _never_last() -> frozenset[str]:
    """What goes on: `The` question is, my religion `and` say."""
    return frozenset((*words_of("boundary"), *words_of("lead"), "a", "an", "the")) - {"this"}


@cache
def _boundary() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(map(re.escape, words_of('boundary')))})\b(?![’'])", re.IGNORECASE)


@cache
def _apposition() -> re.Pattern[str]:
    return re.compile(rf",\s(?:{'|'.join(map(re.escape, words_of('determiner')))})\s")


@cache
def _pronoun_at_end() -> re.Pattern[str]:
    return re.compile(rf"(?:^|\s)(?P<pronoun>{'|'.join(map(re.escape, words_of('subject')))})$", re.IGNORECASE)


@cache
def _auxiliaries() -> re.Pattern[str]:
    """Auxiliaries and adverbs between a source and its cue: `has also`, `can’t just`, `angrily`."""
    words = "|".join(map(re.escape, words_of("auxiliary")))
    return re.compile(rf"(?:\s+(?:(?:{words})(?:n[’']t)?|can[’']t|won[’']t|[a-z]+ly))+$")
