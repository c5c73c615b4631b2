"""The engine of one machine: this process reads and writes, others hold the model.

In: the model, and how many processes. Out: an engine for `run_batch`::

    run_batch(["crawl/"], "out/", open_local(jobs=4), options=ReadOptions())

A document that kills its process is skipped with its reason (quoteattr.jobs).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

from quoteattr.jobs import PooledAnnotator, open_workers
from quoteattr.scale.extracting import OnDocument
from quoteattr.scale.job import Engine, Job, OnMarker, do_shards
from quoteattr.scale.plan import Todo
from quoteattr.scale.shards import read_shards
from quoteattr.statements import DEFAULT_MODELS, ModelChoice


class Local:
    """All of it on this machine: one process reads and writes, the others hold the model."""

    def __init__(self, workers: PooledAnnotator) -> None:
        """Takes processes that `open_workers` made."""
        self._workers = workers
        self.info = workers.info

    def run(self, job: Job, todo: Sequence[Todo], on_marker: OnMarker, on_document: OnDocument) -> None:
        """Do the shards one after the other, each with all processes."""
        shards = (shard for one in todo for shard in read_shards(one.part, job.options, job.shard_size, one.done))
        do_shards(job, islice(shards, job.limit), self._workers, on_marker, on_document)


@contextmanager
def open_local(choice: ModelChoice = DEFAULT_MODELS, *, jobs: int, time_limit: float | None = None) -> Iterator[Engine]:
    """Load the models in so many processes of this machine.

    Raises:
        QuoteattrError: a model is missing or does not fit.
    """
    with open_workers(choice, jobs=jobs, time_limit=time_limit) as workers:
        yield Local(workers)
