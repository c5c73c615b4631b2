"""A draft that is checked before it is published: every quote in it is held against a database.

In: the bytes of a file, or a text, and what annotates. Out: for each article in it its quotes, each with the verdict of
verify.py::

    with open_annotator() as annotator:
        for draft in check_draft(Path("quotes.db"), read_draft(data, "draft.docx"), annotator):
            for quote in draft.quotes:
                print(quote.quote.text, quote.verdict.sentence)

Nothing of a draft is stored, and nothing is fetched.
"""

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePath
from typing import Any

from quoteattr.documents import Document
from quoteattr.errors import ReadError
from quoteattr.jobs import Annotator
from quoteattr.readers import ReadOptions, Skipped
from quoteattr.readers.folders import suffix_of
from quoteattr.readers.sources import read_stream
from quoteattr.statements import Extraction, Quote, as_record
from quoteattr.verify import Verdict, as_json, verify_each

# Characters of all articles of a draft together; a long read has a tenth of it.
LONGEST = 300_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedQuote:
    """A quote of a draft, and what the database says of its words in the mouth of its speaker."""

    quote: Quote
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedDraft:
    """An article of a draft.

    Attributes:
        extraction: the article, with its quotes alone.
        quotes: the same quotes in the order of the text, with their verdicts.
    """

    extraction: Extraction
    quotes: tuple[CheckedQuote, ...]

    @property
    def as_given(self) -> bool:
        """Whether every quote was found as the draft has it."""
        return all(checked.verdict.as_given for checked in self.quotes)

    @property
    def outcomes(self) -> dict[str, int]:
        """How many quotes have which outcome, in the order of the text."""
        return dict(Counter(str(checked.verdict.outcome) for checked in self.quotes))


def read_draft(data: bytes, name: str = "") -> tuple[Document, ...]:
    """The articles of a file of any format that is read, or of plain text.

    Args:
        data: the file.
        name: of the file, whose suffix says what the bytes may be; empty for a text that was pasted.

    Raises:
        ReadError: it cannot be read, is not in English, or is too long.
    """
    short = PurePath(name.replace("\\", "/")).name
    options = ReadOptions(size_limit=LONGEST, format=None if short else "text")
    found = read_stream(short or None, lambda stack: (io.BytesIO(data), suffix_of(short)), options)
    documents = tuple(_read(one) for one in found)
    length = sum(len(document.text) for document in documents)
    if length > LONGEST:
        raise ReadError(f"the draft has {length:,} characters, more than the {LONGEST:,} that are checked; split it")
    return documents


def _read(found: Document | Skipped) -> Document:
    if isinstance(found, Skipped):
        raise ReadError(f"the draft cannot be read: {found.reason}")
    return found


def check_draft(database: Path, documents: Iterable[Document], annotator: Annotator) -> Iterator[CheckedDraft]:
    """The articles of a draft with every quote in them verified.

    Args:
        database: path of the database.
        documents: of `read_draft`.
        annotator: made by `open_annotator` or `open_workers`.

    Raises:
        StoreError: the file is no database of quoteattr.
        ReadError: an article cannot be annotated.
    """
    for extraction in annotator.annotate(documents, _refuse):
        quotes = tuple(
            sorted((quote for quote in extraction.quotes if quote.same_as is None), key=lambda quote: quote.spans)
        )
        # A description may mean another one in another text.
        asked = [(quote.text, None if quote.anonymous else quote.speaker) for quote in quotes]
        checked = zip(quotes, verify_each(database, asked), strict=True)
        yield CheckedDraft(
            extraction=Extraction(document=extraction.document, quotes=quotes, claims=(), speakers=extraction.speakers),
            quotes=tuple(CheckedQuote(quote=quote, verdict=verdict) for quote, verdict in checked),
        )


def _refuse(document: Document, error: Exception) -> None:
    raise ReadError(f"the draft cannot be checked: {error}") from error


def draft_as_json(draft: CheckedDraft) -> dict[str, Any]:
    """The JSON object of a draft that was checked."""
    document = draft.extraction.document
    return {
        "document": {"id": document.id, **asdict(document)},
        "outcomes": draft.outcomes,
        "quotes": [{"quote": as_record(one.quote), "verdict": as_json(one.verdict)} for one in draft.quotes],
    }
