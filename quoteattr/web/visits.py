"""A visit: one request for a page of one database, and what the page needs to answer it.

In: Datasette's request. Out: rows within the limits of Datasette, links, and the page of a template::

    @page(f"/documents/{ID}", "documents", "quotes", "claims", "speakers")
    async def document_page(visit: Visit) -> Response:
        ...
"""

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from datasette.utils import tilde_decode, tilde_encode
from datasette.utils.asgi import NotFound, Response

from quoteattr import __version__
from quoteattr.rendering.articles import CONTROLS
from quoteattr.sureness import STEPS
from quoteattr.web.databases import is_alone, quote_databases
from quoteattr.web.policy import HEADER, strict_policy
from quoteattr.web.reviewers import may_check_drafts, may_review, sign_in_path

# The name under which Datasette serves the files of static/.
DISTRIBUTION = "quoteattr"
_STATIC = Path(__file__).parent / "static"

# The name of the pages, where the metadata gives none.
SITE = "Who said what"

Row = dict[str, Any]


def home_of(datasette: Any, database: str) -> str:
    """The home page: the first page of all where nothing else is served."""
    if is_alone(datasette):
        return str(datasette.urls.instance())
    return f"{datasette.urls.database(database)}/-/home"


def static(datasette: Any, name: str) -> str:
    """The address of a file of static/; another one when the file changes, so that it may be kept."""
    return f"{datasette.urls.static_plugins(DISTRIBUTION, name)}?{_digest(name)}"


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((_STATIC / name).read_bytes()).hexdigest()[:8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request.

    Attributes:
        datasette: the Datasette.
        request: its request.
        database: the name of the database that it is about.
    """

    datasette: Any
    request: Any
    database: str

    @property
    def path(self) -> Path:
        """The file of the database."""
        return Path(self.datasette.get_database(self.database).path)

    async def ask(self, sql: str, **parameters: Any) -> list[Row]:
        """Rows of a question, within Datasette's time and row limits."""
        found = await self.datasette.get_database(self.database).execute(sql, parameters, truncate=True)
        return [dict(row) for row in found.rows]

    async def ask_one(self, sql: str, **parameters: Any) -> Row | None:
        """The first row of a question."""
        return next(iter(await self.ask(sql, **parameters)), None)

    def url(self, *parts: str) -> str:
        """The address of a page of the database; parts of a row's key are encoded as Datasette does."""
        return "/".join((str(self.datasette.urls.database(self.database)), *map(tilde_encode, parts)))

    def special(self, name: str, *parts: str) -> str:
        """The address of a page that is no row, such as the search."""
        return "/".join((self.url(), "-", name, *map(tilde_encode, parts)))

    def query(self, name: str, arguments: Mapping[str, str | None]) -> str:
        """The address of such a page with arguments; those that are None are left out."""
        return (
            f"{self.special(name)}?{urlencode({key: value for key, value in arguments.items() if value is not None})}"
        )

    def key(self, name: str = "id") -> str:
        """A part of the address."""
        return str(tilde_decode(self.request.url_vars[name]))

    def argument(self, name: str) -> str:
        """A part of the query, without surrounding space."""
        return (self.request.args.get(name) or "").strip()

    def number(self, name: str, *, least: int, most: int) -> int:
        """A number of the query, within its bounds."""
        value = self.argument(name)
        return max(least, min(most, int(value))) if value.isascii() and value.isdigit() else least

    async def show(self, template: str, *, status: int = 200, ancestors: str = "'none'", **context: Any) -> Response:
        """The page of a template."""
        html = await self.datasette.render_template(
            f"quoteattr/{template}", {**self._frame(), **context}, request=self.request
        )
        # Marks that turn the direction of text would let an article rewrite what stands beside it.
        html = CONTROLS.sub("", html)
        return Response.html(html, status=status, headers={HEADER: strict_policy(ancestors)})

    def _frame(self) -> Row:
        """What every page shows around its content."""
        return {
            "visit": self,
            "database": self.database,
            "site": self.datasette.metadata("title") or SITE,
            "home": home_of(self.datasette, self.database),
            "style": static(self.datasette, "pages.css"),
            "checking_style": static(self.datasette, "checking.css"),
            "script": static(self.datasette, "pages.js"),
            "basket_script": static(self.datasette, "basket.js"),
            "may_review": may_review(self.datasette, self.request),
            "may_check_drafts": may_check_drafts(self.datasette, self.request),
            "sign_in": sign_in_path(self.datasette),
            "version": __version__,
            "sureness": STEPS,
        }


Handler = Callable[[Visit], Awaitable[Response]]
View = Callable[..., Awaitable[Response]]
# All pages by their address below that of the database.
PAGES: dict[str, View] = {}
# In an address: the key of a row; with a format (".json") it is Datasette's own page of it.
ID = r"(?P<id>[^/.]+)"


def page(path: str, *tables: str) -> Callable[[Handler], View]:
    """Makes a handler of visits a page, under an address.

    Args:
        path: the address below that of the database, as an expression.
        tables: what the page shows rows of; who may not see one of them may not see the page.
    """

    def decorate(handler: Handler) -> View:
        async def view(request: Any, datasette: Any) -> Response:
            database = tilde_decode(request.url_vars.get("database") or "") or quote_databases(datasette)[0]
            visit = Visit(datasette=datasette, request=request, database=database)
            for table in tables:
                rights = [("view-table", (database, table)), ("view-database", database), "view-instance"]
                await datasette.ensure_permissions(request.actor, rights)
            return await _answer(handler, visit)

        # Not by functools.wraps: Datasette looks at the parameters of what is wrapped.
        view.__name__, view.__doc__ = handler.__name__, handler.__doc__
        PAGES[path] = view
        return view

    return decorate


async def _answer(handler: Handler, visit: Visit) -> Response:
    # Datasette loads its plugins while it is being imported itself.
    from datasette.database import QueryInterrupted

    try:
        return await handler(visit)
    except QueryInterrupted:
        limit = visit.datasette.setting("sql_time_limit_ms")
        return await visit.show("problem.html", status=503, title="This took too long", limit=limit)
    except NotFound as error:
        return await visit.show("problem.html", status=404, title="Not here", told=str(error), limit=None)
