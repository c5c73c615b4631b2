"""`quoteattr lookup`: statements by a speaker.

In: a database and a name. Out: the statements of everybody who bears it, newest first::

    quoteattr lookup quotes.db belousov --since 2026
"""

from pathlib import Path
from typing import Annotated

import typer

from quoteattr.cli.options import Database, Filtered, Formatted
from quoteattr.rendering import Format

MOST_SPEAKERS = 20  # of one name whose roles are told


def lookup(
    database: Database,
    filters: Filtered,
    form: Formatted,
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="Any name of the speaker, or words of one; without it, everybody."),
    ] = None,
) -> None:
    """List the statements of a speaker, by any of the speaker's names, newest first.

    A table begins with the roles of each speaker of that name, and when documents state them.

    Example:
      quoteattr lookup quotes.db belousov
      quoteattr lookup quotes.db penhale --role secretary --kind direct --csv
    """
    from quoteattr import queries
    from quoteattr.cli.answers import listed, print_answer

    records = queries.lookup(database, name, listed(filters, form))
    if name and form is Format.TABLE:
        _print_roles(database, name)
    print_answer(records, form, database, f"statements by “{name}”" if name else "statements", near=name)


def _print_roles(database: Path, name: str) -> None:
    """A line for each speaker of the name, with the roles over time."""
    from quoteattr.directory import entries
    from quoteattr.rendering.directory import held

    for entry in entries(database, name, limit=MOST_SPEAKERS):
        if entry.statements:
            typer.echo(f"{entry.name}: {'; '.join(map(held, entry.roles)) or 'no role'}")
