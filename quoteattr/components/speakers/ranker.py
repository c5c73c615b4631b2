"""Chooses among the persons whom “he” or “she” may mean: a conditional logit over a few features.

In: a `PronounCandidate` for each person, with what its mentions so far say. Out: the chance of each to be the one
that is meant; nothing in it is random, and the weights are data (ranker.json, made by
`python -m quoteattr.training.pronouns`)::

    chances((one, other), read_ranker()) -> [0.93, 0.07]
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from quoteattr.errors import ModelError

FILE = "ranker.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class PronounCandidate:
    """A person whom a pronoun may mean; every field but `entity` is a feature, 0..1.

    Attributes:
        entity: number of the entity.
        salience: its salience, relative to the most salient candidate.
        foremost: it is the most salient candidate.
        share: its share of the mentions of all candidates so far.
        lead: it has been mentioned most often so far.
        known: its gender is known, and that of the pronoun.
        person: it is known to be a person.
        latest: no other candidate was mentioned since.
        near: 1 in the same sentence, 1/2 in the sentence before, and so on.
        clause: it is the subject of a clause earlier in the sentence.
        parallel: its last mention and the pronoun are both subjects, or both are none.
        repeated: the last pronoun of the same gender meant it.
        speaker: it spoke last.
        speaks_on: it spoke last, and the pronoun is a source.
        continues: it spoke last, and the cue says that the speaker goes on.
        silent: it did not speak last though the pronoun is a source, and somebody else did.
        in_headline: the headline names it.
    """

    entity: int
    salience: float
    foremost: float
    share: float
    lead: float
    known: float
    person: float
    latest: float
    near: float
    clause: float
    parallel: float
    repeated: float
    speaker: float
    speaks_on: float
    continues: float
    silent: float
    in_headline: float


FEATURES = tuple(field.name for field in fields(PronounCandidate) if field.name != "entity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranker:
    """Weights by the name of the feature.

    Attributes:
        weights: of the features.
        least: chance from which on the best candidate is the one that is meant.
        close: chance from which on another one is named as a candidate.
    """

    weights: Mapping[str, float]
    least: float
    close: float


@cache
def read_ranker() -> Ranker:
    """The ranker of the package.

    Raises:
        ModelError: the file does not fit this version.
    """
    stated = json.loads((files(__package__) / FILE).read_text(encoding="utf-8"))
    if set(stated["weights"]) != set(FEATURES):
        raise ModelError(f"{FILE} has other features than this version expects; train it again, or reinstall quoteattr")
    return Ranker(weights=stated["weights"], least=stated["least"], close=stated["close"])


def values_of(candidate: PronounCandidate) -> tuple[float, ...]:
    """The features of a candidate in the order of `FEATURES`."""
    return tuple(getattr(candidate, name) for name in FEATURES)


def chances(candidates: Sequence[PronounCandidate], ranker: Ranker) -> list[float]:
    """How likely each candidate is the one that is meant; they add up to 1."""
    scores = [sum(ranker.weights[name] * getattr(each, name) for name in FEATURES) for each in candidates]
    top = max(scores, default=0.0)
    odds = [math.exp(score - top) for score in scores]
    return [each / sum(odds) for each in odds]
