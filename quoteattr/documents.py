"""A document: the text that offsets point into, and what is known about where it comes from.

In: text and metadata from a reader. Out: `Document`, whose id is a hash of text and address, so
that reading the same file twice gives the same document::

    >>> Document(text="“No,” Ann Lee said.", title="Talks fail").id == Document(text="“No,” Ann Lee said.").id
    True
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

# Documents that are processed together; and characters, since tagger, parser and entity recogniser take about 4 MB
# for a thousand of them until the batch is done.
BATCH = 16
BATCH_LENGTH = 40_000
ID_LENGTH = 16  # hexadecimal digits: 64 bits, one collision expected in 5 billion documents


def digest(*parts: str) -> str:
    """A short stable hash of the parts, for ids; parts cannot run into each other."""
    whole = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(whole).hexdigest()[:ID_LENGTH]


class Time(NamedTuple):
    """From a character of the text on, the second of the recording."""

    start: int
    second: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article as it was read.

    Attributes:
        text: the whole text; every offset of every record points into it. Paragraphs are
            separated by line breaks.
        address: path or URL that it was read from, None for text given directly.
        title: headline. It may or may not also stand in `text`.
        outlet: publication ("Daily Post").
        byline: author line ("Mia Orr and Tom Hale").
        published: ISO 8601 date or date and time.
        language: ISO 639-1 code ("en").
        times: of a recording: from which character on the text is said at which second, both rising.
        file: path that it was read from, where that is not its address.
        warning: what seems to be wrong with the text ("its article may be cut"), None when nothing does.
    """

    text: str
    address: str | None = None
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    language: str | None = None
    times: tuple[Time, ...] = ()
    file: str | None = None
    warning: str | None = None

    @property
    def id(self) -> str:
        """Hash of text and address."""
        return digest(self.text, self.address or "")

    def second_at(self, offset: int) -> float | None:
        """When the word at an offset is said, in seconds from the beginning of the recording; None without one."""
        place = bisect_right(self.times, offset, key=lambda time: time.start)
        return self.times[place - 1].second if place else None

    def under_file(self) -> "Document":
        """The same with the path of its file as its address, where it has one that is another."""
        return replace(self, address=self.file, file=None) if self.file else self


def times_of(pairs: Iterable[Sequence[float]] | None) -> tuple[Time, ...]:
    """The times of a document, from pairs of a character and a second, as JSON has them."""
    return tuple(Time(int(start), float(second)) for start, second in pairs or ())


def document_from(given: Mapping[str, Any]) -> Document:
    """The document of its JSON object, which may name its id."""
    known = {name: value for name, value in given.items() if name != "id"}
    return Document(**{**known, "times": times_of(known.get("times"))})


Batch = tuple[Document, ...]


def batches(documents: Iterable[Document]) -> Iterator[Batch]:
    """The documents in groups that are processed together; a very long one is alone."""
    batch: list[Document] = []
    length = 0
    for document in documents:
        if batch and length + len(document.text) > BATCH_LENGTH:
            yield tuple(batch)
            batch, length = [], 0
        batch.append(document)
        length += len(document.text)
        if len(batch) == BATCH:
            yield tuple(batch)
            batch, length = [], 0
    if batch:
        yield tuple(batch)
