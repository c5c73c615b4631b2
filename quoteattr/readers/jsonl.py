r"""JSON: one object an article, one a line (JSONL) or in a list.

In: an open file. Out: a `Document` for each object, which has `text` and any of the other fields of
`Document`, under these names or the usual others (quoteattr.readers.fields)::

    {"text": "“No,” Ann Lee said.", "title": "Talks fail", "outlet": "Harbour Post", "published": "2026-03-04"}

A line that is not such an object is skipped with its reason, and the rest is read. A document
without an address of its own has the address "#" and its number; the path is put before it. Lines are read one at a
time; a list, or an object over several lines, is held in memory whole.
"""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, BinaryIO

from quoteattr.documents import Document
from quoteattr.errors import ReadError
from quoteattr.readers.decoding import decode, decode_lines, lines_of
from quoteattr.readers.fields import Columns, Skipped, document_of
from quoteattr.readers.registry import read_limited, stream_reader

# {"text": ... or [{"text": ...
OPENING = re.compile(rb"(?:\[\s*)?\{\s*\"[^\"\n]{1,80}\"\s*:")
LARGEST_LIST = 500_000_000  # bytes


def looks_like_json(head: bytes) -> bool:
    """Whether the file begins with an object or with a list of objects."""
    return OPENING.match(head) is not None


@stream_reader("jsonl", suffixes=(".jsonl", ".ndjson", ".json"), sniff=looks_like_json)
def read_jsonl(stream: BinaryIO, columns: Columns) -> Iterator[Document | Skipped]:
    """The documents of a JSON or JSONL file.

    Raises:
        ReadError: the file is binary, in no known encoding, or a list that does not fit into memory.
    """
    lines = lines_of(stream)
    first = next(lines, b"")
    if isinstance(_parse(first), dict):
        items = _lines(chain((first,), lines))
    else:
        items = _items(decode(first + read_limited(stream, LARGEST_LIST)))
    for address, item in items:
        yield _document(item, columns, address)


def _lines(lines: Iterable[bytes]) -> Iterator[tuple[str, Any]]:
    """Address and content of each line that has any."""
    return ((f"#{number}", _parse(line)) for number, line in enumerate(decode_lines(lines), 1) if line.strip())


def _items(text: str) -> Iterator[tuple[str, Any]]:
    """The objects of a list, or the one object, or the lines where that fails."""
    whole = _parse(text)
    if isinstance(whole, ReadError):
        return _lines(line.encode() for line in text.split("\n"))
    listed = whole if isinstance(whole, list) else [whole]
    return ((f"#{number}", item) for number, item in enumerate(listed, 1))


def _parse(text: str | bytes) -> Any:
    """The content, or why there is none; json also refuses numbers of thousands of digits, by a ValueError."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        return ReadError(f"not JSON: {error}")


def _document(item: Any, columns: Columns, address: str) -> Document | Skipped:
    if isinstance(item, ReadError):
        return Skipped(address, str(item))
    if not isinstance(item, dict):
        return Skipped(address, f"not a JSON object but {type(item).__name__}")
    return document_of(item, columns, address)
