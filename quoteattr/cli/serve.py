"""`quoteattr serve`: a database in the browser.

In: a database. Out: Datasette with the project's titles, facets and ready-made questions, until Ctrl-C::

    quoteattr serve quotes.db --port 8002
"""

from pathlib import Path
from typing import Annotated

import typer

from quoteattr.cli.options import Database

Host = Annotated[str, typer.Option(help="Address to serve at; 127.0.0.1 is this machine only.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="Port to serve at; 0 takes any free one.")]
Open = Annotated[bool, typer.Option("--open", help="Open it in a browser.")]
Reviewers = Annotated[
    Path | None,
    typer.Option(
        exists=True,
        dir_okay=False,
        metavar="FILE",
        help="People who may sign in and review, a line “name: hash” each; without it nobody can write.",
    ),
]
NoSql = Annotated[bool, typer.Option("--no-sql", help="Do not let visitors write SQL of their own.")]

Drafts = Annotated[
    bool | None,
    typer.Option(
        "--drafts/--no-drafts",
        help="Let visitors have drafts checked, which takes the time of this machine; without it, those at this "
        "machine may where there are no reviewers. Reviewers always may.",
        show_default=False,
    ),
]


def serve(
    database: Database,
    host: Host = "127.0.0.1",
    port: Port = 8001,
    browser: Open = False,
    reviewers: Reviewers = None,
    no_sql: NoSql = False,
    drafts: Drafts = None,
) -> None:
    """Browse a database with Datasette, until Ctrl-C.

    Example:
      quoteattr serve quotes.db --open
      quoteattr serve quotes.db --port 0 --reviewers reviewers.yml --no-sql
    """
    import webbrowser

    from quoteattr.web import serve as web

    def announce(url: str) -> None:
        typer.echo(f"Open {url} (Ctrl-C stops)", err=True)
        if browser:
            webbrowser.open(url)

    web.serve(database, host=host, port=port, reviewers=reviewers, sql=not no_sql, drafts=drafts, announce=announce)
