"""Newline-delimited JSON: one record a line, for streams and for other programs.

In: articles. Out: a line for each record::

    write(articles, sys.stdout)
"""

import json
from collections.abc import Iterable
from typing import TextIO

from quoteattr.rendering.articles import Article


def write(articles: Iterable[Article], out: TextIO) -> None:
    """Write each record as a line of JSON."""
    for article in articles:
        out.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in article.records)
