"""`quoteattr batch`: shards of documents into Parquet, on all cores or on a cluster.

In: files by the thousand, and an output. Out: a folder of tables, a summary on standard error, exit code 1 when
something was skipped::

    quoteattr batch 'crawl/*.warc.gz' out/
"""

import os
from contextlib import AbstractContextManager
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from quoteattr.cli.app import INTERRUPTED, SKIPPED
from quoteattr.cli.options import Models
from quoteattr.cli.reading import Reading
from quoteattr.cli.running import interruptible, progress
from quoteattr.cli.summaries import batch_summary

if TYPE_CHECKING:
    from quoteattr.scale.job import Engine
    from quoteattr.statements import ModelChoice

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        help="Files, folders, patterns, or addresses such as s3://bucket/crawl/*.warc.gz.",
        show_default=False,
    ),
]
Output = Annotated[
    str, typer.Argument(metavar="OUTPUT", help="Folder or address to write to, such as out/ or s3://bucket/out.")
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs", "-j", metavar="N", min=1, max=256, help="Processes that hold the model; by default one per core."
    ),
]
ShardSize = Annotated[int, typer.Option(metavar="N", min=1, max=100_000, help="Documents in each shard.")]
Address = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Ray cluster to use, such as auto; by default one on this machine."),
]
Limit = Annotated[int | None, typer.Option(metavar="N", min=1, help="Do at most this many shards.")]


class EngineName(StrEnum):
    """What spreads a batch, as `--engine` takes it."""

    LOCAL = "local"
    RAY = "ray"


def batch(
    inputs: Inputs,
    output: Output,
    reading: Reading,
    models: Models,
    jobs: Jobs = None,
    shard_size: ShardSize = 1_000,
    limit: Limit = None,
    engine: Annotated[EngineName, typer.Option(help="Processes of this machine, or Ray.")] = EngineName.LOCAL,
    address: Address = None,
) -> None:
    """Extract a corpus into tables of Parquet, shard by shard, on all cores or on a Ray cluster.

    A shard is read, extracted and written as one. A run that was ended in any way is taken up by doing it again: shards
    that are done are not done again. What cannot be read or processed is skipped, with its reason, and the exit code
    is 1. `quoteattr load` makes a database of the output. Needs: pip install "quoteattr[batch]", or "quoteattr[ray]".

    Example:
      quoteattr batch articles/ 'crawl/*.warc.gz' out/
      quoteattr batch s3://bucket/news.parquet s3://bucket/out --text-column body --engine ray --address auto
      quoteattr load quotes.db out/
    """
    from quoteattr.scale.batch import run_batch

    if address and engine is not EngineName.RAY:
        raise typer.BadParameter("--address names a Ray cluster; add --engine ray")
    opening = _opening(engine, replace(models, subjects=True), jobs, reading.time_limit, address)
    with interruptible(), progress("extracting") as advance:
        report = run_batch(
            inputs, output, opening, options=reading, shard_size=shard_size, limit=limit, on_document=advance
        )
    typer.echo(batch_summary(report, output), err=True)
    if report.interrupted:
        raise typer.Exit(INTERRUPTED)
    if report.left_out or report.skipped:
        raise typer.Exit(SKIPPED)


def _opening(
    engine: EngineName,
    models: "ModelChoice",
    jobs: int | None,
    time_limit: float | None,
    address: str | None,
) -> "AbstractContextManager[Engine]":
    if engine is EngineName.RAY:
        from quoteattr.scale.on_ray import open_ray

        return open_ray(models, jobs=jobs, time_limit=time_limit, address=address)
    from quoteattr.scale.local import open_local

    return open_local(models, jobs=jobs or _cores(), time_limit=time_limit)


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
