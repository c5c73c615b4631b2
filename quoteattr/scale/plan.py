"""Which files belong together: each part of a batch is read by one process, from its first file to its last.

In: files, in order. Out: parts, which are kept with the output, so that a run that goes on finds the same ones::

    parts = extend_plan(read_plan(folder), find_sources(inputs, on_skip), shard_size=1000)

Small files are put together until they make about one shard; a large one is a part of its own, and is cut into shards
as it is read. A plan only grows: files that come later make parts of their own.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field

from quoteattr.errors import QuoteattrError
from quoteattr.scale.places import Folder, InputFile

PLAN = "plan.jsonl"
# Bytes; files together, so that none is read for hours while others wait for its process.
LARGEST = 50_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """Files that are read one after the other."""

    number: int
    sources: tuple[InputFile, ...]

    @property
    def name(self) -> str:
        """The name of its folder in the output."""
        return f"part-{self.number:06}"


@dataclass(frozen=True, slots=True)
class Todo:
    """A part of which some shards are not done: the numbers of those that are."""

    part: Part
    done: frozenset[int]


@dataclass(frozen=True, slots=True)
class Done:
    """Which shards of which parts are done, and how many shards a part has, where that is known."""

    shards: dict[str, set[int]] = field(default_factory=dict)
    lengths: dict[str, int] = field(default_factory=dict)

    def note(self, part: str, number: int, is_last: bool) -> None:
        """Take a shard for done."""
        self.shards.setdefault(part, set()).add(number)
        if is_last:
            self.lengths[part] = number + 1

    def todo(self, parts: Iterable[Part]) -> tuple[Todo, ...]:
        """The parts that are not done."""
        numbers = ((part, frozenset(self.shards.get(part.name, ()))) for part in parts)
        return tuple(Todo(part, done) for part, done in numbers if len(done) != self.lengths.get(part.name))


def read_plan(folder: Folder) -> tuple[Part, ...]:
    """The parts of an output; none when nothing is there yet."""
    lines = (folder.read(PLAN) or b"").splitlines()
    return tuple(_part(number, json.loads(line)) for number, line in enumerate(lines))


def _part(number: int, sources: list[dict[str, object]]) -> Part:
    return Part(number, tuple(InputFile(**source) for source in sources))  # type: ignore[arg-type]


def write_plan(folder: Folder, parts: Iterable[Part]) -> None:
    """Keep the parts with the output."""
    lines = (json.dumps([asdict(source) for source in part.sources]) + "\n" for part in parts)
    folder.write(PLAN, "".join(lines).encode("utf-8"))


def extend_plan(known: Sequence[Part], sources: Iterable[InputFile], shard_size: int) -> tuple[Part, ...]:
    """The known parts, and new ones of the files that none of them has.

    Args:
        known: the parts of the output so far.
        sources: all files of this run.
        shard_size: documents of a shard.

    Raises:
        QuoteattrError: a file is not any more what it was when the batch began.
    """
    planned = {source.address: source for part in known for source in part.sources}
    new = []
    for source in sources:
        before = planned.get(source.address)
        if before is None:
            new.append(source)
        elif before != source:
            raise QuoteattrError(
                f"{source.address} has changed since this batch began ({_told(before)} then, {_told(source)} now); "
                "name another output, or put the file back as it was"
            )
    groups = enumerate(_grouped(new, shard_size), len(known))
    return (*known, *(Part(number, group) for number, group in groups))


def _told(source: InputFile) -> str:
    return f"{source.size:,} bytes of {source.version}" if source.size is not None else "of no stated size"


def _grouped(sources: Iterable[InputFile], shard_size: int) -> Iterator[tuple[InputFile, ...]]:
    group: list[InputFile] = []
    size = 0
    for source in sources:
        if group and (len(group) == shard_size or size + (source.size or 0) > LARGEST):
            yield tuple(group)
            group, size = [], 0
        group.append(source)
        size += source.size or 0
    if group:
        yield tuple(group)
