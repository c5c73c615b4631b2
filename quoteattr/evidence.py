"""What speaks for two appearances of a name being one speaker, and what speaks against it.

In: `Appearance`s. Out: the relation of their roles, and the other evidence that they share::

    relation(in_monday, [in_friday])  -> Relation.SAME   # “Mayor of Marne”, “Marne mayor”
    shared_evidence([a], [b], ())     -> ["also names Tom Hale"]
"""

import datetime
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from quoteattr.components.rolewords import take_apart
from quoteattr.components.vocabulary import RoleNoun, fold, name_parts, role_noun
from quoteattr.statements import SpeakerType

# Documents of the same week are about the same event more often than not.
DAYS = 7
ALSO = "also names"
_SOFT = frozenset({"person", "resident", "relative", "spouse", "parent", "child", "sibling", "associate", "opposite"})
# Kinds in which people move on: a senator becomes a minister.
_CAREER = frozenset({"politician", "head of government"})
# Kinds that hold too much to say that two of them are one: a head teacher, a chief executive.
_VAGUE = frozenset({"campaigner", "chief", "official", "teacher"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """A speaker of one document.

    Attributes:
        id: hash of document, name and type.
        document_id, outlet, published: of the document.
        name, type: as the document has them.
        roles: what the document says that it is.
        beside: full names of the other speakers of the document.
        alone: it stays in its document unless somebody decides otherwise: a surname, a description.
    """

    id: str
    document_id: str
    name: str
    type: SpeakerType
    roles: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None
    beside: tuple[str, ...] = ()
    alone: bool = False

    @property
    def key(self) -> str:
        """The name without case, diacritics, articles and endings of companies."""
        return fold(self.name) if self.type is SpeakerType.PERSON else bodies_key(self.name)

    def evidence(self) -> Iterator[str]:
        """What another appearance may share; without outlet, nothing is known that could tell two apart."""
        yield f"outlet {fold(self.outlet or '')}"
        yield from (f"beside {fold(name)}" for name in self.beside)
        if self.published and (week := week_of(self.published)) is not None:
            yield f"week {week}"

    def told(self, piece: str) -> str:
        """A piece of evidence in words."""
        kind, _, value = piece.partition(" ")
        if kind == "beside":
            return f"{ALSO} {next(name for name in self.beside if fold(name) == value)}"
        return f"same outlet ({self.outlet})" if self.outlet and kind == "outlet" else _TOLD[kind]


_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TOLD = {"outlet": "nothing known against it", "week": "same week"}


class Relation(StrEnum):
    """How the roles of two appearances go together."""

    SAME = "same"
    LIKE = "like"
    APART = "apart"  # of one kind, but in different bodies or places
    AGAINST = "against"
    NONE = "none"  # nothing is known on one side


@lru_cache(maxsize=100_000)
def week_of(date: str) -> int | None:
    """A number for the week of a date, None for what is none."""
    found = _DATE.match(date)
    try:
        return datetime.date.fromisoformat(found.group()).toordinal() // DAYS if found else None
    except ValueError:
        return None


def bodies_key(name: str) -> str:
    """The name of a body without article and ending: “The Acme Corp.” and “Acme” are one."""
    words = fold(name).split()
    words = words[1:] if len(words) > 1 and words[0] == "the" else words
    endings = {fold(ending) for ending in name_parts("company ending")}
    return " ".join(words[:-1] if len(words) > 1 and words[-1] in endings else words)


def relation(some: Iterable[Appearance], cluster: Iterable[Appearance]) -> Relation:
    """How the roles of appearances go with those of a cluster: the best that any two of them do."""
    mine, theirs = (dict.fromkeys(role for each in group for role in each.roles) for group in (some, cluster))
    found = {relation_of_roles(one, other) for one in mine for other in theirs}
    return next((how for how in Relation if how in found), Relation.NONE)


def is_telling(appearance: Appearance) -> bool:
    """Whether a role says more than everybody may be: not a witness, a brother, a colleague."""
    nouns = (role_noun(take_apart(role).word) for role in appearance.roles)
    return any(noun is not None and not noun.kinds <= _SOFT for noun in nouns)


@lru_cache(maxsize=100_000)
def relation_of_roles(one: str, other: str) -> Relation:
    """How two roles, as texts state them, go together."""
    mine, theirs = take_apart(one), take_apart(other)
    first, second = role_noun(mine.word), role_noun(theirs.word)
    if fold(one) == fold(other):
        return Relation.NONE if first and first.kinds <= _SOFT else Relation.SAME
    if first is None or second is None or first.kinds <= _SOFT or second.kinds <= _SOFT:
        return Relation.NONE
    if fold(mine.word) != fold(theirs.word) and not first.is_like(second) and not _is_career(first, second):
        return Relation.AGAINST
    if mine.marks & theirs.marks:
        return Relation.SAME
    close = fold(mine.word) == fold(theirs.word) or _is_career(first, second) or _is_close(first, second)
    return Relation.LIKE if close and not (mine.marks and theirs.marks) else Relation.APART


def _is_career(first: RoleNoun, second: RoleNoun) -> bool:
    return bool(first.kinds & _CAREER and second.kinds & _CAREER)


def _is_close(first: RoleNoun, second: RoleNoun) -> bool:
    """Whether two nouns share a kind that says something."""
    return replace(first, kinds=first.kinds - _VAGUE).is_like(second)


def shared_evidence(
    some: Sequence[Appearance], cluster: Sequence[Appearance], clusters: Iterable[Collection[Appearance]]
) -> list[str]:
    """What appearances share with a cluster, in words, the strongest first; not what other clusters have as well."""
    others = {piece for other in clusters if other is not cluster for each in other for piece in each.evidence()}
    theirs = {piece for each in cluster for piece in each.evidence()} - others
    found = {each.told(piece): piece for each in some for piece in each.evidence() if piece in theirs}
    return sorted(found, key=lambda told: (not also(told), told))


def also(told: str) -> bool:
    """Whether a piece of evidence, in words, is another name that both documents have."""
    return told.startswith(ALSO)


def is_same_role(one: str, other: str) -> bool:
    """Whether two roles are one."""
    return relation_of_roles(one, other) is Relation.SAME
