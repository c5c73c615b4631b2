"""`quoteattr backup`: a copy of a database, also while it is in use.

In: a database. Out: a copy that has been checked, and its name on standard output::

    quoteattr backup quotes.db quotes-before-merging.db
"""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from quoteattr.cli.options import Database


def backup(
    database: Database,
    copy: Annotated[
        Path | None,
        typer.Argument(
            metavar="[COPY]", help="File to make; by default beside the database, with the time in its name."
        ),
    ] = None,
) -> None:
    """Copy a database, also while other programs read and write it.

    The copy is one moment of the database; it is checked before it gets its name, and never written over another file.

    Example:
      quoteattr backup quotes.db
      quoteattr backup quotes.db /mnt/archive/quotes.db
    """
    from quoteattr.store import copy_database, inspect, refusals

    named = copy or database.with_name(f"{database.stem}-{datetime.now():%Y-%m-%dT%H%M%S}{database.suffix}")
    inspect(database).close()
    with refusals(named):
        copy_database(database, named)
    typer.echo(named)
