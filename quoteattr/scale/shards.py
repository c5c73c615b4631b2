"""Shards: so many documents of a part that they fit into memory, and are soon done.

In: a part, and which of its shards are done. Out: the others, read one after the other, the same ones each time::

    for shard in read_shards(part, options, shard_size=1000, done=frozenset({0, 1})):
        print(shard.part, shard.number, len(shard.documents))

What cannot be read counts as a document does: of an archive of which little is English, shards hold few documents.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quoteattr.documents import Document
from quoteattr.readers import ReadOptions, Skipped
from quoteattr.scale.places import read_source
from quoteattr.scale.plan import Part

# Characters of all documents of a shard: some megabytes more in memory, where articles are as long as books.
LONGEST = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """Documents that are extracted and written together.

    Attributes:
        part: name of the part that they are of.
        number: of the shard in its part, from 0 on.
        is_last: no shard of this part comes behind it.
        documents: each once.
        skipped: what could not be read.
        repeated: how many documents were there again, text and address the same.
    """

    part: str
    number: int
    is_last: bool
    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...]
    repeated: int


def read_shards(part: Part, options: ReadOptions, shard_size: int, done: frozenset[int]) -> Iterator[Shard]:
    """The shards of a part that are not done yet.

    Args:
        part: the files to read.
        options: how to read them.
        shard_size: documents of a shard.
        done: numbers of shards that are passed over; their documents are read all the same.
    """
    items = (item for source in part.sources for item in read_source(source, options))
    for number, (found, is_last) in enumerate(_cut(items, shard_size)):
        if number not in done:
            yield _shard(part, number, is_last, found)


def _shard(part: Part, number: int, is_last: bool, found: list[Document | Skipped]) -> Shard:
    documents = [item for item in found if isinstance(item, Document)]
    different = {document.id: document for document in documents}
    return Shard(
        part=part.name,
        number=number,
        is_last=is_last,
        documents=tuple(different.values()),
        skipped=tuple(item for item in found if isinstance(item, Skipped)),
        repeated=len(documents) - len(different),
    )


def _cut(items: Iterable[Document | Skipped], size: int) -> Iterator[tuple[list[Document | Skipped], bool]]:
    """Lists of items, and whether each is the last; there is always one."""
    found: list[Document | Skipped] = []
    length = 0
    for item in items:
        if len(found) == size or length > LONGEST:
            yield found, False
            found, length = [], 0
        found.append(item)
        length += len(item.text) if isinstance(item, Document) else 0
    yield found, True
