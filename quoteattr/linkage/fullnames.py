"""What two full names of one surname say: how rare their common part is, and in what they differ.

In: two names. Out: a part of the logarithm of the odds that they are one person's::

    name_weight("Robert J. Hale", "Robert Hale")  -> 3.7

These weights are set by hand: of people whose middle names or suffixes differ, a collection of news has too few to
count.
"""

import math
from functools import lru_cache
from itertools import product

from rapidfuzz.distance import Levenshtein

from quoteattr.components.names import PersonName, are_compatible, parse_name
from quoteattr.components.vocabulary import fold
from quoteattr.linkage.profile import given_names
from quoteattr.linkage.rarity import share_of_given, share_of_surname

# People whom a collection of news may mean by a name.
IN_THE_NEWS = 20_000
# However rare a name is, one in some hundred is borne by two of whom papers write.
MOST_OF_A_NAME = 4.0
# A suffix that differs, or a middle name, is somebody else; one that is missing says little, but for a “Jr.”
SUFFIX_AGAINST, JUNIOR_MISSING, SUFFIX_MISSING = -10.0, -4.5, -1.0
MIDDLE_AGREES, MIDDLE_AGAINST = 1.5, -6.0
OTHER_FORM = -2.8
# A given name of five letters or more with one letter that differs may be a slip, or a sister.
MISSPELT, LONG_NAME = -6.0, 5
_JUNIOR = frozenset({"jr", "junior"})


@lru_cache(maxsize=100_000)
def name_weight(one: str, other: str) -> float:
    """What two full names of one surname say: how rare their common part is, and where they differ."""
    first, second = parse_name(one), parse_name(other)
    slip = not are_compatible(first, second)
    if slip and not _is_slip(first, second):
        return SUFFIX_AGAINST
    given = given_names(one)[0], given_names(other)[0]
    share = max(map(share_of_given, given)) * share_of_surname(first.surname.split(" ")[-1])
    odds = min(MOST_OF_A_NAME, -math.log(share * IN_THE_NEWS))
    if given[0] != given[1]:
        odds += MISSPELT if slip else OTHER_FORM
    return odds + _middle(one, other) + _suffix(first, second)


def _is_slip(one: PersonName, other: PersonName) -> bool:
    """Whether two given names differ in one letter, behind the first, and nothing else of the names does."""
    mine, theirs = fold(one.given[0]), fold(other.given[0])
    plain = fold(one.suffix) == fold(other.suffix) and {one.gender, other.gender} != {"he", "she"}
    long = min(len(mine), len(theirs)) >= LONG_NAME
    return plain and long and mine[0] == theirs[0] and Levenshtein.distance(mine, theirs) == 1


@lru_cache(maxsize=100_000)
def is_junior(name: str) -> bool:
    """Whether a name says that it is a son's."""
    return fold(parse_name(name).suffix) in _JUNIOR


@lru_cache(maxsize=100_000)
def contradict(one: str, other: str) -> bool:
    """Whether middle names or suffixes say that two names are not one person's."""
    first, second = parse_name(one), parse_name(other)
    suffixes = {fold(name.suffix) for name in (first, second)}
    return _middle(one, other) < 0 or (len(suffixes) > 1 and "" not in suffixes)


def _middle(one: str, other: str) -> float:
    mine, theirs = (given_names(name)[1:] for name in (one, other))
    if not (mine and theirs):
        return 0.0
    agree = any(a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) for a, b in product(mine, theirs))
    return MIDDLE_AGREES if agree else MIDDLE_AGAINST


def _suffix(one: PersonName, other: PersonName) -> float:
    found = {fold(one.suffix), fold(other.suffix)}
    if len(found) == 1:
        return 0.0
    if "" not in found:
        return SUFFIX_AGAINST
    return JUNIOR_MISSING if found & _JUNIOR else SUFFIX_MISSING
