"""schema.org: read back with rdflib, which has the vocabulary of schema.org."""

import json
from pathlib import Path

import pytest
from rdflib import RDF, Graph
from rdflib.namespace import SDO

from quoteattr.export import Format, stored, write
from quoteattr.statements import Kind, Polarity, Statement
from quoteattr.store import open_store
from quoteattr.store.reading import Stored
from quoteattr.store.reviews import Judgement, Review
from tests.store.extractions import ferry

# Of rdflib's own making: its JSON-LD parser uses a class that it has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


@pytest.fixture
def graph(found: list[Stored], tmp_path: Path) -> Graph:
    write(found, Format.SCHEMA_ORG, tmp_path / "out.jsonld")
    given = json.loads((tmp_path / "out.jsonld").read_text("utf-8"))
    assert given["@context"] == "https://schema.org"
    # What the context at that address says of all terms; rdflib cannot fetch it in a test.
    return Graph().parse(data=json.dumps({**given, "@context": {"@vocab": str(SDO)}}), format="json-ld")


def test_every_type_and_property_is_of_the_vocabulary(graph: Graph) -> None:
    properties = {predicate for _, predicate, _ in graph} - {RDF.type}
    types = set(graph.objects(None, RDF.type))
    assert {SDO.Quotation, SDO.Claim, SDO.NewsArticle, SDO.Person} <= types
    assert all(term in SDO for term in properties | types)


def test_words_places_speakers_and_articles_survive(
    graph: Graph, statements: dict[str, tuple[Statement, Stored]]
) -> None:
    nodes = [*graph.subjects(RDF.type, SDO.Quotation), *graph.subjects(RDF.type, SDO.Claim)]
    assert len(nodes) == len(statements)
    for node in nodes:
        statement, each = statements[str(graph.value(node, SDO.identifier))]
        direct = statement.kind is Kind.DIRECT
        assert str(graph.value(node, SDO.text)) == statement.text
        places = [tuple(map(int, place.split("-"))) for place in str(graph.value(node, SDO.position)).split(",")]
        assert places == list(statement.spans)
        said_by = graph.value(node, SDO.spokenByCharacter if direct else SDO.author)
        asserted = statement.speaker if statement.polarity is Polarity.ASSERTED else None
        assert (said_by and str(graph.value(said_by, SDO.name))) == asserted
        article = graph.value(node, SDO.isPartOf if direct else SDO.appearance)
        assert graph.value(article, RDF.type) == SDO.NewsArticle
        assert str(graph.value(article, SDO.headline) or "") == (each.extraction.document.title or "")


def test_a_denial_says_so_and_is_nobodys_statement(
    graph: Graph, statements: dict[str, tuple[Statement, Stored]]
) -> None:
    denied = [
        node for node, _, status in graph.triples((None, SDO.creativeWorkStatus, None)) if str(status) == "denied"
    ]
    assert len(denied) == sum(one.polarity is Polarity.DENIED for one, _ in statements.values()) > 2
    for node in denied:
        assert graph.value(node, SDO.author) is None and graph.value(node, SDO.spokenByCharacter) is None
        assert graph.value(graph.value(node, SDO.mentions), SDO.name) is not None


def test_what_a_person_has_reviewed_is_a_claim_review(tmp_path: Path) -> None:
    with open_store(tmp_path / "quotes.db", create=True) as store:
        store.save(ferry(), store.start_run(version="1", model="sm"))
        quoted, denied = ferry().quotes[1], ferry().claims[0]
        store.review(Review(statement=quoted.id, judgement=Judgement.WRONG, reviewer="mia", note="a caption"))
        store.review(Review(statement=denied.id, judgement=Judgement.RIGHT, reviewer="tom"))
    write(stored(tmp_path / "quotes.db"), Format.SCHEMA_ORG, tmp_path / "out.jsonld")
    nodes = json.loads((tmp_path / "out.jsonld").read_text("utf-8"))["@graph"]
    reviews = [node for node in nodes if node["@type"] == "ClaimReview"]
    assert [
        (node["claimReviewed"], node["reviewRating"]["ratingValue"], node["author"]["name"]) for node in reviews
    ] == [
        ("Jorunn Løvås denied: that fares would double", 2, "tom"),
        ("a senior engineer said: “The engines are worn out,”", 1, "mia"),
    ]
    assert reviews[1]["reviewBody"] == "a caption"
    assert reviews[1]["itemReviewed"]["@id"] == f"urn:quoteattr:statement:{quoted.id}"
    assert "Correctly attributed" in reviews[0]["reviewRating"]["alternateName"]
