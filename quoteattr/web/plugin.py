"""What Datasette asks its plugins: pages, cells, a style sheet, a content security policy.

In: Datasette's questions, in hooks that 0.65 and the 1.0 line both have. Out: answers for databases of quoteattr::

    register_routes(datasette) == [("^/quotes/documents/(?P<id>[^/.]+)$", document_page), ...]
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from datasette import hookimpl
from markupsafe import Markup

from quoteattr.statements import Kind, Polarity
from quoteattr.store.reviews import Judgement
from quoteattr.web.databases import is_alone, quote_databases
from quoteattr.web.pages import routes
from quoteattr.web.policy import with_policy
from quoteattr.web.shortcuts import take_shortcuts
from quoteattr.web.visits import SITE, home_of, static

# Datasette says nothing about types.
Hook = TypeVar("Hook", bound=Callable[..., Any])
hook: Callable[[Hook], Hook] = hookimpl


@hook
def register_routes(datasette: Any) -> list[tuple[str, Callable[..., Any]]]:
    """The pages of each database of quoteattr."""
    return routes(datasette)


@hook
def skip_csrf(datasette: Any, scope: Mapping[str, Any]) -> bool:
    """Whether a page asks for no token of Datasette's: it reads its own (uploads.py), or changes nothing.

    Forms with files are the former; the reconciliation service, to which other programs send queries, is the latter.
    """
    pages = ("draft", "reconcile")
    bases = [datasette.urls.database(name) for name in quote_databases(datasette)]
    return scope["path"] in {f"{base}/-/{page}" for base in bases for page in pages}


@hook
def startup(datasette: Any) -> None:
    """Lets large tables be counted at once."""
    for name in quote_databases(datasette):
        take_shortcuts(datasette.get_database(name))


@hook
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    """Sends a content security policy with every answer."""
    return lambda app: with_policy(app) if quote_databases(datasette) else app


@hook
def extra_css_urls(datasette: Any) -> list[str]:
    """The style sheet of Datasette's own pages."""
    return [static(datasette, "tables.css")] if quote_databases(datasette) else []


@hook
def extra_js_urls(datasette: Any) -> list[str]:
    """What Datasette's own pages lack for those who hear them."""
    return [static(datasette, "tables.js")] if quote_databases(datasette) else []


@hook
def extra_template_vars(database: str | None, datasette: Any) -> dict[str, Any]:
    """Where the header of Datasette's own pages leads (templates/base.html); nowhere on those of other databases."""
    ours = quote_databases(datasette)
    if database is None and is_alone(datasette):
        database = ours[0]
    return {"quoteattr_bar": _bar(datasette, database) if database in ours else None}


def _bar(datasette: Any, database: str) -> dict[str, str]:
    tables = str(datasette.urls.database(database))
    return {
        "home": home_of(datasette, database),
        "site": datasette.metadata("title") or SITE,
        "search": f"{tables}/-/search",
        "verify": f"{tables}/-/verify",
        "subjects": f"{tables}/-/subjects",
        "statements": f"{tables}/-/search?sort=date",
        "tables": tables,
        "reviews": f"{tables}/reviews",
    }


@hook
def menu_links(datasette: Any) -> list[dict[str, str]]:
    """The way back from Datasette's own pages."""
    return [{"href": home_of(datasette, name), "label": f"{name}: home"} for name in quote_databases(datasette)]


@hook
def render_cell(
    row: Mapping[str, Any], value: Any, column: str, table: str | None, database: str, datasette: Any
) -> Markup | None:
    """Marks what the speaker denies or did not say; makes links in the views of statements and in `reviews`."""
    if value is None or database not in quote_databases(datasette):
        return None
    if _is_warning(column, value):
        return Markup('<strong class="not-asserted">{}</strong>').format(value)
    keys = _KEYS.get(table or "", {})
    if column not in keys:
        return None
    # A page may have been asked for some of the columns only.
    known = {name: row[name] for name in row.keys()}  # noqa: SIM118
    key, target = known.get(keys[column]), _table_of(keys[column], known.get("kind"))
    if key is None or target is None:
        return None
    return Markup('<a href="{}">{}</a>').format(datasette.urls.row(database, target, key), value)


def _is_warning(column: str, value: Any) -> bool:
    denied = column == "polarity" and value != Polarity.ASSERTED
    return bool(denied or (column in ("review", "judgement") and value == Judgement.WRONG))


# Columns that stand for a row, and the columns with its key, where there is no foreign key to follow.
_OF_STATEMENTS = {"id": "id", "speaker": "speaker_id", "title": "document_id"}
_KEYS = {
    "statements": _OF_STATEMENTS,
    "listed_statements": _OF_STATEMENTS,
    "reviews": {"text": "statement_id", "title": "document_id"},
}


def _table_of(key: str, kind: str | None) -> str | None:
    if key in ("id", "statement_id"):
        return kind and ("quotes" if kind == Kind.DIRECT else "claims")
    return "speakers" if key == "speaker_id" else "documents"
