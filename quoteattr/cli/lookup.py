"""`quoteattr lookup`: statements by a speaker.

In: a database and a name. Out: the statements of everybody who bears it, newest first::

    quoteattr lookup quotes.db belousov --since 2026
"""

from typing import Annotated

import typer

from quoteattr.cli import options
from quoteattr.cli.options import AsCsv, AsHtml, AsJson, AsNl, chosen_format


def lookup(
    database: options.Database,
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="Any name of the speaker, or words of one; without it, everybody."),
    ] = None,
    role: options.Role = None,
    since: options.Since = None,
    until: options.Until = None,
    outlet: options.Outlet = None,
    kind: options.Kind = None,
    min_confidence: options.MinConfidence = None,
    thoughts: options.Thoughts = False,
    limit: options.Limit = None,
    as_json: AsJson = False,
    as_nl: AsNl = False,
    as_csv: AsCsv = False,
    as_html: AsHtml = False,
) -> None:
    """List the statements of a speaker, by any of the speaker's names, newest first.

    Example:
      quoteattr lookup quotes.db belousov
      quoteattr lookup quotes.db penhale --role secretary --kind direct --csv
    """
    from quoteattr import queries
    from quoteattr.cli.answers import print_answer

    form = chosen_format(json=as_json, nl=as_nl, csv=as_csv, html=as_html)
    records = queries.lookup(
        database, name, role=role, since=since, until=until, outlet=outlet, kind=kind,
        min_confidence=min_confidence, include_thoughts=thoughts, limit=limit,
    )  # fmt: skip
    print_answer(records, form, database, f"statements by “{name}”" if name else "statements", near=name)
