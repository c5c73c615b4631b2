"""From counts to the figures of a report.

In: the counts of a corpus (see `counting`). Out: the `Report`, and the main figures, which the
bootstrap works out again for each sample of documents::

    HEADLINES["quotes found F1"](totals)
"""

from collections.abc import Callable, Mapping

from quoteattr.scoring.calibration import Calibration
from quoteattr.scoring.comparison import Tier
from quoteattr.scoring.counting import Counts
from quoteattr.scoring.gold import SourceForm
from quoteattr.scoring.measures import Breakdown, Headline, Score, SourceSpans, SpeakerScore, ratio
from quoteattr.scoring.names import SpeakerVerdict
from quoteattr.scoring.report import Report
from quoteattr.statements import Kind

# The main figures: name, counts of a corpus -> value. They are what the bootstrap resamples.
HEADLINES: Mapping[str, Callable[[Counts], float]] = {
    "quotes found F1": lambda n: Score.of(n["quotes.found"], n["quotes.predicted"], n["quotes.gold"]).f1,
    "quotes attributed F1": lambda n: Score.of(n["quotes.attributed"], n["quotes.predicted"], n["quotes.gold"]).f1,
    "source right, of quotes found": lambda n: ratio(n["quotes.attributed"], n["quotes.found"]) or 0.0,
    "claims found F1": lambda n: Score.of(n["claims.found"], n["claims.predicted"], n["claims.gold"]).f1,
    "claims attributed F1": lambda n: Score.of(n["claims.attributed"], n["claims.predicted"], n["claims.gold"]).f1,
    "content characters F1": lambda n: _sets(n, "characters", "content").f1,
}
# The same where the gold says who speaks.
SPEAKER_HEADLINES: Mapping[str, Callable[[Counts], float]] = {
    "speaker right, of gold quotes": lambda n: _verdicts(n, "speaker:quotes").accuracy or 0.0,
    "speaker right, of gold claims": lambda n: _verdicts(n, "speaker:claims").accuracy or 0.0,
    "role right, where the text gives one": lambda n: _roles(n, "given").accuracy or 0.0,
}


def summarize(
    totals: Counts,
    *,
    documents: int,
    without_predictions: int,
    calibration: Calibration,
    speaker_calibration: Calibration,
    headlines: Mapping[str, Headline],
) -> Report:
    """The report of a corpus from the sum of the counts of its documents."""
    n = totals
    return Report(
        documents=documents,
        without_predictions=without_predictions,
        counts={key: n[key] for key in ("quotes.gold", "quotes.predicted", "claims.gold", "claims.predicted")},
        quotes_found=Score.of(n["quotes.found"], n["quotes.predicted"], n["quotes.gold"]),
        quotes_attributed=Score.of(n["quotes.attributed"], n["quotes.predicted"], n["quotes.gold"]),
        source_accuracy=ratio(n["quotes.attributed"], n["quotes.found"]),
        quotes_without_source=n["quotes.without_source"],
        quotes_by={part: _breakdowns(n, part) for part in ("form", "length", "kind", "group")},
        groups={group: _group(n, group) for group in _keys(n, "group.predicted:")},
        claims={key: _claims(n, key) for key in ("found", "attributed", "exact", "exact_attributed")},
        claims_with_speaker=Score.of(
            n["speaker:claims:right"],
            n["claims.predicted_beside_quotes"],
            _verdicts(n, "speaker:claims").gold,
        ),
        not_quotes={key: n[f"not_quotes.{key}"] for key in ("gold", "taken")},
        claims_by_kind={kind: _claim_recalls(n, kind) for kind in Kind},
        tiers={tier: _tier(n, tier) for tier in Tier},
        spans={part: _sets(n, "spans", part) for part in ("source", "cue", "content")},
        characters={part: _sets(n, "characters", part) for part in ("source", "cue", "content")},
        source_spans={
            key: _source_spans(n, key)
            for key in ("quote_source", "quote_source_right", "claim_source", "claim_source_right")
        },
        speakers=_speakers(n),
        roles={key: _roles(n, key) for key in ("given", "none")},
        polarity={key.removeprefix("polarity:"): n[key] for key in sorted(n) if key.startswith("polarity:")},
        calibration=calibration,
        speaker_calibration=speaker_calibration,
        headlines=headlines,
    )


