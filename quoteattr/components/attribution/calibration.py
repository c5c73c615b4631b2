"""How often an attribution with such scores is right.

In: the scores of an attribution (of its content, cue, source and links). Out: its confidence, 0..1,
such that of those at 0.9 nine in ten are right: content overlaps by half or more and the source is
the right one::

    calibration = Calibration.read(folder / "calibration.json")
    calibration.confidence(attribution)

A logistic regression on the scores (Platt, 1999), fitted on articles that the model was not trained
on. An attribution made by a rule carries the reliability of the rule as its scores.
"""

import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from quoteattr.components.annotations import Attribution
from quoteattr.components.attribution.decoding import METHOD, UNLINKED
from quoteattr.errors import ModelError

# What the regression reads: log odds of the four scores, what is missing, and how much is quoted.
FEATURES = ("content", "cue", "source", "link", "no_source", "unlinked", "words")
NEAREST = 1e-3  # scores are kept this far from 0 and 1, where log odds are infinite
LONG = 40  # words of content from which on length says no more


def log_odds(chance: float) -> float:
    """Natural logarithm of the odds of a chance; finite at 0 and 1."""
    kept = min(max(chance, NEAREST), 1 - NEAREST)
    return math.log(kept / (1 - kept))


def features_of(attribution: Attribution) -> tuple[float, ...]:
    """The numbers that the regression reads, in the order of FEATURES."""
    content, cue, source, link = attribution.scores
    unlinked = attribution.method == UNLINKED
    length = sum(span.end - span.start for span in attribution.content) / 6  # letters a word, about
    return (
        log_odds(content),
        0.0 if unlinked else log_odds(cue),
        log_odds(source) if attribution.source else 0.0,
        log_odds(link),
        float(not attribution.source and not unlinked),
        float(unlinked),
        min(length, LONG) / LONG,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """A fitted regression: one weight for each of FEATURES."""

    weights: tuple[float, ...]
    intercept: float

    @classmethod
    def read(cls, path: Path) -> Self:
        """The calibration of a model folder.

        Raises:
            ModelError: the file is missing or was made for other features.
        """
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            found = cls(weights=tuple(values["weights"]), intercept=float(values["intercept"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"{path}: no readable calibration ({error}). Train the model again.") from error
        if len(found.weights) != len(FEATURES):
            raise ModelError(f"{path}: made by another version of quoteattr. Train the model again.")
        return found

    def write(self, path: Path) -> None:
        """Write the file that `read` reads."""
        path.write_text(json.dumps(asdict(self) | {"features": FEATURES}, indent=2) + "\n", encoding="utf-8")

    def confidence(self, attribution: Attribution) -> float:
        """The chance that the attribution is right, 0..1."""
        if attribution.method not in (METHOD, UNLINKED):
            return min(attribution.scores)
        products = zip(self.weights, features_of(attribution), strict=True)
        odds = self.intercept + sum(weight * value for weight, value in products)
        return 1 / (1 + math.exp(-max(min(odds, 50.0), -50.0)))
