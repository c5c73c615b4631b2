"""A run: documents in, a database that holds what was found in them out.

In: paths, an open store and what annotates. Out: rows, and a `RunReport` of what was done::

    with open_store(Path("quotes.db"), create=True) as store, open_annotator() as annotator:
        report = extract_into(store, ["articles/"], annotator)
    print(report.documents, report.skipped)

A document that a run of the same version, models and options has stored is not processed again: a run that was ended
in any way is taken up by doing it again. One that cannot be read or processed becomes a row of `skipped`, and the
others go on.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field

from quoteattr import __version__
from quoteattr.documents import Document
from quoteattr.errors import StoreError
from quoteattr.groups import update_groups
from quoteattr.jobs import Annotator
from quoteattr.readers import ReadOptions, Skipped, read_all
from quoteattr.readers.sources import OnSkip
from quoteattr.statements import Extraction, ModelInfo
from quoteattr.store import RunCounts, RunSettings, State, Store

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
        partial: what a stage could not read some of; it is counted in `documents`, too.
        quotes, claims: found in the processed documents.
        unsettled: how many of them have no speaker.
        speakers: how many different ones, over all processed documents.
        warned: processed documents whose text seems to be wrong, and how.
        interrupted: the user ended it; what was finished by then is stored.
    """

    documents: int
    unchanged: int
    skipped: tuple[Skipped, ...]
    partial: tuple[Skipped, ...]
    quotes: int
    claims: int
    unsettled: int
    speakers: int
    warned: tuple[Skipped, ...] = ()
    interrupted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPlan:
    """What a run would do.

    Attributes:
        new: documents that the database does not have.
        changed: documents that would take the place of what the database has of them.
        unchanged: documents that would not be processed.
        skipped: what cannot be read, and why.
    """

    new: int
    changed: int
    unchanged: int
    skipped: tuple[Skipped, ...]


def extract_paths(
    paths: Iterable[str], annotator: Annotator, on_skip: OnSkip, options: ReadOptions | None = None
) -> Iterator[Extraction]:
    """What is found in the documents of the paths, one after the other.

    Args:
        paths: files, folders, patterns, http(s) addresses, "-".
        annotator: made by `open_annotator`.
        on_skip: is told of each document that cannot be read or processed, and of each that a stage cannot read
            some of.
        options: how to read.
    """
    documents = read_all(paths, on_skip, options)
    for extraction in annotator.annotate(documents, lambda document, error: on_skip(_failed(document, error))):
        for found in partly_read(extraction):
            on_skip(found)
        yield extraction


def extract_into(
    store: Store,
    paths: Iterable[str],
    annotator: Annotator,
    *,
    options: ReadOptions | None = None,
    force: bool = False,
    limit: int | None = None,
    on_document: OnDocument | None = None,
) -> RunReport:
    """Extract the documents of the paths into the store.

    An interrupt (KeyboardInterrupt) ends the run early, and the report says so.

    Args:
        store: open for writing.
        paths: files, folders, patterns, http(s) addresses, "-".
        annotator: made by `open_annotator`.
        options: how to read.
        force: process documents again that the store already has.
        limit: process at most so many documents; those that the store already has do not count.
        on_document: is told the address of each document that is done with, for a progress bar.

    Raises:
        StoreError: the database refuses.
    """
    number = store.start_run(**asdict(_settings(annotator.info)))
    run = _Run(store=store, number=number, force=force, limit=limit, on_document=on_document or (lambda address: None))
    try:
        for extraction in annotator.annotate(run.wanted(read_all(paths, run.skip, options)), run.fail):
            run.save(extraction)
    except KeyboardInterrupt:
        run.interrupted = True
    # What looks at all documents together sees the store after the last document of the run.
    store.settle_speakers()
    update_groups(store)
    return run.finish()


