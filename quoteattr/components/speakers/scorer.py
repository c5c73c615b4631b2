"""Decides who a source is: a conditional logit over the features of the candidates, or nobody where it is too close.

In: the candidates of a source (candidates.py) and the weights of its group (scorer.json, made by
`python -m quoteattr.training.scorer`). Out: a `Decision`: the candidate, its chance, the runners-up with theirs, and
the features that spoke for it most against the runner-up::

    decision = decide(candidates, SourceGroup.HE_SHE, read_scorer())
    decision.candidate.name, decision.chance

The chance of a candidate is that of a softmax over all of them; the weights are those of greatest penalised
likelihood on annotated articles, so that the chances are calibrated (Durrett and Klein, EMNLP 2013, for features of
coreference; McFadden 1974 for the model).
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Protocol

from quoteattr.components.speakers.candidate import Candidate, Sort, SourceGroup
from quoteattr.errors import ModelError

FILE = "scorer.json"
# Chance from which on one is named though the rules leave it open between several: a wrong speaker is worse than none.
CONTESTED = 0.8
MOST_EVIDENCE = 4  # features that a decision names


class Weighed(Protocol):
    """Anything that features speak for."""

    @property
    def features(self) -> Mapping[str, float]:
        """By name; what is not there is 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorer:
    """What decides.

    Attributes:
        weights: by group of what is decided and name of the feature.
        least: chance, by group, from which on the best candidate is chosen; below it none is.
        close: chance from which on a runner-up is named as a candidate; 1 where none ever is.
    """

    weights: Mapping[StrEnum, Mapping[str, float]]
    least: Mapping[StrEnum, float]
    close: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Who a source is.

    Attributes:
        candidate: the one that is chosen; None where it is too close, or nobody fits.
        chance: of the best candidate, 0 to 1.
        runners_up: the others that are likely at all, the likeliest first, with their chances; of an open
            decision all of them.
        evidence: names of the features that speak for the best candidate most, the weightiest first.
    """

    candidate: Candidate | None
    chance: float
    runners_up: tuple[tuple[Candidate, float], ...]
    evidence: tuple[str, ...]


@cache
def read_scorer(file: str = FILE, groups: type[StrEnum] = SourceGroup) -> Scorer:
    """A scorer of the package, that of speakers unless another file is named, for all groups of its kind.

    Raises:
        ModelError: the file is missing or does not fit this version.
    """
    try:
        stated = json.loads((files(__package__) / file).read_text(encoding="utf-8"))
        return Scorer(
            weights={groups(group): weights for group, weights in stated["weights"].items()},
            least={groups(group): float(least) for group, least in stated["least"].items()},
            close=float(stated.get("close", 1.0)),
        )
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{file}: does not fit this version ({error!r}); reinstall quoteattr") from error


def score(candidate: Weighed, weights: Mapping[str, float]) -> float:
    """What speaks for a candidate, all together."""
    return sum(value * weights.get(name, 0.0) for name, value in candidate.features.items())


def chances(candidates: Sequence[Weighed], weights: Mapping[str, float]) -> list[float]:
    """How likely each candidate is the one that is meant; they add up to 1."""
    scores = [score(candidate, weights) for candidate in candidates]
    top = max(scores, default=0.0)
    odds = [math.exp(each - top) for each in scores]
    total = sum(odds)
    return [each / total for each in odds]


def decide(candidates: Sequence[Candidate], group: SourceGroup, scorer: Scorer) -> Decision:
    """Choose among the candidates of a source, of which the last one is always “nobody”.

    Two candidates of one name (a person whom the document brings in twice) are one answer.
    """
    weights = scorer.weights[group]
    likely = dict[str, tuple[float, Candidate]]()
    for candidate, chance in zip(candidates, chances(candidates, weights), strict=True):
        before, first = likely.get(candidate.name, (0.0, candidate))
        likely[candidate.name] = (before + chance, first)
    ranked = sorted(likely.values(), key=lambda pair: -round(pair[0], 6))
    chance, best = ranked[0]
    settled = best.sort is not Sort.OPEN and chance >= least_chance(candidates, group, scorer)
    others = ranked[1:] if settled else ranked
    return Decision(
        candidate=best if settled else None,
        chance=chance,
        runners_up=tuple(
            (other, value) for value, other in others if value >= scorer.close and other.sort is not Sort.OPEN
        ),
        evidence=_evidence(best, ranked[1][1] if len(ranked) > 1 else None, weights),
    )


def least_chance(candidates: Sequence[Candidate], group: SourceGroup, scorer: Scorer) -> float:
    """The chance from which on the best candidate is the speaker."""
    contested = candidates[-1].features.get("open_candidates", 0.0) > 0
    return max(scorer.least[group], CONTESTED if contested else 0.0)


def chance_of(name: str, candidates: Sequence[Candidate], group: SourceGroup, scorer: Scorer) -> float:
    """The chance of the candidates of a name."""
    likely = chances(candidates, scorer.weights[group])
    return sum(chance for candidate, chance in zip(candidates, likely, strict=True) if candidate.name == name)


def _evidence(best: Candidate, second: Candidate | None, weights: Mapping[str, float]) -> tuple[str, ...]:
    """The features that speak for one candidate more than for another."""
    against = second.features if second else {}
    gains = {name: weights.get(name, 0.0) * (value - against.get(name, 0.0)) for name, value in best.features.items()}
    ranked = sorted((name for name, gain in gains.items() if gain > 0), key=lambda name: (-gains[name], name))
    return tuple(ranked[:MOST_EVIDENCE])
