"""Learns to choose: the weights of a conditional logit over the features of candidates of which some are right.

In: examples, each with its candidates and which of them are right. Out: weights by the name of the feature::

    fitted(examples)["near"] > 0
    for example, chances in held_out(examples): ...   # by weights that were trained on other events

The weights are those of greatest penalised likelihood of a conditional logit (McFadden 1974), so the same input gives
the same weights. Choosing among the features by Wald's test within each fold was no better than the penalty alone.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_array

from quoteattr.components.speakers.scorer import Weighed

Array = NDArray[np.float64]

PENALTY = 1.0
RARE = 5  # features that fewer candidates have are left out
FOLDS = 8


class Choice(Protocol):
    """Candidates of which some are right, whatever they are candidates for."""

    @property
    def event(self) -> str:
        """Examples of one event are held out together."""

    @property
    def candidates(self) -> Sequence[Weighed]:
        """All that may be chosen."""

    @property
    def right(self) -> Sequence[bool]:
        """Which of them are right."""

    @property
    def weight(self) -> float:
        """How much it counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """Examples as arrays, one row a candidate, those of an example one after the other, so that a fit takes seconds."""

    features: csr_array  # candidates by features; most are 0
    starts: NDArray[np.int64]  # the first candidate of each example
    example: NDArray[np.int64]  # number of the example of each candidate
    right: Array  # whether a candidate is
    weights: Array  # of the examples


def pack(examples: Sequence[Choice], names: Sequence[str]) -> Packed:
    """Examples as arrays, with the features of these names."""
    places = {name: place for place, name in enumerate(names)}
    counts = [len(example.candidates) for example in examples]
    values, columns, rows = list[float](), list[int](), [0]
    for example in examples:
        for candidate in example.candidates:
            found = [(places[name], value) for name, value in candidate.features.items() if name in places]
            columns += [place for place, _ in found]
            values += [value for _, value in found]
            rows.append(len(columns))
    return Packed(
        features=csr_array((values, columns, rows), shape=(sum(counts), len(names)), dtype=np.float64),
        starts=np.cumsum([0, *counts[:-1]]) if counts else np.zeros(0, np.int64),
        example=np.repeat(np.arange(len(examples)), counts),
        right=np.array([right for example in examples for right in example.right], np.float64),
        weights=np.array([example.weight for example in examples]),
    )


def chances_of(packed: Packed, weights: Array) -> Array:
    """The chance of each candidate among those of its example."""
    scores: Array = packed.features @ weights
    odds = np.exp(scores - np.maximum.reduceat(scores, packed.starts)[packed.example])
    likely: Array = odds / np.add.reduceat(odds, packed.starts)[packed.example]
    return likely


def fit(examples: Sequence[Choice], names: Sequence[str], penalty: float = PENALTY) -> Array:
    """The weights of greatest penalised likelihood of the examples of a group, in the order of the features' names."""
    packed = pack(examples, names)
    counted = packed.weights[packed.example]

    def loss(weights: Array) -> tuple[float, Array]:
        likely = chances_of(packed, weights)
        share = np.add.reduceat(likely * packed.right, packed.starts) + 1e-12
        total = 0.5 * penalty * float(weights @ weights) - float(packed.weights @ np.log(share))
        over = (likely - likely * packed.right / share[packed.example]) * counted
        return total, penalty * weights + packed.features.T @ over

    found: Array = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return found


def features_of(examples: Iterable[Choice]) -> tuple[str, ...]:
    """The names of the features that are not rare, sorted."""
    counts = Counter(name for example in examples for candidate in example.candidates for name in candidate.features)
    return tuple(sorted(name for name, count in counts.items() if count >= RARE))


C = TypeVar("C", bound=Choice)


def held_out(examples: Sequence[C], penalty: float = PENALTY) -> Iterator[tuple[C, Array]]:
    """Each example of full weight with the chances of its candidates, by weights that were trained on other events."""
    events = sorted({example.event for example in examples})
    for fold in range(FOLDS):
        held = set(events[fold::FOLDS])
        trained = [example for example in examples if example.event not in held]
        names = features_of(trained)
        weights = fit(trained, names, penalty)
        left = [example for example in examples if example.event in held and example.weight == 1.0]
        packed = pack(left, names)
        yield from zip(left, np.split(chances_of(packed, weights), packed.starts[1:]), strict=True) if left else ()


def fitted(examples: Sequence[Choice], penalty: float = PENALTY) -> dict[str, float]:
    """The weights of a group by the names of its features, rounded as they are kept."""
    names = features_of(examples)
    return {name: round(float(weight), 3) for name, weight in zip(names, fit(examples, names, penalty), strict=True)}
