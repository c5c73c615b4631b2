"""W3C Web Annotation: one annotation a statement, which finds its words by quotation and by position.

In: documents. Out: a JSON-LD annotation page after https://www.w3.org/TR/annotation-model/::

    {"type": "Annotation", "body": {...}, "target": {"source": "https://...", "selector": [...]}}

Each target has a TextQuoteSelector (the words with those around them) and a TextPositionSelector (offsets into the text
of the document, in Unicode code points). A statement in several pieces has several targets.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from quoteattr import __version__
from quoteattr.documents import Document
from quoteattr.spans import Span
from quoteattr.statements import Statement, as_record
from quoteattr.store.reading import Stored

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# Characters before and after the words that tell one place from another.
AROUND = 32


def write(found: Iterable[Stored], out: TextIO) -> None:
    """Write an annotation page with all statements, while they come."""
    out.write(f'{{"@context": "{CONTEXT}", "id": "urn:quoteattr:statements", "type": "AnnotationPage", "items": [')
    before = "\n"
    for stored in found:
        for statement in stored.extraction.statements:
            annotation = _annotation(statement, stored.extraction.document, stored.run)
            out.write(before + json.dumps(annotation, ensure_ascii=False))
            before = ",\n"
    out.write("\n]}\n")


def _annotation(statement: Statement, document: Document, run: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": f"urn:quoteattr:statement:{statement.id}",
        "type": "Annotation",
        "motivation": "identifying",
        "generated": run["started"],
        "generator": {
            "id": f"urn:quoteattr:model:{run['model']}:{run['model_digest']}",
            "type": "Software",
            "name": f"quoteattr {run['version'] or __version__}, model {run['model']} ({run['model_digest']})",
        },
        "body": {
            "type": "TextualBody",
            "purpose": "describing",
            "format": "application/json",
            "value": json.dumps(as_record(statement), ensure_ascii=False),
        },
        "target": [_target(span, document) for span in statement.spans],
    }


def _target(span: Span, document: Document) -> dict[str, Any]:
    return {
        "type": "SpecificResource",
        "source": document.address if _is_address(document.address) else f"urn:quoteattr:document:{document.id}",
        "selector": list(_selectors(span, document.text)),
    }


def _selectors(span: Span, text: str) -> Iterator[dict[str, Any]]:
    yield {
        "type": "TextQuoteSelector",
        "exact": span.of(text),
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.end : span.end + AROUND],
    }
    yield {"type": "TextPositionSelector", "start": span.start, "end": span.end}


def _is_address(address: str | None) -> bool:
    return address is not None and address.startswith(("http://", "https://"))
