"""A logit over named features: the chance that a yes-or-no question is to be answered with yes.

In: features by name, and the weights that training wrote (`python -m quoteattr.training.speech`). Out: a chance::

    read_logit("quotations").chance({"words_1": 1.0, "title": 1.0})
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from quoteattr.errors import ModelError

FARTHEST = 30.0  # log odds from which on a chance is 0 or 1 for all purposes


@dataclass(frozen=True, slots=True, kw_only=True)
class Logit:
    """What decides.

    Attributes:
        weights: by name of the feature; what is not there weighs nothing.
        least: chance from which on the answer is yes.
    """

    weights: Mapping[str, float]
    least: float

    def chance(self, features: Mapping[str, float]) -> float:
        """How likely the answer is yes, 0 to 1."""
        odds = sum(value * self.weights.get(name, 0.0) for name, value in features.items())
        return 1 / (1 + math.exp(-max(min(odds, FARTHEST), -FARTHEST)))

    def holds(self, features: Mapping[str, float]) -> bool:
        """Whether the answer is yes."""
        return self.chance(features) >= self.least


@cache
def read_logit(name: str) -> Logit:
    """The logit of the package for a question: quotations or claims.

    Raises:
        ModelError: the file is missing or does not fit this version.
    """
    try:
        stated = json.loads((files(__package__) / f"{name}.json").read_text(encoding="utf-8"))
        return Logit(weights=dict(stated["weights"]), least=float(stated["least"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{name}.json: does not fit this version ({error!r}); reinstall quoteattr") from error
