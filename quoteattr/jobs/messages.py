"""Documents and extractions as JSON, which is all that processes send one another.

Never pickle, which runs what it reads: documents are written by strangers.

In: a value. Out: an object of JSON, and the value again::

    >>> extraction_of(message_of(extraction)) == extraction
    True
"""

from dataclasses import asdict
from typing import Any

from quoteattr.documents import Document, times_of
from quoteattr.spans import Span
from quoteattr.statements import Claim, Extraction, Failure, Kind, Modality, Polarity, Quote, Speaker, SpeakerType

Message = dict[str, Any]


def message_of(value: Document | Extraction) -> Message:
    """The JSON object of a document or an extraction."""
    return asdict(value)


def document_of(message: Message) -> Document:
    """The document of its JSON object."""
    return Document(**{**message, "times": times_of(message["times"])})


def extraction_of(message: Message) -> Extraction:
    """The extraction of its JSON object."""
    return Extraction(
        document=document_of(message["document"]),
        quotes=tuple(Quote(**_fields(quote)) for quote in message["quotes"]),
        claims=tuple(Claim(**_fields(claim)) for claim in message["claims"]),
        speakers=tuple(_speaker(speaker) for speaker in message["speakers"]),
        subjects=tuple(message["subjects"]),
        failures=tuple(Failure(**{**failure, "span": Span(*failure["span"])}) for failure in message["failures"]),
    )


def _fields(statement: Message) -> Message:
    return {
        **statement,
        "kind": Kind(statement["kind"]),
        "spans": tuple(Span(*span) for span in statement["spans"]),
        "source_span": _span(statement["source_span"]),
        "cue_span": _span(statement["cue_span"]),
        "speaker_type": SpeakerType(statement["speaker_type"]),
        "candidates": tuple(statement["candidates"]),
        "evidence": tuple(statement["evidence"]),
        "members": tuple(statement["members"]),
        "polarity": Polarity(statement["polarity"]),
        "modality": Modality(statement["modality"]),
    }


def _span(found: list[int] | None) -> Span | None:
    return Span(*found) if found else None


def _speaker(speaker: Message) -> Speaker:
    listed = {name: tuple(speaker[name]) for name in ("names", "roles", "identifiers")}
    return Speaker(**{**speaker, **listed, "type": SpeakerType(speaker["type"])})
