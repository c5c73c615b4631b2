"""`quoteattr lookup`: statements by a speaker.

In: a database and a name. Out: the statements of everybody who bears it, newest first::

    quoteattr lookup quotes.db belousov --since 2026
"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from quoteattr.cli.options import Database, Filtered, Formatted, SortedBy
from quoteattr.queries import Sort
from quoteattr.rendering import Format

MOST_SPEAKERS = 6  # of one name that are told of


def lookup(
    database: Database,
    filters: Filtered,
    form: Formatted,
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="Any name of the speaker, or words of one; without it, everybody."),
    ] = None,
    sort: SortedBy = None,
) -> None:
    """List the statements of a speaker, by any of the speaker's names, newest first.

    A table begins with the best match: its names and how many statements each holds, its roles and when documents state
    them, who else it may be; then come others of that name.

    Example:
      quoteattr lookup quotes.db belousov
      quoteattr lookup quotes.db penhale --role secretary --kind direct --csv
    """
    from quoteattr import queries
    from quoteattr.cli.answers import listed, print_answer

    if name is not None and filters.speaker is not None:
        raise typer.BadParameter("give the speaker once: as NAME or with --speaker")
    name = filters.speaker if name is None else name
    records = queries.lookup(database, name, listed(filters, form), sort=sort or Sort.DATE)
    if name and form is Format.TABLE:
        _print_speakers(database, name)
    print_answer(records, form, database, f"statements by “{name}”" if name else "statements", near=name)


def _print_speakers(database: Path, name: str) -> None:
    """The speakers of the name, the best match first."""
    from quoteattr.entries import best_entries
    from quoteattr.rendering.directory import write_records

    found, others = best_entries(database, name, MOST_SPEAKERS)
    write_records(found, sys.stdout, others=others)
