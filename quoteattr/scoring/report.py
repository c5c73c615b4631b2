"""The figures of an evaluation, as values and as a table.

In: a `Report`, made by `evaluate`. Out: JSON, or the table that a person reads::

    print(evaluate(read_gold([Path("gold.jsonl")]), predictions).table())
"""

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from quoteattr.scoring.calibration import Calibration
from quoteattr.scoring.measures import Breakdown, Headline, Score, SourceSpans, SpeakerScore

WIDTH = 100  # columns of the table
HARD_SPACE = "\N{NO-BREAK SPACE}"  # keeps what belongs together on one line


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Every figure of an evaluation; docs/accuracy.md says what each one means.

    Attributes:
        documents: how many were scored.
        without_predictions: how many of them had no prediction line.
        quotes_found, quotes_attributed: quoted segments that a relation covers.
        source_accuracy: of the quotes found, the share with the right source.
        quotes_without_source: quotes found for which no source was predicted.
        quotes_by: form of the source, length in words, kind of relation, group -> breakdown.
        groups: scores of each group: found, attributed.
        claims: found, attributed, exact, exact_attributed -> score over all relations.
        claims_with_speaker: indirect and mixed claims whose speaker is right.
        not_quotes: quoted segments that nobody said: gold, and taken for quotes.
        claims_by_kind: kind -> the recalls of the same four.
        tiers: quoted, said, other -> score of the attributed claims.
        spans, characters: content, source, cue -> score, whole spans or by characters.
        source_spans: which matches -> how well the source is drawn.
        speakers: quotes, claims, and each with the form of the source -> verdicts.
        roles: given (the text gives a role), none -> verdicts.
        polarity: gold:predicted -> how often, over claims found.
        calibration: of the confidence, when the predictions have one.
        speaker_calibration: of the confidence in the speaker, the same.
        headlines: the main figures with their intervals.
        counts: gold and predicted quotes and claims.
    """

    documents: int
    without_predictions: int
    counts: Mapping[str, int]
    quotes_found: Score
    quotes_attributed: Score
    source_accuracy: float | None
    quotes_without_source: int
    quotes_by: Mapping[str, Mapping[str, Breakdown]]
    groups: Mapping[str, Mapping[str, Score]]
    claims: Mapping[str, Score]
    claims_with_speaker: Score
    not_quotes: Mapping[str, int]
    claims_by_kind: Mapping[str, Mapping[str, float | None]]
    tiers: Mapping[str, Score]
    spans: Mapping[str, Score]
    characters: Mapping[str, Score]
    source_spans: Mapping[str, SourceSpans]
    speakers: Mapping[str, SpeakerScore]
    roles: Mapping[str, SpeakerScore]
    polarity: Mapping[str, int]
    calibration: Calibration
    speaker_calibration: Calibration
    headlines: Mapping[str, Headline]

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON holds it."""
        return asdict(self)

    def table(self) -> str:
        """The figures as lines of text, in percent."""
        return "\n".join(_lines(self))


def _percent(share: float | None) -> str:
    return "    -" if share is None else f"{100 * share:5.1f}"


def _columns(score: Score) -> str:
    return f"{_percent(score.precision)} {_percent(score.recall)} {_percent(score.f1)}"


def _lines(report: Report) -> Iterator[str]:
    missing = report.without_predictions
    yield f"documents {report.documents}" + (f" ({missing} without predictions)" if missing else "")
    yield f"{'':32}    P     R    F1"
    yield from _quote_lines(report)
    yield from _claim_lines(report)
    yield from _span_lines(report)
    if report.speakers:
        yield from _speaker_lines(report)
    if report.calibration.error is not None:
        yield from calibration_lines(report.calibration)
    if report.speaker_calibration.error is not None:
        yield "confidence in the speaker:"
        yield from calibration_lines(report.speaker_calibration)
    yield "main figures, with 95% intervals over documents"
    yield from (_headline(name, value) for name, value in report.headlines.items())


