"""Parquet: one row an article.

In: an open file, and which column holds what. Out: a `Document` for each row; the usual names of columns are known
(quoteattr.readers.fields), others are named by the user::

    for found in read_parquet(open("articles.parquet", "rb"), Columns()):
        print(found.address)

A row without text is skipped with its number, and the rest is read, so many rows at a time. A file that cannot be
sought in, such as a pipe, is held in memory whole.
"""

import datetime
import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from quoteattr.documents import Document
from quoteattr.errors import ReadError
from quoteattr.extras import require_pyarrow
from quoteattr.readers.fields import NAMES, Columns, Skipped, check_columns, document_of
from quoteattr.readers.registry import read_limited, stream_reader

MAGIC = b"PAR1"
ROWS = 200  # rows that are held at a time
LARGEST_UNSEEKABLE = 500_000_000  # bytes


@stream_reader("parquet", suffixes=(".parquet",), sniff=lambda head: head.startswith(MAGIC))
def read_parquet(stream: BinaryIO, columns: Columns) -> Iterator[Document | Skipped]:
    """The documents of a Parquet file.

    Raises:
        ReadError: the file is damaged, or no column holds the text.
    """
    parquet = require_pyarrow()
    source = stream if stream.seekable() else io.BytesIO(read_limited(stream, LARGEST_UNSEEKABLE))
    try:
        file = parquet.ParquetFile(source)
        names = file.schema_arrow.names
        check_columns(names, columns)
        rows = (row for batch in file.iter_batches(ROWS, columns=_wanted(names, columns)) for row in batch.to_pylist())
        for number, row in enumerate(rows, 1):
            yield document_of({name: _plain(value) for name, value in row.items()}, columns, f"#{number}")
    except (OSError, ValueError) as error:  # which is what pyarrow's own errors are
        raise ReadError(f"the Parquet file is damaged: {error}") from error


def _wanted(names: list[str], columns: Columns) -> list[str]:
    """The columns that hold a field; a table of a crawl has others that are larger than the text."""
    known = {column.strip().casefold() for field in NAMES for column in columns.of(field)}
    return [name for name in names if name.strip().casefold() in known]


def _plain(value: Any) -> Any:
    """A date as text."""
    return value.isoformat() if isinstance(value, datetime.date) else value
