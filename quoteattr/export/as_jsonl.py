"""JSONL: one document a line with all that was found in it; `quoteattr load` reads it back.

In: documents. Out: on each line an object with `document`, `run`, `speakers` and `statements`::

    {"document": {"id": ..., "text": ...}, "run": {"model": "sm", ...}, "subjects": [...], "speakers": [...],
     "statements": [...]}

Statements are the records of docs/data-model.md; their offsets point into `document.text` beside them.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from quoteattr.errors import ReadError
from quoteattr.statements import as_json, extraction_from
from quoteattr.store.reading import Stored

FIELDS = ("document", "run", "subjects", "speakers", "statements")


def write(found: Iterable[Stored], out: TextIO) -> None:
    """Write a line for each document."""
    out.writelines(json.dumps(to_json(stored), ensure_ascii=False) + "\n" for stored in found)


def to_json(stored: Stored) -> dict[str, Any]:
    """The JSON object of a document."""
    found = as_json(stored.extraction)
    return {name: stored.run if name == "run" else found[name] for name in FIELDS}


def from_json(given: Mapping[str, Any]) -> Stored:
    """The document of a JSON object that `to_json` gave.

    Raises:
        ReadError: something is missing or cannot be so; the message says what.
    """
    try:
        extraction = extraction_from(given)
        strange = next((one for one in extraction.statements if one.document_id != extraction.document.id), None)
        if strange:
            raise ReadError(f"statement {strange.id} is not of this document: its text or address was changed")
        return Stored(extraction=extraction, run=dict(given["run"]))
    except KeyError as err:
        raise ReadError(f"no field {err}: not written by `quoteattr export --format jsonl`") from err
    except (AttributeError, TypeError, ValueError) as err:
        raise ReadError(f"a field holds what it cannot hold: {err}") from err
