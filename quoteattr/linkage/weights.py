"""What agreement and difference of two profiles weigh: parts of the logarithm of the odds that they are one person.

In: two profiles. Out: their `Weight`, with the reasons that speak for and against::

    weigh(in_monday, in_friday).chance  -> 0.98

Each part is the logarithm of how much likelier a thing is among appearances of one person than among those of two
who bear the name (Fellegi and Sunter 1969). Names count by how rare they are (fullnames.py); what single appearances
agree in, as estimated from articles (levels.py). How that grows and shrinks with many documents is set here.
"""

import math
from dataclasses import dataclass

from quoteattr.linkage.fullnames import SUFFIX_AGAINST, contradict, is_junior, name_weight
from quoteattr.linkage.levels import NO, ONE, SAME, SEVERAL, Trait, born_level, role_level, time_level, weight_of
from quoteattr.linkage.profile import Profile
from quoteattr.rolerelations import RoleRelation

# What roles that speak against it weigh more for each doubling of the documents that say so on both sides.
AGAIN = -1.0
OFTEN = 0.5
# Of whom more than ten documents write, one more is likelier to write than of a namesake: for each time as many.
FAMED, TEN, MOST_FAMED = 0.5, 10, 2.0
# The text itself has kept the two apart.
SAME_DOCUMENT = -10.0
# A paper that writes of both, with “Jr.” and without, tells a son from his father: by the doublings of such documents.
SAME_PAPER = -5.0


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
        *(_roles(one, other), _said(one, other), _beside(one, other), _subjects(one, other)),
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


def _roles(one: Profile, other: Profile) -> tuple[float, str]:
    """The best that any two roles do; what is against it in one document may be a mistake, in many it is none."""
    how = role_level(one, other)
    if how is None:
        return 0.0, ""
    weight = weight_of(Trait.ROLE, how)
    if told := {RoleRelation.SAME: "role", RoleRelation.LIKE: "role of the same kind"}.get(how):
        return weight, told
    return weight + AGAIN * math.log2(min(one.told, other.told)), "but another role"


def _fame(name: float, one: Profile, other: Profile) -> float:
    """How much likelier somebody of whom all papers write is meant by a rare name than somebody of whom none does."""
    documents = max(len(one.documents), len(other.documents))
    return min(MOST_FAMED, FAMED * math.log(documents / TEN)) if name > 0 and documents > TEN else 0.0


def _said(one: Profile, other: Profile) -> tuple[float, str]:
    """Quotes that both are reported to have said: between namesakes that happens as good as never."""
    same = not one.said.isdisjoint(other.said)
    return (weight_of(Trait.SAID, SAME), "says the same words") if same else (0.0, "")


def _beside(one: Profile, other: Profile) -> tuple[float, str]:
    """Others whom both name."""
    weight, first = in_common(Trait.BESIDE, one, other)
    return weight, f"also names {first}" if first else ""


def _subjects(one: Profile, other: Profile) -> tuple[float, str]:
    """What the documents of both are about."""
    weight, first = in_common(Trait.SUBJECT, one, other)
    return weight, f"also about {first}" if first else ""


def in_common(trait: Trait, one: Profile, other: Profile) -> tuple[float, str]:
    """What others or subjects that both have weigh, and the first of them.

    They count as far as they belong to either: beside a president, half of the world is named.
    """
    mine, theirs = (each.beside if trait is Trait.BESIDE else each.subjects for each in (one, other))
    if not (mine and theirs):
        return 0.0, ""
    less, more = sorted(((mine, one), (theirs, other)), key=lambda each: (len(each[0]), each[1].key))
    shared = {
        name: min(times / len(less[1].documents), more[0][name] / len(more[1].documents))
        for name, times in less[0].items()
        if name in more[0]
    }
    if not shared:
        return weight_of(trait, NO), ""
    first = max(shared, key=lambda name: (shared[name], name))
    weight = weight_of(trait, ONE) * sum(shared[name] for name in sorted(shared))
    return min(weight, weight_of(trait, SEVERAL)), first


def _time(one: Profile, other: Profile) -> tuple[float, str]:
    level = time_level(one, other)
    if level is None:
        return 0.0, ""
    weight = weight_of(Trait.TIME, level)
    return (_by_chance(weight, one, other), level) if weight > 0 else (weight, "")


def _by_chance(weight: float, one: Profile, other: Profile) -> float:
    """What is left of a weight: the more documents there are, the sooner two of them agree by chance."""
    less, more = sorted((len(one.documents), len(other.documents)))
    return max(0.0, weight - OFTEN * math.log(more)) / less


def _outlet(one: Profile, other: Profile) -> tuple[float, str]:
    shared = one.outlets & other.outlets
    if not shared:
        return 0.0, ""
    return _by_chance(weight_of(Trait.OUTLET, SAME), one, other), f"same outlet ({min(shared)})"


def _born(one: Profile, other: Profile) -> tuple[float, str]:
    level = born_level(one, other)
    return (0.0, "") if level is None else (weight_of(Trait.BORN, level), "same age" if level == SAME else "")
