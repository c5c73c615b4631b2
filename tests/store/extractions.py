"""Extractions to store: a small one that tells a story, many alike, and any that hypothesis makes."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from quoteattr.documents import Document
from quoteattr.spans import Span, span_text
from quoteattr.statements import (
    Claim,
    Extraction,
    Kind,
    Modality,
    Polarity,
    Quote,
    Speaker,
    SpeakerType,
    Statement,
    as_record,
)

TEXT = (
    "“We will reopen the ferry by May,” Harbour Minister Jorunn Løvås said, “and nobody pays twice.”\n"
    "Løvås denied that fares would double. She believes that the strike is over.\n"
    "“The engines are worn out,” a senior engineer said."
)


def _find(document: Document, *parts: str) -> tuple[Span, ...]:
    starts = [document.text.index(part) for part in parts]
    return tuple(Span(start, start + len(part)) for start, part in zip(starts, parts, strict=True))


def quote(document: Document, *parts: str, **fields: Any) -> Quote:
    """A direct quote of these parts of the document's text."""
    spans = _find(document, *parts)
    given = {"kind": Kind.DIRECT, "confidence": 0.9, "method": "model", **fields}
    return Quote(document_id=document.id, text=span_text(document.text, spans), spans=spans, **given)


def claim(document: Document, *parts: str, **fields: Any) -> Claim:
    """An indirect claim of these parts of the document's text."""
    spans = _find(document, *parts)
    given = {"kind": Kind.INDIRECT, "confidence": 0.7, "method": "model", **fields}
    return Claim(document_id=document.id, text=span_text(document.text, spans), spans=spans, **given)


def ferry(**metadata: Any) -> Extraction:
    """A minister who says, denies and believes, and an engineer who is not named."""
    known = {"address": "ferry.txt", "title": "Ferry", "outlet": "Sound Gazette", "published": "2026-03-04", **metadata}
    document = Document(text=known.pop("text", TEXT), **known)
    minister: dict[str, Any] = {
        "speaker": "Jorunn Løvås",
        "speaker_type": SpeakerType.PERSON,
        "role": "Harbour Minister",
    }
    engineer: dict[str, Any] = {
        "speaker": "a senior engineer",
        "speaker_type": SpeakerType.PERSON,
        "anonymous": True,
        "role": "senior engineer",
    }
    return Extraction(
        document=document,
        quotes=(
            quote(document, "We will reopen the ferry by May,", "and nobody pays twice.", cue="said", **minister),
            quote(document, "The engines are worn out,", cue="said", **engineer),
        ),
        claims=(
            claim(document, "that fares would double", cue="denied", polarity=Polarity.DENIED, **minister),
            claim(document, "that the strike is over", cue="believes", modality=Modality.THOUGHT, **minister),
        ),
        speakers=(
            Speaker(
                name="Jorunn Løvås",
                type=SpeakerType.PERSON,
                names=("Jorunn Løvås", "Løvås"),
                roles=("Harbour Minister",),
            ),
            Speaker(
                name="a senior engineer", type=SpeakerType.PERSON, anonymous=True, roles=("senior engineer",)
            ),
        ),
    )  # fmt: skip


def numbered(number: int, *, quotes: int = 5) -> Extraction:
    """One of many documents: its quotes are told apart by their numbers."""
    sentences = [f"Sentence {place} of article {number} is over." for place in range(quotes)]
    document = Document(text=" ".join(f"“{sentence}”" for sentence in sentences), address=f"articles/{number}.txt")
    speaker = Speaker(name=f"Speaker {number % 7}", type=SpeakerType.PERSON)
    made = tuple(quote(document, sentence, speaker=speaker.name, speaker_type=speaker.type) for sentence in sentences)
    return Extraction(document=document, quotes=made, claims=(), speakers=(speaker,))


def records(extraction: Extraction) -> list[dict[str, Any]]:
    """What any program reads of an extraction: JSON, in the order of the text."""
    document = extraction.document
    metadata = {
        "outlet": document.outlet,
        "published": document.published,
        "title": document.title,
        "address": document.address,
        "review": None,
    }
    return [json.loads(json.dumps({**as_record(found), **metadata})) for found in extraction.statements]


# Text that a file can hold: no half characters. Line breaks, marks and NUL included.
_words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
_maybe = st.none() | _words
_spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 500), st.integers(0, 60))

_fields: dict[str, Any] = {
    "text": _words,
    "spans": st.lists(_spans, min_size=1, max_size=3).map(tuple),
    "speaker": _maybe,
    "speaker_type": st.sampled_from(SpeakerType),
    "anonymous": st.booleans(),
    "role": _maybe,
    "source": _maybe,
    "source_span": st.none() | _spans,
    "cue": _maybe,
    "cue_span": st.none() | _spans,
    "candidates": st.lists(_words, max_size=3).map(tuple),
    "polarity": st.sampled_from(Polarity),
    "modality": st.sampled_from(Modality),
    "medium": _maybe,
    "addressee": _maybe,
    "confidence": st.floats(0, 1),
    "method": _words,
}

_documents = st.builds(
    Document,
    text=st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    **dict.fromkeys(("address", "title", "outlet", "byline", "published", "language", "file", "warning"), _maybe),
)

_speakers = st.builds(
    Speaker,
    name=_words,
    type=st.sampled_from(SpeakerType),
    anonymous=st.booleans(),
    names=st.lists(_words, max_size=3).map(tuple),
    roles=st.lists(_words, max_size=3).map(tuple),
)


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    """Any extraction whose statements have ids of their own and link within the document."""
    document = draw(_documents)
    claims = _unlike(draw(_statements(Claim, document, [Kind.INDIRECT, Kind.MIXED])))
    quotes = _unlike(draw(_statements(Quote, document, [Kind.DIRECT])))
    claim_ids = st.sampled_from([None, *(found.id for found in claims)])
    quote_ids = st.sampled_from([None, *(found.id for found in quotes)])
    claims = tuple(replace(found, claim_id=draw(claim_ids)) for found in claims)
    linked = tuple(
        replace(found, claim_id=draw(claim_ids), parent_id=draw(quote_ids), same_as=draw(quote_ids)) for found in quotes
    )
    speakers = draw(st.lists(_speakers, max_size=3))
    return Extraction(document=document, quotes=linked, claims=claims, speakers=tuple(speakers))


def _statements(of: type, document: Document, kinds: list[Kind]) -> st.SearchStrategy[Any]:
    made = st.builds(of, document_id=st.just(document.id), kind=st.sampled_from(kinds), **_fields)
    return st.lists(made, max_size=4)


def _unlike(statements: list[Statement]) -> tuple[Any, ...]:
    return tuple({found.id: found for found in statements}.values())
