"""`quoteattr speakers`: who is in a database, and decisions about who is who.

In: a database, and what is to be done. Out: a table of speakers, or the speaker after a decision::

    quoteattr speakers quotes.db --shared
    quoteattr speakers quotes.db merge "Bob Hale" "Robert Hale" --note "says his page"

Decisions are rows of the database; they last over new extractions, and `export` and `import` carry them
into a database that is made anew.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quoteattr.cli import options
from quoteattr.cli.options import Note
from quoteattr.cli.speakers_review import link, review

if TYPE_CHECKING:
    from quoteattr.entries import DirectoryEntry

Speaker = Annotated[str, typer.Argument(metavar="SPEAKER", help="A name, or an id, or the beginning of one.")]


def speakers(
    context: typer.Context,
    database: options.Database,
    name: Annotated[str | None, typer.Option(metavar="WORDS", help="Only those with these words in a name.")] = None,
    shared: Annotated[bool, typer.Option("--shared", help="Only those who share their name with another.")] = False,
    limit: Annotated[int | None, typer.Option(metavar="N", min=1, help="At most this many.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list.")] = False,
) -> None:
    """List the speakers of a database, or decide who is who (review, link, merge, split, rename).

    Example:
      quoteattr speakers quotes.db --shared
      quoteattr speakers quotes.db review
      quoteattr speakers quotes.db link people.csv
      quoteattr speakers quotes.db merge "Bob Hale" "Robert Hale"
    """
    context.obj = database
    if context.invoked_subcommand is None:
        from quoteattr.entries import entries

        _print(entries(database, name, shared=shared, limit=limit), as_json=as_json)


def merge(
    context: typer.Context,
    speakers: Annotated[list[str], typer.Argument(metavar="SPEAKER...", help="Names, or ids, or their beginnings.")],
    into: Annotated[str, typer.Argument(metavar="INTO", help="The one whose name is kept.")],
    note: Note = None,
) -> None:
    """Decide that speakers are one with another.

    Example:
      quoteattr speakers quotes.db merge "Bob Hale" "R. Hale" "Robert Hale" --note "says his page"
    """
    from quoteattr import directory

    _print([directory.merge(context.obj, speakers, into, note)])


def split(
    context: typer.Context,
    speaker: Speaker,
    documents: Annotated[list[str], typer.Argument(metavar="DOCUMENT...", help="Ids or addresses.")],
    note: Note = None,
) -> None:
    """Decide that a speaker is somebody else in some documents.

    Example:
      quoteattr speakers quotes.db split "Ana Ruiz" articles/swimming.txt
    """
    from quoteattr import directory

    _print([directory.split(context.obj, speaker, documents, note)])


def rename(
    context: typer.Context,
    speaker: Speaker,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the speaker is to be called.")],
    note: Note = None,
) -> None:
    """Decide what a speaker is called; the names that documents use stay known.

    Example:
      quoteattr speakers quotes.db rename "A. Ruiz" "Ana Ruiz"
    """
    from quoteattr import directory

    _print([directory.rename(context.obj, speaker, name, note)])


def decisions(context: typer.Context) -> None:
    """List the decisions, with the numbers that undo takes.

    Example:
      quoteattr speakers quotes.db decisions
    """
    from quoteattr import directory

    for number, decision in directory.decisions(context.obj):
        other = f" and {', '.join(decision.other.names)}" if decision.other else ""
        other += f" and {decision.identifier}" if decision.identifier else ""
        name = f" -> {decision.name}" if decision.name else ""
        note = f" ({decision.note})" if decision.note else ""
        who = ", ".join(decision.speaker.names)
        typer.echo(f"{number}  {decision.made}  {decision.verdict}  {who}{other}{name}{note}")


def undo(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="Number of the decision.")],
) -> None:
    """Take a decision back.

    Example:
      quoteattr speakers quotes.db undo 3
    """
    from quoteattr import directory

    found = directory.undo(context.obj, number)
    typer.echo(f"undone: {found.verdict} of {', '.join(found.speaker.names)}")


def export(context: typer.Context) -> None:
    """Print the decisions, a JSON line each.

    Example:
      quoteattr speakers quotes.db export > decisions.jsonl
    """
    from quoteattr import directory

    for line in directory.export_decisions(context.obj):
        typer.echo(line)


def import_(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(exists=True, allow_dash=True, dir_okay=False, metavar="FILE", help="What export printed.")
    ],
) -> None:
    """Keep decisions that export printed, and follow them.

    Example:
      quoteattr speakers quotes.db import decisions.jsonl
    """
    from quoteattr import directory

    text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    added = directory.import_decisions(context.obj, text.splitlines(), str(file))
    typer.echo(f"decisions: {added} new")


ACTIONS = (review, link, merge, split, rename, decisions, undo, export, import_)


def _print(found: "Iterable[DirectoryEntry]", *, as_json: bool = False) -> None:
    """A table for people, or JSON."""
    from dataclasses import asdict

    from quoteattr.rendering.data import write_records
    from quoteattr.rendering.directory import write_table

    if as_json:
        write_records(map(asdict, found), "json", sys.stdout)
    else:
        write_table(found, sys.stdout)
