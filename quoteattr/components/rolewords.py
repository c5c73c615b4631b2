"""A role taken apart: its noun, its organisation, and the words that tell it from other roles of the noun.

In: a role as a text states it. Out: `RoleWords`::

    take_apart("Russian Defence Minister")          word Defence Minister, organization Russian
    take_apart("chief executive of Acme Corp")      word chief executive, organization Acme Corp
    take_apart("covers shipping at Linden Bank")    word "", organization Linden Bank
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from quoteattr.components.vocabulary import body_noun, country_of, fold, is_role_modifier, role_noun, title

# Kinds of role that everybody may have: the man, the resident.
GENERIC = frozenset({"person", "resident"})
# Kinds that contradict no other: a brother, a colleague, may be a consultant.
SOFT = GENERIC | {"relative", "spouse", "parent", "child", "sibling", "associate", "opposite"}
# Where the body or place of an office begins: “director | of the zoo”, “analyst | at Linden Bank”.
_BEHIND = re.compile(r"\s(?:of|at|for|from|in|with|to)\s+(?:the\s+|an?\s+)?")
_POSSESSOR = re.compile(r"^(?P<owner>.+?)(?:['’]s|(?<=s)['’])\s")
# “then-senator”, “ex-mayor”.
_SINCE = re.compile(r"\b(then|ex|now)-", re.IGNORECASE)
_PLAIN = frozenset({"a", "an", "and", "for", "his", "her", "in", "its", "of", "on", "the", "their", "to", "at", "from"})
_LONGEST = 3  # words of a role noun


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleWords:
    """The parts of a role.

    Attributes:
        word: the role noun with its field of office, "" when there is none.
        organization: the body, place or person that the role is a role in; None when none is stated.
        marks: words that tell it from other roles of the noun, folded, countries as one word.
    """

    word: str
    organization: str | None
    marks: frozenset[str]


@lru_cache(maxsize=100_000)
def take_apart(role: str) -> RoleWords:
    """The parts of a role as a text states it."""
    head, organization = _split(" ".join(_SINCE.sub(r"\1 ", role).split()))
    owner = _POSSESSOR.match(head)
    if owner:
        head, organization = head[owner.end() :], organization or owner["owner"]
    words = head.split()
    start, stop = _noun_at(words)
    before = [word for word in words[:start] if not is_role_modifier(word)]
    body = _body_before(before, small=words[start:stop] and (words[stop - 1].islower() or words[stop - 1].isupper()))
    office = before[body:] if words[start:stop] and words[stop - 1][:1].isupper() else []
    return RoleWords(
        word=" ".join((*office, *words[start:stop])),
        organization=organization or " ".join(before[:body]) or None,
        marks=_marks(organization, *before),
    )


def _body_before(before: list[str], *, small: object) -> int:
    """How many words before a role noun are the body or country: “US | President”, “State Department | Spokesman”.

    Before a noun in small letters, or an acronym, all capitals are (“Strathmoor | manager”, “Acme | CEO”); before one
    with a capital, the rest is part of the office (“Russian | Defence Minister”).
    """
    named = next((at for at, word in enumerate(before) if not word[:1].isupper()), len(before))
    if small or (named and body_noun(before[named - 1])):
        return named
    return next((length for length in (3, 2, 1) if country_of(" ".join(before[:length]))), 0) if before else 0


def _split(role: str) -> tuple[str, str | None]:
    """What stands before the first preposition behind a role noun, and what stands behind it."""
    for found in _BEHIND.finditer(role):
        head = role[: found.start()]
        if _noun_at(head.split())[1] or not _noun_at(role.split())[1]:
            return head, role[found.end() :].split(",")[0].strip() or None
    return role, None


def _noun_at(words: list[str]) -> tuple[int, int]:
    """Where the last role noun of some words stands; (0, 0) without one."""
    for stop in range(len(words), 0, -1):
        for start in range(max(0, stop - _LONGEST), stop):
            phrase = " ".join(words[start:stop]).strip(",")
            if role_noun(phrase) or title(phrase):
                return start, stop
    return 0, 0


def _marks(organization: str | None, *before: str) -> frozenset[str]:
    """Words that tell a role from others: names, or a mere “bank” when there are none; never a “Republican”."""
    text = re.sub(r"['’]s?\b", "", " ".join((organization or "", *(word for word in before if word[:1].isupper()))))
    # “Acme.com” is the company of “Acme”.
    words = {word.strip(",.()").removesuffix(".com") for word in text.split() if word.casefold() not in _PLAIN} - {""}
    words = {word for word in words if not role_noun(word)}
    named = {word for word in words if not body_noun(word)}
    return frozenset(fold(country_of(word) or word) for word in named or words)