def plan(
    store: Store | None,
    paths: Iterable[str],
    info: ModelInfo,
    *,
    options: ReadOptions | None = None,
    force: bool = False,
) -> RunPlan:
    """What `extract_into` would do; nothing is written.

    Args:
        store: open for reading; None when there is no database yet.
        paths: files, folders, patterns, http(s) addresses, "-".
        info: which models would annotate.
        options: how to read.
        force: as if the documents that the store already has were to be processed again.
    """
    skipped: list[Skipped] = []
    counts = dict.fromkeys(State, 0)
    for document in read_all(paths, skipped.append, options):
        state = store.state_of(store.placed(document), _settings(info)) if store else State.NEW
        counts[State.CHANGED if force and state is State.UNCHANGED else state] += 1
    return RunPlan(
        new=counts[State.NEW],
        changed=counts[State.CHANGED],
        unchanged=counts[State.UNCHANGED],
        skipped=tuple(skipped),
    )


def _settings(info: ModelInfo) -> RunSettings:
    return RunSettings(version=__version__, model=info.model, model_digest=info.digest, spacy_model=info.spacy_model)


def _failed(document: Document, error: Exception) -> Skipped:
    return Skipped(document.address, str(error) or type(error).__name__)


def partly_read(extraction: Extraction) -> tuple[Skipped, ...]:
    """What is to be told of a document that a stage could not read some of; nothing of any other."""
    if not extraction.failures:
        return ()
    stages = ", ".join(dict.fromkeys(failure.stage for failure in extraction.failures))
    reason = "; ".join(map(str, extraction.failures))
    return (Skipped(extraction.document.address, reason, stages),)


@dataclass(slots=True, kw_only=True)
class _Run:
    """What a run has done so far."""

    store: Store
    number: int
    force: bool
    limit: int | None
    on_document: OnDocument
    documents: int = 0
    unchanged: int = 0
    quotes: int = 0
    claims: int = 0
    unsettled: int = 0
    interrupted: bool = False
    failures: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    partial: list[Skipped] = field(default_factory=list)
    warned: list[Skipped] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)  # of pages whose files are others, with their ids
    speakers: set[str] = field(default_factory=set)

    def wanted(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The documents that the database does not have yet, up to the limit."""
        taken = 0
        for read in documents:
            document = self._placed(read)
            if not self.force and self.store.has_document(document, run=self.number):
                self.unchanged += 1
                self.store.unskip(document)
                self.on_document(document.address or STANDARD_INPUT)
                continue
            yield document
            taken += 1
            if taken == self.limit:
                return

    def _placed(self, read: Document) -> Document:
        """The document as `Store.placed` has it; those that this run has read before may not be stored yet."""
        document = self.store.placed(read)
        if document.file is None or document.address is None:
            return document
        first = self.addresses.setdefault(document.address, document.id)
        return document if first == document.id else document.under_file()

    def save(self, extraction: Extraction) -> None:
        """Store what was found in a document."""
        try:
            self.store.save(extraction, self.number)
        except StoreError as error:
            # A fault of this one document; a database that refuses altogether refuses this row too.
            self.fail(extraction.document, error)
            return
        self.failures += len(extraction.failures)
        for found in partly_read(extraction):
            self.store.skip(found.address, found.reason, self.number, found.stage)
            self.partial.append(found)
        if extraction.document.warning:
            self.warned.append(Skipped(extraction.document.address, extraction.document.warning))
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
        counts = RunCounts(
            documents=seen,
            quotes=self.quotes,
            claims=self.claims,
            skipped=len(self.skipped),
            failures=self.failures,
        )
        self.store.finish_run(self.number, counts)
        return RunReport(
            documents=self.documents,
            unchanged=self.unchanged,
            skipped=tuple(self.skipped),
            partial=tuple(self.partial),
            quotes=self.quotes,
            claims=self.claims,
            unsettled=self.unsettled,
            speakers=len(self.speakers),
            warned=tuple(self.warned),
            interrupted=self.interrupted,
        )
