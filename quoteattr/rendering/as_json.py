"""JSON: a list of records, written while they come.

In: articles. Out: one JSON list; each record is an object on a line of its own::

    write(articles, sys.stdout)
"""

import json
from collections.abc import Iterable
from typing import TextIO

from quoteattr.rendering.articles import Article


def write(articles: Iterable[Article], out: TextIO) -> None:
    """Write the records of all articles as one JSON list."""
    before = "[\n"
    for article in articles:
        for record in article.records:
            out.write(before + json.dumps(record, ensure_ascii=False))
            before = ",\n"
    out.write("[]\n" if before == "[\n" else "\n]\n")
