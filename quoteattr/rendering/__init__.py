"""Rendering: statements as a table, JSON, CSV or a page, for people and for other programs.

In: `Article`s, each with the records of its statements, from an extraction or from a query. Out: text,
written as the articles come::

    render(map(article_of, extractions), Format.TABLE, sys.stdout)
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from importlib import import_module
from typing import TextIO

from quoteattr.rendering.articles import Article, article_of, articles_of
from quoteattr.rendering.data import write_records
from quoteattr.store.rows import RECORD_FIELDS

__all__ = ["Article", "Format", "article_of", "articles_of", "render"]


class Format(StrEnum):
    """How statements are shown; for people by the module of its name in this folder, else by data.py."""

    TABLE = "table"
    JSON = "json"
    NL = "nl"
    CSV = "csv"
    HTML = "html"


def render(articles: Iterable[Article], form: Format, out: TextIO) -> None:
    """Write the statements of the articles to `out`, one article after the other."""
    if form not in (Format.TABLE, Format.HTML):
        write_records((record for article in articles for record in article.records), form, out, RECORD_FIELDS)
        return
    # Imported when needed: rich and Jinja take as long to start as a lookup takes.
    write: Callable[[Iterable[Article], TextIO], None] = import_module(f"{__name__}.as_{form}").write
    write(articles, out)
