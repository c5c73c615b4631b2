"""Where documents come from: a file, a folder, a pattern, a web address, standard input.

In: what a user names. Out: the documents in it, each with its address (the path as given, or the
web address), read one at a time::

    def on_skip(skipped: Skipped) -> None:
        print(skipped.address, skipped.reason)

    for document in read_all(["articles/", "https://example.org/news.html", "-"], on_skip):
        ...

A folder is read recursively and in sorted order (quoteattr.readers.folders).
"""

import gzip
import io
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

from quoteattr.documents import Document
from quoteattr.errors import InstallationError, QuoteattrError, ReadError
from quoteattr.extras import incomplete
from quoteattr.readers.fields import Skipped
from quoteattr.readers.folders import files_of, is_pattern, matches, readable, suffix_of
from quoteattr.readers.metadata import finish_document
from quoteattr.readers.options import ReadOptions
from quoteattr.readers.outlets import host_of, outlet_at
from quoteattr.readers.registry import HEAD, Found, Linked, Reader, choose_reader, known_suffixes, readers
from quoteattr.readers.web import fetch, is_web_address
from quoteattr.timelimit import time_limit

GZIP = b"\x1f\x8b"
BUFFER = 1 << 16


STDIN = "-"

OnSkip = Callable[[Skipped], None]
# Opens the stream in the stack, and gives the suffix that says what it holds.
Open = Callable[[ExitStack], tuple[BinaryIO, str]]


def read(path_or_url: str | os.PathLike[str], options: ReadOptions | None = None) -> Iterator[Document]:
    """The documents of a file, a folder, a pattern, an http(s) address or standard input ("-").

    Args:
        path_or_url: what to read.
        options: how; without them, English documents as they are.

    Yields:
        One document for each article. One without an address of its own gets that of its file.

    Raises:
        ReadError: something cannot be read; documents before it have been yielded.
    """
    for found in read_items(os.fspath(path_or_url), options or ReadOptions()):
        if isinstance(found, Skipped):
            raise ReadError(f"{found.address or 'standard input'}: {found.reason}")
        yield found


def read_all(
    paths: Iterable[str | os.PathLike[str]], on_skip: OnSkip, options: ReadOptions | None = None
) -> Iterator[Document]:
    """The documents of several paths; what cannot be read is reported, and the rest goes on.

    Args:
        paths: files, folders, patterns, http(s) addresses, "-".
        on_skip: is told of each document that cannot be read.
        options: how to read.
    """
    for path in paths:
        for found in read_items(os.fspath(path), options or ReadOptions()):
            if isinstance(found, Skipped):
                on_skip(found)
            else:
                yield found


def count_files(paths: Iterable[str | os.PathLike[str]]) -> int:
    """How many files, web addresses and streams `read_all` will open: for a progress bar."""
    return sum(len(files_of(Path(path), known_suffixes())) if os.path.isdir(path) else 1 for path in paths)


def read_items(path: str, options: ReadOptions) -> Iterator[Document | Skipped]:
    """What `read_all` reads, and what it reports, one after the other."""
    if path == STDIN:
        yield from read_stream(None, lambda stack: (sys.stdin.buffer, ""), options)
    elif is_web_address(path):
        yield from read_stream(path, lambda stack: _open_page(path, options), options)
    elif os.path.isdir(path):
        yield from _read_folder(Path(path), options)
    elif is_pattern(path):
        found = matches(path)
        if not found:
            yield Skipped(path, "no file fits this pattern; check the path")
        for match in found:
            yield from read_items(match, options)
    else:
        yield from _read_file(Path(path), options)


def _read_folder(folder: Path, options: ReadOptions) -> Iterator[Document | Skipped]:
    files = files_of(folder, known_suffixes())
    if not files:
        suffixes = ", ".join(sorted(known_suffixes()))
        yield Skipped(readable(folder), f"the folder holds no articles (files that end in {suffixes})")
    for file in files:
        yield from (file,) if isinstance(file, Skipped) else _read_file(file, options)


def _read_file(file: Path, options: ReadOptions) -> Iterator[Document | Skipped]:
    return read_stream(
        readable(file), lambda stack: (stack.enter_context(file.open("rb")), suffix_of(file.name)), options
    )


def _open_page(address: str, options: ReadOptions) -> tuple[BinaryIO, str]:
    page = fetch(address, allow_private=options.allow_private)
    return io.BytesIO(page.data), suffix_of(address.split("?")[0].split("#")[0].rsplit("/", 1)[-1]) or page.suffix


