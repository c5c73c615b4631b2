r"""Subtitles, WebVTT (.vtt) and SubRip (.srt): the words of a recording, with their times.

In: bytes. Out: one `Document`, a paragraph for each turn, which a voice tag, “>>”, a dash or a name opens::

    >>> next(read_vtt(b"WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ada Quill>The line opens\nin May.\n")).text
    'Ada Quill: The line opens in May.'
    >>> next(read_srt(b"1\n00:00:01,000 --> 00:00:04,000\n>> MR. LOW: Where were\nyou?\n")).text
    'MR. LOW: Where were you?'

Comments, styles, regions, settings and names of cues are left out.
"""

import re
from collections.abc import Iterator, Sequence

from quoteattr.documents import Document
from quoteattr.errors import ReadError
from quoteattr.readers.decoding import decode
from quoteattr.readers.recordings import Cue, Said, read_cues, to_document
from quoteattr.readers.registry import reader

# `<v Ada Quill>`, `<v.loud Ada Quill>`
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+(?P<name>[^<>]+)>")
# The first cue of SubRip: its number and its times.
_BEGINS = re.compile(rb"\d{1,6}\s{1,4}\d{1,3}:\d\d:\d\d[,.]\d{1,3} --> ")
_HEADER = re.compile(r"[\s:–—-]+")


@reader("vtt", suffixes=(".vtt",), sniff=lambda head: head.startswith(b"WEBVTT"))
def read_vtt(data: bytes) -> Iterator[Document]:
    """The one document of a WebVTT file.

    Raises:
        ReadError: the file is empty, binary, in no known encoding, no WebVTT, or has no cues with words.
    """
    title, cues = _webvtt_cues(decode(data))
    voiced = any(_VOICE.search(line) for cue in cues for line in cue.lines)
    yield to_document(_voices(cues) if voiced else read_cues(cues), title)


def _webvtt_cues(text: str) -> tuple[str | None, list[Cue]]:
    """What the first line says beside the name of the format, and the cues."""
    import webvtt
    from webvtt.errors import MalformedCaptionError, MalformedFileError

    try:
        found = webvtt.from_string(text)
    except (MalformedFileError, MalformedCaptionError) as err:
        raise ReadError(f"not valid WebVTT subtitles: {err}") from err
    title = _HEADER.sub(" ", found.header_text or "").strip() or None
    return title, [Cue(_seconds(caption.start), tuple(caption.raw_text.splitlines())) for caption in found.captions]


def _seconds(time: str) -> float:
    """`00:01:02.500` -> 62.5."""
    hours, minutes, seconds = time.rsplit(":", 2)
    return round(int(hours) * 3600 + int(minutes) * 60 + float(seconds), 3)


def _voices(cues: Sequence[Cue]) -> Iterator[Said]:
    """What each voice says; words without a voice are another one's, whom the file may name as other subtitles do."""
    for cue in cues:
        first, *rest = _VOICE.split("\n".join(cue.lines))
        yield from _unvoiced(cue.second, first)
        for name, words in zip(rest[::2], rest[1::2], strict=True):
            own, _, others = words.partition("</v>")
            yield Said(cue.second, own.lstrip("- "), name.strip(), opens=True)
            yield from _unvoiced(cue.second, others)


def _unvoiced(second: float, words: str) -> Iterator[Said]:
    said = read_cues([Cue(second, tuple(words.strip(" -\n").splitlines()))])
    yield from (one._replace(opens=one.opens or number == 0) for number, one in enumerate(said))


@reader("srt", suffixes=(".srt",), sniff=lambda head: _BEGINS.match(head) is not None)
def read_srt(data: bytes) -> Iterator[Document]:
    """The one document of a SubRip file.

    Raises:
        ReadError: the file is empty, binary, in no known encoding, or has no cues with words.
    """
    yield to_document(read_cues(_subrip_cues(decode(data))))


def _subrip_cues(text: str) -> list[Cue]:
    from pysubs2 import Pysubs2Error, SSAFile

    try:
        events = SSAFile.from_string(text, format_="srt").events
    except Pysubs2Error as err:
        raise ReadError(f"not valid SubRip subtitles: {err}") from err
    shown = sorted((event for event in events if event.text), key=lambda event: event.start)
    return [Cue(event.start / 1000, tuple(event.plaintext.splitlines())) for event in shown]
