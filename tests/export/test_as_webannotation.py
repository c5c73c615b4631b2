"""W3C Web Annotation: read back as JSON-LD with rdflib, by the terms of the specification's context."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, Graph, Namespace

from quoteattr.export import Format, write
from quoteattr.statements import Statement, as_record
from quoteattr.store.reading import Stored

OA = Namespace("http://www.w3.org/ns/oa#")

# What the context of the specification says of the terms that are used here; rdflib cannot fetch it in a test.
CONTEXT: dict[str, Any] = {
    "oa": "http://www.w3.org/ns/oa#", "dc": "http://purl.org/dc/elements/1.1/", "as": "http://www.w3.org/ns/activitystreams#",
    "dcterms": "http://purl.org/dc/terms/", "rdf": str(RDF), "schema": "http://schema.org/", "foaf": "http://xmlns.com/foaf/0.1/",
    "id": "@id", "type": "@type",
    **{name: f"oa:{name}" for name in ("Annotation", "TextualBody", "SpecificResource", "TextQuoteSelector",
                                       "TextPositionSelector", "exact", "prefix", "suffix", "start", "end")},
    "Software": "as:Application", "AnnotationPage": "as:OrderedCollectionPage",
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "body": {"@id": "oa:hasBody", "@type": "@id"}, "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"}, "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"}, "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "identifying": "oa:identifying", "describing": "oa:describing",
    "generator": {"@id": "as:generator", "@type": "@id"}, "generated": "dcterms:issued", "name": "foaf:name",
    "format": "dc:format", "value": "rdf:value",
}  # fmt: skip

# Of rdflib's own making: its JSON-LD parser uses a class that it has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


@pytest.fixture
def page(found: list[Stored], tmp_path: Path) -> dict[str, Any]:
    write(found, Format.WEB_ANNOTATION, tmp_path / "out.jsonld")
    read: dict[str, Any] = json.loads((tmp_path / "out.jsonld").read_text("utf-8"))
    return read


@pytest.fixture
def graph(page: dict[str, Any]) -> Graph:
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    return Graph().parse(data=json.dumps({**page, "@context": CONTEXT}), format="json-ld")


def test_every_key_is_known_to_the_context(page: dict[str, Any]) -> None:
    assert set(keys(page)) - {"@context"} <= set(CONTEXT)


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from keys(part)


def test_both_selectors_find_the_words(graph: Graph, statements: dict[str, tuple[Statement, Stored]]) -> None:
    seen = set()
    for annotation in graph.subjects(RDF.type, OA.Annotation):
        statement, each = statements[str(annotation).rsplit(":", 1)[1]]
        text, spans = each.extraction.document.text, set()
        for target in graph.objects(annotation, OA.hasTarget):
            selectors = {
                graph.value(selector, RDF.type): selector for selector in graph.objects(target, OA.hasSelector)
            }
            position, quotation = selectors[OA.TextPositionSelector], selectors[OA.TextQuoteSelector]
            start, end = (graph.value(position, place).toPython() for place in (OA.start, OA.end))  # type: ignore[union-attr]
            exact, prefix, suffix = (str(graph.value(quotation, part)) for part in (OA.exact, OA.prefix, OA.suffix))
            assert text[start:end] == exact
            assert text.count(prefix + exact + suffix) == 1
            assert text.index(prefix + exact + suffix) + len(prefix) == start
            spans.add((start, end))
        assert spans == set(statement.spans)
        body = graph.value(annotation, OA.hasBody)
        assert json.loads(str(graph.value(body, RDF.value))) == json.loads(json.dumps(as_record(statement)))
        seen.add(statement.id)
    assert seen == set(statements)
