"""Estimates what agreement and difference of two appearances weigh, from the articles of a database.

In: a database of many articles. Out: the levels of each trait (quoteattr.linkage.levels) with their weights as JSON::

    python -m quoteattr.training.linkage pool.db quoteattr/linkage/weights.json

As Fellegi and Sunter (1969) have it, a level weighs the logarithm of m / u. u, its share among appearances of two
people, is counted over pairs drawn at random whose surnames differ; m, its share among those of one person, comes from
pairs of one full name by expectation maximisation with u as it is (Winkler 1988): most of these are one person, which
ones nobody has to say. A name of which all papers write counts no more than `MOST_OF_A_NAME` others. What too few pairs
tell, and what namesakes differ in, of whom a collection has hardly any, is set by hand, and the file says why.
"""

import json
import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from quoteattr.components.names import parse_name
from quoteattr.components.vocabulary import fold
from quoteattr.evidence import Appearance
from quoteattr.linkage.levels import ONE, OTHER, SAME, SEVERAL, Trait, level_of
from quoteattr.linkage.profile import Profile
from quoteattr.queries import reading
from quoteattr.rolerelations import RoleRelation
from quoteattr.store.appearances import appearance_of, rows_of

SEED = 7
# Pairs of different people that are drawn, pairs of one name that are looked at, and what a name counts at most.
DIFFERENT, PAIRS, MOST_OF_A_NAME = 100_000, 300, 20
ROUNDS, CLOSE = 200, 1e-7
# What is added to each count; share of pairs of one name that are one person, to begin with.
ADDED, FIRST = 0.5, 0.9
# Share of the agreeing levels among appearances of one person, to begin with.
AGREEING = 0.6
_AGREE = frozenset({RoleRelation.SAME, RoleRelation.LIKE, SAME, ONE, SEVERAL, "same week", "same month"})

_FEW = "so few appearances of one name come with two ages that nothing follows from them"
_NAMESAKES = (
    "two of one name are hardly ever two people in the collection, so that what is counted here are mistakes of "
    "reading and people who moved on; set on pairs of people of different stories that were given one name"
)
# What is set by hand: weight and why.
BY_HAND: Mapping[tuple[Trait, str], tuple[float, str]] = {
    (Trait.BORN, SAME): (3.0, _FEW),
    (Trait.BORN, OTHER): (-9.0, _FEW),
    (Trait.ROLE, RoleRelation.ELSEWHERE): (-4.5, _NAMESAKES),
    (Trait.ROLE, RoleRelation.APART): (-3.4, _NAMESAKES),
    (Trait.ROLE, RoleRelation.OTHER_OFFICE): (-3.0, _NAMESAKES),
    (Trait.ROLE, RoleRelation.AGAINST): (-4.5, _NAMESAKES),
}

