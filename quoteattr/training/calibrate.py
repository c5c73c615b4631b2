"""The last stage of training: thresholds, calibration and figures, on articles held back.

In: a model folder as `export` leaves it, and annotated articles that the network has not seen.
Out: the same folder with its final config.json, calibration.json, metrics.json and README.md::

    finish(Path("model"), held)
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np

from quoteattr.components.annotations import Attribution, Quotation
from quoteattr.components.attribution.calibration import FEATURES, Calibration, features_of
from quoteattr.components.attribution.decoding import Reading
from quoteattr.components.attribution.model import AttributionModel, ModelConfig, TextPart, write_config
from quoteattr.components.attribution.pieces import OuterQuotations, split_content
from quoteattr.components.quotations import find_quotations
from quoteattr.scoring import GoldDocument, Prediction, Report, evaluate
from quoteattr.scoring.alignment import align
from quoteattr.scoring.comparison import same_source
from quoteattr.scoring.evaluation import SAMPLES
from quoteattr.statements import Kind
from quoteattr.training.card import write_card

# Added to the scores (natural logarithms) of "no role", "no source" and "no cue": those that F on claims is
# best with are chosen. A network trained to be right piece by piece leaves out too much.
OUTSIDE_BIASES = (0.0, -0.3, -0.6, -0.9, -1.2)
SOURCELESS_BIASES = (0.0, -0.5, -1.0, -1.5)
CUELESS_BIASES = (0.0, -0.5, -1.0, -1.5)
# Then, of these, the confidence below which leaving indirect claims out makes F on claims best.
LEAST_CONFIDENCES = (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
PENALTY = 1.0  # on the squared weights of the regression, so that rare features stay small
INTERCEPT_PENALTY = 0.01  # hardly any; keeps it finite where all is right or nothing is found
NEWTON_STEPS = 30  # far more than a logistic regression of this size needs to settle


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An attribution of the model with whether it is right."""

    attribution: Attribution
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An annotated document with what the network says of it, so that the network runs only once."""

    gold: GoldDocument
    quotations: tuple[Quotation, ...]
    parts: tuple[tuple[TextPart, tuple[Reading, ...]], ...]


def finish(folder: Path, held: Sequence[GoldDocument]) -> None:
    """Choose the biases, fit the calibration, and write figures and card."""
    neutral = Calibration(weights=(0.0,) * len(FEATURES), intercept=0.0)
    neutral.write(folder / "calibration.json")
    model = AttributionModel.load(folder)
    documents = [read(model, document) for document in held]
    model.config = choose_biases(model, documents)
    judged = [each for document in documents for each in judge(document.gold, find(model, document))]
    model.calibration = fit_calibration(judged)
    model.calibration.write(folder / "calibration.json")
    model.config = choose_least(model, documents)
    write_config(model.config, folder / "config.json")
    report = measure(model, documents)
    (folder / "metrics.json").write_text(json.dumps(report.as_dict(), indent=2) + "\n", encoding="utf-8")
    write_card(folder, model, report)


def read(model: AttributionModel, document: GoldDocument) -> Read:
    """What the network says of a document."""
    quotations = find_quotations(document.text)
    parts = tuple((part, model.read(part)) for part in model.parts(document.text, quotations))
    return Read(gold=document, quotations=quotations, parts=parts)


def find(model: AttributionModel, document: Read) -> list[tuple[Prediction, Attribution]]:
    """The attributions that the model reports of a document, also as the scorer takes them."""
    text, outermost = document.gold.text, OuterQuotations(document.quotations)
    found = []
    for part, readings in document.parts:
        for attribution in model.decode(part, readings, document.quotations):
            content = split_content(text, outermost, attribution)
            confidence = model.calibration.confidence(attribution)
            thin = confidence < model.config.least_confidence
            if content is not None and not (thin and content.kind is Kind.INDIRECT):
                prediction = Prediction(
                    spans=content.spans,
                    kind=content.kind,
                    cue=attribution.cue,
                    source=attribution.source,
                    confidence=confidence,
                )
                found.append((prediction, attribution))
    return found


def measure(model: AttributionModel, documents: Iterable[Read], *, samples: int = SAMPLES) -> Report:
    """The figures of the model alone, without structural rules and speakers."""
    documents = list(documents)
    predictions = {document.gold.id: [found for found, _ in find(model, document)] for document in documents}
    return evaluate([document.gold for document in documents], predictions, samples=samples)


def choose_biases(model: AttributionModel, documents: Sequence[Read]) -> ModelConfig:
    """The configuration with the biases with which the claims of the documents are found best."""
    choices = product(OUTSIDE_BIASES, SOURCELESS_BIASES, CUELESS_BIASES)
    tried = [
        replace(model.config, outside_bias=outside, sourceless_bias=source, cueless_bias=cue)
        for outside, source, cue in choices
    ]
    return best_config(model, documents, tried)


def choose_least(model: AttributionModel, documents: Sequence[Read]) -> ModelConfig:
    """The configuration that leaves out the claims for which the evidence is too thin."""
    tried = [replace(model.config, least_confidence=least) for least in LEAST_CONFIDENCES]
    return best_config(model, documents, tried)


def best_config(model: AttributionModel, documents: Sequence[Read], tried: Iterable[ModelConfig]) -> ModelConfig:
    """The configuration of those tried with which claims and their sources are found best."""

    def claims(config: ModelConfig) -> float:
        model.config = config
        return measure(model, documents, samples=0).claims["attributed"].f1

    return max(tried, key=claims)


def judge(document: GoldDocument, found: Sequence[tuple[Prediction, Attribution]]) -> list[Judged]:
    """Which attributions are right: enough of the content, and the right source."""
    alignment = align(document, [prediction for prediction, _ in found])
    counted = {id(prediction) for prediction in alignment.claim_predictions}
    right = {
        id(pair.found)
        for pair in alignment.claims
        if pair.found is not None and same_source(document.text, pair.relation.source, pair.found.source)
    }
    return [
        Judged(attribution=attribution, right=id(prediction) in right)
        for prediction, attribution in found
        if id(prediction) in counted
    ]


def fit_calibration(judged: Sequence[Judged]) -> Calibration:
    """A logistic regression with a penalty on its weights, by Newton's method."""
    rows = np.array([[*features_of(each.attribution), 1.0] for each in judged]).reshape(-1, len(FEATURES) + 1)
    right = np.array([each.right for each in judged], dtype=np.float64)
    penalty = np.diag([PENALTY] * len(FEATURES) + [INTERCEPT_PENALTY])
    weights = np.zeros(rows.shape[1])
    for _ in range(NEWTON_STEPS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chance - right) + penalty @ weights
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + penalty
        weights -= np.linalg.solve(curve, slope)
    return Calibration(weights=tuple(float(weight) for weight in weights[:-1]), intercept=float(weights[-1]))
