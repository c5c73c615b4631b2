"""The kinds of figures that a report is made of.

In: counts. Out: scores, shares and breakdowns, frozen; a share of nothing is None::

    >>> Score.of(found=9, predicted=10, gold=12).precision
    0.9
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Precision, recall and their harmonic mean; 0 where there is nothing to divide by."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, found: float, predicted: float, gold: float) -> "Score":
        """The score of so many found out of so many predicted and so many in the gold."""
        return cls.mean(found / predicted if predicted else 0.0, found / gold if gold else 0.0)

    @classmethod
    def mean(cls, precision: float, recall: float) -> "Score":
        """The score of a precision and a recall that count different things."""
        total = precision + recall
        return cls(precision=precision, recall=recall, f1=2 * precision * recall / total if total else 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """Gold quotes of one sort: how many there are, are found, and are given the right source."""

    gold: int
    found: int
    right: int
    recall: float | None
    accuracy: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerScore:
    """Verdicts on the speaker or the role of gold statements.

    `accuracy` is over all of them, `of_found` over those that were found.
    """

    gold: int
    right: int
    wrong: int
    unsettled: int
    missed: int
    accuracy: float | None
    of_found: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSpans:
    """How well source spans are drawn: the share that is exact, and the mean overlap."""

    count: int
    exact: float | None
    overlap: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """One of the main figures, with its 95% interval over documents when there is one."""

    value: float
    low: float | None = None
    high: float | None = None


def ratio(part: float, whole: float) -> float | None:
    """The share, None of nothing."""
    return part / whole if whole else None
