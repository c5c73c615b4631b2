"""`quoteattr serve`: a database in the browser.

In: a database. Out: Datasette with the project's titles, facets and ready-made questions, until Ctrl-C::

    quoteattr serve quotes.db --port 8002
"""

from typing import Annotated

import typer

from quoteattr.cli.options import Database


def serve(
    database: Database,
    host: Annotated[str, typer.Option(help="Address to serve at; 127.0.0.1 is this machine only.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to serve at; 0 takes any free one.")] = 8001,
) -> None:
    """Browse a database with Datasette, until Ctrl-C.

    Example:
      quoteattr serve quotes.db
    """
    from quoteattr.web import serve as web

    web.serve(database, host=host, port=port, announce=lambda url: typer.echo(f"Open {url} (Ctrl-C stops)", err=True))
