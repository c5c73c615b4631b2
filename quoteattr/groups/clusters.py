"""Clusters: which of some linked wordings form groups.

In: wordings and the links between them. Out: sets of wordings, each with its fullest one::

    for cluster in clusters(known, links):
        print(cluster.fullest.text, [wording.text for wording in cluster.wordings])

Versions that are near form a component. A component whose fullest wording is a piece of others joins them, if they
are one group; where it could belong to several (a phrase that somebody uses in many speeches), it joins the one that
was said nearest in time, if one is nearest, and none otherwise. Fuller ones are settled first, so the result follows
from wordings and links alone: the order in which documents came has no part in it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quoteattr.groups.links import NEAR, PART
from quoteattr.store.grouping import KnownWording, Link
from quoteattr.wording import wording


@dataclass(frozen=True, slots=True)
class Cluster:
    """Wordings of one utterance; the fullest one is among them."""

    fullest: KnownWording
    wordings: tuple[KnownWording, ...]


def clusters(known: Mapping[int, KnownWording], links: Iterable[Link]) -> list[Cluster]:
    """The clusters of all known wordings; one that nothing is linked to is a cluster of its own."""
    alive = [link for link in links if link.wording in known and link.other in known]
    component = _components(known, (link for link in alive if link.relation == NEAR))
    members: dict[int, list[KnownWording]] = defaultdict(list)
    for number, root in component.items():
        members[root].append(known[number])
    fullest = {root: max(found, key=_fullness) for root, found in members.items()}
    holders: dict[int, set[int]] = defaultdict(set)
    for link in alive:
        root = component[link.wording]
        if link.relation == PART and fullest[root].wording == link.wording and component[link.other] != root:
            holders[root].add(component[link.other])
    joined = _join(fullest, holders, members)
    together: dict[int, list[KnownWording]] = defaultdict(list)
    for root, found in members.items():
        together[joined[root]] += found
    return [Cluster(fullest[root], tuple(sorted(found, key=_order))) for root, found in sorted(together.items())]


def _components(known: Iterable[int], links: Iterable[Link]) -> dict[int, int]:
    """The least number of all wordings that links lead to, for each."""
    parent = {number: number for number in known}

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for link in links:
        one, other = sorted((root(link.wording), root(link.other)))
        parent[other] = one
    return {number: root(number) for number in parent}


def _join(
    fullest: Mapping[int, KnownWording], holders: Mapping[int, set[int]], members: Mapping[int, Sequence[KnownWording]]
) -> dict[int, int]:
    """For each component the one whose group it is in."""
    joined: dict[int, int] = {}
    for root in sorted(fullest, key=lambda root: _fullness(fullest[root]), reverse=True):
        groups = {joined[holder] for holder in holders.get(root, ()) if holder in joined}
        joined[root] = groups.pop() if len(groups) == 1 else _nearest(root, groups, members)
    return joined


def _nearest(root: int, groups: Iterable[int], members: Mapping[int, Sequence[KnownWording]]) -> int:
    """The one of several groups that was said nearest in time; `root` itself where none is."""
    said = _earliest(members[root])
    distances = sorted(
        (abs((said - other).days), group)
        for group in groups
        if said is not None and (other := _earliest(members[group])) is not None
    )
    if not distances or (len(distances) > 1 and distances[0][0] == distances[1][0]):
        return root
    return distances[0][1]


def _earliest(wordings: Iterable[KnownWording]) -> date | None:
    dates = [found.first for found in wordings if found.first]
    try:
        return date.fromisoformat(min(dates)[:10]) if dates else None
    except ValueError:
        return None


def _fullness(found: KnownWording) -> tuple[bool, int, int]:
    """What marks nothing as left out or replaced, then most words."""
    words = wording(found.text)
    return not words.is_edited, len(words.words), found.wording


def _order(found: KnownWording) -> tuple[bool, str, int]:
    return found.first is None, found.first or "", found.wording
