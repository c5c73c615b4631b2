"""The chances of candidates, of speakers as of roles: a softmax over their weighted features.

In: candidates with features by name, and the weights of their group (scorer.json, roles.json). Out: a chance each::

    chances(candidates, read_scorer().weights[SourceGroup.HE_SHE]) -> [0.93, 0.07]

The weights are those of greatest penalised likelihood on annotated articles (quoteattr.training.choice), so that the
chances are calibrated.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Protocol

from quoteattr.components.speakers.candidate import SourceGroup
from quoteattr.errors import ModelError

FILE = "scorer.json"


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
