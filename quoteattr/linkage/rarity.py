"""How rare a name is: two bearers of a rare one are one person, two of a frequent one perhaps.

In: given name and surname. Out: the share of people who bear them, by lexicon/name_frequencies.yml::

    >>> share_of_given("John") > share_of_given("Solveig")
    True
"""

from collections.abc import Mapping
from functools import cache

from quoteattr.components.vocabulary import fold
from quoteattr.lexicon import load_entries

# Of a name that the list does not have.
RARE_GIVEN = 20 / 100_000
RARE_SURNAME = 8 / 100_000
# An initial stands for one in a dozen given names: few begin with X or Q.
INITIAL = 1 / 12


def share_of_given(name: str) -> float:
    """The share of people who bear a given name, or one that begins with an initial."""
    folded = fold(name)
    return INITIAL if len(folded) == 1 else _shares("given").get(folded, RARE_GIVEN)


def share_of_surname(name: str) -> float:
    """The share of people who bear a surname."""
    return _shares("surname").get(fold(name), RARE_SURNAME)


@cache
def _shares(kind: str) -> Mapping[str, float]:
    return {
        fold(name): int(entry.one("in_100000")) / 100_000
        for entry in load_entries("name_frequencies").values()
        if entry.one("kind", allowed=("given", "surname")) == kind
        for name in entry.many("names")
    }
