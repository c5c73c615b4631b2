"""Loads what `quoteattr export` or `quoteattr batch` wrote into a database: JSONL files and folders of Parquet.

In: paths and an open store. Out: rows, and a `LoadReport`::

    with open_store(Path("quotes.db"), create=True) as store:
        report = load_into(store, [Path("quotes.jsonl"), Path("out/")])

Files are read as they go, a document at a time; so many documents are saved in one transaction that a million
statements take minutes. A line or document that is wrong becomes a row of `skipped`, and the others go on. Of a batch,
shards that have no marker are left out.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from quoteattr.errors import QuoteattrError, ReadError, StoreError
from quoteattr.export.as_jsonl import from_json
from quoteattr.extras import require_pyarrow
from quoteattr.groups import update_groups
from quoteattr.readers import Skipped
from quoteattr.scale.manifest import MANIFEST, read_manifest
from quoteattr.scale.output import read_markers, table_name
from quoteattr.scale.places import Folder
from quoteattr.scale.plan import Done, read_plan
from quoteattr.store import RunCounts, Store
from quoteattr.store.reading import RUN_FIELDS, Stored

# Documents that are saved in one transaction, and rows of a Parquet file that are read together.
TOGETHER, ROWS = 500, 5_000
TABLES = ("speakers", "claims", "quotes")

OnDocument = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A document that a batch has skipped, and the run that did."""

    skipped: Skipped
    run: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A batch of which some is not there yet; says how much."""

    told: str


Row = Stored | Skipped | LeftOut
Item = Row | Unfinished


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What was loaded: documents, of which how many the database had; quotes and claims in the others; what was not.

    Attributes:
        unfinished: batches of which some is not there yet.
    """

    documents: int
    unchanged: int
    quotes: int
    claims: int
    skipped: tuple[Skipped, ...]
    unfinished: tuple[str, ...]


def load_into(store: Store, paths: Iterable[Path], on_document: OnDocument | None = None) -> LoadReport:
    """Load files and folders into the store, and group their quotes.

    A document that the database has from the same model is left alone; from another one it is replaced.

    Args:
        store: open for writing.
        paths: .jsonl files, and folders with documents*.parquet and the other tables beside it.
        on_document: is told the address of each document.

    Raises:
        QuoteattrError: a path is neither, or Parquet is not installed.
    """
    load = _Load(store)
    found = (item for path in paths for item in read_exported(path))
    while together := list(islice(found, TOGETHER)):
        load.take(together)
        for item in together:
            if on_document and isinstance(item, Stored):
                on_document(item.extraction.document.address or "-")
    store.settle_speakers()
    update_groups(store)
    return load.finish()


