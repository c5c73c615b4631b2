"""A run: documents in, a database that holds what was found in them out.

In: paths, an open store and a pipeline. Out: rows, and a `RunReport` of what was done::

    with open_store(Path("quotes.db"), create=True) as store:
        report = extract_into(store, ["articles/"], load())
    print(report.documents, report.skipped)

A document that a run of the same version, models and options has stored is not processed again. One that
cannot be read or processed becomes a row of `skipped`, and the others go on.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quoteattr import __version__
from quoteattr.documents import Document
from quoteattr.errors import StoreError
from quoteattr.groups import update_groups
from quoteattr.pipeline import annotate, model_info
from quoteattr.readers import Skipped, read_all
from quoteattr.readers.sources import OnSkip
from quoteattr.statements import Extraction
from quoteattr.store import RunCounts, Store

if TYPE_CHECKING:
    from spacy.language import Language

# `skipped.address` of what came from standard input.
STANDARD_INPUT = "-"

OnDocument = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What a run did.

    Attributes:
        documents: how many were processed.
        unchanged: how many the database already had, as this run would have stored them.
        skipped: what could not be read or processed, and why.
        quotes, claims: found in the processed documents.
        unsettled: how many of them have no speaker.
        speakers: how many different ones, over all processed documents.
    """

    documents: int
    unchanged: int
    skipped: tuple[Skipped, ...]
    quotes: int
    claims: int
    unsettled: int
    speakers: int


def extract_paths(paths: Iterable[str], nlp: "Language", on_skip: OnSkip) -> Iterator[Extraction]:
    """What is found in the documents of the paths, one after the other.

    Args:
        paths: files, folders, http(s) addresses, "-".
        nlp: a pipeline made by `load`.
        on_skip: is told of each document that cannot be read or processed.
    """
    return annotate(read_all(paths, on_skip), nlp, lambda document, error: on_skip(_failed(document, error)))


def extract_into(
    store: Store, paths: Iterable[str], nlp: "Language", *, force: bool = False, on_document: OnDocument | None = None
) -> RunReport:
    """Extract the documents of the paths into the store.

    Args:
        store: open for writing.
        paths: files, folders, http(s) addresses, "-".
        nlp: a pipeline made by `load`.
        force: process documents again that the store already has.
        on_document: is told the address of each document that is done with, for a progress bar.

    Raises:
        StoreError: the database refuses.
    """
    info = model_info(nlp)
    number = store.start_run(
        version=__version__, model=info.model, model_digest=info.digest, spacy_model=info.spacy_model
    )
    run = _Run(store=store, number=number, force=force, on_document=on_document or (lambda address: None))
    for extraction in annotate(run.wanted(read_all(paths, run.skip)), nlp, run.fail):
        run.save(extraction)
    store.settle_speakers()
    update_groups(store)
    return run.finish()


def _failed(document: Document, error: Exception) -> Skipped:
    return Skipped(document.address, str(error) or type(error).__name__)


@dataclass(slots=True, kw_only=True)
class _Run:
    """What a run has done so far."""

    store: Store
    number: int
    force: bool
    on_document: OnDocument
    documents: int = 0
    unchanged: int = 0
    quotes: int = 0
    claims: int = 0
    unsettled: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    speakers: set[str] = field(default_factory=set)

    def wanted(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The documents that the database does not have yet."""
        for document in documents:
            if not self.force and self.store.has_document(document, run=self.number):
                self.unchanged += 1
                self.on_document(document.address or STANDARD_INPUT)
            else:
                yield document

    def save(self, extraction: Extraction) -> None:
        """Store what was found in a document."""
        try:
            self.store.save(extraction, self.number)
        except StoreError as error:
            # A fault of this one document; a database that refuses altogether refuses this row too.
            self.fail(extraction.document, error)
            return
        self.documents += 1
        self.quotes += len(extraction.quotes)
        self.claims += len(extraction.claims)
        speakers = [statement.speaker for statement in extraction.statements]
        self.unsettled += speakers.count(None)
        self.speakers.update(speaker for speaker in speakers if speaker)
        self.on_document(extraction.document.address or STANDARD_INPUT)

    def fail(self, document: Document, error: Exception) -> None:
        """Note a document that could not be processed."""
        self.skip(_failed(document, error))

    def skip(self, skipped: Skipped) -> None:
        """Note a document that could not be read."""
        address = skipped.address or STANDARD_INPUT
        self.store.skip(address, skipped.reason, self.number)
        self.skipped.append(skipped)
        self.on_document(address)

    def finish(self) -> RunReport:
        """Close the run, and say what it did."""
        seen = self.documents + self.unchanged
        counts = RunCounts(documents=seen, quotes=self.quotes, claims=self.claims, skipped=len(self.skipped))
        self.store.finish_run(self.number, counts)
        return RunReport(
            documents=self.documents,
            unchanged=self.unchanged,
            skipped=tuple(self.skipped),
            quotes=self.quotes,
            claims=self.claims,
            unsettled=self.unsettled,
            speakers=len(self.speakers),
        )
