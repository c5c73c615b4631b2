"""`quoteattr search`: statements that hold given words.

In: a database and words. Out: the statements that hold all of them, best match first::

    quoteattr search quotes.db '"joint exercises" iran'
"""

from typing import Annotated

import typer

from quoteattr.cli import options
from quoteattr.cli.options import AsCsv, AsHtml, AsJson, AsNl, chosen_format


def search(
    database: options.Database,
    words: Annotated[
        str,
        typer.Argument(
            metavar="WORDS", help="Words, “phrases in quotes”, or beginnings of words (tax*).", show_default=False
        ),
    ],
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
    """Search the words of all statements, best match first.

    A denial is found too, and says that it is one.

    Example:
      quoteattr search quotes.db "night shift"
      quoteattr search quotes.db 'rust* bridge' --since 2026-03 --json
    """
    from quoteattr import queries
    from quoteattr.cli.answers import print_answer

    form = chosen_format(json=as_json, nl=as_nl, csv=as_csv, html=as_html)
    records = queries.search(
        database, words, role=role, since=since, until=until, outlet=outlet, kind=kind,
        min_confidence=min_confidence, include_thoughts=thoughts, limit=limit,
    )  # fmt: skip
    print_answer(records, form, database, f"statements with “{words}”")
