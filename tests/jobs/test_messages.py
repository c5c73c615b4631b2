import json

from hypothesis import given

from quoteattr.documents import Document
from quoteattr.jobs.messages import document_of, extraction_of, message_of
from quoteattr.statements import Extraction
from tests.store.extractions import extractions, ferry


@given(extractions())
def test_what_is_sent_arrives(extraction: Extraction) -> None:
    arrived = extraction_of(json.loads(json.dumps(message_of(extraction))))
    assert arrived == extraction
    assert [found.id for found in arrived.statements] == [found.id for found in extraction.statements]


def test_values_arrive_as_what_they_are() -> None:
    sent = ferry()
    arrived = extraction_of(json.loads(json.dumps(message_of(sent))))
    assert arrived == sent
    assert [
        type(value) for value in (arrived.quotes[0].kind, arrived.quotes[0].spans[0], arrived.speakers[0].type)
    ] == [type(value) for value in (sent.quotes[0].kind, sent.quotes[0].spans[0], sent.speakers[0].type)]


def test_a_document_arrives() -> None:
    document = Document(text="A\ud83d\n\x00", address="a.txt", published="2026-03-04")
    assert document_of(json.loads(json.dumps(message_of(document)))) == document
