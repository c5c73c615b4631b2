"""What agreement and difference of two profiles weigh: parts of the logarithm of the odds that they are one person.

In: two profiles. Out: their `Weight`, with the reasons that speak for and against::

    weigh(in_monday, in_friday).chance  -> 0.98

Each part is the logarithm of how much likelier a thing is among appearances of one person than among those of two
who bear the name (Fellegi and Sunter 1969). Names count by how rare they are; the other parts were set by hand and
read off on articles of the press, with the figures of docs/accuracy.md.
"""

import math
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from itertools import product

from rapidfuzz.distance import Levenshtein

from quoteattr.components.names import PersonName, are_compatible, parse_name
from quoteattr.components.vocabulary import fold
from quoteattr.evidence import DAYS, RoleRelation, relation_of_roles
from quoteattr.linkage.profile import Profile, given_names
from quoteattr.linkage.rarity import share_of_given, share_of_surname

# People whom a collection of news may mean by a name.
IN_THE_NEWS = 20_000
# However rare a name is, one in some hundred is borne by two of whom papers write.
MOST_OF_A_NAME = 4.0
# A suffix that differs, or a middle name, is somebody else; one that is missing says little, but for a “Jr.”
SUFFIX_AGAINST, JUNIOR_MISSING, SUFFIX_MISSING = -10.0, -4.5, -1.0
MIDDLE_AGREES, MIDDLE_AGAINST = 1.5, -6.0
OTHER_FORM = -2.5
# A given name of five letters or more with one letter that differs may be a slip, or a sister.
MISSPELT, LONG_NAME = -6.0, 5
# Roles; the second number is for each doubling of the documents that say so on both sides.
ROLE = {
    RoleRelation.SAME: (4.0, 0.0),
    RoleRelation.LIKE: (1.5, 0.0),
    RoleRelation.APART: (-3.4, -1.0),
    RoleRelation.OTHER_OFFICE: (-3.0, -1.0),
    RoleRelation.ELSEWHERE: (-4.5, -1.0),
    RoleRelation.AGAINST: (-4.5, -1.0),
}
# Of many roles, the most frequent are compared.
MOST_ROLES = 12
# Others whom both name, by the share of documents in which they stand.
BESIDE, MOST_BESIDE = 3.0, 4.0
NOT_BESIDE = -0.5
# The same words in two papers are the words of one; between namesakes that happens as good as never.
SAME_WORDS = 6.0
SAME_WEEK, SAME_MONTH, A_YEAR_APART, MOST_APART, SAME_OUTLET = 2.5, 1.0, -0.3, -1.0, 0.5
MONTH = 31  # days
OFTEN = 0.5
# Of whom more than ten documents write, one more is likelier to write than of a namesake: for each time as many.
FAMED, TEN, MOST_FAMED = 0.5, 10, 2.0
BORN_AGREES, BORN_AGAINST = 3.0, -9.0
# The text itself has kept the two apart.
SAME_DOCUMENT = -10.0
# A paper that writes of both, with “Jr.” and without, tells a son from his father: by the doublings of such documents.
SAME_PAPER = -4.0
_JUNIOR = frozenset({"jr", "junior"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """How much speaks for two profiles being one, in all.

    Attributes:
        odds: logarithm of the odds.
        reasons: what speaks for it beside the name, in words.
    """

    odds: float
    reasons: tuple[str, ...] = ()

    @property
    def chance(self) -> float:
        """The probability that they are one."""
        return chance_of(self.odds)

    @property
    def told(self) -> str:
        """The reasons in words."""
        first, *others = self.reasons or ("nothing known against it",)
        joint = " and " if first.startswith("role") else ", "
        return f"same name{joint}{', '.join((first, *others))}"


def chance_of(odds: float) -> float:
    """The probability that belongs to the logarithm of odds."""
    return 1 / (1 + math.exp(-odds))


def weigh(one: Profile, other: Profile) -> Weight:
    """How likely two profiles of one surname are one person."""
    odds = _names(one, other)
    if odds <= SUFFIX_AGAINST:
        return Weight(odds=odds)
    parts = (
        *(_roles(one, other), _said(one, other), _beside(one, other)),
        *(_time(one, other), _outlet(one, other), _born(one, other)),
    )
    odds += sum(weight for weight, _ in parts) + _fame(odds, one, other)
    if not one.documents.isdisjoint(other.documents):
        odds += SAME_DOCUMENT
    return Weight(odds=odds, reasons=tuple(told for _, told in parts if told))


def _names(one: Profile, other: Profile) -> float:
    """A name that both have, unless others of their names contradict each other; else the fullest of each."""
    common = one.names.keys() & other.names.keys()
    if common and not contradict(one.fullest, other.fullest):
        return name_weight(min(common), min(common))
    odds = name_weight(one.fullest, other.fullest)
    if is_junior(one.fullest) != is_junior(other.fullest):
        odds += SAME_PAPER * math.log2(1 + (one.outlets & other.outlets).total())
    return odds


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


def _roles(one: Profile, other: Profile) -> tuple[float, str]:
    """The best that any two roles do; what is against it in one document may be a mistake, in many it is none."""
    found = {relation_of_roles(mine, theirs) for mine, theirs in product(_most(one.roles), _most(other.roles))}
    how = next((how for how in RoleRelation if how in found), RoleRelation.NONE)
    once, again = ROLE.get(how, (0.0, 0.0))
    weight = once + (again * math.log2(min(one.told, other.told)) if again else 0.0)
    told = {RoleRelation.SAME: "role", RoleRelation.LIKE: "role of the same kind"}
    return weight, told.get(how, "")


def _most(counted: Counter[str]) -> list[str]:
    if len(counted) <= MOST_ROLES:
        return list(counted)
    return nsmallest(MOST_ROLES, counted, key=lambda word: (-counted[word], word))


def _fame(name: float, one: Profile, other: Profile) -> float:
    """How much likelier somebody of whom all papers write is meant by a rare name than somebody of whom none does."""
    documents = max(len(one.documents), len(other.documents))
    return min(MOST_FAMED, FAMED * math.log(documents / TEN)) if name > 0 and documents > TEN else 0.0


def _said(one: Profile, other: Profile) -> tuple[float, str]:
    """Quotes that both are reported to have said."""
    return (0.0, "") if one.said.isdisjoint(other.said) else (SAME_WORDS, "says the same words")


def _beside(one: Profile, other: Profile) -> tuple[float, str]:
    """Others whom both name, as far as they belong to either: of a president, half of the world is named."""
    less, more = sorted((one, other), key=lambda profile: (len(profile.beside), profile.key))
    shared = {
        name: min(times / len(less.documents), more.beside[name] / len(more.documents))
        for name, times in less.beside.items()
        if name in more.beside
    }
    if not shared:
        return (NOT_BESIDE if less.beside else 0.0), ""
    first = max(shared, key=lambda name: (shared[name], name))
    return min(BESIDE * sum(shared[name] for name in sorted(shared)), MOST_BESIDE), f"also names {first}"


def _time(one: Profile, other: Profile) -> tuple[float, str]:
    between = _days_between(one, other)
    if between is None:
        return 0.0, ""
    if between < DAYS:
        return _by_chance(SAME_WEEK, one, other), "same week"
    if between < MONTH:
        return _by_chance(SAME_MONTH, one, other), "same month"
    return max(A_YEAR_APART * (between / 365), MOST_APART), ""


def _by_chance(weight: float, one: Profile, other: Profile) -> float:
    """What is left of a weight: the more documents there are, the sooner two of them agree by chance."""
    less, more = sorted((len(one.documents), len(other.documents)))
    return max(0.0, weight - OFTEN * math.log(more)) / less


def _days_between(one: Profile, other: Profile) -> int | None:
    """Days between the documents that lie closest together."""
    less, more = sorted((one.days, other.days), key=len)
    found = []
    for day in less:
        at = bisect_left(more, day)
        found += [abs(day - near) for near in more[max(at - 1, 0) : at + 1]]
    return min(found, default=None)


def _outlet(one: Profile, other: Profile) -> tuple[float, str]:
    shared = one.outlets & other.outlets
    return (_by_chance(SAME_OUTLET, one, other), f"same outlet ({min(shared)})") if shared else (0.0, "")


def _born(one: Profile, other: Profile) -> tuple[float, str]:
    """Years of birth; an age leaves two years open."""
    if not (one.born and other.born):
        return 0.0, ""
    if any(abs(mine - theirs) <= 1 for mine, theirs in product(one.born, other.born)):
        return BORN_AGREES, "same age"
    return BORN_AGAINST, ""
