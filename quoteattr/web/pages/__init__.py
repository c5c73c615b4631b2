"""The pages, one module each: what a reader sees in place of rows.

In: a Datasette. Out: its routes::

    /                            home, where the database is the only one
    /quotes/-/home, /quotes/-/search, /quotes/-/verify, /quotes/-/subjects, /quotes/-/subject/KEY,
    /quotes/-/questions, /quotes/-/reconcile
    /quotes/documents/ID, /quotes/speakers/ID, /quotes/quotes/ID, /quotes/claims/ID
"""

import re
from collections.abc import Callable
from typing import Any

from datasette.utils import tilde_encode

from quoteattr.web.databases import is_alone, quote_databases
from quoteattr.web.pages.document import document_page
from quoteattr.web.pages.draft import draft_page
from quoteattr.web.pages.embed import embed_page
from quoteattr.web.pages.feed import feed
from quoteattr.web.pages.home import home_page
from quoteattr.web.pages.missed import missed_page
from quoteattr.web.pages.questions import questions_page
from quoteattr.web.pages.queue import queue_page
from quoteattr.web.pages.reconcile import (
    preview_page,
    propose_data,
    reconcile_data,
    suggest_data,
    suggest_words,
)
from quoteattr.web.pages.report import report_file, report_page
from quoteattr.web.pages.review import review
from quoteattr.web.pages.search import search_page
from quoteattr.web.pages.speaker import speaker_page
from quoteattr.web.pages.statement import statement_page
from quoteattr.web.pages.subject import subject_page, subjects_page
from quoteattr.web.pages.verify import verify_data, verify_page

View = Callable[..., Any]

# A key of a row; with a format (".json") it is Datasette's own page of it.
_ID = r"(?P<id>[^/.]+)"

_PAGES: tuple[tuple[str, View], ...] = (
    (f"/documents/{_ID}$", document_page),
    (f"/speakers/{_ID}$", speaker_page),
    (rf"/speakers/{_ID}\.atom$", feed),
    (f"/(?P<table>quotes|claims)/{_ID}$", statement_page),
    ("/-/home$", home_page),
    ("/-/search$", search_page),
    ("/-/subjects$", subjects_page),
    (r"/-/subject/(?P<id>[^/]+)$", subject_page),
    ("/-/verify$", verify_page),
    (r"/-/verify\.json$", verify_data),
    ("/-/draft$", draft_page),
    (f"/-/embed/{_ID}$", embed_page),
    ("/-/queue$", queue_page),
    ("/-/report$", report_page),
    (r"/-/report\.(?P<form>md|html|docx)$", report_file),
    (f"/-/review/{_ID}$", review),
    (f"/-/missed/{_ID}$", missed_page),
    ("/-/questions$", questions_page),
    ("/-/reconcile$", reconcile_data),
    ("/-/reconcile/properties$", propose_data),
    ("/-/reconcile/suggest$", suggest_data),
    ("/-/reconcile/suggest/(?P<what>property|type)$", suggest_words),
    (f"/-/reconcile/preview/{_ID}$", preview_page),
)


def routes(datasette: Any) -> list[tuple[str, View]]:
    """The pages of every database of quoteattr; none where there is no such database."""
    names = quote_databases(datasette)
    if not names:
        return []
    database = f"^/(?P<database>{'|'.join(re.escape(tilde_encode(name)) for name in names)})"
    found = [(database + path, view) for path, view in _PAGES]
    return [("^/$", home_page), *found] if is_alone(datasette) else found
