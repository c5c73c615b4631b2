"""The formats that can be read, and which one a file has.

In: a function that makes documents of bytes, registered under the name of its format. Out: the
reader that fits given bytes, by their content first, by the suffix of the file name second::

    @reader("warc", suffixes=(".warc",), sniff=lambda head: head.startswith(b"WARC/"))
    def read_warc(data: bytes) -> Iterator[Document]: ...

A reader of a format that holds several documents yields `Skipped` for one that is damaged and goes on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import MappingProxyType

from quoteattr.documents import Document

# Bytes that `sniff` sees: enough for a doctype after a comment, or for front matter.
HEAD = 4096
OWN = ("html", "jsonl", "markdown", "text")  # modules of this folder, in the order in which they are asked
FALLBACK = "text"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A document that was not read or not processed, and why."""

    address: str | None
    reason: str


Read = Callable[[bytes], Iterator[Document | Skipped]]
Sniff = Callable[[bytes], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One format.

    Attributes:
        name: of the format, for messages.
        suffixes: of file names, lower case, with their dot.
        sniff: whether the first bytes of a file can only be this format.
        read: makes documents of the bytes of a file.
    """

    name: str
    suffixes: tuple[str, ...]
    sniff: Sniff
    read: Read


_registered: dict[str, Reader] = {}


def reader(name: str, *, suffixes: tuple[str, ...], sniff: Sniff = lambda head: False) -> Callable[[Read], Read]:
    """Register the decorated function as the reader of a format.

    Args:
        name: of the format; a later registration of the same name replaces the earlier one.
        suffixes: of file names, lower case, with their dot.
        sniff: whether the first bytes of a file can only be this format.
    """

    def register(read: Read) -> Read:
        _registered[name] = Reader(name=name, suffixes=suffixes, sniff=sniff, read=read)
        return read

    return register


@cache
def readers() -> MappingProxyType[str, Reader]:
    """Every reader by the name of its format: those of this folder, then those of other packages."""
    from importlib.metadata import entry_points  # slow; a lookup reads no files

    for module in OWN:
        import_module(f"quoteattr.readers.{module}")
    for entry in entry_points(group="quoteattr.readers"):
        entry.load()
    return MappingProxyType(_registered)


def known_suffixes() -> frozenset[str]:
    """The suffixes of the files that are read from a folder."""
    return frozenset(suffix for found in readers().values() for suffix in found.suffixes)


def choose_reader(data: bytes, suffix: str) -> Reader:
    """The reader that fits: by content, else by suffix, else plain text.

    Args:
        data: the file, or its beginning.
        suffix: of the file name, lower case, with its dot; empty when there is no name.
    """
    head = data[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    for found in readers().values():
        if found.sniff(head):
            return found
    for found in readers().values():
        if suffix in found.suffixes:
            return found
    return readers()[FALLBACK]
