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

__all__ = ["Article", "Format", "article_of", "articles_of", "render"]


class Format(StrEnum):
    """How statements are shown; each has the module of its name in this folder."""

    TABLE = "table"
    JSON = "json"
    NL = "nl"
    CSV = "csv"
    HTML = "html"


def render(articles: Iterable[Article], form: Format, out: TextIO) -> None:
    """Write the statements of the articles to `out`, one article after the other."""
    # Imported when needed: rich and Jinja take as long to start as a lookup takes.
    write: Callable[[Iterable[Article], TextIO], None] = import_module(f"{__name__}.as_{form}").write
    write(articles, out)
