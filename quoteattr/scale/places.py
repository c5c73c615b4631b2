"""Where shards come from and go to: paths of this machine, and addresses that fsspec knows, such as s3://.

In: what a user names. Out: `InputFile`s, one a file, and a `Folder` to write to::

    for source in find_sources(["articles/", "s3://crawl/2026/*.warc.gz"], on_skip):
        print(source.address, source.size)

A file of this machine is read as `quoteattr extract` reads it, so that its documents get the same ids.
"""

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from quoteattr.documents import Document
from quoteattr.errors import QuoteattrError
from quoteattr.extras import require_fsspec
from quoteattr.readers import ReadOptions, Skipped
from quoteattr.readers.folders import files_of, is_pattern, matches, suffix_of
from quoteattr.readers.registry import known_suffixes
from quoteattr.readers.sources import STDIN, OnSkip, read_items, read_stream
from quoteattr.readers.web import is_web_address

# What file systems call the moment, or the version, of a file.
VERSIONS = ("mtime", "LastModified", "last_modified", "updated", "ETag", "created")
UNFINISHED = ".unfinished"
# Files that are asked for at once.
TOGETHER = 500


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read.

    Attributes:
        address: path or address.
        size: bytes; None where only reading tells.
        version: changes when the file does.
    """

    address: str
    size: int | None = None
    version: str | None = None


def is_remote(address: str) -> bool:
    """Whether fsspec has to open it: "s3://bucket/a.warc.gz", but no path and no web page."""
    return "://" in address and not is_web_address(address) and len(urlsplit(address).scheme) > 1


def find_sources(inputs: Iterable[str], on_skip: OnSkip) -> Iterator[InputFile]:
    """The files of the inputs, each once, in the order of the inputs; of a folder in sorted order.

    Args:
        inputs: files, folders, patterns, addresses.
        on_skip: is told of what a folder holds that cannot be read.

    Raises:
        QuoteattrError: there is nothing at an input, or its file system cannot be used.
    """
    found: dict[str, InputFile] = {}
    for given in inputs:
        sources = list(_sources(given, on_skip))
        if not sources:
            raise QuoteattrError(f"{given}: there are no articles; check the path")
        found |= {source.address: source for source in sources if source.address not in found}
    return iter(found.values())


def _sources(given: str, on_skip: OnSkip) -> Iterator[InputFile]:
    if given == STDIN:
        raise QuoteattrError("standard input cannot be read again when a batch goes on; save it to a file")
    if is_web_address(given):
        yield InputFile(given)
    elif is_remote(given):
        yield from _remote(given)
    elif os.path.isdir(given):
        for file in files_of(Path(given), known_suffixes()):
            if isinstance(file, Skipped):
                on_skip(file)
            else:
                yield _local(file)
    elif is_pattern(given):
        for match in matches(given):
            yield from _sources(match, on_skip)
    else:
        yield _local(Path(given))


def _local(file: Path) -> InputFile:
    try:
        found = file.stat()
    except OSError as error:
        raise QuoteattrError(f"{file} cannot be read: {error.strerror or error}") from error
    return InputFile(str(file), found.st_size, str(found.st_mtime_ns))


def _remote(address: str) -> Iterator[InputFile]:
    system, path = open_system(address)
    with _told(address):
        pattern = glob.has_magic(path)
        found: dict[str, Any] = system.glob(path, detail=True) if pattern else system.find(path, detail=True)
    files = [info for _, info in sorted(found.items()) if info["type"] == "file"]
    if len(files) > 1 or pattern:  # as in a folder of this machine, what no reader knows is passed over
        files = [info for info in files if suffix_of(info["name"]) in known_suffixes()]
    for info in files:
        version = next((str(info[name]) for name in VERSIONS if info.get(name) is not None), None)
        yield InputFile(system.unstrip_protocol(info["name"]), info.get("size"), version)


def read_source(source: InputFile, options: ReadOptions) -> Iterator[Document | Skipped]:
    """The documents of a file, and why some are not read."""
    if not is_remote(source.address):
        return read_items(source.address, options)
    return read_stream(source.address, lambda stack: _open(source.address, stack), options)


def _open(address: str, stack: ExitStack) -> tuple[BinaryIO, str]:
    system, path = open_system(address)
    return stack.enter_context(system.open(path, "rb")), suffix_of(path.rsplit("/", 1)[-1])


def open_system(address: str) -> tuple[Any, str]:
    """The file system of an address or path, and the path in it.

    Raises:
        QuoteattrError: fsspec, or the package that it needs for this system, is not installed.
    """
    fsspec = require_fsspec()
    with _told(address):
        system, path = fsspec.core.url_to_fs(address)
    return system, path


@contextmanager
def _told(address: str) -> Iterator[None]:
    """Every file system has errors of its own; all of them mean that this place cannot be used."""
    try:
        yield
    except QuoteattrError:
        raise
    except Exception as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise QuoteattrError(f"{address}: {reason}") from error


class Folder:
    """A folder to write to; a file in it is there whole, or not at all.

    Attributes:
        address: path or address.
        is_local: whether it is on this machine.
    """

    def __init__(self, address: str) -> None:
        """Takes a path or an address; the folder is made with its first file."""
        self.address = address
        self._system, self._root = open_system(address)
        self.is_local = "file" in self._system.protocol

    def holds(self, address: str) -> bool:
        """Whether a file is in the folder."""
        if is_web_address(address):
            return False
        system, path = open_system(address)
        return type(system) is type(self._system) and path.startswith(f"{self._root}/")

    def names(self) -> list[str]:
        """The names of all files, with the folders that they are in, sorted."""
        with _told(self.address):
            self._system.invalidate_cache()
            found = self._system.find(self._root) if self._system.exists(self._root) else []
        return sorted(path[len(self._root) :].lstrip("/") for path in found if not path.endswith(UNFINISHED))

    def tidy(self) -> None:
        """Remove what a run left that was ended while it wrote; an object store shows none of that."""
        if self.is_local:
            for path in Path(self._root).rglob(f"*{UNFINISHED}"):
                path.unlink(missing_ok=True)

    def read(self, name: str) -> bytes | None:
        """The content of a file; None when there is none of this name."""
        with _told(f"{self.address}/{name}"):
            try:
                return bytes(self._system.cat_file(f"{self._root}/{name}"))
            except FileNotFoundError:
                return None

    def read_all(self, names: Sequence[str]) -> Iterator[bytes]:
        """The content of many files, of which an object store gives several at a time."""
        for first in range(0, len(names), TOGETHER):
            paths = [f"{self._root}/{name}" for name in names[first : first + TOGETHER]]
            with _told(self.address):
                found = self._system.cat(paths)
            yield from (bytes(found[path]) for path in paths)

    def write(self, name: str, data: bytes) -> None:
        """Write a file, or replace it.

        An object store shows an object when it is whole. A file of this machine gets its name then.
        """
        path = f"{self._root}/{name}"
        with _told(f"{self.address}/{name}"):
            self._system.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
            if self.is_local:
                _write_whole(Path(path), data)
            else:
                self._system.pipe_file(path, data)


def _write_whole(path: Path, data: bytes) -> None:
    # Two processes may be at the same shard, when a cluster takes one of them for dead.
    unfinished = path.with_name(f"{path.name}.{os.getpid()}{UNFINISHED}")
    with unfinished.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(unfinished, path)
