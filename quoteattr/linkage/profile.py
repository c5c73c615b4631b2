"""What is known of one person: the appearances that were put together, and what they say, counted.

In: an `Appearance`, or another profile. Out: a `Profile` that grows::

    profile = Profile.of(in_monday)
    profile.take(Profile.of(in_friday), 0.97, "same name and role")
"""

from bisect import insort
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from quoteattr.components.names import parse_name
from quoteattr.components.vocabulary import fold
from quoteattr.evidence import Appearance, day_of
from quoteattr.rolerelations import is_telling


@lru_cache(maxsize=100_000)
def given_names(name: str) -> tuple[str, ...]:
    """The given names of a full name, folded; one behind a family name is one: “Chol-un”, “Chol Un”.

    >>> given_names("Ana B. Ruiz"), given_names("Kim Chol Un"), given_names("Kim Chol-un")
    (('ana', 'b'), ('cholun',), ('cholun',))
    """
    parts = parse_name(name)
    given = tuple(map(fold, parts.given))
    return ("".join(given).replace("-", ""),) if parts.family_first else given


class Membership(NamedTuple):
    """That an appearance belongs to a profile: with which chance, and why; both None while it is the only one."""

    chance: float | None = None
    reason: str | None = None


@dataclass(slots=True)
class Profile:
    """Appearances of one person, and what they say.

    Attributes:
        key: smallest id of an appearance; it orders profiles, whatever the order of documents.
        members: ids of appearances, each with chance and reason.
        names: names as they stand, by documents.
        roles: those that tell something, by documents.
        beside: names of the others of the documents, by documents.
        subjects: what the documents are about, by documents.
        said: how its longer quotes begin.
        told: documents in which a role tells something.
        outlets: the papers, by documents.
        documents, born: of the appearances.
        days: of the documents, in their order, as numbers.
        fullest: the name that says most: with a middle name or a suffix, where a document has one.
    """

    key: str
    members: dict[str, Membership]
    names: Counter[str]
    roles: Counter[str]
    beside: Counter[str]
    subjects: Counter[str]
    said: set[str]
    told: int
    documents: set[str]
    outlets: Counter[str]
    days: list[int]
    born: set[int]
    fullest: str

    @classmethod
    def of(cls, appearance: Appearance) -> "Profile":
        """The profile of one appearance."""
        telling = {fold(role): role for role in appearance.roles if is_telling(role)}
        day = day_of(appearance.published)
        return cls(
            key=appearance.id,
            members={appearance.id: Membership()},
            names=Counter([appearance.name]),
            roles=Counter(telling.values()),
            beside=Counter(set(appearance.beside)),
            subjects=Counter(set(appearance.subjects)),
            said=set(appearance.said),
            told=1 if telling else 0,
            documents={appearance.document_id},
            outlets=Counter([appearance.outlet] if appearance.outlet else []),
            days=[] if day is None else [day],
            born=set() if appearance.born is None else {appearance.born},
            fullest=appearance.name,
        )

    def take(self, other: "Profile", chance: float, reason: str) -> None:
        """Add the appearances of another profile, which belong here with that chance."""
        if len(self.members) == 1:  # with a second one, each has its reason
            self.members = {member: Membership(chance, reason) for member in self.members}
        for member, known in other.members.items():
            before = 1.0 if known.chance is None else known.chance
            self.members[member] = Membership(min(before, chance), known.reason or reason)
        self.key = min(self.key, other.key)
        self.names.update(other.names)
        self.roles.update(other.roles)
        self.beside.update(other.beside)
        self.subjects.update(other.subjects)
        self.said |= other.said
        self.told += other.told
        self.documents |= other.documents
        self.outlets.update(other.outlets)
        for day in other.days:
            insort(self.days, day)
        self.born |= other.born
        self.fullest = max(self.fullest, other.fullest, key=lambda name: (len(fold(name)), name))
