"""CSV: one row a statement with its document and its model, safe to open in a spreadsheet.

In: documents. Out: a header and rows, as `lookup --csv` prints them, with the model and its digest at the end::

    write(found, sys.stdout)
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TextIO

from quoteattr.rendering import Article, Format, article_of, render
from quoteattr.store.reading import Stored

MODEL_FIELDS = ("version", "model", "model_digest")


def write(found: Iterable[Stored], out: TextIO) -> None:
    """Write a header and a row for each statement."""
    render(map(_article, found), Format.CSV, out)


def _article(stored: Stored) -> Article:
    article = article_of(stored.extraction)
    made = {name: stored.run[name] for name in MODEL_FIELDS}
    return replace(article, records=tuple({**record, **made} for record in article.records))
