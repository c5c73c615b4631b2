"""The pages, one module each: what a reader sees in place of rows.

In: a Datasette. Out: the routes that the modules of this folder state by `@page`::

    /                            home, where the database is the only one
    /quotes/-/home, /quotes/-/search, /quotes/-/verify, /quotes/-/subjects, /quotes/-/subject/KEY,
    /quotes/-/questions, /quotes/-/reconcile
    /quotes/documents/ID, /quotes/speakers/ID, /quotes/quotes/ID, /quotes/claims/ID
"""

import re
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from datasette.utils import tilde_encode

from quoteattr.web.databases import is_alone, quote_databases
from quoteattr.web.pages.home import home_page
from quoteattr.web.visits import PAGES, View


def routes(datasette: Any) -> list[tuple[str, View]]:
    """The pages of every database of quoteattr; none where there is no such database."""
    names = quote_databases(datasette)
    if not names:
        return []
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    database = f"^/(?P<database>{'|'.join(re.escape(tilde_encode(name)) for name in names)})"
    found = [(f"{database}{path}$", view) for path, view in PAGES.items()]
    return [("^/$", home_page), *found] if is_alone(datasette) else found
