"""JSONL: one document a line with all that was found in it; `quoteattr load` reads it back.

In: documents. Out: on each line an object with `document`, `run`, `speakers` and `statements`::

    {"document": {"id": ..., "text": ...}, "run": {"model": "sm", ...}, "subjects": [...], "speakers": [...],
     "statements": [...]}

Statements are the records of docs/data-model.md; their offsets point into `document.text` beside them.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, TextIO

from quoteattr.documents import Document, times_of
from quoteattr.errors import ReadError
from quoteattr.statements import Claim, Extraction, Quote, Speaker, SpeakerType, as_record, statement_of
from quoteattr.store.reading import Stored


def write(found: Iterable[Stored], out: TextIO) -> None:
    """Write a line for each document."""
    out.writelines(json.dumps(to_json(stored), ensure_ascii=False) + "\n" for stored in found)


def to_json(stored: Stored) -> dict[str, Any]:
    """The JSON object of a document."""
    extraction = stored.extraction
    return {
        "document": {"id": extraction.document.id, **asdict(extraction.document)},
        "run": stored.run,
        "subjects": list(extraction.subjects),
        "speakers": [asdict(speaker) for speaker in extraction.speakers],
        "statements": [as_record(statement) for statement in extraction.statements],
    }


def from_json(given: Mapping[str, Any]) -> Stored:
    """The document of a JSON object that `to_json` gave.

    Raises:
        ReadError: something is missing or cannot be so; the message says what.
    """
    try:
        known = {name: value for name, value in given["document"].items() if name != "id"}
        document = Document(**{**known, "times": times_of(known.get("times"))})
        statements = [statement_of(record) for record in given["statements"]]
        strange = next((found for found in statements if found.document_id != document.id), None)
        if strange:
            raise ReadError(f"statement {strange.id} is not of this document: its text or address was changed")
        extraction = Extraction(
            document=document,
            quotes=tuple(found for found in statements if isinstance(found, Quote)),
            claims=tuple(found for found in statements if isinstance(found, Claim)),
            speakers=tuple(_speaker(speaker) for speaker in given["speakers"]),
            subjects=tuple(given.get("subjects") or ()),
        )
        return Stored(extraction=extraction, run=dict(given["run"]))
    except KeyError as err:
        raise ReadError(f"no field {err}: not written by `quoteattr export --format jsonl`") from err
    except (AttributeError, TypeError, ValueError) as err:
        raise ReadError(f"a field holds what it cannot hold: {err}") from err


def _speaker(given: Mapping[str, Any]) -> Speaker:
    return Speaker(
        name=given["name"],
        type=SpeakerType(given["type"]),
        anonymous=bool(given["anonymous"]),
        names=tuple(given["names"]),
        roles=tuple(given["roles"]),
        identifiers=tuple(given.get("identifiers") or ()),
    )
