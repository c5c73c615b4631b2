"""schema.org: quotes as Quotation, claims as Claim, in JSON-LD for web pages and knowledge graphs.

In: documents. Out: one graph after https://schema.org/Quotation and https://schema.org/Claim::

    {"@type": "Quotation", "text": "...", "spokenByCharacter": {"@type": "Person", "name": "..."}, "isPartOf": {...}}

A denial is never written as what somebody says: its `creativeWorkStatus` says "denied", and it has no speaker of its
own, who stands under `mentions`. Offsets are in `position` ("12-45"), as code points of the document's text.
"""

import json
from collections.abc import Iterable
from typing import Any, TextIO

from quoteattr.documents import Document
from quoteattr.linkage.authority import address_of
from quoteattr.statements import Kind, Polarity, SpeakerType, Statement
from quoteattr.store.reading import Stored

CONTEXT = "https://schema.org"
_TYPES = {SpeakerType.PERSON: "Person", SpeakerType.ORGANIZATION: "Organization"}


def write(found: Iterable[Stored], out: TextIO) -> None:
    """Write a graph of all statements, while they come."""
    out.write(f'{{"@context": "{CONTEXT}", "@graph": [')
    before = "\n"
    for stored in found:
        known = {speaker.name: speaker.identifiers for speaker in stored.extraction.speakers}
        for statement in stored.extraction.statements:
            identifiers = known.get(statement.speaker or "", ())
            out.write(before + json.dumps(_statement(statement, stored, identifiers), ensure_ascii=False))
            before = ",\n"
    out.write("\n]}\n")


def _statement(statement: Statement, stored: Stored, identifiers: tuple[str, ...]) -> dict[str, Any]:
    run = stored.run
    known = {
        "@type": "Quotation" if statement.kind is Kind.DIRECT else "Claim",
        "@id": f"urn:quoteattr:statement:{statement.id}",
        "identifier": statement.id,
        "text": statement.text,
        **_attribution(statement, identifiers),
        "creativeWorkStatus": statement.polarity if statement.polarity is not Polarity.ASSERTED else None,
        "genre": statement.modality,
        "position": ",".join(f"{span.start}-{span.end}" for span in statement.spans),
        "isPartOf" if statement.kind is Kind.DIRECT else "appearance": _document(stored.extraction.document),
        "sdDatePublished": run["started"],
        "sdPublisher": {
            "@type": "Organization",
            "name": f"quoteattr {run['version']}, model {run['model']}",
            "identifier": run["model_digest"],
        },
    }
    return {name: value for name, value in known.items() if value is not None}


def _attribution(statement: Statement, identifiers: tuple[str, ...]) -> dict[str, Any]:
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


def _identified(identifiers: tuple[str, ...]) -> dict[str, Any]:
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
