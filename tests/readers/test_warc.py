import io
import random
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from quoteattr.documents import Document
from quoteattr.errors import ReadError
from quoteattr.readers import Skipped, read, read_all

# warcio leaves the files of records that it has written to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")

PAGE = "<html lang='en'><head><title>Bridge closes</title></head><body><article><p>{}</p></article></body></html>"
SAID = "“It is unsafe,” Zoé Ruiz said of the bridge on Monday, and the council closed it."


def archive(*, packed: bool, pages: int = 0) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)

    def add(path: str, body: bytes, kind: str = "text/html", status: str = "200 OK", record: str = "response") -> None:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        address = f"https://example.org{path}"
        writer.write_record(writer.create_warc_record(address, record, payload=io.BytesIO(body), http_headers=headers))

    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "a test"}))
    add("/1", PAGE.format(SAID).encode(), "text/html; charset=utf-8")
    add("/picture", b"\x89PNG", "image/png")
    add("/latin", PAGE.format(SAID).encode("cp1252"), "text/html; charset=windows-1252")
    add("/gone", PAGE.format(SAID).encode(), status="404 Not Found")
    add("/empty", b"<html><body></body></html>")
    add("/1", b"", record="resource", kind="text/html")
    for number in range(pages):
        noise = random.Random(number).randbytes(500).hex()  # so that it does not pack to nothing
        add(f"/many/{number}", PAGE.format(SAID).encode() + f"<!-- {noise} -->".encode())
    return out.getvalue()


@pytest.mark.parametrize(("name", "packed"), [("a.warc", False), ("a.warc.gz", True), ("crawl", True)])
def test_pages_that_were_answered_with(tmp_path: Path, name: str, packed: bool) -> None:
    (tmp_path / name).write_bytes(archive(packed=packed))
    skipped: list[Skipped] = []
    documents = list(read_all([tmp_path / name], skipped.append))
    assert [(document.address, document.text) for document in documents] == [
        ("https://example.org/1", SAID),
        ("https://example.org/latin", SAID),
    ]
    assert documents[0].title == "Bridge closes"
    assert skipped == [Skipped("https://example.org/empty", "no article text was found in the HTML")]


def test_a_cut_off_archive_gives_what_is_whole(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(archive(packed=True, pages=300)[:-400])
    skipped: list[Skipped] = []
    documents = list(read_all([tmp_path / "a.warc.gz"], skipped.append))
    assert documents
    assert isinstance(documents[0], Document)
    assert any("cut off" in found.reason or "damaged" in found.reason for found in skipped)


def test_no_archive(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(b"WARC/1.0 and then nothing of the kind" * 50)
    with pytest.raises(ReadError, match=r"a\.warc: "):
        list(read(tmp_path / "a.warc"))
