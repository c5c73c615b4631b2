"""A batch: files in, an output of tables out; what an earlier run of it has done is not done again.

In: inputs, an output, and an engine (local.py, on_ray.py). Out: the output's files, and a `BatchReport`::

    report = run_batch(["crawl/"], "out/", open_local(jobs=4), options=ReadOptions())
    print(report.documents, report.unfinished)
"""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from quoteattr.readers import ReadOptions, Skipped
from quoteattr.scale.extracting import OnDocument
from quoteattr.scale.job import Engine, Job
from quoteattr.scale.manifest import COUNTS, adopt_manifest, new_manifest, write_manifest
from quoteattr.scale.output import Marker, read_markers
from quoteattr.scale.places import Folder, find_sources
from quoteattr.scale.plan import Done, Part, extend_plan, read_plan, write_plan

# Documents: on one core some minutes of work, which is what a run that is killed loses at most.
SHARD_SIZE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchReport:
    """What a run did, and what the output holds now.

    Attributes:
        shards: how many this run has done.
        done: how many the output holds.
        unfinished: parts of which shards are missing.
        documents, quotes, claims, repeated: in the whole output.
        left_out: how many documents of the whole output were skipped.
        skipped: which ones this run has skipped, and why.
        interrupted: the user ended it; the same command goes on.
    """

    shards: int
    done: int
    unfinished: int
    documents: int
    quotes: int
    claims: int
    repeated: int
    left_out: int
    skipped: tuple[Skipped, ...]
    interrupted: bool


def run_batch(
    inputs: Iterable[str],
    output: str,
    opening: AbstractContextManager[Engine],
    *,
    options: ReadOptions,
    shard_size: int = SHARD_SIZE,
    limit: int | None = None,
    on_document: OnDocument | None = None,
) -> BatchReport:
    """Do what is not done yet of a batch.

    An interrupt (KeyboardInterrupt) ends the run early, and the report says so.

    Args:
        inputs: files, folders, patterns, addresses; those of earlier runs need not be named again.
        output: a folder of this machine, or an address.
        opening: `open_local(...)` or `open_ray(...)`.
        options: how to read.
        shard_size: documents of a shard.
        limit: do at most so many shards.
        on_document: is told the address of each document that is done with, for a progress bar.

    Raises:
        QuoteattrError: an input or the output cannot be used, or the output was made with something else.
    """
    skipped: list[Skipped] = []
    folder = Folder(output)
    # What an earlier run wrote into a folder that is read is no article.
    sources = tuple(source for source in find_sources(inputs, skipped.append) if not folder.holds(source.address))
    with opening as engine:
        manifest = adopt_manifest(folder, new_manifest(engine.info, options, shard_size))
        folder.tidy()
        parts = extend_plan(read_plan(folder), sources, shard_size)
        write_plan(folder, parts)
        run = _Run(skipped, on_document or (lambda address: None))
        for marker in read_markers(folder):
            run.note(marker)
        job = Job(output=output, manifest=manifest, options=options, shard_size=shard_size, limit=limit)
        try:
            engine.run(job, run.done.todo(parts), run.finish, run.on_document)
        except KeyboardInterrupt:
            run.interrupted = True
        if not run.done.todo(parts):
            folder.tidy()  # what a worker was writing that was killed, and whose shard another one has done
        write_manifest(folder, manifest, run.counts())
        return run.report(parts)


@dataclass(slots=True)
class _Run:
    """What is done so far, by this run and by those before it."""

    skipped: list[Skipped]
    on_document: OnDocument
    done: Done = field(default_factory=Done)
    shards: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)
    fresh: int = 0
    interrupted: bool = False

    def note(self, marker: Marker) -> None:
        """Take a shard for done."""
        self.shards[marker.part, marker.number] = marker.counts
        self.done.note(marker.part, marker.number, marker.is_last)

    def finish(self, marker: Marker) -> None:
        """Take a shard that this run has done for done."""
        self.note(marker)
        self.fresh += 1
        self.skipped += marker.skipped

    def counts(self) -> list[dict[str, Any]]:
        """The counts of each shard, in the order of parts and shards."""
        return [self.shards[shard] for shard in sorted(self.shards)]

    def report(self, parts: Sequence[Part]) -> BatchReport:
        """What was done, and what there is."""
        totals = {name: sum(counts[name] for counts in self.shards.values()) for name in COUNTS}
        left_out = totals.pop("skipped")
        return BatchReport(
            shards=self.fresh,
            done=len(self.shards),
            unfinished=len(self.done.todo(parts)),
            left_out=left_out,
            skipped=tuple(self.skipped),
            interrupted=self.interrupted,
            **totals,
        )
