r"""JSON: one object an article, one a line (JSONL) or in a list.

In: bytes. Out: a `Document` for each object, which has `text` and any of the other fields of
`Document`; `url` stands for `address`. Other fields are ignored::

    {"text": "“No,” Ann Lee said.", "title": "Talks fail", "outlet": "Harbour Post", "published": "2026-03-04"}

A line that is not such an object is skipped with its reason, and the rest is read. A document
without an address of its own has the address "#" and its number; the path is put before it.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from quoteattr.documents import Document
from quoteattr.errors import ReadError
from quoteattr.readers.decoding import decode
from quoteattr.readers.registry import Skipped, reader

# {"text": ... or [{"text": ...
OPENING = re.compile(rb"(?:\[\s*)?\{\s*\"\w+\"\s*:")
# JSON can spell half of a character ("\\ud83d" without its other half); nothing can print or store it.
SURROGATE = re.compile(r"[\ud800-\udfff]")
FIELDS = tuple(field.name for field in fields(Document))


def looks_like_json(head: bytes) -> bool:
    """Whether the file begins with an object or with a list of objects."""
    return OPENING.match(head) is not None


@reader("jsonl", suffixes=(".jsonl", ".ndjson", ".json"), sniff=looks_like_json)
def read_jsonl(data: bytes) -> Iterator[Document | Skipped]:
    """The documents of a JSON or JSONL file.

    Raises:
        ReadError: the file is empty, binary, or in no known encoding.
    """
    text = decode(data)
    whole = _parse(text)
    if isinstance(whole, ReadError):
        items = [(f"#{number}", _parse(line)) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    else:
        items = [(f"#{number}", item) for number, item in enumerate(whole if isinstance(whole, list) else [whole], 1)]
    for address, item in items:
        yield _document(item, address)


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        return ReadError(f"not JSON: {error}")


def _document(item: Any, address: str) -> Document | Skipped:
    if isinstance(item, ReadError):
        return Skipped(address, str(item))
    if not isinstance(item, dict):
        return Skipped(address, f"not a JSON object but {type(item).__name__}")
    known: dict[str, Any] = {name: item[name] for name in FIELDS if item.get(name) is not None}
    wrong = [name for name, value in known.items() if not isinstance(value, str)]
    if wrong:
        return Skipped(address, f"field {wrong[0]!r} is not a string")
    if not known.get("text", "").strip():
        return Skipped(address, "no field 'text', or an empty one")
    if any(SURROGATE.search(value) for value in known.values()):
        return Skipped(address, "holds half of a character (a lone surrogate)")
    url = item.get("url")
    return Document(**{"address": url if isinstance(url, str) else address, **known})
