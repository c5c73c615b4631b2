"""Rows of reviews: what is right, beside what was extracted.

In: a review that is being made, and the statement as it stands. Out: the row of `reviews`::

    review_row(review, row, document, reviews, names)

reviewing.py puts them into effect.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from quoteattr.documents import Document
from quoteattr.errors import StoreError
from quoteattr.spans import Span, span_text
from quoteattr.statements import Claim, Kind, Modality, Polarity, Quote, SpeakerType
from quoteattr.store.reviews import BY_REVIEWER, Correction, Judgement, Missed, Review
from quoteattr.store.rows import Row, statement_row

# Confidence of what a person has found, and of what nothing else has.
SURE, REFUTED = 1.0, 0.0
# What kind of act the report is.
ACT = ("polarity", "modality", "addressee")
_FOUND = ("found_id", "found_speaker", "found_role", "found_text", "confidence", "found_by", "found")


def found_values(row: Row, names: Mapping[str, str]) -> Row:
    """The columns of a review that tell what was extracted."""
    return {
        "found_id": row["id"],
        "found_speaker": names.get(row["speaker_id"]),
        "found_role": row["role"],
        "found_text": row["text"],
        "confidence": row["confidence"],
        "found_by": row["method"],
        "found": json.dumps({name: value for name, value in row.items() if name != "review"}, ensure_ascii=False),
    }


def review_row(review: Review, row: Row, document: Document, reviews: Iterable[Row], names: Mapping[str, str]) -> Row:
    """The row of a review that is being made of a statement as it stands.

    Raises:
        StoreError: the corrected words are not in the text.
    """
    before = [earlier for earlier in reviews if earlier["statement_id"] == row["id"]]
    found = {name: before[-1][name] for name in _FOUND} if before else found_values(row, names)
    right = {
        "speaker": names.get(row["speaker_id"]),
        "speaker_type": row["speaker_type"],
        "role": row["role"],
        "spans": row["spans"],
        "text": row["text"],
        **{name: row[name] for name in ACT},
    }
    return {
        **found,
        **(_right(review.correction, document) if review.correction else right),
        "judgement": review.judgement,
        "reviewer": review.reviewer,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "note": review.note,
        "kind": row["kind"],
        "statement_id": row["id"],
        "document_id": document.id,
        "title": document.title,
        "address": document.address,
    }


def _right(correction: Correction, document: Document) -> Row:
    """The columns of a review that tell what is right."""
    spans = [Span(*span) for span in correction.spans]
    ends = [offset for span in spans for offset in span]
    if not spans or ends != sorted(set(ends)) or ends[0] < 0 or ends[-1] > len(document.text):
        raise StoreError(f"the words do not stand at {ends} of the text; name places in it, in their order")
    return {
        "speaker": correction.speaker,
        "speaker_type": SpeakerType(correction.speaker_type),
        "role": correction.role,
        "spans": json.dumps(spans),
        "text": span_text(document.text, spans),
        "polarity": Polarity(correction.polarity),
        "modality": Modality(correction.modality),
        "addressee": correction.addressee,
    }


def missed_row(missed: Missed, document: Document, run: int) -> Row:
    """The row of a review of what no extraction has found; the statement is put back as one that was found once is.

    Raises:
        StoreError: the words are not in the text.
    """
    right = _right(missed.right, document)
    spans = tuple(Span(*span) for span in json.loads(right["spans"]))
    made = (Quote if missed.kind is Kind.DIRECT else Claim)(
        document_id=document.id,
        kind=missed.kind,
        text=right["text"],
        spans=spans,
        begins_at=document.second_at(spans[0].start),
        confidence=SURE,
        method=BY_REVIEWER,
    )
    return {
        **right,
        "found_id": None,
        "found_text": "",
        "confidence": REFUTED,
        "found_by": BY_REVIEWER,
        "found": json.dumps(statement_row(made, document, None, None, run), ensure_ascii=False),
        "judgement": Judgement.ADDED,
        "reviewer": missed.reviewer,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "note": missed.note,
        "kind": missed.kind,
        "statement_id": made.id,
        "document_id": document.id,
        "title": document.title,
        "address": document.address,
    }
