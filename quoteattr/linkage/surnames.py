"""Whom a surname alone means: the one of its bearers whom a collection makes likely, or nobody.

In: the appearance, and the people of the surname. Out: who it is, with chance and reason, or what may be said of it::

    find_meant([in_monday], profiles, "Hale")["a1"]  -> Meant(profile, 0.97, "by surname, ...")

A bearer is as likely as often the papers name that person in the weeks around; there is always somebody else whom
no document of the collection names in full, the more so the more frequent the surname is.
"""

import math
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from quoteattr.components.names import parse_name
from quoteattr.components.rolewords import take_apart
from quoteattr.components.vocabulary import fold
from quoteattr.evidence import Appearance, day_of
from quoteattr.linkage.levels import ONE, SAME, Trait, weight_of
from quoteattr.linkage.profile import Profile
from quoteattr.linkage.rarity import RARE_SURNAME, share_of_surname
from quoteattr.rolerelations import RoleRelation, is_telling, relation_of_roles

# From this chance on a surname alone is taken for its likeliest bearer; one document that names one is not enough.
LINE = 0.72
# Days before and after in which documents say whom the papers write of, and what a document at another time counts.
AROUND, AT_ANOTHER_TIME = 30, 0.2
# Documents about somebody whom none names in full, for a rare surname.
SOMEBODY_ELSE = 0.4
# The share of people who have a given role; what is not stated of a person elsewhere may still be so.
HAS_ROLE, OTHER_ROLE = 0.05, 0.3
# The share of people whose role names a given country or body.
HAS_OWNER = 0.05
# What another name beside both adds, and how rarely a title or a “Jr.” that does not fit is a mistake.
BESIDE, CONTRADICTED = 4.0, 0.02
# The text has kept somebody of the surname apart from this one.
SAME_DOCUMENT = 0.2
# Bearers who are not named in these weeks and not among so many most frequent ones are left to the rest.
MOST = 20


class Meant(NamedTuple):
    """Whom a surname alone means: nobody, where `profile` is None; it then may be `candidate` with that chance."""

    profile: Profile | None
    chance: float | None
    reason: str | None
    candidate: Profile | None = None
    maybe: float = 0.0


def find_meant(appearances: Sequence[Appearance], profiles: Sequence[Profile], surname: str) -> dict[str, Meant]:
    """Whom each appearance by surname alone means, by its id.

    What is clear at first counts when the others are looked at: “Obama” is in the news of these weeks, too.
    """
    bearers = Bearers(profiles, surname)
    found = {each.id: bearers.meant_by(each) for each in appearances}
    bearers.learn([(each, person) for each in appearances if (person := found[each.id].profile) is not None])
    return {
        each.id: found[each.id] if found[each.id].profile is not None else bearers.meant_by(each)
        for each in appearances
    }


class Bearers:
    """The people of one surname, and when documents name them."""

    def __init__(self, profiles: Sequence[Profile], surname: str) -> None:
        self.profiles = sorted(profiles, key=lambda profile: (-len(profile.documents), profile.key))
        self.days = sorted((day, at) for at, profile in enumerate(self.profiles) for day in profile.days)
        self.else_ = SOMEBODY_ELSE * share_of_surname(surname) / RARE_SURNAME
        self.documents = [set(profile.documents) for profile in self.profiles]
        self.all = sum(map(len, self.documents))
        self.beside: dict[str, list[int]] = {}
        for at, profile in enumerate(self.profiles):
            for name in profile.beside:
                self.beside.setdefault(name, []).append(at)

    def learn(self, meant: Iterable[tuple[Appearance, Profile]]) -> None:
        """Count appearances by surname as those of the people whom they mean."""
        place = {profile.key: at for at, profile in enumerate(self.profiles)}
        for appearance, profile in meant:
            self.documents[place[profile.key]].add(appearance.document_id)
            if (day := day_of(appearance.published)) is not None:
                insort(self.days, (day, place[profile.key]))
        self.all = sum(map(len, self.documents))

    def meant_by(self, appearance: Appearance) -> Meant:
        """Whom an appearance by surname alone means."""
        if not self.profiles:
            return Meant(None, None, None)
        near = self._near(appearance)
        looked_at = {*near, *range(min(MOST, len(self.profiles)))}
        looked_at.update(at for name in appearance.beside for at in self.beside.get(name, ())[:MOST])
        found = {at: self._weight(appearance, at, near[at]) for at in sorted(looked_at)}
        rest = AT_ANOTHER_TIME * (self.all - sum(len(self.documents[at]) for at in looked_at))
        best = min(found, key=lambda at: (-found[at], self.profiles[at].key))
        chance = found[best] / (sum(found.values()) + rest + self.else_)
        person = self.profiles[best]
        if chance < LINE:
            return Meant(None, None, f"surname alone; may be {person.fullest} ({chance:.2f})", person, chance)
        return Meant(person, chance, f"by surname, most likely of {len(self.profiles)} who bear it")

    def _near(self, appearance: Appearance) -> Counter[int]:
        """How many documents of the weeks around name each bearer."""
        day = day_of(appearance.published)
        if day is None:
            return Counter()
        start, stop = (bisect_left(self.days, (limit, -1)) for limit in (day - AROUND, day + AROUND + 1))
        return Counter(at for _, at in self.days[start:stop])

    def _weight(self, appearance: Appearance, at: int, near: int) -> float:
        person = self.profiles[at]
        weight = near + AT_ANOTHER_TIME * (len(self.documents[at]) - near)
        weight *= _role_ratio(appearance, person)
        weight *= _owner_ratio(appearance, person) * _shared_ratio(appearance, person)
        if _is_contradicted(appearance, person):
            weight *= CONTRADICTED
        return weight * (SAME_DOCUMENT if appearance.document_id in person.documents else 1.0)


