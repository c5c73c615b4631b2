"""What was found in a text, in twelve digits, to compare one machine with another.

In: an extraction. Out: the beginning of a SHA-256 over its statements: where they stand, their kind, cue, source,
speaker, role and polarity::

    fingerprint(quoteattr.extract(text))  ->  "5b1c0e9f8a7d"

Confidence is left out: it is computed in floating point to the last step, and its third digit may differ.
"""

import hashlib
import json

from quoteattr.statements import Extraction, Statement

LENGTH = 12  # hexadecimal digits


def fingerprint(extraction: Extraction) -> str:
    """The fingerprint of all statements of a document; the same for the same statements."""
    told = json.dumps([_fields(statement) for statement in extraction.statements], ensure_ascii=True)
    return hashlib.sha256(told.encode("ascii")).hexdigest()[:LENGTH]


def _fields(statement: Statement) -> list[object]:
    """What two machines must agree on."""
    places = (*statement.spans, statement.cue_span, statement.source_span)
    return [
        [None if span is None else [span.start, span.end] for span in places],
        statement.kind,
        statement.speaker,
        statement.role,
        statement.polarity,
    ]
