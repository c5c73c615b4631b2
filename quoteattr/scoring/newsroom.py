"""A newsroom's own accuracy: what its reviewers have said of what was extracted.

In: the newest review of each statement of a database. Out: `NewsroomReport`, as JSON or as a table::

    print(newsroom_report(latest_reviews(Path("quotes.db"))).table())

A review holds what is right and what the last extraction found, so the figures are those of the model that
extracted last. Reviewers choose what they look at: the figures hold for the statements that were reviewed.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import NormalDist
from typing import Any

from quoteattr.scoring.calibration import Calibration, Outcome, calibrate
from quoteattr.scoring.report import calibration_lines
from quoteattr.store.reviews import Judgement

ReviewRow = Mapping[str, Any]

# Two-sided 95% of the normal distribution, for Wilson's interval.
_Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of how many are right, with Wilson's 95% interval (Wilson 1927); None of nothing."""

    right: int
    of: int
    value: float | None = None
    low: float | None = None
    high: float | None = None

    @classmethod
    def count(cls, outcomes: Iterable[bool]) -> "Share":
        """The share of what is true."""
        found = list(outcomes)
        right, n = sum(found), len(found)
        if not n:
            return cls(right=0, of=0)
        share, squared = right / n, _Z**2 / n
        middle = (share + squared / 2) / (1 + squared)
        half = (share * (1 - share) * squared + squared**2 / 4) ** 0.5 / (1 + squared)
        return cls(right=right, of=n, value=share, low=max(0.0, middle - half), high=min(1.0, middle + half))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsroomReport:
    """Figures over reviewed statements, each counted once, by its newest review.

    Attributes:
        reviewed: how many statements.
        reviewers: how many people.
        first, last: when the first and the last of these reviews were made.
        figures: name -> share that is right, of the statements that it makes sense for.
        groups: kind, method -> share whose speaker is right.
        calibration: whether the confidence means what it says.
    """

    reviewed: int
    reviewers: int
    first: str | None
    last: str | None
    figures: Mapping[str, Share]
    groups: Mapping[str, Mapping[str, Share]]
    calibration: Calibration

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON holds it."""
        return asdict(self)

    def table(self) -> str:
        """The figures as lines of text, in percent."""
        return "\n".join(_lines(self))


def newsroom_report(reviews: Iterable[ReviewRow]) -> NewsroomReport:
    """The figures of the newest review of each statement."""
    rows = list(reviews)
    found = [row for row in rows if row["found_id"] is not None]
    statements = [row for row in found if not _is_refuted(row)]
    dates = sorted(row["created"] for row in rows)
    return NewsroomReport(
        reviewed=len(rows),
        reviewers=len({row["reviewer"] for row in rows}),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        figures={
            "still found": Share.count(row["found_id"] is not None for row in rows if not _is_refuted(row)),
            "said by somebody": Share.count(not _is_refuted(row) for row in found),
            "right speaker": Share.count(map(_has_right_speaker, statements)),
            "right role": Share.count(row["found_role"] == row["role"] for row in statements),
            "right words": Share.count(row["found_text"] == row["text"] for row in statements),
            "right act": Share.count(map(_has_right_act, statements)),
            "all right": Share.count(map(_is_right, found)),
        },
        groups={name: _grouped(found, name) for name in ("kind", "found_by")},
        calibration=calibrate(Outcome(confidence=row["confidence"], right=_is_attributed(row)) for row in found),
    )


def _is_refuted(row: ReviewRow) -> bool:
    return bool(row["judgement"] == Judgement.WRONG)


def _has_right_speaker(row: ReviewRow) -> bool:
    return bool(row["found_speaker"] == row["speaker"])


def _has_right_act(row: ReviewRow) -> bool:
    extracted = json.loads(row["found"])
    return all(extracted[name] == row[name] for name in ("polarity", "modality"))


def _is_attributed(row: ReviewRow) -> bool:
    return not _is_refuted(row) and _has_right_speaker(row)


def _is_right(row: ReviewRow) -> bool:
    same = all(row[f"found_{name}"] == row[name] for name in ("speaker", "role", "text"))
    return same and _has_right_act(row) and not _is_refuted(row)


def _grouped(rows: Sequence[ReviewRow], column: str) -> dict[str, Share]:
    values = sorted({row[column] for row in rows})
    return {value: Share.count(map(_is_attributed, (row for row in rows if row[column] == value))) for value in values}


# What each figure counts, for those who read the table alone.
_MEANINGS = {
    "still found": "of what is said by somebody, by the last extraction",
    "said by somebody": "of what the last extraction found",
    "right speaker": "of these",
    "right role": "of these; none is right where the text gives none",
    "right words": "of these, to the letter",
    "right act": "of these: said, denied, not said, asked, supposed",
    "all right": "of what the last extraction found",
}


def _lines(report: NewsroomReport) -> Iterator[str]:
    if not report.reviewed:
        yield "no reviews yet: reviewers sign in to `quoteattr serve quotes.db --reviewers FILE` (docs/publishing.md)"
        return
    days = f"{(report.first or '')[:10]} to {(report.last or '')[:10]}"
    yield f"reviewed {report.reviewed} statements, by {report.reviewers} reviewers, {days}"
    for name, share in report.figures.items():
        yield f"{name:32}{_share(share)}   {_MEANINGS[name]}"
    for title, shares in report.groups.items():
        yield f"right speaker, by {'method' if title == 'found_by' else title}"
        yield from (f"  {value:30}{_share(share)}" for value, share in shares.items())
    if report.calibration.error is not None:
        yield from calibration_lines(report.calibration)
    yield "Reviewers chose these statements: the figures hold for what they chose."


def _share(share: Share) -> str:
    if share.value is None or share.low is None or share.high is None:
        return f"{'-':>5}"
    interval = f"[{100 * share.low:.1f}, {100 * share.high:.1f}]"
    return f"{100 * share.value:5.1f}  {share.right:5} of {share.of:<5} {interval:>14}"
