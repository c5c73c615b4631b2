"""A tiny file of every format, to try whether it can be read on this machine.

In: the name of a format. Out: the bytes of a file, whose article holds `SENTENCE`; or what is wrong with reading it::

    >>> try_format("html") is None
    True

What is missing here is a fault of the installation, since the files are known to be whole.
"""

import io
import zipfile
from contextlib import ExitStack
from types import MappingProxyType

from quoteattr.documents import Document
from quoteattr.errors import MissingExtraError, QuoteattrError
from quoteattr.readers.options import ReadOptions
from quoteattr.readers.registry import readers
from quoteattr.readers.sources import read_stream

SENTENCE = "The bridge is safe, said Ana Ruiz."
_MORE = "It was built by the town in 1931, and the county has looked after it since then, she told the council."
_PAGE = (
    f"<!DOCTYPE html><html lang='en'><head><title>Bridge</title></head><body><article><h1>Bridge</h1><p>{SENTENCE}</p>"
    f"<p>{_MORE}</p></article></body></html>"
)
_ITEM = f"<item><title>Bridge</title><description>{SENTENCE} {_MORE}</description></item>"
_RESPONSE = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{_PAGE}"
_RECORD = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
    "WARC-Date: 2026-03-04T10:00:00Z\r\nWARC-Target-URI: https://harbourpost.example/bridge\r\n"
    f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(_RESPONSE)}\r\n\r\n{_RESPONSE}\r\n\r\n"
)
_SHOWN = f"BT /F1 12 Tf 72 700 Td ({SENTENCE}) Tj ET"
_OBJECTS = (
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    f"<</Length {len(_SHOWN)}>>stream\n{_SHOWN}\nendstream",
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
)
_PDF = "%PDF-1.4\n" + "".join(f"{number} 0 obj\n{made}\nendobj\n" for number, made in enumerate(_OBJECTS, 1))
# What a reader is not given: how its files begin tells too little, so that their name has to.
_SUFFIXES = {"markdown": ".md", "mail": ".eml", "text": ".txt"}
_FILES = MappingProxyType(
    {
        "pdf": f"{_PDF}trailer\n<</Root 1 0 R>>\n%%EOF\n",
        "warc": _RECORD,
        "feed": f"<?xml version='1.0'?><rss version='2.0'><channel><title>Post</title>{_ITEM}</channel></rss>",
        "html": _PAGE,
        "jsonl": f'{{"text": "{SENTENCE}"}}\n',
        "markdown": f"# Bridge\n\n{SENTENCE}\n",
        "mail": f"From: press@harbour.example\nSubject: Bridge\nContent-Type: text/plain\n\n{SENTENCE}\n",
        "vtt": f"WEBVTT\n\n00:01.000 --> 00:04.000\n{SENTENCE}\n",
        "srt": f"1\n00:00:01,000 --> 00:00:04,000\n{SENTENCE}\n",
        "table": f'text,outlet\n"{SENTENCE}",Harbour Post\n',
        "text": f"Bridge\n\n{SENTENCE}\n",
    }
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_DOCX = MappingProxyType(
    {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
        f'ContentType="{_OFFICE}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_RELATION}" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>'
        "</w:body></w:document>",
    }
)


def sample_of(name: str) -> tuple[bytes, str] | None:
    """The file of a format and the suffix of its name; None for a format of another package.

    Raises:
        MissingExtraError: the format needs a package that is not installed with quoteattr itself.
    """
    if name == "docx":
        return _docx(), ".docx"
    if name == "parquet":
        return _parquet(), ".parquet"
    return (_FILES[name].encode(), _SUFFIXES.get(name, "")) if name in _FILES else None


def try_format(name: str) -> str | None:
    """What is wrong with reading a format, None when nothing is.

    Raises:
        MissingExtraError: as `sample_of`.
    """
    sample = sample_of(name)
    if sample is None:
        return None
    data, suffix = sample

    def open_sample(stack: ExitStack) -> tuple[io.BytesIO, str]:
        return io.BytesIO(data), suffix

    try:
        (found,) = read_stream(f"sample{suffix}", open_sample, ReadOptions())
    except MissingExtraError:
        raise
    except (QuoteattrError, ValueError) as error:
        return str(error)
    if not isinstance(found, Document):
        return found.reason
    return None if SENTENCE in found.text else f"reads {found.text[:80]!r}"


def format_names() -> tuple[str, ...]:
    """The formats that can be read."""
    return tuple(readers())


def _docx() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in _DOCX.items():
            archive.writestr(name, content)
    return file.getvalue()


def _parquet() -> bytes:
    from quoteattr.extras import require_pyarrow

    parquet, file = require_pyarrow(), io.BytesIO()
    import pyarrow

    parquet.write_table(pyarrow.table({"text": [SENTENCE]}), file)
    return file.getvalue()
