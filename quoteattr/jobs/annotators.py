"""What annotates documents, seen from a run: the same whether it is this process or several others.

In: documents, and whom to tell of those that fail. Out: extractions::

    with open_annotator(ModelChoice(model="lg"), jobs=2) as annotator:
        print(annotator.info.model)
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Protocol, Self

from quoteattr.documents import Batch, Document, batches, document_from
from quoteattr.errors import InstallationError, QuoteattrError
from quoteattr.jobs.pool import Failed, Pool
from quoteattr.statements import DEFAULT_MODELS, Extraction, ModelChoice, ModelInfo, extraction_from

if TYPE_CHECKING:
    from spacy.language import Language

# A worker reports itself what takes too long; one that does not is stuck where nothing interrupts it. It tries a batch
# together, then a document alone: twice the limit, and some time for the alarm to be heard.
PATIENCE = 2.0
GRACE = 30.0  # seconds
# The program of a worker, as arguments of Python.
WORKER = ("-m", "quoteattr.jobs.worker")

OnError = Callable[[Document, Exception], None]


class Annotator(Protocol):
    """What a run needs.

    Attributes:
        info: which models annotate.
    """

    info: ModelInfo

    def annotate(self, documents: Iterable[Document], on_error: OnError) -> Iterator[Extraction]:
        """The extraction of each document, in any order; `on_error` is told of those that have none."""


class InProcessAnnotator:
    """The pipeline in this process."""

    def __init__(self, nlp: "Language", *, time_limit: float | None = None) -> None:
        """Takes a pipeline made by `load`; a document may take `time_limit` seconds."""
        from quoteattr.pipeline import model_info

        self.nlp = nlp
        self.time_limit = time_limit
        self.info: ModelInfo = model_info(nlp)

    @classmethod
    def load(cls, choice: ModelChoice, *, time_limit: float | None = None) -> Self:
        """Loads the models.

        Raises:
            ModelError: one is missing or does not fit.
        """
        from quoteattr.pipeline import load

        return cls(load(**asdict(choice)), time_limit=time_limit)

    def annotate(self, documents: Iterable[Document], on_error: OnError) -> Iterator[Extraction]:
        """The extraction of each document, in order."""
        from quoteattr.pipeline import annotate

        return annotate(documents, self.nlp, on_error, time_limit=self.time_limit)


class PooledAnnotator:
    """Worker processes, to which documents are dealt out in batches."""

    def __init__(self, pool: Pool) -> None:
        """Takes a pool of workers that answer as quoteattr.jobs.worker does."""
        self.pool = pool
        self.info = ModelInfo(**pool.ready)

    def annotate(self, documents: Iterable[Document], on_error: OnError) -> Iterator[Extraction]:
        """The extraction of each document, as they are done."""
        return self.annotate_batches(batches(documents), on_error)

    def annotate_batches(self, together: Iterable[Batch], on_error: OnError) -> Iterator[Extraction]:
        """The extraction of each document, as they are done; the documents of a batch go through the model together."""
        shards = (tuple(asdict(document) for document in batch) for batch in together)
        for item, answer in self.pool.run(shards):
            reason = _reason(answer)
            if reason is None:
                yield extraction_from(answer)
            else:
                on_error(document_from(item), QuoteattrError(reason))


def _reason(answer: Any) -> str | None:
    """Why an answer is no extraction.

    Raises:
        InstallationError: no other answer would be one.
    """
    if isinstance(answer, dict) and "fatal" in answer:
        raise InstallationError(answer["fatal"])
    reason = answer.reason if isinstance(answer, Failed) else answer.get("error")
    return reason if reason is None else str(reason)


@contextmanager
def open_annotator(
    choice: ModelChoice = DEFAULT_MODELS, *, jobs: int = 1, time_limit: float | None = None
) -> Iterator[Annotator]:
    """Loads the models, here or in as many processes as there are jobs.

    Args:
        choice: which models, and on what.
        jobs: processes; one means this one.
        time_limit: seconds that a document may take.

    Raises:
        QuoteattrError: a model is missing or does not fit.
    """
    if jobs == 1:
        yield InProcessAnnotator.load(choice, time_limit=time_limit)
        return
    with open_workers(choice, jobs=jobs, time_limit=time_limit) as together:
        yield together


@contextmanager
def open_workers(
    choice: ModelChoice = DEFAULT_MODELS, *, jobs: int, time_limit: float | None = None
) -> Iterator[PooledAnnotator]:
    """Loads the models in as many processes as there are jobs: one too is a process of its own, which may die.

    Args:
        choice: which models, and on what.
        jobs: processes.
        time_limit: seconds that a document may take.

    Raises:
        QuoteattrError: a model is missing or does not fit.
    """
    settings = json.dumps({"models": asdict(choice), "time_limit": time_limit})
    silence = PATIENCE * time_limit + GRACE if time_limit else None
    with Pool((sys.executable, *WORKER, settings), jobs, silence) as pool:
        yield PooledAnnotator(pool)
