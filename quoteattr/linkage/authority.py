"""Lists of known people and bodies, and which speakers they are.

In: the entries of a newsroom's or parliament's list, and profiles of speakers. Out: for each profile the entry that it
is, with its chance, and those that somebody has to be asked about::

    find_ties(profiles, [Listed(identifier="Q1", names=("Ana Ruiz",), ...)])  -> [[Tie("Q1", 0.98, "same name, role")]]

A list states whom papers write about, so that one of its names is likelier meant than anybody else of that name. What
it says of the person (office, party, country, from when until when) counts as roles of another document do.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from quoteattr.components.names import parse_name
from quoteattr.components.vocabulary import fold
from quoteattr.evidence import Appearance, bodies_key, day_of
from quoteattr.linkage.fullnames import SUFFIX_AGAINST, is_junior, name_weight
from quoteattr.linkage.profile import Profile
from quoteattr.linkage.weights import Weight, weigh
from quoteattr.statements import SpeakerType

# The number of an item of Wikidata, which has an address there.
_WIKIDATA = re.compile(r"Q[1-9]\d*")
# From this chance on a speaker is tied to an entry; from the other one on, people are asked.
TIED, ASKED = 0.8, 0.05
# Whom a list names is in the papers: he is likelier meant than anybody else of the name.
LISTED = 1.0
BODY_OF_THE_NAME = 3.0
PARTY_OR_COUNTRY, OTHER_OFFICE = 1.0, -1.5
# Papers write of somebody before and after the time of which a list speaks, but with each year less.
A_YEAR_APART, MOST_APART = -0.3, -6.0
A_YEAR = 365  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An entry of a list.

    Attributes:
        identifier: such as a Wikidata id or an address.
        names: the name, then other ones.
        type: person or organization.
        description: what somebody is ("mayor of Marne"), several offices apart by commas or semicolons.
        since, until: first and last day, month or year of it.
        party, country: names of them.
        source: the list.
    """

    identifier: str
    names: tuple[str, ...]
    type: SpeakerType = SpeakerType.PERSON
    description: str | None = None
    since: str | None = None
    until: str | None = None
    party: str | None = None
    country: str | None = None
    source: str = ""

    @property
    def roles(self) -> tuple[str, ...]:
        """The offices of the description."""
        parts = (part.strip() for part in (self.description or "").replace(";", ",").split(","))
        return tuple(part for part in parts if part)


class Tie(NamedTuple):
    """That a speaker is somebody of a list, with which chance and why."""

    identifier: str
    chance: float
    reason: str

    @property
    def holds(self) -> bool:
        """Whether it is sure enough without asking."""
        return self.chance >= TIED


def address_of(identifier: str) -> str | None:
    """The address that an identifier is or stands for; None for a number of a list of one's own.

    >>> address_of("Q1"), address_of("https://parliament.example/7"), address_of("member 7")
    ('https://www.wikidata.org/entity/Q1', 'https://parliament.example/7', None)
    """
    if _WIKIDATA.fullmatch(identifier):
        return f"https://www.wikidata.org/entity/{identifier}"
    return identifier if identifier.startswith(("https://", "http://", "urn:")) and " " not in identifier else None


def find_ties(profiles: Sequence[Profile], entries: Sequence[Listed]) -> list[list[Tie]]:
    """The entries that each profile may be, the likeliest first.

    Of several profiles of one name that an entry may be, only the likeliest holds: one person is one of them.
    """
    odds = {
        (at, entry.identifier): weight
        for at, profile in enumerate(profiles)
        for entry in entries
        if (weight := _weigh(profile, entry)) is not None
    }
    found: list[list[Tie]] = []
    for at in range(len(profiles)):
        mine = {identifier: weight for (place, identifier), weight in odds.items() if place == at}
        total = 1 + sum(math.exp(weight.odds) for weight in mine.values())
        ties = [Tie(identifier, round(_among(weight, total, at, identifier, odds, profiles), 3), weight.told)
                for identifier, weight in mine.items()]  # fmt: skip
        found.append(
            sorted((tie for tie in ties if tie.chance >= ASKED), key=lambda tie: (-tie.chance, tie.identifier))
        )
    return found


