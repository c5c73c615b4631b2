"""Which prediction answers which gold relation and which gold quote.

In: a gold document and the predictions for it. Out: an `Alignment`: pairs of gold and predicted
claims, pairs of gold and predicted quotes, and what is left over on either side::

    aligned = align(document, predictions)
    aligned.quotes[0].prediction.speaker

A quote here is a quoted segment that a relation covers, a claim is any relation. Predictions that
lie in an ignored stretch, or that answer a nested relation better than any other, are set aside.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from quoteattr.errors import GoldError
from quoteattr.scoring.comparison import characters, overlap
from quoteattr.scoring.gold import GoldDocument, GoldRelation, QuotedSegment
from quoteattr.scoring.predictions import Prediction
from quoteattr.statements import Kind, Modality

QUOTE_OVERLAP = 0.8  # a quote is found when so much of it and of the prediction is shared
CLAIM_OVERLAP = 0.5  # the same for a claim: annotators differ on where its content ends

Characters = frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotePair:
    """A gold quote and the prediction that found it, None when none did."""

    segment: QuotedSegment
    relation: GoldRelation
    prediction: Prediction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPair:
    """A gold relation and the prediction nearest to it, with how much of the content they share."""

    relation: GoldRelation
    prediction: Prediction | None
    overlap: float

    @property
    def found(self) -> Prediction | None:
        """The prediction, when it shares enough of the content."""
        return self.prediction if self.overlap >= CLAIM_OVERLAP else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """The gold and the predictions of one document, side by side.

    Attributes:
        document: the gold.
        predictions: all that are not set aside as nested.
        ignored: offsets at which nothing is counted.
        quotes: one for each gold quote.
        quote_predictions: the prediction of each predicted quote; a prediction recurs when it has
            several quoted pieces.
        claims: one for each gold relation.
        claim_predictions: the predictions that count as claims.
        spurious_quotes: predictions of quotes that answer no gold quote.
        taken: quoted segments that nobody said (titles, terms, scare quotes) and that a prediction takes for a quote.
    """

    document: GoldDocument
    predictions: tuple[Prediction, ...]
    ignored: Characters
    quotes: tuple[QuotePair, ...]
    quote_predictions: tuple[Prediction, ...]
    claims: tuple[ClaimPair, ...]
    claim_predictions: tuple[Prediction, ...]
    spurious_quotes: tuple[Prediction, ...]
    taken: tuple[QuotedSegment, ...]


def align(document: GoldDocument, predictions: Sequence[Prediction]) -> Alignment:
    """Pair the gold of a document with the predictions for it.

    Raises:
        GoldError: an offset lies outside the text.
    """
    _check(document, predictions)
    kept = _without_nested(document, _shown(predictions) if document.shown_only else _whole(predictions))
    segments = [characters(document.text, segment.spans) for segment in document.quoted]
    ignored = _ignored(document, segments)
    predicted = _predicted_quotes(document, kept, segments, ignored)
    quotes, spurious = _align_quotes(document, predicted, segments)
    claims, claim_predictions = _align_claims(document, kept, ignored)
    return Alignment(
        document=document,
        predictions=kept,
        ignored=ignored,
        quotes=quotes,
        quote_predictions=tuple(prediction for _, prediction in predicted),
        claims=claims,
        claim_predictions=claim_predictions,
        spurious_quotes=spurious,
        taken=_taken(document, predicted, segments),
    )


def _shown(predictions: Iterable[Prediction]) -> list[Prediction]:
    """What default views show; a claim whose quoted pieces are titles or terms counts as one without."""
    plain = (one if one.said else replace(one, kind=Kind.INDIRECT) for one in predictions)
    return [one for one in plain if is_shown(one)]


def _whole(predictions: Iterable[Prediction]) -> list[Prediction]:
    """All, with the titles and terms in them: what a guide that asks for all counts."""
    return [replace(one, terms=()) if one.terms else one for one in predictions]


def is_shown(prediction: Prediction) -> bool:
    """Whether default views show it: it has a proposition, and is not what somebody only thinks."""
    only_thought = prediction.kind is Kind.INDIRECT and prediction.modality is Modality.THOUGHT
    return prediction.proposition is not False and not only_thought


def _check(document: GoldDocument, predictions: Iterable[Prediction]) -> None:
    for prediction in predictions:
        for start, end in (*prediction.spans, *prediction.cue, *prediction.source):
            if not 0 <= start <= end <= len(document.text):
                raise GoldError(
                    f"{document.id}: the predicted span {start} to {end} lies outside the text of "
                    f"{len(document.text)} characters; offsets are code points into the gold text"
                )


def _ignored(document: GoldDocument, segments: Sequence[Characters]) -> Characters:
    offsets = {offset for span in document.ignored for offset in range(*span)}
    for segment, found in zip(document.quoted, segments, strict=True):
        if segment.ignored:
            offsets |= found
    return frozenset(offsets)


def _counts(found: Characters, ignored: Characters) -> bool:
    """Whether more than half of a prediction lies outside the ignored stretches."""
    return bool(found) and 2 * len(found & ignored) < len(found)


def _without_nested(document: GoldDocument, predictions: Sequence[Prediction]) -> tuple[Prediction, ...]:
    """The predictions without those that answer a nested relation better than an expected one."""
    if not document.nested:
        return tuple(predictions)
    expected = [characters(document.text, relation.content) for relation in document.relations]
    nested = [characters(document.text, relation.content) for relation in document.nested]
    kept = []
    for prediction in predictions:
        found = characters(document.text, prediction.spans)
        best = max(overlap(found, content) for content in nested)
        if best < CLAIM_OVERLAP or best <= max((overlap(found, content) for content in expected), default=0.0):
            kept.append(prediction)
    return tuple(kept)


def _predicted_quotes(
    document: GoldDocument, predictions: Sequence[Prediction], segments: Sequence[Characters], ignored: Characters
) -> list[tuple[Characters, Prediction]]:
    """What the predictions say is quoted, each piece with its prediction."""
    return [
        (found, prediction)
        for prediction in predictions
        for found in _quoted_pieces(document.text, prediction, segments)
        if _counts(found, ignored)
    ]


def _taken(
    document: GoldDocument, predicted: Sequence[tuple[Characters, Prediction]], segments: Sequence[Characters]
) -> tuple[QuotedSegment, ...]:
    """The segments that nobody said, and that a prediction covers by half."""
    return tuple(
        segment
        for segment, own in zip(document.quoted, segments, strict=True)
        if segment.relation is None
        and not segment.ignored
        and any(2 * len(own & found) >= len(own) > 0 for found, _ in predicted)
    )


def _align_quotes(
    document: GoldDocument, predicted: Sequence[tuple[Characters, Prediction]], segments: Sequence[Characters]
) -> tuple[tuple[QuotePair, ...], tuple[Prediction, ...]]:
    gold = [
        (segment, found)
        for segment, found in zip(document.quoted, segments, strict=True)
        if segment.relation is not None and not segment.ignored and found
    ]
    scores = [
        (score, mine, theirs)
        for mine, (_, wanted) in enumerate(gold)
        for theirs, (found, _) in enumerate(predicted)
        if (score := overlap(wanted, found)) >= QUOTE_OVERLAP
    ]
    pairs = _best_pairs(scores)
    quotes = tuple(
        QuotePair(
            segment=segment,
            relation=document.relations[segment.relation or 0],
            prediction=predicted[pairs[index]][1] if index in pairs else None,
        )
        for index, (segment, _) in enumerate(gold)
    )
    answered = set(pairs.values())
    spurious = tuple(prediction for index, (_, prediction) in enumerate(predicted) if index not in answered)
    return quotes, spurious


def _quoted_pieces(text: str, prediction: Prediction, segments: Sequence[Characters]) -> list[Characters]:
    """What a prediction says is quoted, one set for each quoted segment of the text.

    A direct quote is cut at the segments that its spans overlap most; of a mixed claim the quoted
    segments count that lie at least half inside it, but for those that it calls titles or terms.
    """
    if prediction.kind is Kind.INDIRECT:
        return []
    if prediction.kind is Kind.MIXED:
        content = characters(text, prediction.spans) - characters(text, prediction.terms)
        shared = [(segment, segment & content) for segment in segments if segment]
        return [common for segment, common in shared if 2 * len(common) >= len(segment)]
    groups: dict[tuple[bool, int], Characters] = {}
    for number, span in enumerate(prediction.spans):
        if found := characters(text, [span]):
            key = _segment_of(found, segments) or (False, number)
            groups[key] = groups.get(key, frozenset()) | found
    return list(groups.values())


def _segment_of(found: Characters, segments: Sequence[Characters]) -> tuple[bool, int] | None:
    """The segment that shares most with a span, the first of several; None when none shares any."""
    shared, best = max(((len(found & segment), -index) for index, segment in enumerate(segments)), default=(0, 0))
    return (True, -best) if shared else None


def _align_claims(
    document: GoldDocument, predictions: Sequence[Prediction], ignored: Characters
) -> tuple[tuple[ClaimPair, ...], tuple[Prediction, ...]]:
    contents = [(characters(document.text, prediction.spans), prediction) for prediction in predictions]
    predicted = [(found, prediction) for found, prediction in contents if _counts(found, ignored)]
    gold = [characters(document.text, relation.content) for relation in document.relations]
    scores = [
        (2 * shared / (len(wanted) + len(found)), mine, theirs)
        for mine, wanted in enumerate(gold)
        for theirs, (found, _) in enumerate(predicted)
        if (shared := len(wanted & found))
    ]
    pairs = _best_pairs(scores)
    claims = []
    for index, relation in enumerate(document.relations):
        found, prediction = predicted[pairs[index]] if index in pairs else (frozenset[int](), None)
        claims.append(ClaimPair(relation=relation, prediction=prediction, overlap=overlap(gold[index], found)))
    return tuple(claims), tuple(prediction for _, prediction in predicted)


def _best_pairs(scores: Iterable[tuple[float, int, int]]) -> dict[int, int]:
    """One-to-one pairs of a gold and a predicted index, chosen greedily from the best score down."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, mine, theirs in sorted(scores, key=lambda each: (-each[0], each[1], each[2])):
        if mine not in pairs and theirs not in taken:
            pairs[mine] = theirs
            taken.add(theirs)
    return pairs
