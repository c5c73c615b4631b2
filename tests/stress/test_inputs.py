"""Samples of the inputs of `make stress`, and the inputs that once broke something."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.jobs import Annotator, open_annotator
from tests.stress.articles import PIECES
from tests.stress.inputs import CORPUS, check_extraction, check_marks, check_reading, read_documents, read_marks


@pytest.fixture(scope="module")
def annotator() -> Iterator[Annotator]:
    with open_annotator(time_limit=60) as loaded:
        yield loaded


def test_marks() -> None:
    assert read_marks(3_000).broken == []


def test_documents_through_everything(tmp_path: Path, annotator: Annotator) -> None:
    report = read_documents(tmp_path, 90, annotator)
    assert report.broken == []
    assert report.inputs > 80


@pytest.mark.parametrize("path", sorted(CORPUS.iterdir()), ids=lambda path: path.name)
def test_what_once_broke_something(path: Path, annotator: Annotator) -> None:
    data = path.read_bytes()
    check_marks(data.decode("utf-8", "replace"))
    documents = check_reading(data)
    errors: list[Exception] = []
    for extraction in annotator.annotate(documents, lambda document, error: errors.append(error)):
        check_extraction(extraction)
    assert errors == []


MARKUP = (
    *(b"<p>", b"</p>", b"<blockquote>", b"<q>", b"<html><body>", b"<article>", b"<!--", b"-->", b"<![CDATA[", b"&amp;"),
    *(b'{"text": "', b'"}', b"[", b"\n", b",", b"text,date\n", b"---\ntitle: x\n---\n", b"# ", b"> ", b"%PDF-1.7\n"),
    *(b"WARC/1.0\r\n", b"WARC-Type: response\r\n", b"Content-Length: 5\r\n\r\n", b"HTTP/1.1 200 OK\r\n", b"<rss>"),
    *(b"<channel><item>", b"From: a@b.c\n", b"Subject: x\n", b"MIME-Version: 1.0\n", b"\xff\xfe", b"\xef\xbb\xbf"),
    *(b"WEBVTT\n\n", b"00:01.000 --> 00:02.000\n", b"1\n00:00:01,000 --> 00:00:02,000\n", b"<v Ada>", b"NOTE\n"),
    *(b"\x00", b"\xe2\x80", b"\x1f\x8b\x08\x00", b"&#0;", b"PK\x03\x04", *(piece.encode() for piece in PIECES)),
)  # fmt: skip


@given(st.lists(st.sampled_from(MARKUP), max_size=30).map(b"".join) | st.binary(max_size=200))
def test_readers_give_documents_or_reasons(data: bytes) -> None:
    check_reading(data)
