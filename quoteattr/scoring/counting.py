"""What is counted in one document; every figure of the report is made of these counts.

In: an `Alignment`. Out: a `Counter` whose keys name a measure and what it is broken down by, as in
"form.right:pronoun"; the counts of a corpus are the sum over its documents::

    totals = count(align(document, predictions))
    totals["quotes.found"] / totals["quotes.gold"]
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from quoteattr.scoring.alignment import Alignment, ClaimPair, QuotePair
from quoteattr.scoring.calibration import Outcome
from quoteattr.scoring.comparison import characters, overlap, same_source, tier_of, trimmed, word_count
from quoteattr.scoring.gold import GoldRelation
from quoteattr.scoring.names import SpeakerVerdict, judge_role, judge_speaker
from quoteattr.scoring.predictions import Prediction
from quoteattr.spans import Span
from quoteattr.statements import Kind

EXACT_OVERLAP = 0.95  # of a claim's content, for "exact"
# Quotes by length: single words and phrases, clauses, sentences.
SHORT, MEDIUM = 3, 9

Counts = Counter[str]


def count(alignment: Alignment) -> Counts:
    """All counts of one document."""
    counts: Counts = Counter()
    _count_quotes(alignment, counts)
    _count_claims(alignment, counts)
    _count_spans(alignment, counts)
    _count_speakers(alignment, counts)
    return counts


def _count_quotes(alignment: Alignment, counts: Counts) -> None:
    text, group = alignment.document.text, alignment.document.group
    predicted = len(alignment.quote_predictions)
    counts["not_quotes.gold"] += sum(one.relation is None and not one.ignored for one in alignment.document.quoted)
    counts["not_quotes.taken"] += len(alignment.taken)
    counts.update(
        {"quotes.gold": len(alignment.quotes), "quotes.predicted": predicted, f"group.predicted:{group}": predicted}
    )
    for pair in alignment.quotes:
        parts = (
            f"form.{{}}:{pair.relation.form}",
            f"length.{{}}:{_length(word_count(text, pair.segment.spans))}",
            f"kind.{{}}:{pair.relation.kind}",
            f"group.{{}}:{group}",
        )
        counts.update(part.format("gold") for part in parts)
        if pair.prediction is None:
            continue
        right = same_source(text, pair.relation.source, pair.prediction.source)
        counts["quotes.found"] += 1
        counts["quotes.without_source"] += not pair.prediction.source
        counts["quotes.attributed"] += right
        counts.update(part.format("found") for part in parts)
        if right:
            counts.update(part.format("right") for part in parts)
        _count_source(text, pair.relation, pair.prediction, "quote_source", right, counts)


def _length(words: int) -> str:
    if words <= SHORT:
        return f"1-{SHORT}"
    return f"{SHORT + 1}-{MEDIUM}" if words <= MEDIUM else f"{MEDIUM + 1}+"


def _count_source(
    text: str, relation: GoldRelation, prediction: Prediction, name: str, right: bool, counts: Counts
) -> None:
    """How well the span of the source was drawn, where the gold has one."""
    if not relation.source:
        return
    wanted, given = characters(text, relation.source), characters(text, prediction.source)
    for key in (name, f"{name}_right") if right else (name,):
        counts[f"{key}.n"] += 1
        counts[f"{key}.exact"] += wanted == given
        # A share, not a count: a Counter adds up any number.
        counts[f"{key}.overlap"] += overlap(wanted, given)  # type: ignore[assignment]


def _count_claims(alignment: Alignment, counts: Counts) -> None:
    text = alignment.document.text
    counts.update({"claims.gold": len(alignment.claims), "claims.predicted": len(alignment.claim_predictions)})
    counts["claims.predicted_beside_quotes"] += sum(
        each.kind is not Kind.DIRECT for each in alignment.claim_predictions
    )
    counts.update(f"tier.predicted:{tier_of(text, each.kind, each.cue)}" for each in alignment.claim_predictions)
    for pair in alignment.claims:
        relation, found = pair.relation, pair.found
        counts[f"tier.gold:{tier_of(text, relation.kind, relation.cue)}"] += 1
        counts[f"claim_kind.gold:{relation.kind}"] += 1
        if found is None:
            continue
        right, exact = same_source(text, relation.source, found.source), pair.overlap >= EXACT_OVERLAP
        for key, holds in (
            ("found", True),
            ("attributed", right),
            ("exact", exact),
            ("exact_attributed", right and exact),
        ):
            counts[f"claims.{key}"] += holds
            counts[f"claim_kind.{key}:{relation.kind}"] += holds
        if right:
            counts[f"tier.recalled:{tier_of(text, relation.kind, relation.cue)}"] += 1
            counts[f"tier.precise:{tier_of(text, found.kind, found.cue)}"] += 1
        _count_source(text, relation, found, "claim_source", right, counts)


def _count_spans(alignment: Alignment, counts: Counts) -> None:
    """Source, cue and content apart from each other: as whole spans, and by characters."""
    parts: tuple[tuple[str, Callable[[GoldRelation], Sequence[Span]], Callable[[Prediction], Sequence[Span]]], ...] = (
        ("content", lambda relation: relation.content, lambda prediction: prediction.spans),
        ("source", lambda relation: relation.source, lambda prediction: prediction.source),
        ("cue", lambda relation: relation.cue, lambda prediction: prediction.cue),
    )
    text, ignored = alignment.document.text, alignment.ignored
    for name, of_relation, of_prediction in parts:
        gold = [of_relation(relation) for relation in alignment.document.relations]
        predicted = [of_prediction(prediction) for prediction in alignment.predictions]
        given = {span for span in _all_trimmed(text, predicted) if ignored.isdisjoint(range(*span))}
        _count_sets(f"spans.{{}}:{name}", set(_all_trimmed(text, gold)), given, counts)
        _count_sets(
            f"characters.{{}}:{name}",
            _all_characters(text, gold) - ignored,
            _all_characters(text, predicted) - ignored,
            counts,
        )


def _count_sets(
    key: str, gold: set[Span] | frozenset[int], predicted: set[Span] | frozenset[int], counts: Counts
) -> None:
    shared = sum(each in predicted for each in gold)
    counts.update({key.format("found"): shared, key.format("gold"): len(gold), key.format("predicted"): len(predicted)})


def _all_trimmed(text: str, groups: Iterable[Sequence[Span]]) -> Iterator[Span]:
    return (span for spans in groups for span in trimmed(text, spans))


def _all_characters(text: str, groups: Iterable[Sequence[Span]]) -> frozenset[int]:
    return frozenset(offset for spans in groups for offset in characters(text, spans))


def _count_speakers(alignment: Alignment, counts: Counts) -> None:
    """Who is said to speak, for every gold quote and every gold claim that is no direct quote."""
    group = alignment.document.group
    for quote in alignment.quotes:
        _count_speaker("quotes", group, quote.relation, quote.prediction, counts)
    for claim in alignment.claims:
        if claim.relation.kind is not Kind.DIRECT:
            _count_speaker("claims", group, claim.relation, claim.found, counts)
        if claim.found and claim.relation.polarity and claim.found.polarity:
            counts[f"polarity:{claim.relation.polarity}:{claim.found.polarity}"] += 1


def _count_speaker(
    unit: str, group: str, relation: GoldRelation, prediction: Prediction | None, counts: Counts
) -> None:
    gold = relation.speaker
    if gold is None:
        return
    speaker = SpeakerVerdict.MISSED if prediction is None else judge_speaker(gold, prediction.speaker)
    role = SpeakerVerdict.MISSED if prediction is None else judge_role(gold, prediction.role)
    counts[f"speaker:{unit}:{speaker}"] += 1
    counts[f"speaker_form:{unit}:{relation.form}:{speaker}"] += 1
    counts[f"speaker_group:{unit}:{group}:{speaker}"] += 1
    counts[f"role:{unit}:{'given' if gold.roles else 'none'}:{role}"] += 1


def outcomes(alignment: Alignment) -> Iterator[Outcome]:
    """Every predicted quote and claim that counts, with whether it is right.

    A quote is right when it is found with the right source, a claim the same; who the source is, is
    another question (`speaker_outcomes`).
    """
    text = alignment.document.text
    for quote in alignment.quotes:
        if quote.prediction is not None:
            yield from _outcome(text, quote.prediction, quote)
    for prediction in alignment.spurious_quotes:
        yield from _outcome(text, prediction, None)
    answers = {id(claim.found): claim for claim in alignment.claims if claim.found is not None}
    for prediction in alignment.claim_predictions:
        if prediction.kind is not Kind.DIRECT:
            yield from _outcome(text, prediction, answers.get(id(prediction)))


def _outcome(text: str, prediction: Prediction, pair: QuotePair | ClaimPair | None) -> Iterator[Outcome]:
    if prediction.confidence is None:
        return
    right = pair is not None and same_source(text, pair.relation.source, prediction.source)
    yield Outcome(confidence=prediction.confidence, right=right)


def speaker_outcomes(alignment: Alignment) -> Iterator[Outcome]:
    """Every found quote and claim whose speaker is named, with whether that is who speaks."""
    quotes = ((pair.relation, pair.prediction) for pair in alignment.quotes)
    claims = ((pair.relation, pair.found) for pair in alignment.claims if pair.relation.kind is not Kind.DIRECT)
    for relation, found in (*quotes, *claims):
        if relation.speaker is None or found is None or found.speaker is None or found.speaker_confidence is None:
            continue
        right = judge_speaker(relation.speaker, found.speaker) is SpeakerVerdict.RIGHT
        yield Outcome(confidence=found.speaker_confidence, right=right)
