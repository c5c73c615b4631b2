"""What is in the documents of shards: several processes at work, on more than one shard where one is nearly done.

In: shards, read as they are needed, and worker processes. Out: each shard with what was found, as soon as it is done::

    with open_workers(jobs=4) as workers:
        extract_shards(shards, workers, print)

The documents that go through the model together are of one shard, and are the same ones each time that the shard is
extracted: so are, to the last digit, its results.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from quoteattr.documents import Batch, Document, batches
from quoteattr.jobs import PooledAnnotator
from quoteattr.readers import Skipped
from quoteattr.runs import partly_read
from quoteattr.scale.shards import Shard
from quoteattr.statements import Extraction

OnDocument = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """A shard that is done.

    Attributes:
        shard: the documents.
        extractions: what was found in them, in their order.
        skipped: what could not be read, then what could not be processed, then what a stage could not read some of.
    """

    shard: Shard
    extractions: tuple[Extraction, ...]
    skipped: tuple[Skipped, ...]


def extract_shards(
    shards: Iterable[Shard],
    workers: PooledAnnotator,
    on_shard: Callable[[Extracted], None],
    on_document: OnDocument | None = None,
) -> None:
    """Find what is in the documents of the shards.

    Args:
        shards: read one ahead of what the workers are at.
        workers: made by `open_workers`.
        on_shard: is given each shard that is done.
        on_document: is told the address of each document that is done with.
    """
    work = _Work(on_shard, on_document or (lambda address: None))
    for extraction in workers.annotate_batches(work.batches(shards), work.fail):
        work.take(extraction.document, extraction)


@dataclass(slots=True)
class _Open:
    """A shard of which some documents are not done yet."""

    shard: Shard
    found: dict[str, Extraction | Skipped] = field(default_factory=dict)

    def close(self) -> Extracted:
        answers = [self.found[document.id] for document in self.shard.documents]
        failed = (answer for answer in answers if isinstance(answer, Skipped))
        extractions = tuple(answer for answer in answers if isinstance(answer, Extraction))
        partial = (told for extraction in extractions for told in partly_read(extraction))
        return Extracted(shard=self.shard, extractions=extractions, skipped=(*self.shard.skipped, *failed, *partial))


class _Work:
    """The shards that are being extracted: which of them waits for which document."""

    def __init__(self, on_shard: Callable[[Extracted], None], on_document: OnDocument) -> None:
        self._on_shard = on_shard
        self._on_document = on_document
        self._waiting: defaultdict[str, deque[_Open]] = defaultdict(deque)

    def batches(self, shards: Iterable[Shard]) -> Iterator[Batch]:
        """What goes through the model together."""
        for shard in shards:
            opened = _Open(shard)
            for document in shard.documents:
                self._waiting[document.id].append(opened)
            for skipped in shard.skipped:
                self._on_document(skipped.address or "")
            self._close(opened)
            yield from batches(shard.documents)

    def fail(self, document: Document, error: Exception) -> None:
        """Note a document that could not be processed."""
        self.take(document, Skipped(document.address, str(error) or type(error).__name__))

    def take(self, document: Document, answer: Extraction | Skipped) -> None:
        """Note what came of a document; of one that two shards have, the same comes twice."""
        opened = self._waiting[document.id].popleft()
        if not self._waiting[document.id]:
            del self._waiting[document.id]
        opened.found[document.id] = answer
        self._on_document(document.address or "")
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        if len(opened.found) == len(opened.shard.documents):
            self._on_shard(opened.close())
