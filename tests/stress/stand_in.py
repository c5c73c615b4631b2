"""The command line with a pipeline that finds quotes by pattern, for runs that are killed hundreds of times.

In: the arguments of quoteattr, after `--wait SECONDS`, how long each document takes at most. Out: what quoteattr does;
a line on standard output for each document that is about to be stored::

    python -m tests.stress.stand_in --wait 0.01 extract quotes.db articles/

Reading, running, storing and reporting are the real ones.
"""

import random
import sys
import time
from collections.abc import Iterable, Iterator
from typing import Any

from quoteattr.cli import main
from quoteattr.documents import Document
from quoteattr.jobs import annotators
from quoteattr.statements import Extraction
from tests.cli.conftest import FakePipeline
from tests.jobs.stand_in import STAND_IN


class SlowPipeline(FakePipeline):
    """Takes a time of its own for each document."""

    def __init__(self, wait: float) -> None:
        super().__init__()
        self.wait = wait

    def annotate(self, documents: Iterable[Document], *rest: Any, **named: Any) -> Iterator[Extraction]:
        dice = random.Random()
        for extraction in super().annotate(documents, *rest, **named):
            print("annotated", flush=True)
            time.sleep(dice.uniform(0, self.wait))
            yield extraction


if __name__ == "__main__":
    _, _, wait, *arguments = sys.argv
    sys.modules["quoteattr.pipeline"] = SlowPipeline(float(wait))
    annotators.WORKER = (*STAND_IN, "--wait", wait)
    sys.argv = ["quoteattr", *arguments]
    main()
