"""An extraction survives as JSON, which is what processes send one another and what files keep."""

import json

from hypothesis import given

from quoteattr.documents import Document
from quoteattr.statements import Extraction, as_json, extraction_from
from tests.store.extractions import extractions, ferry


@given(extractions())
def test_what_is_sent_arrives(extraction: Extraction) -> None:
    arrived = extraction_from(json.loads(json.dumps(as_json(extraction))))
    assert arrived.statements == extraction.statements
    assert [found.id for found in arrived.statements] == [found.id for found in extraction.statements]
    parts = ("document", "speakers", "subjects", "failures")
    assert [getattr(arrived, part) for part in parts] == [getattr(extraction, part) for part in parts]


def test_values_arrive_as_what_they_are() -> None:
    sent = ferry()
    arrived = extraction_from(json.loads(json.dumps(as_json(sent))))
    assert arrived == sent
    assert [
        type(value) for value in (arrived.quotes[0].kind, arrived.quotes[0].spans[0], arrived.speakers[0].type)
    ] == [type(value) for value in (sent.quotes[0].kind, sent.quotes[0].spans[0], sent.speakers[0].type)]


def test_a_document_arrives() -> None:
    document = Document(text="A\ud83d\n\x00", address="a.txt", published="2026-03-04")
    sent = Extraction(document=document, quotes=(), claims=(), speakers=())
    assert extraction_from(json.loads(json.dumps(as_json(sent)))) == sent
