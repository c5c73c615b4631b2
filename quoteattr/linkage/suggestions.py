"""Who else a speaker may be, below the line from which two are one: what people are asked.

In: the people of a surname, as they were put together, and whom the surname alone may mean. Out: pairs with the chance
that they are one, and why::

    near_people(profiles)  -> [Near("a1", "a7", 0.41, "same name, same week")]
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from quoteattr.linkage.profile import Profile
from quoteattr.linkage.surnames import Meant
from quoteattr.linkage.weights import weigh

# A chance below which nobody wants to be asked.
ASKED = 0.1
# Of the people of a surname, so many are compared with each other, and each is asked about in so many pairs.
MOST, PAIRS = 40, 5


class Near(NamedTuple):
    """That two appearances, each of a person, may be of one, with which chance and why."""

    one: str
    other: str
    chance: float
    reason: str


def near_people(profiles: Sequence[Profile]) -> list[Near]:
    """Pairs of people of a surname that are not one, and yet may be; the likeliest first."""
    known = sorted(profiles, key=lambda profile: (-len(profile.documents), profile.key))[:MOST]
    found = []
    for one, other in combinations(known, 2):
        weight = weigh(one, other)
        if weight.chance >= ASKED:
            found.append(Near(other.key, one.key, weight.chance, weight.told))
    asked: Counter[str] = Counter()
    return [near for near in sorted(found, key=lambda near: (-near.chance, near)) if _is_new(near, asked)]


def _is_new(near: Near, asked: Counter[str]) -> bool:
    """Whether neither of two has been in many pairs already; counts this one."""
    new = max(asked[near.one], asked[near.other]) < PAIRS
    if new:
        asked.update((near.one, near.other))
    return new


def near_by_surname(meant: Iterable[tuple[str, Meant]]) -> Iterator[Near]:
    """Whom surnames alone may mean, by the id of the appearance."""
    for key, each in meant:
        if each.candidate is not None and each.maybe >= ASKED:
            yield Near(key, each.candidate.key, each.maybe, "surname alone")
