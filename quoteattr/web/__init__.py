"""What a browser shows: a Datasette plugin, with the pages that a fact-checker works in.

In: a Datasette that has a database of quoteattr. Out: the pages of pages/ in place of rows of documents, speakers,
quotes and claims, and a home page; databases of other programs are left as they are. Datasette finds this package by
its entry point, and its folders templates/ and static/ with it::

    datasette quotes.db -m metadata.yml
    quoteattr serve quotes.db
"""

from quoteattr.web.plugin import (
    asgi_wrapper,
    extra_css_urls,
    extra_js_urls,
    extra_template_vars,
    menu_links,
    register_routes,
    render_cell,
    skip_csrf,
    startup,
)

__all__ = [
    "asgi_wrapper",
    "extra_css_urls",
    "extra_js_urls",
    "extra_template_vars",
    "menu_links",
    "register_routes",
    "render_cell",
    "skip_csrf",
    "startup",
]