def _keys(n: Counts, prefix: str) -> list[str]:
    """What is counted under a prefix, sorted."""
    return sorted(key.removeprefix(prefix) for key in n if key.startswith(prefix))


def _breakdowns(n: Counts, part: str) -> dict[str, Breakdown]:
    return {key: _breakdown(n, part, key) for key in _keys(n, f"{part}.gold:")}


def _breakdown(n: Counts, part: str, key: str) -> Breakdown:
    gold, found, right = (n[f"{part}.{each}:{key}"] for each in ("gold", "found", "right"))
    return Breakdown(gold=gold, found=found, right=right, recall=ratio(found, gold), accuracy=ratio(right, found))


def _group(n: Counts, group: str) -> dict[str, Score]:
    found, right, gold, predicted = (n[f"group.{each}:{group}"] for each in ("found", "right", "gold", "predicted"))
    return {"found": Score.of(found, predicted, gold), "attributed": Score.of(right, predicted, gold)}


def _claims(n: Counts, key: str) -> Score:
    return Score.of(n[f"claims.{key}"], n["claims.predicted"], n["claims.gold"])


def _claim_recalls(n: Counts, kind: Kind) -> dict[str, float | None]:
    keys = ("found", "attributed", "exact", "exact_attributed")
    return {key: ratio(n[f"claim_kind.{key}:{kind}"], n[f"claim_kind.gold:{kind}"]) for key in keys}


def _tier(n: Counts, tier: Tier) -> Score:
    """Recall by the tier of the gold, precision by the tier of the prediction."""
    precision = ratio(n[f"tier.precise:{tier}"], n[f"tier.predicted:{tier}"])
    recall = ratio(n[f"tier.recalled:{tier}"], n[f"tier.gold:{tier}"])
    return Score.mean(precision or 0.0, recall or 0.0)


def _sets(n: Counts, unit: str, part: str) -> Score:
    return Score.of(n[f"{unit}.found:{part}"], n[f"{unit}.predicted:{part}"], n[f"{unit}.gold:{part}"])


def _source_spans(n: Counts, key: str) -> SourceSpans:
    count = n[f"{key}.n"]
    return SourceSpans(count=count, exact=ratio(n[f"{key}.exact"], count), overlap=ratio(n[f"{key}.overlap"], count))


def _speakers(n: Counts) -> dict[str, SpeakerScore]:
    """Verdicts on quotes and on claims, all, by the form of the source and by group; empty without any."""
    scores = {}
    for unit in ("quotes", "claims"):
        scores[unit] = _verdicts(n, f"speaker:{unit}")
        for form in SourceForm:
            scores[f"{unit}, source {form}"] = _verdicts(n, f"speaker_form:{unit}:{form}")
        groups = {key.rpartition(":")[0] for key in _keys(n, f"speaker_group:{unit}:")}
        for group in sorted(groups) if len(groups) > 1 else ():
            scores[f"{unit}, {group}"] = _verdicts(n, f"speaker_group:{unit}:{group}")
    return {key: score for key, score in scores.items() if score.gold}


def _roles(n: Counts, given: str) -> SpeakerScore:
    """Verdicts on the role of quotes and claims whose speaker has one in the text, or has none."""
    verdicts = {
        verdict: sum(n[f"role:{unit}:{given}:{verdict}"] for unit in ("quotes", "claims")) for verdict in SpeakerVerdict
    }
    return _speaker_score(verdicts)


def _verdicts(n: Counts, prefix: str) -> SpeakerScore:
    return _speaker_score({verdict: n[f"{prefix}:{verdict}"] for verdict in SpeakerVerdict})


def _speaker_score(verdicts: Mapping[SpeakerVerdict, int]) -> SpeakerScore:
    gold = sum(verdicts.values())
    counts = {str(verdict): number for verdict, number in verdicts.items()}
    right, found = verdicts[SpeakerVerdict.RIGHT], gold - verdicts[SpeakerVerdict.MISSED]
    return SpeakerScore(gold=gold, accuracy=ratio(right, gold), of_found=ratio(right, found), **counts)
