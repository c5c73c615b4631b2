"""CSV and TSV: one row an article, with a header.

In: an open file, and which column holds what. Out: a `Document` for each row; the usual names of columns are known
(quoteattr.readers.fields), others are named by the user::

    text,outlet,date
    "“No,” Ann Lee said.",Harbour Post,2026-03-04

A row without text is skipped with its number, and the rest is read. The header is row 1, as in a spreadsheet.
"""

import csv
import re
from collections.abc import Iterator
from typing import BinaryIO

from quoteattr.documents import Document
from quoteattr.errors import ReadError
from quoteattr.readers.decoding import LONGEST_LINE, decode_lines, lines_of
from quoteattr.readers.fields import Columns, Skipped, check_columns, document_of, values_of
from quoteattr.readers.registry import stream_reader

DELIMITERS = ("\t", ",", ";", "|")
# A line of names that could be a header: words without spaces around them, two at least.
HEADER = re.compile(r"(?:\"?[\w][\w .-]{0,40}\"?[\t,;|])+\"?[\w][\w .-]{0,40}\"?\r?")


def looks_like_table(head: bytes) -> bool:
    """Whether the first line is a header that names the text and something else that is known."""
    line = head.split(b"\n", 1)[0].decode("utf-8", "replace")
    if len(line) > 1000 or not HEADER.fullmatch(line):
        return False
    names = next(csv.reader([line.strip()], delimiter=_delimiter(line)))
    known = values_of(dict.fromkeys(names, "x"), Columns())
    return "text" in known and len(known) > 1 and all(name == name.strip() for name in names)


@stream_reader("table", suffixes=(".csv", ".tsv", ".tab"), sniff=looks_like_table)
def read_table(stream: BinaryIO, columns: Columns) -> Iterator[Document | Skipped]:
    """The documents of a CSV or TSV file.

    Raises:
        ReadError: the file is binary, a row is too long, or no column holds the text.
    """
    csv.field_size_limit(LONGEST_LINE)
    lines = decode_lines(lines_of(stream))
    header = next(lines, "")
    rows = csv.reader((line + "\n" for line in lines), delimiter=_delimiter(header), strict=False)
    names = next(csv.reader([header], delimiter=_delimiter(header)), [])
    check_columns(names, columns)
    try:
        for number, row in enumerate(rows, 2):
            if any(cell.strip() for cell in row):
                yield document_of(dict(zip(names, row, strict=False)), columns, f"#{number}")
    except csv.Error as error:
        raise ReadError(f"not CSV: {error}") from error


def _delimiter(header: str) -> str:
    return max(DELIMITERS, key=header.count)
