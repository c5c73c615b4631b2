"""Serves a database in the browser, on this machine unless told otherwise.

In: the path of a database. Out: a Datasette application, or a running server::

    serve(Path("quotes.db"), port=0, announce=lambda url: print(f"open {url}"))
"""

import contextlib
import os
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn
import yaml
from datasette.app import Datasette, DatasetteClient
from datasette.database import Database

import quoteattr
from quoteattr.errors import QuoteattrError
from quoteattr.store import is_frozen, open_store
from quoteattr.web.accounts import review_settings
from quoteattr.web.reviewers import LOCAL, PLUGIN

# Where only people at this machine come from.
LOOPBACK = ("127.0.0.1", "::1", "localhost")
# The name in addresses and in metadata.yml, whatever the file is called: links stay valid.
DATABASE = "quotes"

METADATA = "metadata.yml"  # what Datasette shows of each table

SETTINGS: dict[str, int | bool] = {
    "default_page_size": 50,
    "default_facet_size": 15,
    "facet_time_limit_ms": 1000,  # facets of a million rows; the default of 200 gives up too soon
    "suggest_facets": False,  # the useful ones are in metadata.yml; trying all costs time on each page
    "sql_time_limit_ms": 3000,
    "max_csv_mb": 20,  # `quoteattr export` writes whole databases, a browser need not
    "truncate_cells_html": 800,  # a long quote is shown whole, an article is not
}


def application(
    path: Path, *, reviewers: Path | None = None, sql: bool = True, drafts: bool | None = False
) -> Datasette:
    """Datasette over one database.

    Args:
        path: the database.
        reviewers: a file of accounts (accounts.py); without it nobody can write.
        sql: whether visitors may write SQL of their own.
        drafts: whether visitors may have drafts checked, as reviewers may; None lets those who come through no proxy.

    Raises:
        StoreError: the file is no database of quoteattr.
        QuoteattrError: the accounts cannot be used.
    """
    open_store(path, read_only=True).close()
    metadata = yaml.safe_load(metadata_path().read_text(encoding="utf-8"))
    if reviewers:
        if is_frozen(path):
            raise QuoteattrError(f"{path} cannot be written, so nobody can review; check the permissions of its folder")
        metadata["plugins"] = review_settings(reviewers)
    metadata.setdefault("plugins", {}).setdefault(PLUGIN, {})["drafts"] = LOCAL if drafts is None else drafts
    # Who has signed in stays so after a restart when there is a secret to sign with.
    secret = os.environ.get("DATASETTE_SECRET")
    settings = {**SETTINGS, "default_allow_sql": sql}
    datasette = Datasette([], metadata=metadata, settings=settings, secret=secret)
    datasette.remove_database("_memory")
    datasette.add_database(Database(datasette, path=str(path), is_mutable=not is_frozen(path)), name=DATABASE)
    # Made with the routes of a Datasette that had no database yet.
    datasette.client = DatasetteClient(datasette)
    return datasette


def serve(
    path: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8001,
    reviewers: Path | None = None,
    sql: bool = True,
    drafts: bool | None = None,
    announce: Callable[[str], None] | None = None,
) -> None:
    """Serves until the process is interrupted.

    Args:
        path: the database.
        host: 127.0.0.1 is reached from this machine only.
        port: 0 takes any free one.
        reviewers: see `application`.
        sql: see `application`.
        drafts: whether visitors may have drafts checked; None lets those at this machine, where nobody else reviews.
        announce: called with the address once the port is held, before the first request.

    Raises:
        StoreError: the file is no database of quoteattr.
        QuoteattrError: the port is taken, the host is none of this machine, or the accounts cannot be used.
    """
    if drafts is None and (host not in LOOPBACK or reviewers):
        drafts = False
    app = application(path, reviewers=reviewers, sql=sql, drafts=drafts).app()
    with _bound(host, port) as bound:
        if announce:
            announce(address(bound))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on"))
        # An interrupt is how one stops a server: uvicorn shuts down in order, then raises it again.
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[bound])


def metadata_path() -> Path:
    """The metadata.yml of an installed package, or that of a checkout, where it lies beside it."""
    package = Path(quoteattr.__file__).parent
    installed = package / METADATA
    return installed if installed.exists() else package.parent / METADATA


def address(bound: socket.socket) -> str:
    """The URL of a bound socket."""
    host, port = bound.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def _bound(host: str, port: int) -> socket.socket:
    """A socket that holds the port, so that nobody takes it between asking and serving."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen()
    except (OSError, OverflowError) as err:
        bound.close()
        raise QuoteattrError(
            f"cannot serve at {host}:{port}: {getattr(err, 'strerror', None) or err}; "
            "name another --port, or 0 for any free one"
        ) from err
    return bound