def _quote_lines(report: Report) -> Iterator[str]:
    predicted, gold = report.counts["quotes.predicted"], report.counts["quotes.gold"]
    yield f"{'quotes found':32}{_columns(report.quotes_found)}   ({predicted} predicted, {gold} in the gold)"
    accuracy = _percent(report.source_accuracy).strip()
    note = f"({accuracy} of those found; no source for {report.quotes_without_source})"
    yield f"{'quotes found, right source':32}{_columns(report.quotes_attributed)}   {note}"
    if report.not_quotes["gold"]:
        taken, gold = report.not_quotes["taken"], report.not_quotes["gold"]
        yield f"{'titles, terms taken for quotes':32}{_percent(taken / gold)}   ({taken} of {gold})"
    for part, parts in report.quotes_by.items():
        yield from _breakdown_lines(part, parts)


def _breakdown_lines(part: str, parts: Mapping[str, Breakdown]) -> list[str]:
    shares = (
        f"{key} {_percent(each.recall).strip()}/{_percent(each.accuracy).strip()} (of {each.gold})".replace(
            " ", HARD_SPACE
        )
        for key, each in parts.items()
    )
    text = f"by {part}, found/right source: " + "  ".join(shares)
    lines = textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)
    return [line.replace(HARD_SPACE, " ") for line in lines]


def _claim_lines(report: Report) -> Iterator[str]:
    predicted, gold = report.counts["claims.predicted"], report.counts["claims.gold"]
    names = {
        "found": f"({predicted} predicted, {gold} in the gold)",
        "attributed": "right source",
        "exact": "content exact",
        "exact_attributed": "content exact, right source",
    }
    for key, score in report.claims.items():
        yield f"{'claims ' + key.replace('_', ', '):32}{_columns(score)}   {names[key]}"
    for tier, score in report.tiers.items():
        yield f"{'  attributed, tier ' + tier:32}{_columns(score)}"
    for kind, recalls in report.claims_by_kind.items():
        shares = "  ".join(f"{key.replace('_', ', ')} {_percent(recall).strip()}" for key, recall in recalls.items())
        yield f"  recall of {kind}: {shares}"


def _span_lines(report: Report) -> Iterator[str]:
    for part, score in report.spans.items():
        yield f"{'exact spans, ' + part:32}{_columns(score)}"
    for part, score in report.characters.items():
        yield f"{'characters, ' + part:32}{_columns(score)}"
    for key, spans in report.source_spans.items():
        name = "source span, " + key.replace("_source", "s").replace("_", ", ")
        yield f"{name:32}exact {_percent(spans.exact)}, overlap {_percent(spans.overlap)} (of {spans.count})"


def _speaker_lines(report: Report) -> Iterator[str]:
    score = report.claims_with_speaker
    yield f"{'claims, right speaker':32}{_columns(score)}"
    for title, rows in (("speaker", report.speakers), ("role", report.roles)):
        yield f"{title:32}right    of   wrong  unsettled  missed  right of found  wrong of found"
        for key, row in rows.items():
            found = row.gold - row.missed
            counts = f"{row.gold:6} {row.wrong:7} {row.unsettled:10} {row.missed:7}"
            counts += f"{_percent(row.of_found):>16}{_percent(row.wrong / found if found else None):>16}"
            yield f"  {key:30}{_percent(row.accuracy)}{counts}"
    if report.polarity:
        yield "polarity, gold:predicted  " + "  ".join(f"{key} {number}" for key, number in report.polarity.items())


def calibration_lines(calibration: Calibration) -> Iterator[str]:
    """The error and the table of a calibration, as lines of text."""
    yield f"expected calibration error {100 * (calibration.error or 0.0):.1f}"
    for each in calibration.bins:
        shares = f"mean {_percent(each.confidence)}, right {_percent(each.accuracy)}"
        yield f"  confidence {each.low:.1f} to {each.high:.1f}: {each.count:6} records, {shares}"


def _headline(name: str, value: Headline) -> str:
    interval = "" if value.low is None else f"  [{_percent(value.low).strip()}, {_percent(value.high).strip()}]"
    return f"  {name:38}{_percent(value.value)}{interval}"
