"""What the processes of a batch are told, and what each of them does with shards, wherever it runs.

In: a job, shards, and the model in processes of its own. Out: the files of each shard, and its marker::

    do_shards(job, shards, workers, on_marker=print)
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from quoteattr.jobs import PooledAnnotator
from quoteattr.readers import ReadOptions
from quoteattr.scale.extracting import Extracted, OnDocument, extract_shards
from quoteattr.scale.manifest import Manifest
from quoteattr.scale.output import Marker, write_shard
from quoteattr.scale.places import Folder
from quoteattr.scale.plan import Todo
from quoteattr.scale.shards import Shard
from quoteattr.statements import ModelInfo

OnMarker = Callable[[Marker], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A batch, as far as one of its processes has to know it.

    Attributes:
        output: the folder to write to.
        manifest: what the output is made with.
        options: how to read.
        shard_size: documents of a shard.
        limit: shards of this run; None for all that are left.
    """

    output: str
    manifest: Manifest
    options: ReadOptions
    shard_size: int
    limit: int | None = None


class Engine(Protocol):
    """What does the shards of a batch.

    Attributes:
        info: with which models.
    """

    info: ModelInfo

    def run(self, job: Job, todo: Sequence[Todo], on_marker: OnMarker, on_document: OnDocument) -> None:
        """Do all shards that are not done, and tell of each that is."""


def do_shards(
    job: Job,
    shards: Iterable[Shard],
    workers: PooledAnnotator,
    on_marker: OnMarker,
    on_document: OnDocument | None = None,
) -> None:
    """Extract and write shards.

    Args:
        job: the batch.
        shards: read as they are needed.
        workers: made by `open_workers`.
        on_marker: is told of each shard that is written.
        on_document: is told the address of each document that is done with.

    Raises:
        QuoteattrError: the output cannot be written.
    """
    folder, run = Folder(job.output), job.manifest.run

    def write(extracted: Extracted) -> None:
        marker = _marker(extracted)
        write_shard(folder, marker, extracted.extractions, run)
        on_marker(marker)

    extract_shards(shards, workers, write, on_document)


def _marker(extracted: Extracted) -> Marker:
    shard = extracted.shard
    return Marker(
        part=shard.part,
        number=shard.number,
        is_last=shard.is_last,
        documents=len(extracted.extractions),
        quotes=sum(len(found.quotes) for found in extracted.extractions),
        claims=sum(len(found.claims) for found in extracted.extractions),
        repeated=shard.repeated,
        skipped=extracted.skipped,
    )
