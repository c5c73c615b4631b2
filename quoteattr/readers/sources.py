"""Where documents come from: a file, a folder, a web address, standard input.

In: what a user names. Out: the documents in it, each with its address (the path as given, or the
web address), read one at a time::

    def on_skip(skipped: Skipped) -> None:
        print(skipped.address, skipped.reason)

    for document in read_all(["articles/", "https://example.org/news.html", "-"], on_skip):
        ...

A folder is read recursively and in sorted order; names that begin with a dot, and files whose suffix no
reader knows, are left out.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from quoteattr.documents import Document
from quoteattr.errors import ReadError
from quoteattr.readers.registry import Skipped, choose_reader, known_suffixes
from quoteattr.readers.web import fetch, is_web_address

STDIN = "-"
# Bytes. A file is held in memory whole; an article has some thousand, a year of JSONL some hundred million.
LARGEST_FILE = 500_000_000

OnSkip = Callable[[Skipped], None]


def read(path_or_url: str | os.PathLike[str]) -> Iterator[Document]:
    """The documents of a file, a folder, an http(s) address or standard input ("-").

    Args:
        path_or_url: what to read.

    Yields:
        One document for each article. One without an address of its own gets that of its file.

    Raises:
        ReadError: something cannot be read; documents before it have been yielded.
    """
    for found in _read(os.fspath(path_or_url)):
        if isinstance(found, Skipped):
            raise ReadError(f"{found.address or 'standard input'}: {found.reason}")
        yield found


def read_all(paths: Iterable[str | os.PathLike[str]], on_skip: OnSkip) -> Iterator[Document]:
    """The documents of several paths; what cannot be read is reported, and the rest goes on.

    Args:
        paths: files, folders, http(s) addresses, "-".
        on_skip: is told of each document that cannot be read.
    """
    for path in paths:
        for found in _read(os.fspath(path)):
            if isinstance(found, Skipped):
                on_skip(found)
            else:
                yield found


def count_files(paths: Iterable[str | os.PathLike[str]]) -> int:
    """How many files, web addresses and streams `read_all` will open: for a progress bar."""
    return sum(len(_files_of(Path(path))) if os.path.isdir(path) else 1 for path in paths)


def _read(path: str) -> Iterator[Document | Skipped]:
    if path == STDIN:
        yield from _documents(None, sys.stdin.buffer.read, "")
    elif is_web_address(path):
        yield from _documents(path, partial(fetch, path), "")
    elif os.path.isdir(path):
        files = _files_of(Path(path))
        if not files:
            suffixes = ", ".join(sorted(known_suffixes()))
            yield Skipped(path, f"the folder holds no articles (files that end in {suffixes})")
        for file in files:
            yield from _documents(_as_text(file), partial(_read_file, file), file.suffix.lower())
    else:
        file = Path(path)
        yield from _documents(_as_text(file), partial(_read_file, file), file.suffix.lower())


def _as_text(file: Path) -> str:
    """The path; bytes in a file name that are no text show as U+FFFD, so that it can be printed and stored."""
    return str(file).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _files_of(folder: Path) -> list[Path]:
    suffixes = known_suffixes()
    found: list[Path] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(parent, name) for name in names if not name.startswith(".")]
    return sorted(file for file in found if file.suffix.lower() in suffixes)


def _read_file(file: Path) -> bytes:
    if file.exists() and file.stat().st_size > LARGEST_FILE:
        raise ReadError(f"larger than {LARGEST_FILE // 1_000_000} MB, which is held in memory whole; split the file")
    return file.read_bytes()


def _documents(address: str | None, load: Callable[[], bytes], suffix: str) -> Iterator[Document | Skipped]:
    """The documents of one file, or why there are none."""
    try:
        data = load()
        if not data.strip():
            raise ReadError("the file is empty")
        for found in choose_reader(data, suffix).read(data):
            yield replace(found, address=_address(address, found.address))
    except FileNotFoundError:
        yield Skipped(address, "no such file or folder; check the path")
    except OSError as error:
        yield Skipped(address, f"cannot be read: {error.strerror or error}")
    except ReadError as error:
        yield Skipped(address, str(error))


def _address(outer: str | None, own: str | None) -> str | None:
    """The document's own address, or that of its file; "#3" is the third document of the file."""
    if own is None:
        return outer
    return (outer or "") + own if own.startswith("#") else own
