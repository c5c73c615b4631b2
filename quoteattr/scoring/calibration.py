"""Whether the confidence of a record means what it says.

In: for each record its confidence and whether it is right. Out: the expected calibration error and
the reliability table (Guo et al. 2017, "On Calibration of Modern Neural Networks")::

    >>> calibrate([Outcome(confidence=0.9, right=True), Outcome(confidence=0.9, right=False)]).error
    0.4
"""

from collections.abc import Iterable
from dataclasses import dataclass

BINS = 10  # of equal width, as the literature has it, so that figures compare


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One record: how sure the extractor was, and whether it was right."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The records whose confidence lies in a range.

    Attributes:
        low, high: the range; `high` belongs to the next bin, 1.0 to the last one.
        count: how many records.
        confidence: their mean confidence.
        accuracy: the share that is right.
    """

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Expected calibration error, None without records, and the bins that hold records."""

    error: float | None
    bins: tuple[Bin, ...]


def calibrate(outcomes: Iterable[Outcome]) -> Calibration:
    """The expected calibration error and its table: the mean gap between confidence and accuracy."""
    groups: dict[int, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(min(BINS - 1, int(outcome.confidence * BINS)), []).append(outcome)
    bins = tuple(_bin(number, groups[number]) for number in sorted(groups))
    total = sum(each.count for each in bins)
    error = sum(each.count * abs(each.confidence - each.accuracy) for each in bins) / total if total else None
    return Calibration(error=error, bins=bins)


def _bin(number: int, outcomes: list[Outcome]) -> Bin:
    count = len(outcomes)
    return Bin(
        low=number / BINS,
        high=(number + 1) / BINS,
        count=count,
        confidence=sum(outcome.confidence for outcome in outcomes) / count,
        accuracy=sum(outcome.right for outcome in outcomes) / count,
    )
