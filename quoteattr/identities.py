"""Which speakers of different documents are one person or one body, and why.

In: `Appearance`s, the speakers of single documents as they stand there, and the `Decision`s of people. Out:
`Identity`s, each with its appearances and the reason for each of them::

    identify([in_monday, in_friday], [])  ->  (Identity(name="Ana Ruiz", ...),)

The same full name is one person unless more speaks against it than the name speaks for it: roles that contradict
each other, two ages, a “Jr.”; linkage/ weighs that. A surname alone is the one bearer whom the other documents make
likely, or stays in its document, as a description does. What people have decided comes before all of that. The
result depends on the appearances only, not on their order.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from quoteattr.components.names import parse_name
from quoteattr.components.vocabulary import fold
from quoteattr.decisions import Decision, DecisionKind
from quoteattr.documents import digest
from quoteattr.evidence import Appearance, bodies_key, is_description
from quoteattr.linkage.authority import Listed, Tie, find_ties
from quoteattr.linkage.people import find_people
from quoteattr.linkage.profile import Membership, Profile
from quoteattr.linkage.shortnames import is_mere_noun, short_names
from quoteattr.linkage.suggestions import Near, near_by_surname, near_people
from quoteattr.linkage.surnames import find_meant
from quoteattr.statements import SpeakerType

PERSON, SURNAME, BODY = "person", "surname", "body"
SAME_NAME = "same name"
# Bodies of one name are nearly always one; “the Ministry of Health” may be that of another country.
SAME_BODY = 0.95
MOSTLY_BODY = Membership(0.9, "other documents have it for a body, and nobody of that surname")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """One speaker across documents.

    Attributes:
        id: hash of the name, and of what tells it from others of that name.
        name: the fullest name that documents use, or the one that somebody has decided on.
        type: what most documents say.
        members: why each appearance belongs to it, and how likely, by the id of the appearance.
        ties: the entries of lists that it is or may be, the likeliest first.
        near: other speakers that it may be: their ids, with chance and reason.
    """

    id: str
    name: str
    type: SpeakerType
    members: Mapping[str, Membership]
    ties: tuple[Tie, ...] = ()
    near: tuple[Near, ...] = ()


def block_of(name: str, type_: SpeakerType, *, anonymous: bool) -> str | None:
    """What two appearances share that may be one; None for one that stays in its document.

    A surname alone has a block of its own, which is looked at with that of its bearers.
    """
    if anonymous or name[:1].islower() or type_ is SpeakerType.GROUP:
        return None
    if type_ is not SpeakerType.PERSON:
        return f"{BODY} {bodies_key(name)}"
    if is_description(name):
        return None
    parts = parse_name(name)
    return f"{PERSON if parts.is_full else SURNAME} {fold(parts.surname.split(' ')[-1])}"


def stays_apart(block: str | None) -> bool:
    """Whether an appearance of this block is somebody of its own until other documents say who."""
    return block is None or block.startswith(SURNAME)


def blocks_beside(block: str) -> tuple[str, ...]:
    """A block, and those that have to be looked at with it: what one document has for a surname may be a body."""
    _, _, name = block.partition(" ")
    return (block,) if " " in name else (f"{PERSON} {name}", f"{SURNAME} {name}", f"{BODY} {name}")


def identify(
    appearances: Iterable[Appearance], decisions: Sequence[Decision] = (), listed: Sequence[Listed] = ()
) -> tuple[Identity, ...]:
    """The speakers of appearances of one block, or of several that decisions join.

    Args:
        appearances: in any order.
        decisions: of people, in the order in which they were made.
        listed: the entries of lists that bear a name of these blocks.
    """
    ordered = sorted(appearances, key=lambda each: each.id)
    groups = _Groups(ordered)
    people: dict[str, list[Appearance]] = defaultdict(list)
    bodies: dict[str, list[Appearance]] = defaultdict(list)
    for each in ordered:
        if each.type is not SpeakerType.PERSON and not each.alone:
            # A mere “Council” is another one in each document, unless its text says which.
            bodies[f"{each.key} {each.id}" if is_mere_noun(each.name) else each.key].append(each)
        elif not each.alone:
            people[_surname(each)].append(each)
    for _, alike in sorted(bodies.items()):
        groups.join(alike, Membership(SAME_BODY, SAME_NAME))
    for short in short_names(bodies):
        groups.join((*bodies[short.full], *short.appearances), short.why)
    for surname, family in sorted(people.items()):
        named = bodies.get(surname, [])
        if len(named) >= len(family) and all(each.by_surname for each in family):
            groups.join((*named, *family), MOSTLY_BODY)
        else:
            _find_family(groups, surname, family)
    for decision in decisions:
        groups.apply_decision(decision)
    ties = _tie(groups, decisions, listed) if listed else {}
    return _identities(groups, decisions, ties)


def _surname(appearance: Appearance) -> str:
    return fold(parse_name(appearance.name).surname.split(" ")[-1])


def _find_family(groups: "_Groups", surname: str, family: Sequence[Appearance]) -> None:
    """The people of one surname, and whom the surname alone means."""
    profiles = find_people(each for each in family if not each.by_surname)
    short = [each for each in family if each.by_surname]
    found = find_meant(short, profiles, surname)
    groups.near += [*near_people(profiles), *near_by_surname(found.items())]
    for key, meant in found.items():
        groups.reasons[key] = Membership(meant.chance, meant.reason)
        if meant.profile is not None:
            groups.put((*meant.profile.members, key))
    for profile in profiles:
        groups.put(profile.members)
        groups.reasons.update(profile.members)


def _tie(groups: "_Groups", decisions: Sequence[Decision], listed: Sequence[Listed]) -> dict[str, list[Tie]]:
    """The entries of lists that groups are or may be, by the id of one of their appearances.

    Those that bear different names of one entry are made one group: a list knows who has married since.
    """
    names = {entry.identifier: set(map(fold, entry.names)) for entry in listed}
    clusters = [[groups.all[member] for member in sorted(members)] for _, members in sorted(groups.members.items())]
    # Of somebody whom people have taken out of another one, a name says nothing.
    named = [cluster for cluster in clusters if cluster[0].id not in groups.parted]
    likely = dict(zip([each[0].id for each in named], find_ties([*map(_profile_of, named)], listed), strict=True))
    ties = {}
    for cluster in clusters:
        found = likely.get(cluster[0].id, [])
        ties[cluster[0].id] = _decided(cluster, found, decisions, names)
    apart = _apart(groups, decisions)
    for one, other in combinations([cluster[0] for cluster in clusters], 2):
        mine, theirs = (next(iter(ties[each.id]), None) for each in (one, other))
        if not (mine and theirs and mine.holds and theirs.holds and mine.identifier == theirs.identifier):
            continue
        pair = frozenset((groups.group_of[one.id], groups.group_of[other.id]))
        called = {fold(one.name), fold(other.name)}
        if len(called) > 1 and called <= names[mine.identifier] and pair not in apart:
            chance = min(mine.chance, theirs.chance)
            groups.join([one, other], Membership(chance, f"both are {mine.identifier} of a list"))
    return ties


def _profile_of(cluster: Sequence[Appearance]) -> Profile:
    """What is known of a group by those of its appearances that have a name of their own, where any has."""
    first, *others = [each for each in cluster if not (each.alone or each.by_surname)] or cluster
    profile = Profile.of(first)
    for each in others:
        profile.take(Profile.of(each), 1.0, "")
    return profile


def _decided(
    cluster: Sequence[Appearance], found: list[Tie], decisions: Sequence[Decision], known: Container[str]
) -> list[Tie]:
    """The ties of a group after what its documents state, and people have decided, about it."""
    stated = Counter(each.identifier for each in cluster if each.identifier in known)
    if stated and len(stated) == 1:
        identifier = str(next(iter(stated)))
        found = [Tie(identifier, 1.0, "stated with the document"), *_without(found, identifier)]
    for decision in decisions:
        identifier = decision.identifier or ""
        if identifier not in known or not any(map(decision.speaker.fits, cluster)):
            continue
        found = _without(found, identifier)
        if decision.verdict is DecisionKind.LINK:
            found = [Tie(identifier, 1.0, decision.reason)]
    return found


def _without(found: list[Tie], identifier: str) -> list[Tie]:
    return [tie for tie in found if tie.identifier != identifier]


def _apart(groups: "_Groups", decisions: Sequence[Decision]) -> set[frozenset[str]]:
    """Pairs of groups that people have found to be two."""
    found = set()
    for decision in decisions:
        if decision.verdict is DecisionKind.APART and decision.other is not None:
            ours, theirs = (
                {groups.group_of[each.id] for each in groups.all.values() if chosen.fits(each)}
                for chosen in (decision.speaker, decision.other)
            )
            found |= {frozenset((mine, other)) for mine in ours for other in theirs}
    return found


class _Groups:
    """Appearances in groups, each with the reason why it is where it is."""

    def __init__(self, appearances: Sequence[Appearance]) -> None:
        self.all = {each.id: each for each in appearances}
        self.group_of = {each.id: each.id for each in appearances}
        self.members = {each.id: [each.id] for each in appearances}
        self.reasons = {each.id: Membership() for each in appearances}
        self.near: list[Near] = []
        self.parted: set[str] = set()

    def put(self, ids: Iterable[str]) -> None:
        """Make these one group."""
        found = sorted({self.group_of[each] for each in ids})
        for group in found[1:]:
            for member in self.members.pop(group):
                self.group_of[member] = found[0]
                self.members[found[0]].append(member)

    def join(self, appearances: Sequence[Appearance], why: Membership) -> None:
        """Make them one group; what belongs somewhere already keeps its reason."""
        if len({self.group_of[each.id] for each in appearances}) > 1:
            for each in appearances:
                if self.reasons[each.id].reason is None:
                    self.reasons[each.id] = why
        self.put(each.id for each in appearances)

    def part(self, appearances: Iterable[Appearance], why: Membership) -> None:
        """Make them a group of their own."""
        chosen = sorted(each.id for each in appearances)
        for member in chosen:
            self.members[self.group_of[member]].remove(member)
        for group in [group for group, members in self.members.items() if not members]:
            del self.members[group]
        for old, members in list(self.members.items()):
            if old not in members:  # the group was called by one that has left
                self.members[members[0]] = self.members.pop(old)
                self.group_of.update(dict.fromkeys(members, members[0]))
        self.members[chosen[0]] = chosen
        self.group_of.update(dict.fromkeys(chosen, chosen[0]))
        self.reasons.update(dict.fromkeys(chosen, why))

    def apply_decision(self, decision: Decision) -> None:
        """Do what somebody has decided, as far as it is about these appearances."""
        why = Membership(1.0, decision.reason)
        chosen = [each for each in self.all.values() if decision.speaker.fits(each)]
        if decision.verdict is DecisionKind.SPLIT and chosen:
            self.part(chosen, why)
            self.parted.update(each.id for each in chosen)
        elif decision.other is not None and chosen:
            self._apply_to_two(decision, chosen, [each for each in self.all.values() if decision.other.fits(each)], why)

    def _apply_to_two(
        self, decision: Decision, chosen: list[Appearance], others: list[Appearance], why: Membership
    ) -> None:
        """Make two one, or take the one out of the other."""
        if decision.verdict is DecisionKind.MERGE and others:
            self.reasons.update((each.id, why) for each in chosen)
            self.reasons.update((each.id, why) for each in others if self.reasons[each.id].reason is None)
            self.put(each.id for each in (*chosen, *others))
        elif decision.verdict is DecisionKind.APART:
            theirs = {self.group_of[each.id] for each in others}
            leaving = [each for each in chosen if self.group_of[each.id] in theirs and each not in others]
            if leaving:
                self.part(leaving, why)


def _identities(groups: _Groups, decisions: Sequence[Decision], ties: Mapping[str, list[Tie]]) -> tuple[Identity, ...]:
    clusters = [[groups.all[member] for member in sorted(members)] for members in groups.members.values()]
    names = [_name_of(cluster) for cluster in clusters]
    types = [_type_of(cluster) for cluster in clusters]
    often = Counter(zip(names, types, strict=True))
    found = []
    distinctions = [_distinction(cluster) for cluster in clusters]
    taken = Counter(zip(names, types, distinctions, strict=True))
    for cluster, name, type_, apart in zip(clusters, names, types, distinctions, strict=True):
        if len(cluster) == 1 and (cluster[0].alone or cluster[0].by_surname):
            apart = cluster[0].document_id  # as it is called while nobody has decided about it
        others: tuple[str, ...] = (apart,) if often[name, type_] > 1 or apart == cluster[0].document_id else ()
        others += (min(each.document_id for each in cluster),) if taken[name, type_, apart] > 1 else ()
        renamed = [each.name for each in decisions if each.name and any(map(each.speaker.fits, cluster))]
        found.append(
            Identity(
                id=digest(name, type_, *others),
                name=renamed[-1] if renamed else name,
                type=type_,
                members={each.id: groups.reasons[each.id] for each in cluster},
                ties=_ties_of(cluster, ties),
            )
        )
    near = _near(groups, {member: identity.id for identity in found for member in identity.members}, decisions)
    found = [replace(identity, near=tuple(near.get(identity.id, ()))) for identity in found]
    return tuple(sorted(found, key=lambda identity: (identity.name, identity.id)))


def _ties_of(cluster: Sequence[Appearance], ties: Mapping[str, list[Tie]]) -> tuple[Tie, ...]:
    """What the parts of a group are on lists; what two of them are, once."""
    found: dict[str, Tie] = {}
    for tie in (tie for each in cluster for tie in ties.get(each.id, ())):
        found[tie.identifier] = max(tie, found.get(tie.identifier, tie), key=lambda tie: tie.chance)
    return tuple(sorted(found.values(), key=lambda tie: (-tie.chance, tie.identifier)))


def _near(groups: _Groups, speakers: Mapping[str, str], decisions: Sequence[Decision]) -> dict[str, list[Near]]:
    """Whom each speaker may be, by ids of speakers: the likeliest of the pairs that are between the same two."""
    apart = _apart(groups, decisions)
    found: dict[tuple[str, str], Near] = {}
    for near in sorted(groups.near, key=lambda near: near.chance):
        pair = frozenset((groups.group_of[near.one], groups.group_of[near.other]))
        if len(pair) == 2 and pair not in apart:
            one, other = speakers[near.one], speakers[near.other]
            found[one, other] = Near(one, other, near.chance, near.reason)
    by_speaker: dict[str, list[Near]] = defaultdict(list)
    for near in found.values():
        by_speaker[near.one].append(near)
    return {speaker: sorted(all_, key=lambda near: (-near.chance, near.other)) for speaker, all_ in by_speaker.items()}


def _name_of(cluster: Sequence[Appearance]) -> str:
    """The name that most documents use, of these the longest, of these the one with diacritics."""
    full = [each.name for each in cluster if not each.by_surname]
    often = Counter(full or [each.name for each in cluster])
    return max(often, key=lambda name: (often[name], len(name), not name.isascii(), name))


def _type_of(cluster: Sequence[Appearance]) -> SpeakerType:
    often = Counter(each.type for each in cluster)
    return max(
        often,
        key=lambda type_: (type_ is not SpeakerType.UNKNOWN, often[type_], type_ is not SpeakerType.PERSON, type_),
    )


def _distinction(cluster: Sequence[Appearance]) -> str:
    """What tells a speaker from others of the name: the role that most documents give, "" without one."""
    often = Counter(fold(role) for each in cluster for role in each.roles)
    return max(often, key=lambda role: (often[role], role), default="")
