r"""Bytes to text, by rules that are the same everywhere.

In: the bytes of a file. Out: its text, with line ends as "\n" and nothing else changed, so that
offsets into `Document.text` are offsets into the file, but for the carriage returns::

    >>> decode("“Non”, a dit Zoé.\r\n".encode("cp1252"))
    '“Non”, a dit Zoé.\n'

The rules, in order: a byte order mark decides; then UTF-8; then the encoding that the file itself
declares; then UTF-8 in which a few characters are damaged (each shows as U+FFFD); then, where so many characters are
not ASCII that the text cannot be English, the encoding that charset-normalizer finds likeliest; then Windows-1252,
the usual encoding of English news that is not UTF-8. What is none of these is refused, and so is text with the
control characters of a binary file.
"""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import BinaryIO

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
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"ID3", "a sound"),
    (b"OggS", "a sound"),
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
# Bytes of a line of JSONL or CSV, which is held in memory.
LONGEST_LINE = 100_000_000
# Share of bytes beyond ASCII; English news in Windows-1252 has less than a twentieth of it.
FOREIGN = 0.15
FEWEST_FOREIGN = 50  # bytes; of fewer nothing can be told
# Share of the high bytes that are NUL in UTF-16 text of Latin letters.
LATIN = 0.6
# Encodings that no file has and that take a time beyond all bounds on what is none of theirs.
NEVER = frozenset(("idna", "punycode"))
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of a file.

    Args:
        data: all bytes of the file.
        declared: the encoding that the file or its server names.

    Raises:
        ReadError: the file is empty, binary, or in no encoding that the rules know.
    """
    refuse_binary(data)
    marked = next((encoding for mark, encoding in BYTE_ORDER_MARKS if data.startswith(mark)), None)
    wide = None if marked else _wide(data)
    if b"\x00" in data and not (marked or wide):
        raise ReadError(BINARY)
    text = _strict(data, marked or wide or "") if marked or wide else _decode(data, declared)
    if text is None:
        raise ReadError("this is not text in UTF-8, UTF-16 or Windows-1252; save it as UTF-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(CONTROL.findall(text)) > MOST_CONTROL * len(text):
        raise ReadError(BINARY)
    if not text.strip():
        raise ReadError("the file is empty")
    return text


def lines_of(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of an open file, none of them longer than what may be held in memory.

    Raises:
        ReadError: a line is longer.
    """
    for number in count(1):
        line = stream.readline(LONGEST_LINE + 1)
        if len(line) > LONGEST_LINE:
            raise ReadError(f"line {number} is longer than {LONGEST_LINE // 1_000_000} MB; split the file")
        if not line:
            return
        yield line


def decode_lines(lines: Iterable[bytes]) -> Iterator[str]:
    """The lines of a file of many documents, each decoded by itself: damage in one leaves the others whole.

    Raises:
        ReadError: the file is binary, or in an encoding whose lines cannot be told apart.
    """
    for number, line in enumerate(lines):
        if number == 0:
            refuse_binary(line)
            line = line.removeprefix(codecs.BOM_UTF8)
            if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in line:
                raise ReadError("a file of many articles must be in UTF-8; convert it")
        line = line.rstrip(b"\r\n")
        text = _decode(line, None)
        yield line.decode("utf-8", "replace") if text is None else text


def refuse_binary(data: bytes) -> None:
    """Raises a `ReadError` that names the format, where data begins as one that holds no text."""
    for signature, kind in BINARY_FORMATS:
        if data.startswith(signature):
            raise ReadError(f"this is {kind}, not text; convert it to text or HTML first")


def _wide(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: of Latin letters, every second byte is NUL."""
    sample = data[:1000]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if zeros and zeros.count(0) > LATIN * len(zeros) and sample.count(0) <= len(zeros):
            return encoding
    return None


def _decode(data: bytes, declared: str | None) -> str | None:
    """The text by the first of the rules that fits."""
    rules: tuple[Callable[[bytes], str | None], ...] = (
        lambda data: _strict(data, "utf-8"),
        lambda data: _strict(data, declared) if declared else None,
        _damaged_utf8,
        _likeliest,
        lambda data: _strict(data, "cp1252"),
    )
    return next((text for text in (rule(data) for rule in rules) if text is not None), None)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding) if encoding.lower() not in NEVER else None
    except (ValueError, LookupError):  # no such encoding, or not this one
        return None


def _likeliest(data: bytes) -> str | None:
    """The text in the encoding that charset-normalizer finds, if it cannot be English."""
    sample = data[:10_000]
    if sum(byte > 0x7F for byte in sample) <= max(FEWEST_FOREIGN, FOREIGN * len(sample)):
        return None
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return _strict(data, best.encoding) if best else None


def _damaged_utf8(data: bytes) -> str | None:
    """The text with U+FFFD for each damaged character, if most of what is not ASCII is intact."""
    text = data.decode("utf-8", "replace")
    damaged = text.count(REPLACEMENT)
    intact = sum(character > "\x7f" for character in text) - damaged
    return text if intact > damaged else None
