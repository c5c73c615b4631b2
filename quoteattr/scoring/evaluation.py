"""Scoring: predictions against annotated text.

In: gold documents and predictions. Out: a `Report`, with bootstrap intervals over documents::

    report = evaluate(read_gold([Path("gold.jsonl")]), read_predictions(Path("out.jsonl")))
    report.headlines["quotes attributed F1"].value

Definitions follow the scorer of the PolNeAR trials; docs/accuracy.md states them. Nothing here
imports spaCy: `predict`, which does, loads the pipeline's module when it is called.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from quoteattr.scoring.alignment import align
from quoteattr.scoring.calibration import Outcome, calibrate
from quoteattr.scoring.counting import Counts, count, outcomes, speaker_outcomes
from quoteattr.scoring.gold import GoldDocument
from quoteattr.scoring.measures import Headline
from quoteattr.scoring.predictions import Prediction, to_predictions
from quoteattr.scoring.report import Report
from quoteattr.scoring.summary import HEADLINES, SPEAKER_HEADLINES, summarize

if TYPE_CHECKING:
    from spacy.language import Language

SAMPLES = 1000  # of the bootstrap: enough for the first decimal of a 95% interval
SEED = 13
RESAMPLED = ("quotes.", "claims.", "characters.", "speaker:", "role:")  # what the main figures are made of
TAIL = 0.025  # on either side of a 95% interval


def evaluate(
    gold: Iterable[GoldDocument],
    predictions: Mapping[str, Sequence[Prediction]],
    *,
    samples: int = SAMPLES,
    seed: int = SEED,
) -> Report:
    """Score predictions.

    Args:
        gold: the annotated documents.
        predictions: by the id of the gold document; one that is missing counts as empty.
        samples: of documents, for the intervals; 0 for none.
        seed: of the sampling; the same gives the same intervals.

    Raises:
        GoldError: a predicted offset lies outside its text.
    """
    counts: list[Counts] = []
    found: list[Outcome] = []
    spoken: list[Outcome] = []
    missing = 0
    for document in gold:
        alignment = align(document, predictions.get(document.id, ()))
        counts.append(count(alignment))
        found.extend(outcomes(alignment))
        spoken.extend(speaker_outcomes(alignment))
        missing += document.id not in predictions
    return summarize(
        _total(counts),
        documents=len(counts),
        without_predictions=missing,
        calibration=calibrate(found),
        speaker_calibration=calibrate(spoken),
        headlines=_headlines(counts, samples, seed),
    )


def _total(counts: Iterable[Counts]) -> Counts:
    total: Counts = Counter()
    for each in counts:
        total.update(each)
    return total


def _headlines(counts: Sequence[Counts], samples: int, seed: int) -> dict[str, Headline]:
    """The main figures with the interval that resampling the documents gives them."""
    total = _total(counts)
    speakers = any(key.startswith("speaker:") for key in total)
    measures = {**HEADLINES, **(SPEAKER_HEADLINES if speakers else {})}
    values: dict[str, list[float]] = {name: [] for name in measures}
    resampled = [Counter({key: number for key, number in each.items() if key.startswith(RESAMPLED)}) for each in counts]
    chance = random.Random(seed)
    for _ in range(samples if counts else 0):
        drawn = _total(resampled[chance.randrange(len(counts))] for _ in counts)
        for name, measure in measures.items():
            values[name].append(measure(drawn))
    return {name: _headline(measure(total), sorted(values[name])) for name, measure in measures.items()}


def _headline(value: float, resampled: Sequence[float]) -> Headline:
    if not resampled:
        return Headline(value=value)
    last = len(resampled) - 1
    low, high = int(TAIL * len(resampled)), min(last, int((1 - TAIL) * len(resampled)))
    return Headline(value=value, low=resampled[low], high=resampled[high])


def predict(gold: Iterable[GoldDocument], nlp: "Language") -> Iterator[tuple[str, tuple[Prediction, ...]]]:
    """What the pipeline finds in gold documents: id and predictions of each, lazily."""
    from quoteattr.pipeline import annotate  # spaCy: only when something is to be extracted

    documents = list(gold)
    extractions = annotate((document.document for document in documents), nlp)
    for document, extraction in zip(documents, extractions, strict=True):
        yield document.id, to_predictions(extraction)