def _among(
    weight: Weight,
    total: float,
    at: int,
    identifier: str,
    odds: dict[tuple[int, str], Weight],
    profiles: Sequence[Profile],
) -> float:
    """The chance of an entry among those that a profile may be, and of the profile among others of its name."""
    rivals = [
        math.exp(other.odds) * len(profiles[place].documents)
        for (place, known), other in odds.items()
        if known == identifier and place != at and _same_name(profiles[place], profiles[at])
    ]
    mine = math.exp(weight.odds) * len(profiles[at].documents)
    return math.exp(weight.odds) / total * mine / (mine + sum(rivals))


def _same_name(one: Profile, other: Profile) -> bool:
    return bool({fold(name) for name in one.names} & {fold(name) for name in other.names})


def _weigh(profile: Profile, entry: Listed) -> Weight | None:
    """What speaks for a profile being an entry; None where the names already say that it is not."""
    if entry.type is not SpeakerType.PERSON:
        keys = {bodies_key(name) for name in entry.names}
        alike = any(bodies_key(name) in keys for name in profile.names)
        return Weight(odds=BODY_OF_THE_NAME, reasons=("of the list",)) if alike else None
    fits = [name for name in entry.names if _may_be_one(name, profile.fullest)]
    if not fits:
        return None
    best = max((_weigh_name(profile, entry, name) for name in fits), key=lambda weight: weight.odds)
    parts = (_told(profile, entry), _in_time(profile, entry))
    reasons = (*best.reasons, *(reason for _, reason in parts if reason))
    return Weight(odds=best.odds + LISTED + sum(odds for odds, _ in parts), reasons=reasons or ("of the list",))


def _may_be_one(one: str, other: str) -> bool:
    """Whether two are full names of one surname that do not contradict each other, as father and son do."""
    first, second = parse_name(one), parse_name(other)
    if not (first.is_full and second.is_full):
        return False
    surnames = {fold(name.surname.split(" ")[-1]) for name in (first, second)}
    return len(surnames) == 1 and is_junior(one) == is_junior(other) and name_weight(one, other) > SUFFIX_AGAINST


def _weigh_name(profile: Profile, entry: Listed, name: str) -> Weight:
    """The weight of one name; an office that does not fit costs little, for lists seldom have all that one has held."""
    key = f"listed {entry.identifier}"
    appearance = Appearance(id=key, document_id=key, name=name, type=entry.type)
    plain = weigh(profile, Profile.of(appearance))
    told = weigh(profile, Profile.of(replace(appearance, roles=entry.roles)))
    return told if told.odds >= plain.odds else replace(plain, odds=max(told.odds, plain.odds + OTHER_OFFICE))


def _told(profile: Profile, entry: Listed) -> tuple[float, str]:
    """Whether the roles of documents name the party or the country."""
    told = " ".join(map(fold, profile.roles))
    named = [part for part in (entry.party, entry.country) if part and fold(part) in told]
    return PARTY_OR_COUNTRY * len(named), " and ".join(named)


def _in_time(profile: Profile, entry: Listed) -> tuple[float, str]:
    """Whether any document is of the time of which the list speaks."""
    since, until = (day_of(_whole(date, end)) for date, end in ((entry.since, "-01-01"), (entry.until, "-12-31")))
    if not profile.days or (since is None and until is None):
        return 0.0, ""
    first, last = profile.days[0], profile.days[-1]
    apart = max(since - last if since is not None else 0, first - until if until is not None else 0)
    return (max(MOST_APART, A_YEAR_APART * apart / A_YEAR), "at another time") if apart > A_YEAR else (0.0, "")


def _whole(date: str | None, end: str) -> str | None:
    """A day of a date that may be a year or a month only."""
    if not date:
        return None
    return date + {4: end, 7: "-01"}.get(len(date), "")
