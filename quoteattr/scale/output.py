"""The files of an output: four tables a shard, then a marker that says that they are whole.

In: a shard and what was found in it. Out: files, and the same read back by whoever goes on or loads them::

    part-000012/documents-0003.parquet   and speakers-, quotes-, claims-: as `quoteattr export` writes them
    part-000012/done-0003.json           counts, and what was skipped, with its reason; written last

A shard without its marker is not there: whoever reads an output passes over its files, and the next run writes them
again.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from quoteattr.export.as_parquet import rows_of, schemas
from quoteattr.extras import require_pyarrow
from quoteattr.readers import Skipped
from quoteattr.scale.manifest import COUNTS
from quoteattr.scale.places import Folder
from quoteattr.statements import Extraction
from quoteattr.store.reading import Stored

MARKER = re.compile(r"(?P<part>part-\d{6,})/done-(?P<number>\d{4,})\.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """What stands in the marker of a shard.

    Attributes:
        part: name of the part that the shard is of.
        number: of the shard in its part.
        is_last: no shard of this part comes behind it.
        documents, quotes, claims: how many the tables hold.
        repeated: how many documents were left out because they were there twice.
        skipped: what could not be read or processed, also in part, and why.
    """

    part: str
    number: int
    is_last: bool
    documents: int
    quotes: int
    claims: int
    repeated: int
    skipped: tuple[Skipped, ...]

    @property
    def name(self) -> str:
        """The shard, as people are told of it."""
        return f"{self.part}/{self.number:04}"

    @property
    def left_out(self) -> int:
        """How many documents were skipped altogether."""
        return sum(skipped.stage is None for skipped in self.skipped)

    @property
    def counts(self) -> dict[str, Any]:
        """The line of the shard in the manifest."""
        counted = {name: getattr(self, name) for name in COUNTS if name != "skipped"}
        return {"shard": self.name, **counted, "skipped": self.left_out}


def table_name(part: str, number: int, table: str) -> str:
    """The name of a table of a shard in its output."""
    return f"{part}/{table}-{number:04}.parquet"


def write_shard(folder: Folder, marker: Marker, extractions: Iterable[Extraction], run: Mapping[str, Any]) -> None:
    """Write the tables of a shard, then its marker.

    Args:
        folder: the output.
        marker: what is known of the shard.
        extractions: what was found in each of its documents.
        run: with which models.
    """
    rows: dict[str, list[dict[str, Any]]] = {table: [] for table in schemas()}
    for extraction in extractions:
        for table, found in rows_of(Stored(extraction=extraction, run=dict(run))).items():
            rows[table] += found
    for table, found in rows.items():
        folder.write(table_name(marker.part, marker.number, table), _as_parquet(table, found))
    folder.write(f"{marker.part}/done-{marker.number:04}.json", marker_data(marker))


def _as_parquet(table: str, rows: list[dict[str, Any]]) -> bytes:
    parquet = require_pyarrow()
    import pyarrow

    out = pyarrow.BufferOutputStream()
    parquet.write_table(pyarrow.Table.from_pylist(rows, schema=schemas()[table]), out, compression="zstd")
    return bytes(out.getvalue())


def read_markers(folder: Folder) -> Iterator[Marker]:
    """The markers of an output, in the order of parts and shards."""
    return map(marker_of, folder.read_all([name for name in folder.names() if MARKER.fullmatch(name)]))


def marker_data(marker: Marker) -> bytes:
    """The content of a marker, as its file has it."""
    return json.dumps(asdict(marker)).encode()


def marker_of(data: bytes) -> Marker:
    """The marker of its content."""
    found = json.loads(data)
    return Marker(**{**found, "skipped": tuple(Skipped(**skipped) for skipped in found["skipped"])})
