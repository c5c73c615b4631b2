"""schema.org: quotes as Quotation, claims as Claim, in JSON-LD for web pages and knowledge graphs.

In: documents. Out: one graph after https://schema.org/Quotation and https://schema.org/Claim::

    {"@type": "Quotation", "text": "...", "spokenByCharacter": {"@type": "Person", "name": "..."}, "isPartOf": {...}}

What a person has reviewed is a ClaimReview besides, as indexes of fact-checks read it: of who says it; whether it
is true nobody was asked::

    {"@type": "ClaimReview", "claimReviewed": "Mia Orr said: “We are late”", "reviewRating": {"ratingValue": 2}}

A denial is never written as what somebody says: its `creativeWorkStatus` says "denied", and it has no speaker of its
own, who stands under `mentions`. Offsets are in `position` ("12-45"), as code points of the document's text.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO

from quoteattr.documents import Document
from quoteattr.linkage.authority import address_of
from quoteattr.statements import Kind, Polarity, SpeakerType, Statement
from quoteattr.store.reading import Stored
from quoteattr.store.reviews import Judgement

CONTEXT = "https://schema.org"
_TYPES = {SpeakerType.PERSON: "Person", SpeakerType.ORGANIZATION: "Organization"}


def write(found: Iterable[Stored], out: TextIO) -> None:
    """Write a graph of all statements, while they come."""
    out.write(f'{{"@context": "{CONTEXT}", "@graph": [')
    before = "\n"
    for stored in found:
        for node in _nodes(stored):
            out.write(before + json.dumps(node, ensure_ascii=False))
            before = ",\n"
    out.write("\n]}\n")


def _nodes(stored: Stored) -> Iterator[dict[str, Any]]:
    """The statements of a document, each with its review."""
    reviews = {review["statement_id"]: review for review in stored.reviews}
    known = {speaker.name: speaker.identifiers for speaker in stored.extraction.speakers}
    for statement in stored.extraction.statements:
        identifiers = known.get(statement.speaker or "", ())
        yield statement_node(statement, stored.extraction.document, stored.run, identifiers)
        if statement.id in reviews:
            yield review_node(statement, stored.extraction.document, reviews[statement.id])


def statement_node(
    statement: Statement, document: Document, run: Mapping[str, Any], identifiers: Sequence[str] = ()
) -> dict[str, Any]:
    """A quote or a claim.

    Args:
        statement: the quote or the claim.
        document: where it stands.
        run: `RUN_FIELDS` of the run that found it.
        identifiers: of the speaker, in lists of known people and bodies.
    """
    known = {
        "@type": "Quotation" if statement.kind is Kind.DIRECT else "Claim",
        "@id": f"urn:quoteattr:statement:{statement.id}",
        "identifier": statement.id,
        "text": statement.text,
        **_attribution(statement, identifiers),
        "creativeWorkStatus": statement.polarity if statement.polarity is not Polarity.ASSERTED else None,
        "genre": statement.modality,
        "position": ",".join(f"{span.start}-{span.end}" for span in statement.spans),
        "isPartOf" if statement.kind is Kind.DIRECT else "appearance": _document(document),
        "sdDatePublished": run["started"],
        "sdPublisher": {
            "@type": "Organization",
            "name": f"quoteattr {run['version']}, model {run['model']}",
            "identifier": run["model_digest"],
        },
    }
    return {name: value for name, value in known.items() if value is not None}


def review_node(statement: Statement, document: Document, review: Mapping[str, Any]) -> dict[str, Any]:
    """What a person has found of a statement, as a ClaimReview of who says it.

    Args:
        statement: as it is now, after the review.
        document: where it stands.
        review: a row of `reviews`.
    """
    value, told = _RATINGS[review["judgement"]]
    return {
        "@type": "ClaimReview",
        "@id": f"urn:quoteattr:review:{review['id']}",
        "claimReviewed": _reviewed(statement),
        "itemReviewed": {
            "@type": "Claim",
            "@id": f"urn:quoteattr:statement:{statement.id}",
            "appearance": _document(document),
        },
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": value,
            "worstRating": 1,
            "bestRating": 2,
            "alternateName": told,
        },
        "author": {"@type": "Person", "name": review["reviewer"]},
        "datePublished": review["created"],
        **({"reviewBody": review["note"]} if review["note"] else {}),
    }


# Of who says it: a reviewer was asked for nothing else.
_RATINGS: Mapping[str, tuple[int, str]] = {
    Judgement.RIGHT: (2, "Correctly attributed"),
    Judgement.CORRECTED: (2, "Correctly attributed, as corrected here"),
    Judgement.ADDED: (2, "Added by the reviewer"),
    Judgement.WRONG: (1, "Wrongly attributed: nobody is reported to say this"),
}
_VERBS: Mapping[str, str] = {Polarity.ASSERTED: "said", Polarity.DENIED: "denied", Polarity.NOT_SAID: "did not say"}


def _reviewed(statement: Statement) -> str:
    """Who says what, in one line; a denial reads as one."""
    words = f"“{statement.text}”" if statement.kind is Kind.DIRECT else statement.text
    return f"{statement.speaker or 'Somebody whom the text leaves open'} {_VERBS[statement.polarity]}: {words}"


def _attribution(statement: Statement, identifiers: Sequence[str]) -> dict[str, Any]:
    """Who says it, under the property that means so; somebody who denies it is only mentioned."""
    if statement.speaker is None:
        return {}
    speaker: dict[str, Any] = {"@type": _TYPES.get(statement.speaker_type, "Thing"), "name": statement.speaker}
    speaker |= _identified(identifiers)
    if statement.role and speaker["@type"] == "Person":
        speaker["jobTitle"] = statement.role
    if statement.polarity is not Polarity.ASSERTED:
        return {"mentions": speaker}
    return {"spokenByCharacter" if statement.kind is Kind.DIRECT else "author": speaker}


def _identified(identifiers: Sequence[str]) -> dict[str, Any]:
    """What lists say that the speaker is: addresses, and numbers of lists that have none."""
    same = [address for each in identifiers if (address := address_of(each))]
    own = [each for each in identifiers if not address_of(each)]
    return {name: found for name, found in (("sameAs", same), ("identifier", own)) if found}


def _document(document: Document) -> dict[str, Any]:
    known = {
        "@type": "NewsArticle",
        "@id": f"urn:quoteattr:document:{document.id}",
        "headline": document.title,
        "url": document.address,
        "datePublished": document.published,
        "inLanguage": document.language,
        "publisher": document.outlet and {"@type": "Organization", "name": document.outlet},
    }
    return {name: value for name, value in known.items() if value is not None}
