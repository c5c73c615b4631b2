"""The program of a worker process: loads the pipeline once, then annotates what it is sent.

In: on standard input, one JSON list of documents a line; as arguments, the models and the time limit. Out: on standard
output, first what it loaded, then one line for each document, with its extraction or the reason why there is none::

    python -m quoteattr.jobs.worker '{"models": {"model": "sm"}, "time_limit": 600}'

It ends when its standard input does. An interrupt from the keyboard goes to all processes of a terminal: it is left to
the one that writes.
"""

import json
import os
import signal
import sys
from dataclasses import asdict
from typing import BinaryIO

from quoteattr.documents import Document, document_from
from quoteattr.errors import InstallationError, QuoteattrError
from quoteattr.jobs.annotators import Annotator, InProcessAnnotator
from quoteattr.statements import ModelChoice, as_json


def main() -> None:
    """Load what the argument names, and serve."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = _own_output()
    settings = json.loads(sys.argv[1])
    try:
        annotator = InProcessAnnotator.load(ModelChoice(**settings["models"]), time_limit=settings["time_limit"])
    except QuoteattrError as error:
        _say(out, {"fatal": str(error)})
        return
    serve(annotator, sys.stdin.buffer, out)


def serve(annotator: Annotator, source: BinaryIO, out: BinaryIO) -> None:
    """Answer every line of the input."""
    _say(out, {"ready": asdict(annotator.info)})
    for line in source:
        documents = [document_from(message) for message in json.loads(line)]
        errors: dict[int, Exception] = {}

        def fail(document: Document, error: Exception, errors: dict[int, Exception] = errors) -> None:
            errors[id(document)] = error

        try:
            found = {id(extraction.document): extraction for extraction in annotator.annotate(documents, fail)}
        except InstallationError as missing:
            _say(out, {"fatal": str(missing)})
            return
        for document in documents:
            if id(document) in found:
                _say(out, as_json(found[id(document)]))
            else:
                error = errors[id(document)]
                _say(out, {"error": str(error) or type(error).__name__})


def _own_output() -> BinaryIO:
    """Standard output for answers alone: what a library prints goes to standard error."""
    own = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return own


def _say(out: BinaryIO, message: object) -> None:
    out.write(json.dumps(message).encode() + b"\n")
    out.flush()


if __name__ == "__main__":
    main()
