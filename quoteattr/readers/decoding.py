r"""Bytes to text, by rules that are the same everywhere.

In: the bytes of a file. Out: its text, with line ends as "\n" and nothing else changed, so that
offsets into `Document.text` are offsets into the file, but for the carriage returns::

    >>> decode("“Non”, a dit Zoé.\r\n".encode("cp1252"))
    '“Non”, a dit Zoé.\n'

The rules, in order: a byte order mark decides; then UTF-8; then the encoding that the file itself
declares; then UTF-8 in which a few characters are damaged (each shows as U+FFFD); then Windows-1252,
the usual encoding of English news that is not UTF-8. What is none of these is refused, and so is text with the
control characters of a binary file.
"""

import codecs
import re
from collections.abc import Iterable

from quoteattr.errors import ReadError

# utf-32 first: its mark begins with that of utf-16.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What a file begins with that people give to a text tool by mistake.
BINARY_FORMATS = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"SQLite format 3\x00", "a SQLite database"),
)
# Control characters that text has no use for; tab, line feed, form feed and carriage return are text.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
# A text may hold a stray control character; a binary file has them all over. Share of characters.
MOST_CONTROL = 0.01
BINARY = "this is a binary file, not text; convert it to text or HTML first"
DAMAGED = "damaged UTF-8"
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of a file.

    Args:
        data: all bytes of the file.
        declared: the encoding that the file or its server names.

    Raises:
        ReadError: the file is empty, binary, or in no encoding that the rules know.
    """
    for signature, kind in BINARY_FORMATS:
        if data.startswith(signature):
            raise ReadError(f"this is {kind}, not text; convert it to text or HTML first")
    marked = next((encoding for mark, encoding in BYTE_ORDER_MARKS if data.startswith(mark)), None)
    if b"\x00" in data and not marked:
        raise ReadError(BINARY)
    text = _decode(data, (marked,) if marked else ("utf-8", declared, DAMAGED, "cp1252"))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(CONTROL.findall(text)) > MOST_CONTROL * len(text):
        raise ReadError(BINARY)
    if not text.strip():
        raise ReadError("the file is empty")
    return text


def _decode(data: bytes, encodings: Iterable[str | None]) -> str:
    """The text in the first of the encodings that fits."""
    for encoding in filter(None, encodings):
        text = _damaged_utf8(data) if encoding is DAMAGED else _strict(data, encoding)
        if text is not None:
            return text
    raise ReadError("this is not text in UTF-8, UTF-16 or Windows-1252; save it as UTF-8")


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _damaged_utf8(data: bytes) -> str | None:
    """The text with U+FFFD for each damaged character, if most of what is not ASCII is intact."""
    text = data.decode("utf-8", "replace")
    damaged = text.count(REPLACEMENT)
    intact = sum(character > "\x7f" for character in text) - damaged
    return text if intact > damaged else None
