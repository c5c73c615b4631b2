r"""SubRip subtitles (.srt): the words of a recording, with their times.

In: bytes. Out: one `Document`, a paragraph for each turn that “>>”, a dash or a name opens::

    >>> next(read_srt(b"1\n00:00:01,000 --> 00:00:04,000\n>> MR. LOW: Where were\nyou?\n")).text
    'MR. LOW: Where were you?'
"""

import re
from collections.abc import Iterator

from quoteattr.documents import Document
from quoteattr.errors import ReadError
from quoteattr.readers.decoding import decode
from quoteattr.readers.recordings import Cue, read_cues, to_document
from quoteattr.readers.registry import reader

_BEGINS = re.compile(rb"\d{1,6}\s{1,4}\d{1,3}:\d\d:\d\d[,.]\d{1,3} --> ")


@reader("srt", suffixes=(".srt",), sniff=lambda head: _BEGINS.match(head) is not None)
def read_srt(data: bytes) -> Iterator[Document]:
    """The one document of a SubRip file.

    Raises:
        ReadError: the file is empty, binary, in no known encoding, or has no cues with words.
    """
    yield to_document(read_cues(_cues(decode(data))))


def _cues(text: str) -> list[Cue]:
    from pysubs2 import Pysubs2Error, SSAFile

    try:
        events = SSAFile.from_string(text, format_="srt").events
    except Pysubs2Error as err:
        raise ReadError(f"no SubRip subtitles: {err}") from err
    shown = sorted((event for event in events if event.text), key=lambda event: event.start)
    return [Cue(event.start / 1000, tuple(event.plaintext.splitlines())) for event in shown]