class _Load:
    """What has been loaded so far; one run for each run of the files."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.runs: dict[str, int] = {}
        self.counts: dict[int, list[int]] = {}
        self.unchanged = 0
        self.skipped: list[Skipped] = []
        self.unfinished: list[str] = []

    def take(self, items: Sequence[Item]) -> None:
        """Save documents in one transaction; where one of them cannot be, each in its own, but for that one."""
        self.unfinished += [item.told for item in items if isinstance(item, Unfinished)]
        rows = [item for item in items if not isinstance(item, Unfinished)]
        runs = [self._run({} if isinstance(row, Skipped) else row.run) for row in rows]
        try:
            with self.store.transaction():
                saved = [self._save(row, run) for row, run in zip(rows, runs, strict=True)]
        except StoreError as error:
            if len(rows) == 1 and isinstance(rows[0], Stored):
                # A fault of this one document; a database that refuses altogether refuses this row too.
                rows = [LeftOut(Skipped(rows[0].extraction.document.address, str(error)), rows[0].run)]
            elif len(rows) == 1:
                raise
            for row in rows:
                self.take([row])
            return
        for row, run, new in zip(rows, runs, saved, strict=True):
            self._note(row, run, new=new)

    def _save(self, row: Row, run: int) -> bool:
        """Save a document that the database does not have, or note why it cannot be; whether it did the first."""
        if not isinstance(row, Stored):
            skipped = _skipped(row)
            self.store.skip(skipped.address, skipped.reason, run, skipped.stage)
            return False
        new = not self.store.has_document(row.extraction.document, run=run)
        if new:
            self.store.save(row.extraction, run)
        return new

    def _note(self, row: Row, run: int, *, new: bool) -> None:
        """Count what is in the database now."""
        if not isinstance(row, Stored):
            self.skipped.append(_skipped(row))
        elif not new:
            self.unchanged += 1
        else:
            for place, count in enumerate((1, len(row.extraction.quotes), len(row.extraction.claims))):
                self.counts[run][place] += count

    def finish(self) -> LoadReport:
        """Close the runs, and say what they hold."""
        for run, (documents, quotes, claims) in self.counts.items():
            self.store.finish_run(run, RunCounts(documents=documents, quotes=quotes, claims=claims))
        documents, quotes, claims = (sum(found) for found in zip((0, 0, 0), *self.counts.values(), strict=True))
        return LoadReport(
            documents=documents, unchanged=self.unchanged, quotes=quotes, claims=claims,
            skipped=tuple(self.skipped), unfinished=tuple(self.unfinished),
        )  # fmt: skip

    def _run(self, known: dict[str, Any]) -> int:
        """The number of a run that was made with these settings."""
        key = json.dumps(known, sort_keys=True)
        if key not in self.runs:
            number = self.store.start_run(
                version=known.get("version") or "unknown",
                model=known.get("model") or "unknown",
                model_digest=known.get("model_digest"),
                spacy_model=known.get("spacy_model"),
                options=json.loads(known.get("options") or "{}"),
                started=known.get("started"),
            )
            self.runs[key] = number
            self.counts[number] = [0, 0, 0]
        return self.runs[key]


def _skipped(row: Skipped | LeftOut) -> Skipped:
    return row.skipped if isinstance(row, LeftOut) else row


def read_exported(path: Path) -> Iterator[Item]:
    """The documents of a file or folder that `quoteattr export` or `quoteattr batch` wrote.

    Raises:
        QuoteattrError: it is neither JSONL nor a folder of Parquet, or Parquet is not installed.
    """
    if (path / MANIFEST).exists():
        yield from _read_batch(path)
    elif path.is_dir():
        tables = sorted(path.glob("documents*.parquet"))
        if not tables:
            raise QuoteattrError(f"{path} holds no documents.parquet; name a folder that quoteattr wrote")
        for table in tables:
            yield from _read_parquet(table)
    elif path.suffix == ".parquet":
        raise QuoteattrError(f"{path} is one table of several; name its folder: {path.parent}")
    else:
        yield from _read_jsonl(path)


def _read_batch(path: Path) -> Iterator[Item]:
    """The documents of the shards that are done, and what was skipped in them."""
    folder = Folder(str(path))
    manifest, done, parts = read_manifest(folder), Done(), read_plan(folder)
    assert manifest
    for marker in read_markers(folder):
        done.note(marker.part, marker.number, marker.is_last)
        for table in ("documents", *TABLES):
            if not (name := path / table_name(marker.part, marker.number, table)).exists():
                raise QuoteattrError(f"{name} is missing, of a shard that was finished; copy the output again")
        yield from _read_parquet(path / table_name(marker.part, marker.number, "documents"))
        yield from (LeftOut(skipped, manifest.run) for skipped in marker.skipped)
    if todo := done.todo(parts):
        told = f"{path}: {len(todo)} of {len(parts)} parts are not finished"
        yield Unfinished(f"{told}; do the same `quoteattr batch` again, then load again")


def _read_jsonl(path: Path) -> Iterator[Stored | Skipped]:
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                given = json.loads(line)
                yield from_json(given if isinstance(given, dict) else {})
            except (ReadError, json.JSONDecodeError) as error:
                yield Skipped(f"{path}#{number}", str(error))


def _read_parquet(documents: Path) -> Iterator[Stored | Skipped]:
    """Documents with the rows of the other tables, which stand in the same order."""
    tables = {name: _Table(documents.with_name(documents.name.replace("documents", name, 1))) for name in TABLES}
    for row in _rows(documents):
        identifier, subjects = row.pop("id"), row.pop("subjects", None)
        found = {name: table.of(identifier) for name, table in tables.items()}
        given = {
            "document": {name: value for name, value in row.items() if name not in RUN_FIELDS},
            "run": {name: row[name] for name in RUN_FIELDS if name in row},
            "subjects": subjects,
            "speakers": found["speakers"],
            "statements": [*found["claims"], *found["quotes"]],
        }
        try:
            yield from_json(given)
        except ReadError as error:
            yield Skipped(row.get("address"), str(error))
    for table in tables.values():
        if table.rest is not None:
            message = (
                f"{table.path}: the rows from document {table.rest['document_id']} on do not follow {documents.name}"
            )
            raise QuoteattrError(f"{message}; write both in one order")


class _Table:
    """Rows of a table, taken document by document; a table that is missing has none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows = _rows(path) if path.exists() else iter(())
        self.rest = next(self.rows, None)

    def of(self, document: str) -> list[dict[str, Any]]:
        """The rows of the document that is next."""
        found = []
        while self.rest is not None and self.rest["document_id"] == document:
            found.append(self.rest)
            self.rest = next(self.rows, None)
        return found


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    parquet = require_pyarrow()
    try:
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=ROWS):
                yield from batch.to_pylist()
    except (OSError, ValueError) as err:
        raise QuoteattrError(f"{path} cannot be read as Parquet: {err}") from err
