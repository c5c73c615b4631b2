"""`quoteattr extract`: documents into a database.

In: a database and paths. Out: rows, a summary on standard error, exit code 1 when something was skipped::

    quoteattr extract quotes.db articles/ https://example.org/news.html
"""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quoteattr.cli.app import INTERRUPTED, SKIPPED
from quoteattr.cli.options import Database, Jobs, Models, Paths
from quoteattr.cli.reading import Reading
from quoteattr.cli.running import interruptible, loaded, progress
from quoteattr.cli.summaries import foreseen, summary

if TYPE_CHECKING:
    from quoteattr.readers import ReadOptions
    from quoteattr.statements import ModelChoice


def extract(
    database: Database,
    paths: Paths,
    reading: Reading,
    models: Models,
    force: Annotated[
        bool, typer.Option("--force/--resume", help="Process documents again that are in the database; or only others.")
    ] = False,
    jobs: Jobs = 1,
    limit: Annotated[int | None, typer.Option(metavar="N", min=1, help="Process at most this many documents.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be processed, and write nothing.")] = False,
) -> None:
    """Extract the quotes and claims of documents into a database, which is made if it is missing.

    A document that is already there is left alone, unless its text, the model or the version changed: a run that was
    ended is taken up by doing it again. What cannot be read is skipped, with its reason, and the exit code is 1.

    Example:
      quoteattr extract quotes.db articles/ https://example.org/news.html
      quoteattr extract quotes.db articles.csv --text-column body --map outlet=paper
      quoteattr extract quotes.db crawl.warc.gz --jobs 4
    """
    from quoteattr.readers.sources import count_files
    from quoteattr.store import open_store

    if dry_run:
        _foresee(database, paths, reading, models, force)
        return
    with (
        open_store(database, create=True) as store,
        interruptible(),
        loaded(replace(models, subjects=True), jobs=jobs, time_limit=reading.time_limit) as annotator,
        progress("extracting", total=count_files(paths)) as advance,
    ):
        from quoteattr.runs import extract_into

        report = extract_into(store, paths, annotator, options=reading, force=force, limit=limit, on_document=advance)
    typer.echo(summary(report), err=True)
    if report.interrupted or report.skipped or report.partial:
        raise typer.Exit(INTERRUPTED if report.interrupted else SKIPPED)


def _foresee(database: Path, paths: list[str], reading: "ReadOptions", models: "ModelChoice", force: bool) -> None:
    """Say what a run would do; the database is only read, and not made."""
    from quoteattr.store import open_store

    with ExitStack() as stack:
        store = stack.enter_context(open_store(database, read_only=True)) if database.exists() else None
        annotator = stack.enter_context(loaded(models))
        from quoteattr.runs import plan

        found = plan(store, paths, annotator.info, options=reading, force=force)
    typer.echo(foreseen(found), err=True)
    if found.skipped:
        raise typer.Exit(SKIPPED)
