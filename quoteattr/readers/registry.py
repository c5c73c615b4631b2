"""Which formats can be read, and which one a file has.

In: a function that makes documents of bytes, registered under the name of its format. Out: the
reader that fits given bytes, by their content first, by the suffix of the file name second::

    @reader("docx", suffixes=(".docx",))
    def read_docx(data: bytes) -> Iterator[Document]: ...

A format of one article a file is given the whole file. One of many articles, which may be larger than memory, is
registered by `@stream_reader` and is given the open file; it yields `Skipped` for an article that is damaged and
goes on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import BinaryIO

from quoteattr.documents import Document
from quoteattr.errors import ReadError
from quoteattr.readers.fields import Columns, Skipped

# Bytes that `sniff` sees: enough for a doctype after a comment, or for front matter.
HEAD = 4096
# Formats in the order in which they are asked; each has the module of its name in this folder, but for these two.
OWN = ("pdf", "docx", "parquet", "warc", "feed", "html", "jsonl", "markdown", "mail", "vtt", "srt", "table", "text")
SUBTITLES = {"vtt": "subtitles", "srt": "subtitles"}
FALLBACK = "text"
# Bytes of a file that holds one article; the largest PDF files of reports have a tenth of it.
LARGEST_DOCUMENT = 100_000_000


@dataclass(frozen=True, slots=True)
class Linked:
    """An article that stands elsewhere, with what is known of it here: an entry of a feed.

    Attributes:
        address: of the article.
        document: what the feed itself has of it; its text may be empty.
    """

    address: str
    document: Document


Found = Document | Skipped | Linked
Read = Callable[[bytes], Iterator[Found]]
ReadStream = Callable[[BinaryIO, Columns], Iterator[Found]]
Sniff = Callable[[bytes], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One format.

    Attributes:
        name: of the format, for messages.
        suffixes: of file names, lower case, with their dot.
        sniff: whether the first bytes of a file can only be this format.
        read: makes documents of an open file.
        is_whole: whether the file is read whole, and is not a table of many articles.
    """

    name: str
    suffixes: tuple[str, ...]
    sniff: Sniff
    read: ReadStream
    is_whole: bool = False


_registered: dict[str, Reader] = {}


def reader(name: str, *, suffixes: tuple[str, ...], sniff: Sniff = lambda head: False) -> Callable[[Read], Read]:
    """Register the decorated function as the reader of a format that is read whole.

    Args:
        name: of the format; a later registration of the same name replaces the earlier one.
        suffixes: of file names, lower case, with their dot.
        sniff: whether the first bytes of a file can only be this format.
    """

    def register(read: Read) -> Read:
        def read_whole(stream: BinaryIO, columns: Columns) -> Iterator[Found]:
            return read(read_limited(stream, LARGEST_DOCUMENT))

        _registered[name] = Reader(name=name, suffixes=suffixes, sniff=sniff, read=read_whole, is_whole=True)
        return read

    return register


def stream_reader(
    name: str, *, suffixes: tuple[str, ...], sniff: Sniff = lambda head: False
) -> Callable[[ReadStream], ReadStream]:
    """Register the decorated function as the reader of a format whose files hold many articles.

    Args:
        name: of the format; a later registration of the same name replaces the earlier one.
        suffixes: of file names, lower case, with their dot.
        sniff: whether the first bytes of a file can only be this format.
    """

    def register(read: ReadStream) -> ReadStream:
        _registered[name] = Reader(name=name, suffixes=suffixes, sniff=sniff, read=read)
        return read

    return register


def read_limited(stream: BinaryIO, largest: int) -> bytes:
    """All bytes of the file.

    Raises:
        ReadError: there are more than `largest`, which would be held in memory.
    """
    data = stream.read(largest + 1)
    if len(data) > largest:
        raise ReadError(f"larger than {largest // 1_000_000} MB, which is held in memory whole; split the file")
    return data


@cache
def readers() -> MappingProxyType[str, Reader]:
    """Every reader by the name of its format: those of this folder, then those of other packages."""
    from importlib.metadata import entry_points  # slow; a lookup reads no files

    for name in OWN:
        import_module(f"quoteattr.readers.{SUBTITLES.get(name, name)}")
    for entry in entry_points(group="quoteattr.readers"):
        entry.load()
    return MappingProxyType(_registered)


def known_suffixes() -> frozenset[str]:
    """The suffixes of the files that are read from a folder."""
    return frozenset(suffix for found in readers().values() for suffix in found.suffixes)


def choose_reader(head: bytes, suffix: str) -> Reader:
    """The reader that fits: by content, else by suffix, else plain text.

    Args:
        head: the beginning of the file.
        suffix: of the file name, lower case, with its dot; empty when there is no name.
    """
    head = head[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    for found in readers().values():
        if found.sniff(head):
            return found
    for found in readers().values():
        if suffix in found.suffixes:
            return found
    return readers()[FALLBACK]
