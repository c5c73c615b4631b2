"""In what two profiles agree or differ, in levels, and what each level weighs.

In: a trait and two profiles. Out: the level, None where one of them tells nothing, and its weight::

    level_of(Trait.TIME, in_monday, in_friday)  -> "same week"
    weight_of(Trait.TIME, "same week")          -> 3.0

A weight is the logarithm of how much likelier a level is among appearances of one person than among those of two
people. weights.json has them with the counts that they rest on; quoteattr.training.linkage estimates them from a
database of articles, and says which are set by hand, and why.
"""

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from heapq import nsmallest
from importlib.resources import files
from itertools import product

from quoteattr.evidence import DAYS
from quoteattr.linkage.profile import Profile
from quoteattr.rolerelations import RoleRelation, best_of, relation_of_roles

FILE = "weights.json"
SAME, OTHER = "same", "other"
# Names and subjects that both have.
NO, ONE, SEVERAL = "none", "one", "several"
# How far apart in days the nearest documents are: levels up to these limits.
TIMES = ((DAYS, "same week"), (31, "same month"), (365, "same year"), (3 * 365, "three years"))
LATER = "later"
# Of many roles, the most frequent are compared.
MOST_ROLES = 12


class Trait(StrEnum):
    """What is compared, beside the names."""

    ROLE = "role"
    SAID = "said"
    BESIDE = "beside"
    SUBJECT = "subject"
    TIME = "time"
    OUTLET = "outlet"
    BORN = "born"


def weight_of(trait: Trait, level: str) -> float:
    """What a level weighs, as logarithm of odds."""
    return _weights()[trait][level]


@cache
def _weights() -> Mapping[Trait, Mapping[str, float]]:
    told = json.loads(files("quoteattr.linkage").joinpath(FILE).read_text("utf-8"))["traits"]
    return {
        Trait(trait): {level: float(counted["weight"]) for level, counted in levels.items()}
        for trait, levels in told.items()
    }


def level_of(trait: Trait, one: Profile, other: Profile) -> str | None:
    """In what level two profiles agree or differ; None where one of them tells nothing of it."""
    match trait:
        case Trait.ROLE:
            return role_level(one, other)
        case Trait.SAID:
            return None if not (one.said and other.said) else OTHER if one.said.isdisjoint(other.said) else SAME
        case Trait.BESIDE:
            return _shared(one.beside, other.beside)
        case Trait.SUBJECT:
            return _shared(one.subjects, other.subjects)
        case Trait.TIME:
            return time_level(one, other)
        case Trait.OUTLET:
            return None if not (one.outlets and other.outlets) else SAME if one.outlets & other.outlets else OTHER
        case Trait.BORN:
            return born_level(one, other)


def role_level(one: Profile, other: Profile) -> RoleRelation | None:
    """The best that any two roles do; None where it says nothing."""
    how = best_of(relation_of_roles(mine, theirs) for mine, theirs in product(_most(one.roles), _most(other.roles)))
    return None if how is RoleRelation.NONE else how


def _most(counted: Counter[str]) -> list[str]:
    if len(counted) <= MOST_ROLES:
        return list(counted)
    return nsmallest(MOST_ROLES, counted, key=lambda word: (-counted[word], word))


def _shared(one: Counter[str], other: Counter[str]) -> str | None:
    """How many words or names both have."""
    if not (one and other):
        return None
    return (NO, ONE, SEVERAL)[min(2, len(one.keys() & other.keys()))]


def time_level(one: Profile, other: Profile) -> str | None:
    """How far apart the documents are that lie closest together."""
    less, more = sorted((one.days, other.days), key=len)
    found = []
    for day in less:
        at = bisect_left(more, day)
        found += [abs(day - near) for near in more[max(at - 1, 0) : at + 1]]
    if not found:
        return None
    return next((level for limit, level in TIMES if min(found) < limit), LATER)


def born_level(one: Profile, other: Profile) -> str | None:
    """Whether the years of birth agree; an age leaves two years open."""
    if not (one.born and other.born):
        return None
    return SAME if any(abs(mine - theirs) <= 1 for mine, theirs in product(one.born, other.born)) else OTHER
