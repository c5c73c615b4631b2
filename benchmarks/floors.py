"""What the models must show on the corpora that are not part of the project.

In: the report of a model on a corpus. Out: each figure that is below its floor, as a sentence::

    for fault in below("sm", "PolNeAR dev, US politics", report):
        print(fault)

The floors were agreed before the models were trained. They are raised when a model gets better, and lowered only
with a reason in docs/accuracy.md. Those on the articles of the project are in tests/test_accuracy.py.
"""

from collections.abc import Callable, Iterator, Mapping

from quoteattr.scoring import Report

# Names of the corpora in accuracy.py.
POLNEAR, NEWS = "PolNeAR dev, US politics", "GUM dev, news"

FIGURES: Mapping[str, Callable[[Report], float]] = {
    "quotes found": lambda report: report.quotes_found.f1,
    "quotes with the right source": lambda report: report.quotes_attributed.f1,
    "quotes with the right source, recall": lambda report: report.quotes_attributed.recall,
    "claims with the right source": lambda report: report.claims["attributed"].f1,
    "quoted claims": lambda report: report.tiers["quoted"].f1,
    "plainly said claims": lambda report: report.tiers["said"].f1,
    "exact source": lambda report: report.spans["source"].f1,
    "exact cue": lambda report: report.spans["cue"].f1,
    "exact content": lambda report: report.spans["content"].f1,
    "100 less the calibration error": lambda report: 1 - (report.calibration.error or 0.0),
}

# In percent: (sm, lg).
FLOORS: Mapping[str, Mapping[str, tuple[float, float]]] = {
    POLNEAR: {
        "quotes found": (97, 97),
        "quotes with the right source": (92, 93),
        "claims with the right source": (72, 75),
        "quoted claims": (88, 90),
        "plainly said claims": (89, 91),
        "exact source": (80, 83),
        "exact cue": (74, 75),
        "exact content": (68, 71),
        "100 less the calibration error": (95, 95),
    },
    NEWS: {"quotes with the right source, recall": (88, 90)},
}
MODELS = ("sm", "lg")


def below(model: str, corpus: str, report: Report) -> Iterator[str]:
    """Each figure of a model on a corpus that is below its floor; none for a model that has no floors."""
    if model not in MODELS:
        return
    for name, floors in FLOORS.get(corpus, {}).items():
        value, floor = 100 * FIGURES[name](report), floors[MODELS.index(model)]
        if value < floor:
            yield f"{model} on {corpus}: {name} {value:.1f}, below its floor of {floor}"
