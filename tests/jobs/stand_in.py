"""A worker with the pipeline of the commands' tests; "hang" in a document hangs, "crash" ends the process.

In: what a worker of quoteattr.jobs is given, after `--wait SECONDS`, how long each document takes, where that is given.
Out: what it answers, quotes found by pattern::

    monkeypatch.setattr("quoteattr.jobs.annotators.WORKER", STAND_IN)
"""

import os
import sys
import time

from quoteattr.documents import Document
from quoteattr.statements import Extraction
from tests.cli import conftest

STAND_IN = ("-m", "tests.jobs.stand_in")
found = conftest.extract
wait = float(sys.argv[2]) if sys.argv[1:2] == ["--wait"] else 0.0


def extract(document: Document) -> Extraction:
    if "hang" in document.text:
        time.sleep(600)
    time.sleep(wait)
    if "crash" in document.text:
        os._exit(7)
    return found(document)


if __name__ == "__main__":
    conftest.extract = extract
    sys.modules["quoteattr.pipeline"] = conftest.FakePipeline()
    sys.argv = ["worker", '{"models": {"model": "sm"}, "time_limit": null}']
    from quoteattr.jobs.worker import main

    main()
