"""`quoteattr lookup`: statements by a speaker.

In: a database and a name. Out: the statements of everybody who bears it, newest first::

    quoteattr lookup quotes.db belousov --since 2026
"""

from typing import Annotated

import typer

from quoteattr.cli.options import Database, Filtered, Formatted


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

    Example:
      quoteattr lookup quotes.db belousov
      quoteattr lookup quotes.db penhale --role secretary --kind direct --csv
    """
    from quoteattr import queries
    from quoteattr.cli.answers import print_answer

    records = queries.lookup(database, name, filters)
    print_answer(records, form, database, f"statements by “{name}”" if name else "statements", near=name)
