"""Runs the stages over one text: what a stage cannot read costs its answer there, and nothing else.

In: a stage as a function of the stretches of text that it does not get to see. Out: its answer, over all of the text
when it raises nothing, else without the sentences that make it raise, each of which is noted as a `Failure`::

    stages = Stages(text)
    quotations = stages.run("quotations", lambda hidden: find_quotations(blank(text, hidden)), ())
    stages.failures  ->  (Failure(stage="quotations", span=Span(120, 180), error="IndexError: ..."),)

Offsets stay as they are: what is hidden is blank. This is the one place that catches whatever a stage raises; what is
raised on purpose, a lack of memory and a fault of the installation are passed on.
"""

import logging
import re
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Protocol, TypeVar

from quoteattr.components.attribution.sentences import sentence_ends
from quoteattr.components.quotations.paragraphs import split_paragraphs
from quoteattr.errors import QuoteattrError
from quoteattr.spans import Span
from quoteattr.statements import Failure

LOG = logging.getLogger("quoteattr")
LOG.addHandler(logging.NullHandler())
# Errors that say nothing of the text.
PASSED_ON = (QuoteattrError, MemoryError, ImportError)
# Runs of one stage over one text, after which what has not been tried is hidden: an article has some 50 sentences.
MOST_TRIALS = 200

_WORDS = re.compile(r"\S")

T = TypeVar("T")
Hidden = tuple[Span, ...]


class Attempt(Protocol):
    """Does a piece of the work of a stage that concerns one place only."""

    def __call__(self, stage: str, span: Span, work: Callable[[], T], nothing: T) -> T:
        """What the work gives; `nothing` where it raises."""


def unguarded(stage: str, span: Span, work: Callable[[], T], nothing: T) -> T:
    """The work, whatever it raises."""
    return work()


@dataclass(frozen=True, slots=True)
class _Raised:
    """What a piece of work raised in place of an answer."""

    error: Exception


def _try(work: Callable[[], T]) -> T | _Raised:
    """The answer of a piece of work, or what it raised."""
    try:
        return work()
    except PASSED_ON:
        raise
    except Exception as error:
        return _Raised(error)


class Stages:
    """The stages of one text, and what they could not read.

    Attributes:
        text: of the document.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._noted: dict[Failure, Exception] = {}

    def finish(self, address: str | None) -> tuple[Failure, ...]:
        """What the stages could not read, each place once a stage; the log has where it was raised."""
        for failure, error in self._noted.items():
            LOG.warning("%s: %s", address or "a document without address", failure, exc_info=error)
        return tuple(self._noted)

    def attempt(self, stage: str, span: Span, work: Callable[[], T], nothing: T) -> T:
        """What a piece of work at one place gives; `nothing`, and a note, where it raises."""
        found = _try(work)
        if isinstance(found, _Raised):
            self._note(stage, span, found.error)
            return nothing
        return found

    def run(self, stage: str, work: Callable[[Hidden], T], nothing: T) -> T:
        """What a stage finds in the text.

        Args:
            stage: its name.
            work: the stage, with certain stretches of the text hidden from it; run with none at first.
            nothing: its answer when it raises even over an empty page.
        """
        noted = dict(self._noted)
        found = _try(lambda: work(()))
        if not isinstance(found, _Raised):
            return found
        search = _Search(work, tuple(stretches(self.text)))
        kept = search.readable()
        self._noted = noted  # what was tried in the search is forgotten
        if kept is None:
            self._note(stage, Span(0, len(self.text)), found.error)
            return nothing
        for span, error in search.unreadable:
            self._note(stage, span, error)
        return work(search.all_but(kept))

    def _note(self, stage: str, span: Span, error: Exception) -> None:
        last = traceback.extract_tb(error.__traceback__)[-1]
        told = f"{type(error).__name__}: {error} ({Path(last.filename).name}:{last.lineno})"
        self._noted[Failure(stage=stage, span=span, error=told)] = error


class _Search:
    """Finds the sentences that a stage can read together, those of the beginning first."""

    def __init__(self, work: Callable[[Hidden], object], sentences: Sequence[Span]) -> None:
        self._work = work
        self._sentences = sentences
        self._left = MOST_TRIALS
        self.unreadable: list[tuple[Span, Exception]] = []

    def readable(self) -> list[Span] | None:
        """The sentences that the stage can read; None when it raises with all of them hidden."""
        if isinstance(_try(lambda: self._work(self.all_but([]))), _Raised):
            return None
        return self._keep([], self._sentences)

    def all_but(self, kept: Sequence[Span]) -> Hidden:
        """What is hidden when some sentences are not."""
        seen = set(kept)
        return tuple(span for span in self._sentences if span not in seen)

    def _keep(self, before: list[Span], sentences: Sequence[Span]) -> list[Span]:
        """Those of the sentences that can be read together with those before."""
        if not sentences:
            return []
        self._left -= 1
        found = _try(lambda: self._work(self.all_but([*before, *sentences])))
        if not isinstance(found, _Raised):
            return list(sentences)
        if len(sentences) == 1 or self._left <= 0:
            self.unreadable.append((Span(sentences[0].start, sentences[-1].end), found.error))
            return []
        half = len(sentences) // 2
        kept = self._keep(before, sentences[:half])
        return kept + self._keep([*before, *kept], sentences[half:])


def stretches(text: str) -> Iterator[Span]:
    """The sentences of a text, none of which goes over the end of a paragraph."""
    for paragraph in split_paragraphs(text):
        ends = [paragraph.start, *sentence_ends(text, *paragraph)]
        if ends[-1] < paragraph.end:
            ends.append(paragraph.end)
        yield from (Span(start, end) for start, end in pairwise(ends))


def blank(text: str, hidden: Hidden) -> str:
    """The text, as long as it is, with blanks in place of what is hidden."""
    pieces, last = [], 0
    for span in hidden:
        pieces += [text[last : span.start], _WORDS.sub(" ", span.of(text))]
        last = span.end
    return "".join((*pieces, text[last:]))


def is_hidden(spans: Sequence[Span], hidden: Hidden) -> bool:
    """Whether some of the spans share a character with what is hidden."""
    return any(span.overlaps(other) for span in spans for other in hidden)
