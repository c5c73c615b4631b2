"""Readers: files, folders, web addresses and standard input in, `Document`s out.

In: a path, an http(s) address, or "-" for standard input. Out: one `Document` for each article, read
lazily, folders in sorted order::

    for document in read("articles/"):
        print(document.title, len(document.text))

To add an input format, add one module to this folder whose function is registered by `@reader` (see
quoteattr.readers.registry); a package of its own is found by the entry point group
`quoteattr.readers`, whose members name a module to import.
"""

from quoteattr.readers.fields import Columns, Skipped
from quoteattr.readers.options import ReadOptions
from quoteattr.readers.registry import Linked, reader, stream_reader
from quoteattr.readers.sources import read, read_all

__all__ = ["Columns", "Linked", "ReadOptions", "Skipped", "read", "read_all", "reader", "stream_reader"]
