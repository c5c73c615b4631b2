"""`quoteattr doctor`: whether the installation and a database are in order.

In: nothing, or a database. Out: a line for each thing that was looked at, exit code 1 when one is not in order::

    quoteattr doctor quotes.db --repair
"""

from pathlib import Path
from typing import Annotated

import typer

from quoteattr.cli.app import SKIPPED
from quoteattr.cli.options import Models


def doctor(
    models: Models,
    database: Annotated[
        Path | None, typer.Argument(metavar="[DATABASE]", help="Also look at this database.", show_default=False)
    ] = None,
    repair: Annotated[
        bool, typer.Option("--repair", help="Repair what can be repaired in the database; a copy is kept beside it.")
    ] = False,
) -> None:
    """Check the installation and the models, and a database with its full-text search.

    Nothing is changed without --repair. The exit code is 1 when something is not in order.

    Example:
      quoteattr doctor
      quoteattr doctor quotes.db --repair
    """
    from quoteattr import doctor as checks

    if repair and database is None:
        raise typer.BadParameter("--repair needs the database that is to be repaired")
    if repair and database:
        kept, repaired = checks.repair(database)
        for finding in repaired:
            typer.echo(f"repaired  {finding.checked}: {finding.fault}")
        typer.echo(f"kept      {database} as it was, in {kept}")
    findings = [*checks.check_installation(models), *(checks.check_file(database) if database else ())]
    for finding in findings:
        mendable = "; --repair puts it in order" if finding.repair else ""
        typer.echo(
            f"fault     {finding.checked}: {finding.fault}{mendable}"
            if finding.fault
            else f"in order  {finding.checked}"
        )
    if any(finding.fault for finding in findings):
        raise typer.Exit(SKIPPED)
