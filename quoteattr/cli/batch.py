"""`quoteattr batch`: shards of documents into Parquet, on all cores.

In: files by the thousand, and an output. Out: a folder of tables, a summary on standard error, exit code 1 when
something was skipped::

    quoteattr batch 'crawl/*.warc.gz' out/
"""

import os
from typing import Annotated

import typer

from quoteattr.cli.app import INTERRUPTED, SKIPPED
from quoteattr.cli.interrupts import interruptible
from quoteattr.cli.options import Model, SpacyModel
from quoteattr.cli.progress import progress
from quoteattr.cli.reading import Reading
from quoteattr.cli.summaries import batch_summary

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
        "--jobs", "-j", metavar="N", min=1, max=256, help="Processes that hold the model; one a core without it."
    ),
]
ShardSize = Annotated[int, typer.Option(metavar="N", min=1, max=100_000, help="Documents of a shard.")]
Limit = Annotated[int | None, typer.Option(metavar="N", min=1, help="Do at most this many shards.")]


def batch(
    inputs: Inputs,
    output: Output,
    reading: Reading,
    model: Model = "sm",
    spacy_model: SpacyModel = None,
    jobs: Jobs = None,
    shard_size: ShardSize = 1_000,
    limit: Limit = None,
) -> None:
    """Extract a corpus into tables of Parquet, shard by shard, on all cores.

    A shard is read, extracted and written as one. A run that was ended in any way is taken up by doing it again: shards
    that are done are not done again. What cannot be read or processed is skipped, with its reason, and the exit code
    is 1. `quoteattr load` makes a database of the output. Needs: pip install "quoteattr[batch]".

    Example:
      quoteattr batch articles/ 'crawl/*.warc.gz' out/
      quoteattr batch s3://bucket/news.parquet s3://bucket/out --text-column body --jobs 16
      quoteattr load quotes.db out/
    """
    from quoteattr.scale.batch import run_batch
    from quoteattr.scale.local import open_local

    engine = open_local(model, spacy_model, jobs=jobs or _cores(), time_limit=reading.time_limit)
    with interruptible(), progress("extracting") as advance:
        report = run_batch(
            inputs, output, engine, options=reading, shard_size=shard_size, limit=limit, on_document=advance
        )
    typer.echo(batch_summary(report, output), err=True)
    if report.interrupted:
        raise typer.Exit(INTERRUPTED)
    if report.left_out or report.skipped:
        raise typer.Exit(SKIPPED)


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
