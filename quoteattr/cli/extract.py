"""`quoteattr extract`: documents into a database.

In: a database and paths. Out: rows, a summary on standard error, exit code 1 when something was skipped::

    quoteattr extract quotes.db articles/ https://example.org/news.html
"""

from typing import TYPE_CHECKING, Annotated

import typer

from quoteattr.cli.app import SKIPPED
from quoteattr.cli.options import Database, Model, Paths, SpacyModel
from quoteattr.cli.progress import progress

if TYPE_CHECKING:
    from quoteattr.runs import RunReport


def extract(
    database: Database,
    paths: Paths,
    model: Model = "sm",
    spacy_model: SpacyModel = None,
    force: Annotated[bool, typer.Option("--force", help="Process documents again that are in the database.")] = False,
) -> None:
    """Extract the quotes and claims of documents into a database, which is made if it is missing.

    A document that is already there is left alone, unless its text, the model or the version changed.
    What cannot be read is skipped, with its reason, and the exit code is 1.

    Example:
      quoteattr extract quotes.db articles/ https://example.org/news.html
    """
    from quoteattr.readers.sources import count_files
    from quoteattr.store import open_store

    with open_store(database, create=True) as store:
        with progress("loading the model"):
            from quoteattr.pipeline import load
            from quoteattr.runs import extract_into

            nlp = load(model, spacy_model=spacy_model)
        with progress("extracting", total=count_files(paths)) as advance:
            report = extract_into(store, paths, nlp, force=force, on_document=advance)
    typer.echo(summary(report), err=True)
    if report.skipped:
        raise typer.Exit(SKIPPED)


def summary(report: "RunReport") -> str:
    """What a run did, in a few lines."""
    lines = [f"skipped {skipped.address or 'standard input'}: {skipped.reason}" for skipped in report.skipped]
    counts = (("read", report.documents), ("unchanged", report.unchanged), ("skipped", len(report.skipped)))
    lines.append("documents: " + ", ".join(f"{count} {what}" for what, count in counts))
    if report.documents:
        found = f"found: {report.quotes} quotes and {report.claims} claims by {report.speakers} speakers"
        lines.append(f"{found}; {report.unsettled} whose speaker the text does not settle")
    return "\n".join(lines)
