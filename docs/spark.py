"""A recipe for Spark: a table of articles in, JSON lines that `quoteattr load` reads out.

In: Parquet with a column `text` and any of address, title, outlet, byline, published. Out: a folder of lines, and a
table of what was skipped, with its reason::

    spark-submit docs/spark.py articles.parquet out/
    quoteattr load quotes.db out/lines/part-*

Every machine of the cluster needs `pip install quoteattr pandas pyarrow`, for instance from an archive
(`--archives`, see "Python Package Management" in Spark's manual). `mapInPandas` gives each task an iterator of pieces
of its partition: the model is loaded once a task, into a process of its own.
"""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from quoteattr import __version__
from quoteattr.documents import Document
from quoteattr.export.as_jsonl import to_json
from quoteattr.jobs import open_workers
from quoteattr.readers import ReadOptions, Skipped
from quoteattr.readers.metadata import finish_document
from quoteattr.statements import ModelChoice, ModelInfo
from quoteattr.store.reading import Stored

FIELDS = ("text", "address", "title", "outlet", "byline", "published")
SCHEMA = "address string, line string, reason string"
MODELS, TIME_LIMIT = ModelChoice(model="sm"), 600.0


def extracted(frames: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """For each article its line, or the reason why there is none."""
    with open_workers(MODELS, jobs=1, time_limit=TIME_LIMIT) as workers:
        run = run_of(workers.info)
        for frame in frames:
            settled = [finish_document(document_of(row), ReadOptions()) for row in frame.to_dict("records")]
            rows = [(found.address, None, found.reason) for found in settled if isinstance(found, Skipped)]

            def fail(document: Document, error: Exception, rows: list[Any] = rows) -> None:
                rows.append((document.address, None, str(error)))

            documents = [found for found in settled if isinstance(found, Document)]
            for extraction in workers.annotate(documents, fail):
                line = json.dumps(to_json(Stored(extraction=extraction, run=run)))
                rows.append((extraction.document.address, line, None))
            yield pd.DataFrame(rows, columns=["address", "line", "reason"])


def run_of(info: ModelInfo) -> dict[str, Any]:
    """What the database will know of how the statements were found."""
    models = {"model": info.model, "model_digest": info.digest, "spacy_model": info.spacy_model}
    return {"version": __version__, **models, "options": "{}", "started": datetime.now(UTC).date().isoformat()}


def document_of(row: dict[str, Any]) -> Document:
    """The document of a row; an empty cell is none."""
    known = {name: str(row[name]) for name in FIELDS if name in row and not pd.isna(row[name])}
    return Document(**{"text": "", **known})


def main(articles: str, out: str) -> None:
    """Extract a table of articles."""
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.appName("quoteattr").getOrCreate()
    # Pieces of so many rows: few enough that one is soon done, enough to fill the batches of the model.
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "500")
    table = spark.read.parquet(articles)
    found = table.select(*(name for name in FIELDS if name in table.columns)).mapInPandas(extracted, SCHEMA)
    found.write.mode("error").parquet(f"{out}/found")
    kept = spark.read.parquet(f"{out}/found")
    kept.where("line is not null").select("line").write.text(f"{out}/lines")
    kept.where("reason is not null").select("address", "reason").write.parquet(f"{out}/skipped")
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
