"""`quoteattr load`: what `quoteattr export` or `quoteattr batch` wrote, into a database.

In: a database, JSONL files and folders of Parquet. Out: rows, a summary on standard error, exit code 1 when something
was skipped::

    quoteattr load quotes.db quotes.jsonl out/
"""

from pathlib import Path
from typing import Annotated

import typer

from quoteattr.cli.app import SKIPPED
from quoteattr.cli.options import Database
from quoteattr.cli.running import progress
from quoteattr.cli.summaries import reasons

Files = Annotated[
    list[Path],
    typer.Argument(exists=True, metavar="FILE...", help="JSONL files, and folders of Parquet.", show_default=False),
]


def load(database: Database, files: Files) -> None:
    """Load JSONL or Parquet that export or batch wrote into a database, which is made if it is missing.

    A document that is there already from the same model is left alone; one from another model is replaced. Quotes are
    grouped with those that the database has. No model is needed.

    Example:
      quoteattr load quotes.db other.jsonl
      quoteattr load archive.db exported/ out/
    """
    from quoteattr.loading import load_into
    from quoteattr.store import open_store

    with open_store(database, create=True) as store, progress("loading") as advance:
        report = load_into(store, files, advance)
    for line in (*reasons(report.skipped), *report.unfinished):
        typer.echo(line, err=True)
    left_out = sum(skipped.stage is None for skipped in report.skipped)
    counts = (("loaded", report.documents), ("unchanged", report.unchanged), ("skipped", left_out))
    typer.echo(f"documents: {', '.join(f'{count} {what}' for what, count in counts)}", err=True)
    typer.echo(f"with {report.quotes} quotes and {report.claims} claims", err=True)
    if report.skipped or report.unfinished:
        raise typer.Exit(SKIPPED)
