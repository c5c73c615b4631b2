r"""Subtitles as a transcript: the words of each turn as a paragraph, and when they are said.

In: what is said, cue by cue, with who speaks where the file tells. Out: one `Document` whose `times` lead from a place
in its text to the second of the recording::

    to_document([Said(1.0, "The line opens", "Ada Quill"), Said(3.5, "in May."), Said(6.0, "Good.", opens=True)])
    -> "Ada Quill: The line opens in May.\n\n>> Good."

A change of speaker without a name keeps its mark “>>”: nobody knows who it is.
"""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from quoteattr.components.attribution.mentions import NAME
from quoteattr.components.turnlabels import names_no_speaker, read_role_label
from quoteattr.documents import Document, Time
from quoteattr.errors import ReadError
from quoteattr.readers.metadata import mend

CHANGE = ">> "
# A turn goes on in a new paragraph at the end of a sentence, after so many characters, or so many seconds.
LONG_PARAGRAPH, LONG_PAUSE = 500, 8.0
# `<i>`, `</font>`, `<c.yellow>`, `<00:10.500>`, `{\an8}`
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<[\d:.]+>|\{[\\=][^{}]*\}")
_CHANGES = re.compile(r"\s*>>+\s*")
_DASH = re.compile(r"\s*[-–—]\s*(?=[^\s\d])")
_LABEL = re.compile(rf"(?P<name>{NAME}(?:[ ]#?\d{{1,3}})?(?:[ ]\([^()]{{1,40}}\))?)[ ]?:[ ]+(?=\S)")
# `[MAN] I saw it.`, `(ADA QUILL): Good.`
_BRACKETED = re.compile(rf"[\[(](?P<name>{NAME})[\])](?P<colon>:?)[ ]+(?=\S)")
# [Music], (APPLAUSE), what is sung, and a line in parentheses; that something cannot be understood stays
_SOUND = re.compile(
    r"\[(?![^\[\]]*(?:inaudible|indistinct|unintelligible|crosstalk))[^\[\]]*\]|\([A-Z][A-Z ,.'’-]+\)"
    r"|^\([^()]*\)$|[♪♫]+[^♪♫]*[♪♫]+|[♪♫]+",
    re.MULTILINE,
)
# Marks that turn the direction of text, or have no width.
_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_SENTENCE_END = re.compile(r"[.!?…][\"”’')]*$")
_LOOKS_LABELLED = re.compile(r"[^:\n]{1,60}:\s")


class Said(NamedTuple):
    """What is said from a second on; `opens`: by another one than before, whom `speaker` names where the file does."""

    second: float
    words: str
    speaker: str | None = None
    opens: bool = False


class Cue(NamedTuple):
    """The lines of a cue, with their markup."""

    second: float
    lines: tuple[str, ...]


def read_cues(cues: Sequence[Cue]) -> Iterator[Said]:
    """What is said in cues whose lines tell who speaks: `>> MR. LOW: No.`, `- Ada: No.`, `[MAN] No.`.

    A name in small letters before a colon counts behind a mark, or where it recurs: `Remember: we sail at noon.`
    """
    names = Counter(match["name"] for cue in cues for line in cue.lines if (match := _LABEL.match(_plain(line))))
    known = {name for name, count in names.items() if count > 1 or name.isupper() or read_role_label(name)}
    shown: list[str] = []
    dashed = False
    for cue in cues:
        lines = [line for line in map(_plain, cue.lines) if line and line not in shown]
        shown = [*map(_plain, cue.lines)]  # captions that roll show a line again
        was_dashed, dashed = dashed, _is_dialogue(lines)
        for number, line in enumerate(lines):
            opens = was_dashed and not dashed and number == 0
            if dashed and _DASH.match(line):
                line, opens = _DASH.sub("", line, count=1), True
            yield from _turns(cue.second, line, known, opens=opens)


def _is_dialogue(lines: Iterable[str]) -> bool:
    """Whether the dashes of a cue open turns: two of them, or one before a name."""
    rest = [_DASH.sub("", line, count=1) for line in lines if _DASH.match(line)]
    return len(rest) > 1 or any(_LABEL.match(line) for line in rest)


def _turns(second: float, line: str, known: set[str], *, opens: bool) -> Iterator[Said]:
    """The turns of a line: `I did. >> MR. LOW: When?`."""
    for number, words in enumerate(_CHANGES.split(line)):
        marked = opens or number > 0
        label = _LABEL.match(words) or _BRACKETED.match(words)
        if label and _is_speaker(label, known, marked=marked):
            yield Said(second, words[label.end() :], label["name"], opens=True)
        elif words:
            yield Said(second, words, opens=marked)


def _is_speaker(label: re.Match[str], known: set[str], *, marked: bool) -> bool:
    name = label["name"]
    if names_no_speaker(name):
        return False
    if label.re is _BRACKETED:
        return bool(label["colon"]) or read_role_label(name) is not None
    return marked or name in known


def _plain(line: str) -> str:
    """The words of a line, without its markup."""
    return " ".join(_UNSEEN.sub("", _TAG.sub("", html.unescape(line))).split())


def to_document(said: Iterable[Said], title: str | None = None) -> Document:
    """The document of what is said.

    Raises:
        ReadError: nobody says anything.
    """
    paragraphs = _Paragraphs()
    for one in said:
        words = " ".join(_SOUND.sub(" ", mend(_plain(one.words))).split())
        if any(map(str.isalnum, words)):
            paragraphs.add(one._replace(words=words))
    if not paragraphs.times:
        raise ReadError("there are no words in its cues")
    return Document(text="".join(paragraphs.pieces), title=title, times=tuple(paragraphs.times))


class _Paragraphs:
    """A transcript while it grows."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.times: list[Time] = []
        self._length = 0
        self._begin = 0  # of the paragraph
        self._speaker: str | None = None

    def add(self, one: Said) -> None:
        """Go on with the turn, or begin another one."""
        speaker = " ".join(mend(one.speaker).replace(":", " ").split()) if one.speaker else None
        changes = (one.opens and speaker is None) or (speaker is not None and speaker != self._speaker)
        if changes or self._is_full(one):
            self._break()
        start = self._length
        if changes:
            self._write(f"{speaker}: " if speaker else CHANGE)
            self._speaker = speaker
        elif self._length > self._begin:
            self._write(" ")
            start = self._length
        self.times.append(Time(start, one.second))
        self._write(one.words)

    def _is_full(self, one: Said) -> bool:
        """Whether a paragraph ends here, in the middle of a turn; not where the next one would look like a label."""
        if not self.times or not _SENTENCE_END.search(self.pieces[-1]) or _LOOKS_LABELLED.match(one.words):
            return False
        return self._length - self._begin > LONG_PARAGRAPH or one.second - self.times[-1].second > LONG_PAUSE

    def _break(self) -> None:
        if self._length:
            self._write("\n\n")
        self._begin = self._length

    def _write(self, words: str) -> None:
        self.pieces.append(words)
        self._length += len(words)