def read_stream(address: str | None, open_stream: Open, options: ReadOptions) -> Iterator[Document | Skipped]:
    """The documents of one file, and why some or all are not read.

    Args:
        address: of the file; None for standard input.
        open_stream: opens it in the stack it is given.
        options: how to read.

    The one place where a fault of any library that parses files of strangers ends: it costs this file only. What
    quoteattr itself lacks ends the run.

    Raises:
        InstallationError: something is not installed that this file needs.
    """
    try:
        with ExitStack() as stack:
            with time_limit(options.time_limit):
                stream, suffix = open_stream(stack)
                opened = stack.enter_context(unpack(stream))
                chosen = _choose(opened.peek(HEAD), suffix, options)
            found = _limited(chosen.read(opened, options.columns), options)
            yield from _finished(found, address, options, is_whole=chosen.is_whole)
    except ImportError as error:
        raise incomplete(error) from error
    except InstallationError:
        raise
    except FileNotFoundError:
        yield Skipped(address, "no such file or folder; check the path")
    except OSError as error:
        yield Skipped(address, f"cannot be read: {error.strerror or error}")
    except QuoteattrError as error:
        yield Skipped(address, str(error))
    except Exception as error:
        yield Skipped(address, f"cannot be read, it may be damaged: {type(error).__name__}: {str(error)[:200]}")


def _choose(head: bytes, suffix: str, options: ReadOptions) -> Reader:
    if len(head) < HEAD and not head.strip():
        raise ReadError("the file is empty")
    return readers()[options.format] if options.format else choose_reader(head, suffix)


def _limited(found: Iterator[Found], options: ReadOptions) -> Iterator[Found]:
    """The documents of a reader, each of which has to come within the time limit."""
    while True:
        with time_limit(options.time_limit):
            document = next(found, None)
        if document is None:
            return
        yield document


def _finished(
    found: Iterable[Found], address: str | None, options: ReadOptions, *, is_whole: bool
) -> Iterator[Document | Skipped]:
    """The documents as they are stored; the articles behind the links of a feed of the web are read too."""
    for one in found:
        if isinstance(one, Linked):
            yield from _follow(one, address, options)
        elif isinstance(one, Skipped):
            yield replace(one, address=_address(address, one.address))
        else:
            yield finish_document(_placed(one, address, is_whole=is_whole), options)


def _placed(document: Document, outer: str | None, *, is_whole: bool) -> Document:
    """The document with its address, and the file that it was read from where the file is all of it.

    A page that comes from the web may not pass itself off as one of another site.
    """
    if outer and is_web_address(outer):
        is_own = document.address and (document.address.startswith("#") or host_of(document.address) == host_of(outer))
        address = _address(outer, document.address if is_own else None)
        return replace(document, address=address, outlet=document.outlet or (outlet_at(address) if is_whole else None))
    address = _address(outer, document.address)
    return replace(document, address=address, file=outer if is_whole and address != outer else None)


def _follow(linked: Linked, feed: str | None, options: ReadOptions) -> Iterator[Document | Skipped]:
    """The article of an entry of a feed: its page, if the feed came from the web; else what the feed has of it."""
    if feed and is_web_address(feed) and is_web_address(linked.address):
        stated = {
            name: value
            for name in ("title", "outlet", "byline", "published")
            if (value := getattr(linked.document, name))
        }
        yield from read_items(linked.address, replace(options, defaults={**options.defaults, **stated}))
    elif linked.document.text:
        yield finish_document(linked.document, options)
    else:
        yield Skipped(linked.address, "the feed has only a link to it; pass the address to read it")


def _address(outer: str | None, own: str | None) -> str | None:
    """The document's own address, or that of its file; "#3" is the third document of the file."""
    if own is None:
        return outer
    return (outer or "") + own if own.startswith("#") else own


def unpack(stream: BinaryIO) -> "io.BufferedReader[io.RawIOBase]":
    """The content of the file, which can be peeked into.

    Raises:
        ReadError: what is unpacked is packed again.
    """
    opened = io.BufferedReader(cast(io.RawIOBase, stream), BUFFER)
    if not opened.peek(2).startswith(GZIP):
        return opened
    inner = io.BufferedReader(cast(io.RawIOBase, _Unpacked(fileobj=opened)), BUFFER)
    if inner.peek(2).startswith(GZIP):
        raise ReadError("packed by gzip twice; unpack it once")
    return inner


class _Unpacked(gzip.GzipFile):
    """Says what is wrong in words; readers see no error but `ReadError`."""

    def readinto(self, buffer: object) -> int:
        """Fill the buffer with what can be had at once: of a file that is cut off, all that is there."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        try:
            data = self.read1(len(view))
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise ReadError(f"the gzip file is damaged or cut off: {error}") from error
        view[: len(data)] = data
        return len(data)
