"""Files that gzip has packed: read as what they hold.

In: an open file. Out: the file itself, or what it unpacks to; unpacked a piece at a time, so that a file which
unpacks to more than the machine holds is cut off by the limits of its reader::

    with open("articles.jsonl.gz", "rb") as file:
        stream = unpack(file)
"""

import gzip
import io
import zlib
from typing import BinaryIO, cast

from quoteattr.errors import ReadError

GZIP = b"\x1f\x8b"
BUFFER = 1 << 16


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
