"""CSV: one row a statement, safe to open in a spreadsheet.

In: articles. Out: a header and a row for each record; lists are JSON, unknown is empty::

    write(articles, sys.stdout)

A cell that a spreadsheet would run as a formula gets an apostrophe before it, which spreadsheets
show as text: articles are written by strangers.
"""

import csv
import json
from collections.abc import Iterable
from itertools import chain
from typing import Any, TextIO

from quoteattr.rendering.articles import Article
from quoteattr.store.rows import RECORD_FIELDS

# What a formula begins with in spreadsheets, after https://owasp.org/www-community/attacks/CSV_Injection
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(articles: Iterable[Article], out: TextIO) -> None:
    """Write a header and a row for each record; the records of one answer have the same fields."""
    records = (record for article in articles for record in article.records)
    first = next(records, None)
    writer = csv.DictWriter(out, first or RECORD_FIELDS, lineterminator="\n")
    writer.writeheader()
    if first:
        writer.writerows(
            {name: safe_cell(value) for name, value in record.items()} for record in chain([first], records)
        )


def safe_cell(value: Any) -> Any:
    """A value as CSV has it: a list as JSON, and what looks like a formula as text."""
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(FORMULA):
        return "'" + value
    return value
