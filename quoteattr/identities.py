"""Which speakers of different documents are one person or one body, and why.

In: `Appearance`s, the speakers of single documents as they stand there, and the `Decision`s of people. Out:
`Identity`s, each with its appearances and the reason for each of them::

    identify([in_monday, in_friday], [])  ->  (Identity(name="Ana Ruiz", ...),)

A full name and something that speaks for it make two appearances one: a role of the same kind, the same
outlet, another name that both documents have, days that lie close together. Roles that contradict each
other keep a name apart. A surname alone, or a description, stays in its document. What people have decided
comes before all of that. The result depends on the appearances only, not on their order.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quoteattr.components.names import are_compatible, parse_name
from quoteattr.components.vocabulary import familiar_forms, fold
from quoteattr.decisions import Decision, Verdict
from quoteattr.documents import digest
from quoteattr.evidence import (
    Appearance,
    Relation,
    also,
    bodies_key,
    is_same_role,
    is_telling,
    relation,
    shared_evidence,
)
from quoteattr.statements import SpeakerType

ALONE = "the only document that names it"
SAME_NAME = "same name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """One speaker across documents.

    Attributes:
        id: hash of the name, and of what tells it from others of that name.
        name: the fullest name that documents use, or the one that somebody has decided on.
        type: what most documents say.
        reasons: why each appearance belongs to it, by the id of the appearance.
    """

    id: str
    name: str
    type: SpeakerType
    reasons: Mapping[str, str]


def block_of(name: str, type_: SpeakerType, *, anonymous: bool) -> str | None:
    """What two appearances share that may be one; None for one that stays in its document."""
    if anonymous or name[:1].islower() or type_ is SpeakerType.GROUP:
        return None
    if type_ is not SpeakerType.PERSON:
        return f"body {bodies_key(name)}"
    parts = parse_name(name)
    return f"person {fold(parts.surname.split(' ')[-1])}" if parts.is_full else None


def identify(appearances: Iterable[Appearance], decisions: Sequence[Decision] = ()) -> tuple[Identity, ...]:
    """The speakers of appearances of one block, or of several that decisions join.

    Args:
        appearances: in any order.
        decisions: of people, in the order in which they were made.
    """
    ordered = sorted(appearances, key=lambda each: each.id)
    groups = _Groups(ordered)
    named: dict[tuple[str, str], list[Appearance]] = defaultdict(list)
    for each in ordered:
        if not each.alone:
            named[each.type if each.type is SpeakerType.PERSON else "body", each.key].append(each)
    for (kind, _), alike in sorted(named.items()):
        if kind == "body":
            groups.join(alike, SAME_NAME)
        else:
            _join_by_evidence(groups, alike)
    _join_variants(groups, [key for kind, key in named if kind == SpeakerType.PERSON])
    for decision in decisions:
        groups.obey(decision)
    return _identities(groups, decisions)


class _Groups:
    """Appearances in groups, each with the reason why it is where it is."""

    def __init__(self, appearances: Sequence[Appearance]) -> None:
        self.all = {each.id: each for each in appearances}
        self.group_of = {each.id: each.id for each in appearances}
        self.members = {each.id: [each.id] for each in appearances}
        self.reasons = {each.id: ALONE for each in appearances}

    def join(self, appearances: Iterable[Appearance], reason: str) -> None:
        """Make them one group."""
        found = sorted({self.group_of[each.id] for each in appearances})
        for group in found[1:]:
            for member in self.members.pop(group):
                self.group_of[member] = found[0]
                self.members[found[0]].append(member)
                if self.reasons[member] == ALONE:
                    self.reasons[member] = reason
        if len(found) > 1 and self.reasons[found[0]] == ALONE:
            self.reasons[found[0]] = reason

    def part(self, appearances: Iterable[Appearance], reason: str) -> None:
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
        self.reasons.update(dict.fromkeys(chosen, reason))

    def obey(self, decision: Decision) -> None:
        """Do what somebody has decided, as far as it is about these appearances."""
        chosen = [each for each in self.all.values() if decision.speaker.fits(each)]
        if decision.verdict is Verdict.SPLIT and chosen:
            self.part(chosen, decision.reason)
        elif decision.verdict is Verdict.MERGE and decision.other is not None:
            others = [each for each in self.all.values() if decision.other.fits(each)]
            for each in (*chosen, *others) if chosen and others else ():
                self.reasons[each.id] = decision.reason
            self.join((*chosen, *others) if chosen and others else (), decision.reason)


def _join_by_evidence(groups: _Groups, alike: Sequence[Appearance]) -> None:
    """Put together the appearances of one full name: those with roles first, then the others beside them."""
    clusters = _by_role(groups, [each for each in alike if is_telling(each)])
    for each in alike:
        if not is_telling(each):
            _join_nearest(groups, [each], clusters, clusters, SAME_NAME)
    if len(clusters) < 2:
        _join_chains(groups, alike)


def _join_chains(groups: _Groups, alike: Sequence[Appearance]) -> None:
    """Join what shares a piece of evidence with anything of the name, when nothing contradicts it."""
    by_evidence: dict[str, Appearance] = {}
    for each in alike:
        for piece in each.evidence():
            if piece in by_evidence:
                groups.join((each, by_evidence[piece]), f"same name, {each.told(piece)}")
            else:
                by_evidence[piece] = each


def _by_role(groups: _Groups, appearances: Sequence[Appearance]) -> list[list[Appearance]]:
    """Clusters of appearances whose roles go together; what fits several that contradict each other stays alone."""
    by_roles: dict[tuple[str, ...], list[Appearance]] = defaultdict(list)
    for each in appearances:
        by_roles[tuple(sorted(set(map(fold, each.roles))))].append(each)
    clusters: list[list[Appearance]] = []
    # The most telling roles first: a mere “economist” then finds both economists of the name, and joins none.
    for _, alike in sorted(by_roles.items(), key=lambda item: (-max(len(role.split()) for role in item[0]), item[0])):
        fitting = _fitting(alike, clusters)
        if not fitting:
            clusters.append(list(alike))
            groups.join(alike, "same name and role")
        elif len(fitting) == 1 or _is_bridge(alike, fitting):
            groups.join([*alike, *(cluster[0] for cluster in fitting)], "same name, role of the same kind")
            merged = [*(each for cluster in fitting for each in cluster), *alike]
            clusters = [*(cluster for cluster in clusters if cluster not in fitting), merged]
        else:
            _join_nearest(groups, alike, fitting, clusters, "same name and kind of role")
    return clusters


def _fitting(alike: Sequence[Appearance], clusters: Sequence[list[Appearance]]) -> list[list[Appearance]]:
    """Clusters that appearances may belong to: with the same role, else one of the kind, else names in common."""
    found = [(relation(alike, cluster), cluster) for cluster in clusters]
    for wanted in (Relation.SAME, Relation.LIKE):
        if fitting := [cluster for how, cluster in found if how is wanted]:
            return fitting
    apart = [cluster for how, cluster in found if how is Relation.APART]
    return [cluster for cluster in apart if any(also(told) for told in shared_evidence(alike, cluster, clusters))]


def _is_bridge(alike: Sequence[Appearance], clusters: Sequence[list[Appearance]]) -> bool:
    """Whether two roles of one document join two clusters: “the striker and, since May, mayor”."""
    roles = dict.fromkeys(role for each in alike for role in each.roles)
    known = [{role for each in cluster for role in each.roles} for cluster in clusters]
    same = [{mine for mine in roles if any(is_same_role(mine, role) for role in theirs)} for theirs in known]
    return all(same) and sum(map(len, same)) == len(set().union(*same))


def _join_nearest(
    groups: _Groups,
    alike: Sequence[Appearance],
    fitting: Sequence[list[Appearance]],
    clusters: Sequence[list[Appearance]],
    reason: str,
) -> None:
    """Join each appearance to the one cluster that more speaks for than for any other.

    Between two people of one name, a common outlet says too little.
    """
    for each in alike:
        scored = [
            ([told for told in shared_evidence([each], cluster, clusters) if also(told) or len(clusters) == 1], cluster)
            for cluster in fitting
        ]
        most = max((len(evidence) for evidence, _ in scored), default=0)
        best = [(evidence, cluster) for evidence, cluster in scored if most and len(evidence) == most]
        if len(best) == 1:
            evidence, cluster = best[0]
            groups.join((each, cluster[0]), f"{reason}, {evidence[0]}")


def _join_variants(groups: _Groups, keys: Iterable[str]) -> None:
    """Join forms of one full name (Bob and Robert J. Hale) that one role or another name in both speaks for."""
    by_form: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in sorted(keys):
        name = parse_name(key.title())
        first = fold(name.given[0])
        for form in {first, first[:1], *familiar_forms(first)}:
            by_form[form, fold(name.surname)].append(key)
    speakers = defaultdict(list)
    for group, members in groups.members.items():
        for key in {groups.all[member].key for member in members}:
            speakers[key].append(group)
    for keys_alike in by_form.values():
        for at, one in enumerate(keys_alike):
            for other in keys_alike[at + 1 :]:
                if are_compatible(parse_name(one.title()), parse_name(other.title())):
                    _join_forms(groups, speakers[one], speakers[other])


def _join_forms(groups: _Groups, ones: Sequence[str], others: Sequence[str]) -> None:
    """Join the only two groups of two forms that have evidence for each other."""
    found = []
    for one in dict.fromkeys(groups.group_of[each] for each in ones):
        for other in dict.fromkeys(groups.group_of[each] for each in others):
            mine, theirs = ([groups.all[member] for member in groups.members[group]] for group in (one, other))
            how = relation(mine, theirs) if one != other else None
            if how is Relation.SAME or (how is Relation.NONE and any(map(also, shared_evidence(mine, theirs, ())))):
                found.append((mine[0], theirs[0]))
    if len(found) == 1:
        groups.join(found[0], "a form of the same name, and role or other names in common")


def _identities(groups: _Groups, decisions: Sequence[Decision]) -> tuple[Identity, ...]:
    clusters = [[groups.all[member] for member in sorted(members)] for members in groups.members.values()]
    names = [_name_of(cluster) for cluster in clusters]
    types = [_type_of(cluster) for cluster in clusters]
    often = Counter(zip(names, types, strict=True))
    found = []
    distinctions = [_distinction(cluster) for cluster in clusters]
    taken = Counter(zip(names, types, distinctions, strict=True))
    for cluster, name, type_, apart in zip(clusters, names, types, distinctions, strict=True):
        if len(cluster) == 1 and cluster[0].alone:
            apart = cluster[0].document_id  # as it is called while nobody has decided about it
        others: tuple[str, ...] = (apart,) if often[name, type_] > 1 or apart == cluster[0].document_id else ()
        others += (min(each.document_id for each in cluster),) if taken[name, type_, apart] > 1 else ()
        renamed = [each.name for each in decisions if each.name and any(map(each.speaker.fits, cluster))]
        found.append(
            Identity(
                id=digest(name, type_, *others),
                name=renamed[-1] if renamed else name,
                type=type_,
                reasons={each.id: groups.reasons[each.id] for each in cluster},
            )
        )
    return tuple(sorted(found, key=lambda identity: (identity.name, identity.id)))


def _name_of(cluster: Sequence[Appearance]) -> str:
    """The name that most documents use, of these the longest, of these the one with diacritics."""
    often = Counter(each.name for each in cluster)
    return max(often, key=lambda name: (often[name], len(name), not name.isascii(), name))


def _type_of(cluster: Sequence[Appearance]) -> SpeakerType:
    often = Counter(each.type for each in cluster)
    return max(often, key=lambda type_: (type_ is not SpeakerType.UNKNOWN, often[type_], type_))


def _distinction(cluster: Sequence[Appearance]) -> str:
    """What tells a speaker from others of the name: the role that most documents give, "" without one."""
    often = Counter(fold(role) for each in cluster for role in each.roles)
    return max(often, key=lambda role: (often[role], role), default="")
