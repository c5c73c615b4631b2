"""What the models must show on the corpora that are not part of the project.

In: the report of a model on a corpus. Out: each figure that is below its floor, as a sentence::

    for fault in below("sm", "PolNeAR dev, US politics", report):
        print(fault)

The floors were agreed before the models were trained, those of the press when they were first measured. They are
raised when a model gets better, and lowered only with a reason in docs/accuracy.md. Those on the articles of the
project are in tests/test_accuracy.py.
"""

from collections.abc import Callable, Iterator, Mapping

from quoteattr.scoring import Report

# Names of the corpora in accuracy.py, and of the parts of corpora/press.
POLNEAR, NEWS = "PolNeAR dev, US politics", "GUM dev, news"
PARTS = ("train", "dev", "test")

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
    "claims found": lambda report: report.claims["found"].f1,
    "speaker of a quote, of those found": lambda report: report.speakers["quotes"].of_found or 0.0,
    "speaker of a claim, of those found": lambda report: report.speakers["claims"].of_found or 0.0,
    "role that the article gives": lambda report: report.roles["given"].of_found or 0.0,
    "100 less the calibration error of speakers": lambda report: 1 - (report.speaker_calibration.error or 0.0),
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
# In percent, of sm on each of PARTS: what was measured on 27 November 2026, less one.
PRESS_FLOORS: Mapping[str, tuple[float, float, float]] = {
    "quotes found": (95.9, 94.3, 93.7),
    "quotes with the right source": (88.7, 89.1, 86.2),
    "claims found": (86.4, 87.1, 85.7),
    "claims with the right source": (82.3, 83.0, 80.7),
    "speaker of a quote, of those found": (90.1, 92.3, 88.6),
    "speaker of a claim, of those found": (88.1, 90.5, 84.9),
    "role that the article gives": (82.0, 77.5, 73.6),
    "100 less the calibration error of speakers": (97.5, 96.6, 95.0),
}
MODELS = ("sm", "lg")


def below(model: str, corpus: str, report: Report) -> Iterator[str]:
    """Each figure of a model on a corpus that is below its floor; none for a model that has no floors."""
    if model not in MODELS:
        return
    floors = {name: each[MODELS.index(model)] for name, each in FLOORS.get(corpus, {}).items()}
    yield from _below(f"{model} on {corpus}", report, floors)


def below_on_press(model: str, part: str, report: Report) -> Iterator[str]:
    """Each figure of sm on a part of corpora/press that is below its floor."""
    if model == MODELS[0]:
        floors = {name: each[PARTS.index(part)] for name, each in PRESS_FLOORS.items()}
        yield from _below(f"{model} on the press, {part}", report, floors)


def _below(where: str, report: Report, floors: Mapping[str, float]) -> Iterator[str]:
    for name, floor in floors.items():
        value = 100 * FIGURES[name](report)
        if value < floor:
            yield f"{where}: {name} {value:.1f}, below its floor of {floor}"
