"""How two roles, as texts state them, go together: one office, offices of one kind, or what nobody is both.

In: two roles. Out: their relation::

    relation_of_roles("Mayor of Marne", "Marne mayor")  -> RoleRelation.SAME
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from functools import cache, lru_cache
from itertools import product

from quoteattr.acronyms import is_acronym_of
from quoteattr.components.rolewords import SOFT, RoleWords, take_apart
from quoteattr.components.vocabulary import RoleNoun, country_of, fold, role_noun, role_of_noun, title
from quoteattr.lexicon import load_entries

_KIN = frozenset({"relative", "spouse", "parent", "child", "sibling"})
# Kinds in which people move on: a senator becomes a minister.
_CAREER = frozenset({"politician", "head of government"})
# Kinds of public life: a campaigner becomes an adviser, then the head of an agency.
_PUBLIC = _CAREER | {"campaigner", "chief", "official", "spokesperson"}
# Kinds that hold too much to say that two of them are one: a head teacher, a chief executive.
_VAGUE = frozenset({"campaigner", "chief", "official", "teacher"})

# “critic of”: a role that was cut off.
_BEFORE_A_NAME = frozenset({"and", "for", "in", "of", "to", "with"})


class RoleRelation(StrEnum):
    """How the roles of two appearances go together, from what speaks most for one person to what speaks against it."""

    SAME = "same"
    LIKE = "like"
    OTHER_OFFICE = "other office"  # of public life or in the same body, where people move on
    APART = "apart"  # of one kind, but in different bodies or places
    ELSEWHERE = "elsewhere"  # the same office of different bodies or places
    AGAINST = "against"
    NONE = "none"  # nothing is known on one side


_ORDER = {how: place for place, how in enumerate(RoleRelation)}


def best_of(found: Iterable[RoleRelation]) -> RoleRelation:
    """The relation that speaks most for one person; that of nothing known where there is none."""
    return min(found, key=_ORDER.__getitem__, default=RoleRelation.NONE)


@lru_cache(maxsize=100_000)
def offices_of(role: str) -> tuple[str, ...]:
    """The single offices of a role, each with the body that stands behind the last one.

    >>> offices_of("president and treasurer of Acme")
    ('president of Acme', 'treasurer of Acme')
    """
    found = role.split(" and ")
    if len(found) == 1 or not all(_noun_of(take_apart(each).word) for each in found):
        return (role,)
    head, of, body = found[-1].partition(" of ")
    return *(each if " of " in each or not of else f"{each} of {body}" for each in found[:-1]), f"{head}{of}{body}"


def is_telling(role: str) -> bool:
    """Whether a role says more than everybody may be: not a witness, several at once, an “adviser to”.

    Whose son or wife somebody is tells, where the text names whose.
    """
    return any(map(_tells, offices_of(role)))


def _tells(role: str) -> bool:
    parts = take_apart(role)
    noun = _noun_of(parts.word)
    if noun is None or noun.plural or role.rpartition(" ")[2].casefold() in _BEFORE_A_NAME:
        return False
    return not noun.kinds <= SOFT or bool(noun.kinds & _KIN and parts.marks)


@lru_cache(maxsize=100_000)
def _noun_of(word: str) -> RoleNoun | None:
    """What is known of the noun of a role: “Secretary” of “Home Secretary”, the senator of “Sen.”."""
    words = word.split()
    for at in range(len(words)):
        ending = " ".join(words[at:])
        if known := role_noun(ending):
            return known
        if (named := title(ending)) and (known := role_noun(named.term.casefold())):
            return replace(known, kinds=known.kinds - {"spokesperson"})  # a “Rep.” represents voters
    return None


@lru_cache(maxsize=100_000)
def relation_of_roles(one: str, other: str) -> RoleRelation:
    """How two roles, as texts state them, go together: the offices of them that do so best."""
    found = {_relation_of_offices(mine, theirs) for mine, theirs in product(offices_of(one), offices_of(other))}
    return best_of(found)


def _relation_of_offices(one: str, other: str) -> RoleRelation:
    mine, theirs = take_apart(one), take_apart(other)
    first, second = _noun_in(mine), _noun_in(theirs)
    same = role_of_noun(mine.word) == role_of_noun(theirs.word)
    if first and second and first.kinds & second.kinds & _KIN:
        return RoleRelation.SAME if same and mine.marks & theirs.marks else RoleRelation.NONE
    if fold(one) == fold(other):
        return RoleRelation.NONE if first and first.kinds <= SOFT else RoleRelation.SAME
    if first is None or second is None or first.kinds <= SOFT or second.kinds <= SOFT:
        return RoleRelation.NONE
    if _are_abroad(one, mine, other, theirs):
        return RoleRelation.ELSEWHERE if first.is_like(second) else RoleRelation.AGAINST
    plain = frozenset[str]().union(*map(words_of_politics, ("party", "chamber", *(() if same else ("faith",)))))
    ours, others = mine.marks - plain, theirs.marks - plain
    if not same and not first.is_like(second) and not _is_career(first, second):
        return (
            RoleRelation.OTHER_OFFICE
            if (first.kinds & _PUBLIC and second.kinds & _PUBLIC) or ours & others or _is_running(mine, theirs)
            else RoleRelation.AGAINST
        )
    if ours & others or _is_one_body(mine.organization, theirs.organization):
        return RoleRelation.SAME
    if ours and others and _is_unnamed(mine) != _is_unnamed(theirs):
        return RoleRelation.NONE
    if same and ours and others:
        return RoleRelation.ELSEWHERE
    close = same or _is_career(first, second) or _is_close(first, second)
    return RoleRelation.LIKE if close and not (ours and others) else RoleRelation.APART


def _noun_in(parts: RoleWords) -> RoleNoun | None:
    """What is known of the noun of a role; whoever chairs something in a parliament is a politician."""
    noun = _noun_of(parts.word)
    words = parts.marks.union(fold(parts.word).split(), fold(parts.organization or "").split())
    if noun and noun.kinds & {"chief", "official"} and words & words_of_politics("chamber"):
        return replace(noun, kinds=noun.kinds | {"politician"})
    return noun


def _are_abroad(one: str, mine: RoleWords, other: str, theirs: RoleWords) -> bool:
    """Whether two roles are in different countries, and one of them says so by its party or chamber only."""
    implied = [_implied_countries(role) for role in (one, other)]
    stated = [{mark for mark in parts.marks if country_of(mark.title())} for parts in (mine, theirs)]
    ours, others = (stated[at] | implied[at] for at in (0, 1))
    return any(implied) and bool(ours and others) and ours.isdisjoint(others)


@lru_cache(maxsize=100_000)
def _implied_countries(role: str) -> frozenset[str]:
    """The country whose parties or chambers alone have a word of a role: a Tory is British."""
    return frozenset(
        fold(entry.one("country"))
        for entry in load_entries("politics").values()
        if entry.one("country") and re.search(rf"\b(?:{'|'.join(map(re.escape, entry.many('nouns')))})(?!\w)", role)
    )


def _is_running(*roles: RoleWords) -> bool:
    """Whether one of some runs for an office: whoever does is something else, too."""
    return any(each.word.split()[-1].casefold() in load_entries("politics")["running"].many("nouns") for each in roles)


@cache
def words_of_politics(kind: str) -> frozenset[str]:
    """Words that tell nobody from another one of the name."""
    return frozenset(word for noun in load_entries("politics")[kind].many("nouns") for word in fold(noun).split())


def _is_unnamed(parts: RoleWords) -> bool:
    """Whether a role only says what kind of body it is in, as “director of the festival” does."""
    return parts.organization is not None and parts.organization.islower()


def _is_one_body(one: str | None, other: str | None) -> bool:
    return bool(one and other) and (is_acronym_of(str(one), str(other)) or is_acronym_of(str(other), str(one)))


def _is_career(first: RoleNoun, second: RoleNoun) -> bool:
    return bool(first.kinds & _CAREER and second.kinds & _CAREER)


def _is_close(first: RoleNoun, second: RoleNoun) -> bool:
    """Whether two nouns share a kind that says something."""
    return replace(first, kinds=first.kinds - _VAGUE).is_like(second)