def _is_one_office(one: str, other: str) -> bool:
    """Whether two roles may be one: “President” and “US President”, but not a candidate."""
    how = relation_of_roles(one, other)
    return how is RoleRelation.SAME or (
        how is RoleRelation.LIKE and fold(take_apart(one).word) == fold(take_apart(other).word)
    )


def _shared_ratio(appearance: Appearance, person: Profile) -> float:
    """How much likelier what an appearance shares with this person is for this one than for anybody."""
    ratio = BESIDE ** min(2, sum(name in person.beside for name in appearance.beside))
    if not person.said.isdisjoint(appearance.said):
        ratio *= math.exp(weight_of(Trait.SAID, SAME))
    times = max((person.subjects[subject] for subject in appearance.subjects), default=0)
    return ratio * (1 + times / len(person.documents) * (math.exp(weight_of(Trait.SUBJECT, ONE)) - 1))


def _is_contradicted(appearance: Appearance, person: Profile) -> bool:
    """Whether a title (“Baroness Kemp”) or a suffix beside the surname is not this person's."""
    mine, theirs = parse_name(appearance.name), parse_name(person.fullest)
    called = (mine, *(parse_name(" ".join(_before(appearance.name, source))) for source in appearance.called))
    genders = {name.gender for name in called if name.titles} - {None}
    suffix = bool(mine.suffix) and fold(mine.suffix) != fold(theirs.suffix)
    return suffix or (len(genders) == 1 and {*genders, theirs.gender} == {"he", "she"})


def _before(name: str, source: str) -> tuple[str, ...]:
    """A name with the word before it in a source: “Baroness Kemp” of “Labour peer Baroness Kemp, who ...”."""
    before, found, _ = source.partition(name)
    return (*before.split()[-1:], name) if found else (name,)


def _owner_ratio(appearance: Appearance, person: Profile) -> float:
    """How much likelier whose a surname is called, as “North Korea's Kim” is, is for this person than for anybody."""
    owned = [take_apart(each) for each in appearance.called if each.endswith(f" {appearance.name}")]
    marks = frozenset().union(*(parts.marks for parts in owned if not parts.word))
    if not (marks and person.told):
        return 1.0
    alike = sum(times for role, times in person.roles.items() if take_apart(role).marks & marks)
    return min(alike, person.told) / person.told / HAS_OWNER if alike else OTHER_ROLE


def _role_ratio(appearance: Appearance, person: Profile) -> float:
    """How much likelier the roles of an appearance are for this person than for anybody."""
    roles = [role for role in appearance.roles if is_telling(role)]
    if not (roles and person.told):
        return 1.0
    alike = sum(times for theirs, times in person.roles.items() if any(_is_one_office(mine, theirs) for mine in roles))
    return min(alike, person.told) / person.told / HAS_ROLE if alike else OTHER_ROLE
