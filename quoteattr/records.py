"""From an annotated Doc to quotes, claims and speakers: no Doc goes past this module.

In: a spaCy Doc that the component `quoteattr` has been over. Out: an `Extraction` of frozen values
with character offsets::

    extraction = to_extraction(nlp("“No,” Ann Lee said."))
    extraction.quotes[0].speaker == "Ann Lee"
"""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from quoteattr.components.annotations import Reported, Resolution
from quoteattr.components.component import Annotations, document_of
from quoteattr.components.repeats import find_fuller
from quoteattr.components.speakers.evidence import in_words
from quoteattr.components.subjects import subjects_of
from quoteattr.documents import Document
from quoteattr.spans import Span, span_text
from quoteattr.statements import Claim, Extraction, Kind, Quote, Statement


def to_extraction(doc: Doc) -> Extraction:
    """The quotes, claims and speakers of an annotated Doc."""
    annotations: Annotations = doc._.quoteattr
    document = document_of(doc)
    document_id = document.id  # a hash of the whole text
    statements = [
        _statement(document, document_id, reported, resolution)
        for reported, resolution in zip(annotations.reported, annotations.resolution.resolutions, strict=True)
    ]
    linked = tuple(_link(statements, annotations.reported))
    quotes = _link_repeats(tuple(statement for statement in linked if isinstance(statement, Quote)))
    claims = tuple(statement for statement in linked if isinstance(statement, Claim))
    return Extraction(
        document=document,
        quotes=quotes,
        claims=claims,
        speakers=annotations.resolution.speakers,
        subjects=subjects_of(doc),
        failures=annotations.failures,
    )


def _statement(document: Document, document_id: str, reported: Reported, resolution: Resolution) -> Statement:
    make = Quote if reported.kind is Kind.DIRECT else Claim
    return make(
        document_id=document_id,
        kind=reported.kind,
        text=span_text(document.text, reported.spans),
        spans=reported.spans,
        speaker=resolution.speaker,
        speaker_type=resolution.type,
        anonymous=resolution.anonymous,
        role=resolution.role,
        source=_words(document, reported.source),
        source_span=reported.source,
        cue=_words(document, reported.cue),
        cue_span=reported.cue,
        candidates=resolution.candidates,
        polarity=reported.polarity,
        modality=reported.modality,
        proposition=reported.proposition,
        medium=reported.medium,
        addressee=reported.addressee,
        members=resolution.members,
        begins_at=document.second_at(reported.spans[0].start),
        confidence=round(reported.confidence, 3),
        speaker_confidence=_speaker_confidence(resolution),
        method=reported.method,
        evidence=in_words(resolution.reasons or (resolution.evidence,)),
    )


def _speaker_confidence(resolution: Resolution) -> float | None:
    """How sure the speaker is: the chance that the scorer gives, or that of the rule which decided alone."""
    if resolution.speaker is None:
        return None
    return round(resolution.certainty if resolution.chance is None else resolution.chance, 3)


def _words(document: Document, span: Span | None) -> str | None:
    return span.of(document.text) if span else None


def _link(statements: list[Statement], reported: tuple[Reported, ...]) -> Iterator[Statement]:
    """The statements, with the ids of the claim that they are a piece of and the quote around them."""
    for statement, found in zip(statements, reported, strict=True):
        linked = replace(statement, claim_id=statements[found.claim].id) if found.claim is not None else statement
        if isinstance(linked, Quote) and found.parent is not None:
            linked = replace(linked, parent_id=statements[found.parent].id)
        yield linked


def _link_repeats(quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    fuller = find_fuller([(quote.text, quote.speaker) for quote in quotes])
    return tuple(
        quote if index is None else replace(quote, same_as=quotes[index].id)
        for quote, index in zip(quotes, fuller, strict=True)
    )
