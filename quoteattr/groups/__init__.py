"""Quote groups: the same utterance by the same speaker, across documents and wordings.

In: a store, some of whose quotes wait for their group. Out: rows of quote_groups and quote_variants::

    counts = update_groups(store)

The order in which documents come does not matter, by construction: whether two wordings meet (keys.py) and whether
they say the same (links.py) follows from the two alone, and what a group is (clusters.py) from all wordings that links
lead to, which are gathered anew whenever one of them is touched. A group is therefore the same after one run over all
documents as after a run for each.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from quoteattr.comparing import Match, compare, marked
from quoteattr.documents import digest
from quoteattr.groups.clusters import Cluster, clusters
from quoteattr.groups.keys import ALONE, keys_of, voice_of, wording_number
from quoteattr.groups.links import OTHER_SPEAKER, Side, link_of
from quoteattr.store import Store
from quoteattr.store import grouping as tables
from quoteattr.store.grouping import DueQuote, KnownWording, Link
from quoteattr.wording import Wording, wording

# Quotes that are placed in one transaction: enough to pay for sorting their keys, few enough to wait for.
CHUNK = 20_000

OnQuotes = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCounts:
    """What an update did: quotes that waited, and groups that were made or made anew."""

    quotes: int
    groups: int


def update_groups(store: Store, on_quotes: OnQuotes | None = None) -> GroupCounts:
    """Finds the group of every quote that waits for it: new, corrected, or of another speaker than before.

    Args:
        store: open for writing.
        on_quotes: is told how many quotes have been placed, each time some have.
    """
    quotes = groups = 0
    while True:
        with store.transaction():
            due = tables.due_quotes(store.connection, limit=CHUNK)
            if due:
                groups += _regroup(store, _place(store, due))
        if not due:
            return GroupCounts(quotes=quotes, groups=groups)
        quotes += len(due)
        if on_quotes:
            on_quotes(len(due))


def _place(store: Store, due: Sequence[DueQuote]) -> set[int]:
    """Gives each quote the number of its wording, and links new wordings to others; gives the numbers."""
    sides: dict[int, Side] = {}
    numbers: list[tuple[int, str]] = []
    for quote in due:
        side = _side(quote)
        numbers.append((side.number, quote.quote_id))
        sides[side.number] = side
    sides.pop(ALONE, None)
    tables.save_wordings(store.connection, numbers)
    keys = [(key, side.number) for side in sides.values() for key in keys_of(side.voice, side.words)]
    pairs = tables.save_keys(store.connection, keys)
    tables.save_links(store.connection, _links(store, sides, pairs))
    return set(sides)


def _side(quote: DueQuote) -> Side:
    voice, words = voice_of(quote), wording(quote.text)
    return Side(wording_number(voice, words), voice, words)


def _links(store: Store, new: dict[int, Side], pairs: Sequence[tuple[int, int]]) -> Iterable[Link]:
    others = {other for _, other in pairs} - new.keys()
    known = {number: _side(quote) for number, quote in tables.quotes_with(store.connection, others).items()}
    sides = {**known, **new}
    for one, other in pairs:
        # Two new ones meet twice, once from either side.
        if other in sides and not (other in new and other < one):
            link = link_of(sides[one], sides[other])
            if link:
                yield link


def _regroup(store: Store, touched: set[int]) -> int:
    """Makes the groups anew of all wordings that links lead to from those that were touched."""
    links = _closure(store, touched)
    linked = {number for link in links for number in (link.wording, link.other)}
    several = linked | tables.repeated_wordings(store.connection, touched - linked)
    known = {found.wording: found for found in tables.known_wordings(store.connection, several)}
    groups = [group for group in clusters(known, links) if _quotes(group) > 1]
    variants = [_variant(member, group) for group in groups for member in group.wordings]
    tables.replace_groups(store.connection, touched | linked, map(_row, groups), variants)
    return len(groups)


def _closure(store: Store, touched: Iterable[int]) -> set[Link]:
    """All links that lead from the touched wordings on, however far."""
    links: set[Link] = set()
    seen, frontier = set(touched), set(touched)
    while frontier:
        found = set(tables.links_at(store.connection, frontier, but=OTHER_SPEAKER))
        links |= found
        frontier = {number for link in found for number in (link.wording, link.other)} - seen
        seen |= frontier
    return links


def _quotes(group: Cluster) -> int:
    return sum(member.quotes for member in group.wordings)


def _row(group: Cluster) -> dict[str, Any]:
    """The row of quote_groups."""
    members = group.wordings
    firsts, lasts = (
        [date for date in dates if date] for dates in zip(*((m.first, m.last) for m in members), strict=True)
    )
    return {
        "id": _group_id(group),
        "text": group.fullest.text,
        "speaker_id": members[0].speaker_id,
        "occurrences": _quotes(group),
        "documents": len(frozenset().union(*(member.documents for member in members))),
        "outlets": len(frozenset().union(*(member.outlets for member in members))),
        "wordings": len({wording(member.text).words for member in members}),
        "first": min(firsts, default=None),
        "last": max(lasts, default=None),
        "first_quote_id": members[0].quote_id,
    }


def _group_id(group: Cluster) -> str:
    return digest("group", str(group.fullest.wording))


def _variant(member: KnownWording, group: Cluster) -> dict[str, Any]:
    """The row of quote_variants: how a wording differs from the fullest one of its group."""
    said, fullest = wording(member.text), wording(group.fullest.text)
    found = compare(said, fullest)
    return {
        "wording": member.wording,
        "group_id": _group_id(group),
        "relation": "fullest" if member is group.fullest else _edit(said, found.match),
        "similarity": found.similarity,
        "differs": None if member is group.fullest else marked(found.differences),
    }


def _edit(said: Wording, match: Match) -> str:
    """What was done to the fullest wording."""
    if match is Match.EXACT:
        return "marks"
    if said.bracketed:
        return "bracketed"
    if said.is_edited:
        return "ellipsis"
    return "cut" if match is Match.FRAGMENT else "changed"
