"""Parquet: a folder of tables, for pandas, DuckDB or Spark; `quoteattr load` reads it back.

In: documents. Out: documents.parquet (with the run that read each), and those of speakers, quotes and claims.
Columns are the fields of docs/data-model.md; spans are lists of [start, end]::

    SELECT speaker, text FROM 'quotes/quotes.parquet' WHERE polarity = 'asserted'

In all tables the rows of a document stand together, in the order of documents.parquet: a reader that goes through them
side by side needs no more memory than one document takes.
"""

import contextlib
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quoteattr.errors import QuoteattrError
from quoteattr.extras import require_pyarrow
from quoteattr.statements import as_record
from quoteattr.store.reading import RUN_FIELDS, Stored

if TYPE_CHECKING:
    from pyarrow import Schema
    from pyarrow.parquet import ParquetWriter

# Rows that are written together.
BATCH = 10_000
_LINKS = ("parent_id", "same_as")


def write(found: Iterable[Stored], folder: Path) -> None:
    """Write a folder.

    Raises:
        QuoteattrError: the folder is there and holds something, or pyarrow is not installed.
    """
    parquet = require_pyarrow()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise QuoteattrError(f"{folder} is there already; name a new folder")
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        writers = {
            table: stack.enter_context(parquet.ParquetWriter(folder / f"{table}.parquet", schema, compression="zstd"))
            for table, schema in schemas().items()
        }
        waiting: dict[str, list[dict[str, Any]]] = {table: [] for table in writers}
        for stored in found:
            for table, rows in rows_of(stored).items():
                waiting[table] += rows
                if len(waiting[table]) >= BATCH:
                    _flush(writers[table], waiting[table])
        for table, rows in waiting.items():
            _flush(writers[table], rows)


def _flush(writer: "ParquetWriter", rows: list[dict[str, Any]]) -> None:
    from pyarrow import RecordBatch

    if rows:
        writer.write_batch(RecordBatch.from_pylist(rows, schema=writer.schema))
        rows.clear()


def rows_of(stored: Stored) -> dict[str, list[dict[str, Any]]]:
    """The rows of one document in each table."""
    extraction = stored.extraction
    document = extraction.document
    run = {name: stored.run[name] for name in RUN_FIELDS}
    claims = [as_record(claim) for claim in extraction.claims]
    return {
        "documents": [{"id": document.id, **asdict(document), "subjects": list(extraction.subjects), **run}],
        "speakers": [{"document_id": document.id, **asdict(speaker)} for speaker in extraction.speakers],
        "quotes": [as_record(quote) for quote in extraction.quotes],
        "claims": [{name: value for name, value in claim.items() if name not in _LINKS} for claim in claims],
    }


@cache
def schemas() -> dict[str, "Schema"]:
    """The columns of each table."""
    import pyarrow as pa

    text, span = pa.string(), pa.list_(pa.int32())
    words = pa.list_(text)
    other = {
        "spans": pa.list_(span), "source_span": span, "cue_span": span, "candidates": words, "evidence": words,
        "members": words, "anonymous": pa.bool_(), "proposition": pa.bool_(), "confidence": pa.float64(),
        "speaker_confidence": pa.float64(), "begins_at": pa.float64(),
        "times": pa.list_(pa.list_(pa.float64())), "subjects": words,
    }  # fmt: skip
    record = (
        *("id", "document_id", "kind", "text", "spans", "speaker", "speaker_type", "anonymous", "role", "source"),
        *("source_span", "cue", "cue_span", "candidates", "polarity", "modality", "proposition", "medium", "addressee"),
        "members",
        *("claim_id", "begins_at"),
    )
    document = (
        *("id", "text", "address", "title", "outlet", "byline", "published", "language", "times"),
        *("file", "warning", "subjects", *RUN_FIELDS),
    )
    speaker = {"document_id": text, "name": text, "type": text, "anonymous": pa.bool_(),
               "names": words, "roles": words, "identifiers": words}  # fmt: skip
    tail = ("confidence", "speaker_confidence", "method", "evidence")

    def schema(*names: str) -> "Schema":
        return pa.schema([(name, other.get(name, text)) for name in names])

    return {
        "documents": schema(*document),
        "speakers": pa.schema(speaker.items()),
        "quotes": schema(*record, *_LINKS, *tail),
        "claims": schema(*record, *tail),
    }
