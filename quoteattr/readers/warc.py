"""WARC: the pages of a web archive.

In: an open file. Out: a `Document` for each page that a server answered with, under its own address, or the canonical
one where that is of the same site::

    for found in read_warc(open("crawl.warc", "rb"), Columns()):
        print(found.address)

Only responses of type HTML with status 200 count. A page without an article is skipped with its reason.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from quoteattr.documents import Document
from quoteattr.errors import ReadError
from quoteattr.readers.fields import Columns, Skipped
from quoteattr.readers.html import article_of, page_text
from quoteattr.readers.outlets import host_of
from quoteattr.readers.registry import stream_reader

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

OPENING = re.compile(rb"WARC/\d")
PAGES = ("text/html", "application/xhtml+xml")
LARGEST_PAGE = 20_000_000  # bytes


@stream_reader("warc", suffixes=(".warc",), sniff=lambda head: OPENING.match(head) is not None)
def read_warc(stream: BinaryIO, columns: Columns) -> Iterator[Document | Skipped]:
    """The pages of a WARC file.

    Raises:
        ReadError: no record is found at all.
    """
    from fastwarc.warc import WarcRecordType

    records = 0
    for record in _records(stream):
        records += 1
        if record.record_type == WarcRecordType.response and _is_page(record):
            yield _page(record)
    if not records:
        raise ReadError("the WARC file is damaged: no record was found")


def _records(stream: BinaryIO) -> "Iterator[WarcRecord]":
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    try:
        yield from ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=True)
    except OSError as error:  # which is what it raises of a header that is none
        raise ReadError(f"the WARC file is damaged: {error}") from error


def _is_page(record: "WarcRecord") -> bool:
    http = record.http_headers
    return http is not None and http.status_code == 200 and (record.http_content_type or "").lower() in PAGES


def _page(record: "WarcRecord") -> Document | Skipped:
    address = record.headers.get("WARC-Target-URI") or record.record_id
    try:
        data = record.reader.read(LARGEST_PAGE + 1)
        if len(data) > LARGEST_PAGE:
            raise ReadError(f"larger than {LARGEST_PAGE // 1_000_000} MB")
        document = article_of(page_text(data, record.http_charset))
        is_own = host_of(document.address) == host_of(address)
        return document if is_own else replace(document, address=address)
    except ReadError as error:
        return Skipped(address, str(error))