Levels = Mapping[Trait, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two appearances of one full name, in levels, and what they count."""

    levels: Levels
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What was estimated.

    Attributes:
        one: how often each level stands among appearances of one person, in pairs as they count.
        two: the same among those of two people.
        same: share of the pairs of one name that are one person.
    """

    one: Mapping[Trait, Counter[str]]
    two: Mapping[Trait, Counter[str]]
    same: float


def main(database: Path, output: Path) -> None:
    """Estimate the weights, and write them."""
    appearances = list(read_appearances(database))
    names = Counter(fold(each.name) for each in appearances)
    documents = {each.document_id for each in appearances}
    estimate = estimate_weights(appearances)
    stated = {
        "method": "python -m quoteattr.training.linkage DATABASE FILE",
        "estimated_from": f"{len(appearances)} appearances of people by full name in {len(documents)} articles; "
        f"{sum(number > 1 for number in names.values())} names stand in several of them",
        "one_person": round(estimate.same, 3),
        "traits": tables(estimate),
    }
    output.write_text(json.dumps(stated, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read_appearances(database: Path) -> Iterator[Appearance]:
    """The people whom a database has by full name."""
    with reading(database) as connection:
        query = "SELECT DISTINCT block FROM appearances WHERE block LIKE 'person %' ORDER BY block"
        blocks = [block for (block,) in connection.execute(query)]
        yield from sorted(map(appearance_of, rows_of(connection, blocks)), key=lambda each: each.id)


def estimate_weights(appearances: Sequence[Appearance], different: int = DIFFERENT) -> Estimate:
    """How often each level stands among appearances of one person and of two."""
    drawn = random.Random(SEED)
    two = _counted((_levels(*pair), 1.0) for pair in _of_two_people(appearances, different, drawn))
    pairs = list(_of_one_name(appearances, drawn))
    one, same = _maximised(pairs, two)
    return Estimate(one=one, two=two, same=same)


def _levels(one: Appearance, other: Appearance) -> Levels:
    mine, theirs = Profile.of(one), Profile.of(other)
    return {trait: level for trait in Trait if (level := level_of(trait, mine, theirs)) is not None}


def _of_two_people(
    appearances: Sequence[Appearance], number: int, drawn: random.Random
) -> Iterator[tuple[Appearance, Appearance]]:
    """Pairs of appearances of different documents and surnames."""
    for _ in range(number):
        one, other = drawn.sample(appearances, 2)
        if one.document_id != other.document_id and parse_name(one.name).surname != parse_name(other.name).surname:
            yield one, other


def _of_one_name(appearances: Iterable[Appearance], drawn: random.Random) -> Iterator[Pair]:
    """Pairs of appearances of one full name in different documents; of n, as many as it takes to put them together."""
    by_name: dict[str, list[Appearance]] = defaultdict(list)
    for each in appearances:
        by_name[fold(each.name)].append(each)
    for _, alike in sorted(by_name.items()):
        pairs = [(one, other) for one, other in combinations(alike, 2) if one.document_id != other.document_id]
        chosen = pairs if len(pairs) <= PAIRS else drawn.sample(pairs, PAIRS)
        for one, other in chosen:
            yield Pair(levels=_levels(one, other), share=min(len(alike) - 1, MOST_OF_A_NAME) / len(chosen))


def _counted(pairs: Iterable[tuple[Levels, float]]) -> dict[Trait, Counter[str]]:
    found: dict[Trait, Counter[str]] = {trait: Counter() for trait in Trait}
    for levels, share in pairs:
        for trait, level in levels.items():
            found[trait][level] += share  # type: ignore[assignment]  # counts of pairs that count in part
    return found


def _maximised(pairs: Sequence[Pair], two: Mapping[Trait, Counter[str]]) -> tuple[Mapping[Trait, Counter[str]], float]:
    """The levels of appearances of one person, and the share of pairs that are, as the pairs make them likeliest."""
    known = {trait: sorted({pair.levels[trait] for pair in pairs if trait in pair.levels} | set(two[trait]))
             for trait in Trait}  # fmt: skip
    unlike = {trait: _shares(two[trait], known[trait]) for trait in Trait}
    alike = {trait: _first(known[trait]) for trait in Trait}
    same, total = FIRST, sum(pair.share for pair in pairs)
    for _ in range(ROUNDS):
        weights = {trait: {level: math.log(alike[trait][level] / unlike[trait][level]) for level in known[trait]}
                   for trait in Trait}  # fmt: skip
        chances = [_chance(pair.levels, weights, same) for pair in pairs]
        one = _counted((pair.levels, pair.share * chance) for pair, chance in zip(pairs, chances, strict=True))
        before, same = same, sum(pair.share * chance for pair, chance in zip(pairs, chances, strict=True)) / total
        alike = {trait: _shares(one[trait], known[trait]) for trait in Trait}
        if abs(same - before) < CLOSE:
            break
    return one, same


def _chance(levels: Levels, weights: Mapping[Trait, Mapping[str, float]], same: float) -> float:
    odds = math.log(same / (1 - same)) + sum(weights[trait][level] for trait, level in levels.items())
    return 1 / (1 + math.exp(-odds))


def _first(levels: Sequence[str]) -> dict[str, float]:
    """Shares to begin with: those that agree have most of it."""
    agree = [level for level in levels if level in _AGREE]
    rest = len(levels) - len(agree)
    return {level: AGREEING / len(agree) if level in agree else (1 - AGREEING) / rest for level in levels}


def _shares(counted: Mapping[str, float], levels: Sequence[str]) -> dict[str, float]:
    total = sum(counted.values()) + ADDED * len(levels)
    return {level: (counted.get(level, 0.0) + ADDED) / total for level in levels}


def tables(estimate: Estimate) -> dict[str, dict[str, dict[str, float | str]]]:
    """Each level of each trait: its weight, and the pairs of one person and of two that it rests on."""
    return {trait.value: dict(_table(trait, estimate.one[trait], estimate.two[trait])) for trait in Trait}


def _table(
    trait: Trait, one: Mapping[str, float], two: Mapping[str, float]
) -> Iterator[tuple[str, dict[str, float | str]]]:
    levels = sorted({*one, *two, *(level for known, level in BY_HAND if known is trait)})
    alike, unlike = _shares(one, levels), _shares(two, levels)
    for level in levels:
        estimated = round(math.log(alike[level] / unlike[level]), 2)
        shares = {"m": round(alike[level], 5), "u": round(unlike[level], 5)}
        counted = {"pairs_of_one": round(one.get(level, 0), 1), "pairs_of_two": round(two.get(level, 0))}
        if (trait, level) in BY_HAND:
            weight, why = BY_HAND[trait, level]
            yield str(level), {"weight": weight, "by_hand": why, "estimated": estimated, **shares, **counted}
        else:
            yield str(level), {"weight": estimated, **shares, **counted}


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
