"""The store: saves what was extracted, one transaction a document.

In: `Extraction` values and the run that they belong to. Out: rows, and counts of what changed.
Saving the same extraction again changes nothing; a document whose text has changed takes the
place of the one that was read from its address before::

    with open_store(Path("quotes.db"), create=True) as store:
        run = store.start_run(version="0.1.0", model="sm")
        store.save(quoteattr.extract("“No,” Ann Lee said."), run)
        store.finish_run(run, RunCounts(documents=1, quotes=1))
"""

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from quoteattr.decisions import Decision
from quoteattr.documents import Document
from quoteattr.errors import StoreError
from quoteattr.linkage.authority import Listed
from quoteattr.statements import Extraction, Speaker
from quoteattr.store import rows
from quoteattr.store.authority import keep_stated, save_list
from quoteattr.store.connection import BUSY_TIMEOUT, connect, refusals
from quoteattr.store.counting import begin_counting, end_counting
from quoteattr.store.judging import last_reviewed, note_review, with_reviews
from quoteattr.store.reviewing import Parts
from quoteattr.store.reviews import Missed, Review
from quoteattr.store.speakers import add_decision, blocks_at, forget, identities_of, mark, remove_decision, settle
from quoteattr.store.stored import placed, speakers_at, unskip

# Two runs that agree in these would find the same statements in the same text.
_SETTINGS = "version, model, model_digest, spacy_model, options"

_SAME_SETTINGS = f"EXISTS (SELECT {_SETTINGS} FROM runs WHERE id = documents.run_id INTERSECT SELECT ?, ?, ?, ?, ?)"

# Tables that hold what one document says, in an order that foreign keys allow, with their keys.
_PARTS: dict[str, tuple[str, ...]] = {
    "subjects": ("document_id", "key"),
    "appearances": ("id",),
    "speaker_names": ("speaker_id", "name", "document_id"),
    "speaker_roles": ("speaker_id", "role", "document_id"),
    "claims": ("id",),
    "quotes": ("id",),
}


class State(StrEnum):
    """What the database has of a document."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSettings:
    """What decides what a run finds in a text."""

    version: str
    model: str
    model_digest: str | None = None
    spacy_model: str | None = None
    options: Mapping[str, object] = field(default_factory=dict)

    def as_row(self) -> tuple[str | None, ...]:
        """The values of `_SETTINGS`."""
        options = json.dumps(dict(self.options), sort_keys=True)
        return (self.version, self.model, self.model_digest, self.spacy_model, options)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveCounts:
    """What saving one document did, in quotes and claims; all zero when nothing was new."""

    added: int = 0
    changed: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCounts:
    """What a run came across, whether or not the database knew it before."""

    documents: int = 0
    quotes: int = 0
    claims: int = 0
    skipped: int = 0
    failures: int = 0


class Store:
    """An open database. Made by `open_store`; closes itself as a context manager."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Takes a connection over from `connect`."""
        self.connection = connection
        self.path = path

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes the file."""
        self.close()

    def close(self) -> None:
        """Closes the file; the store cannot be used after this."""
        with refusals(self.path):
            self.connection.close()

    def start_run(
        self,
        *,
        version: str,
        model: str,
        model_digest: str | None = None,
        spacy_model: str | None = None,
        options: Mapping[str, object] | None = None,
        started: str | None = None,
    ) -> int:
        """Notes what is about to extract, or has once (`started`), and gives the number of the run."""
        settings = RunSettings(
            version=version, model=model, model_digest=model_digest, spacy_model=spacy_model, options=options or {}
        )
        with self.transaction():
            cursor = self.connection.execute(
                f"INSERT INTO runs (started, {_SETTINGS}) VALUES (?, ?, ?, ?, ?, ?)",
                (started or _now(), *settings.as_row()),
            )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def finish_run(self, run: int, counts: RunCounts) -> None:
        """Notes that a run came to its end, and what it came across."""
        with self.transaction():
            self._update("runs", ("id",), {"id": run, "finished": _now(), **asdict(counts)})

    def skip(self, address: str | None, reason: str, run: int, stage: str | None = None) -> None:
        """Notes that a document could not be read, and why, or which stage could not read some of it; the last counts.

        One without an address came from standard input, which is written "-".
        """
        with self.transaction():
            self.connection.execute(
                "INSERT INTO skipped (address, reason, run_id, stage) VALUES (?, ?, ?, ?) ON CONFLICT (address) "
                "DO UPDATE SET reason = excluded.reason, run_id = excluded.run_id, stage = excluded.stage "
                "WHERE (reason, stage) IS NOT (excluded.reason, excluded.stage)",
                (rows.storable(address) or "-", reason, run, stage),
            )

    def unskip(self, document: Document) -> None:
        """Forgets why a document could not be read: it has been, and is stored as it is; a stage stays as it was."""
        with refusals(self.path):
            unskip(self.connection, document)

    def placed(self, document: Document) -> Document:
        """As `stored.placed`."""
        with refusals(self.path):
            return placed(self.connection, document)

    def has_document(self, document: Document, *, run: int) -> bool:
        """Whether a document is stored just as it is, with what a run of these settings found in it."""
        with refusals(self.path):
            settings = self.connection.execute(f"SELECT {_SETTINGS} FROM runs WHERE id = ?", (run,)).fetchone()
        return self._is_stored(document, tuple(settings))

    def state_of(self, document: Document, settings: RunSettings) -> State:
        """What a run of these settings would do with a document, without doing it."""
        if self._is_stored(document, settings.as_row()):
            return State.UNCHANGED
        with refusals(self.path):
            known = self.connection.execute(
                "SELECT 1 FROM documents WHERE id = ? OR address IN (?, ?)",
                (document.id, rows.storable(document.address), rows.storable(document.file)),
            ).fetchone()
        return State.CHANGED if known else State.NEW

    def _is_stored(self, document: Document, settings: tuple[str | None, ...]) -> bool:
        query = f"SELECT * FROM documents WHERE id = ? AND {_SAME_SETTINGS}"
        with refusals(self.path):
            known = self.connection.execute(query, (document.id, *settings)).fetchone()
        return known is not None and not rows.differs(known, rows.document_row(document, 0))

    def save(self, extraction: Extraction, run: int) -> SaveCounts:
        """Stores a document with its statements and speakers: all of it, or nothing.

        Args:
            extraction: what was found in one document.
            run: the number that `start_run` gave. Rows that do not change keep their first run.

        Raises:
            StoreError: two statements have the same id, or the database refuses.
        """
        document = extraction.document
        rows.check_ids(extraction)
        with self.transaction():
            known = self.has_document(document, run=run)
            before, blocks = speakers_at(self.connection, document), blocks_at(self.connection, document)
            self._save_document(document, run, known=known)
            keep_stated(self.connection, extraction.speakers)
            speakers = identities_of(self.connection, extraction)
            self._save_speakers(speakers)
            counts = self._save_parts(rows.part_rows(extraction, speakers, run), document)
            if not known or any(counts["appearances"]):
                mark(self.connection, blocks | blocks_at(self.connection, document))
            forget(self.connection, before)
        added, changed, removed = (sum(found) for found in zip(counts["quotes"], counts["claims"], strict=True))
        return SaveCounts(added=added, changed=changed, removed=removed)

    def review(self, review: Review | Missed) -> str:
        """Puts what a person says of a statement, or has found, into effect; gives its id, a new one with other words.

        Raises:
            StoreError: there is no such statement or document, or its words are not in the text, or stored already.
        """
        with self.transaction():
            document, parts = note_review(self.connection, review, _PARTS)
            before = speakers_at(self.connection, document)
            self._save_parts(parts, document)
            mark(self.connection, blocks_at(self.connection, document))
            forget(self.connection, before)
            return last_reviewed(self.connection)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; waits for another writer at the start, where waiting costs nothing.

        Within another transaction it is a part of that one, and fails with it: a savepoint for each of them would
        make full-text search write its index as often.
        """
        if self.connection.in_transaction:
            yield
            return
        with refusals(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                begin_counting(self.connection)
                yield
                end_counting(self.connection)
                self.connection.execute("COMMIT")
            except BaseException as err:
                # SQLite itself may have ended the transaction, on a full disk for instance.
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                if isinstance(err, UnicodeEncodeError):
                    raise StoreError(f"{self.path} cannot store half of a character (a lone surrogate)") from err
                raise

    def _save_document(self, document: Document, run: int, *, known: bool) -> None:
        """Inserts or updates the row; one that came from the same address before goes."""
        row = rows.document_row(document, run)
        self.connection.execute("DELETE FROM skipped WHERE address IN (coalesce(:address, '-'), :file)", row)
        # A version that did not know the canonical address of a page took its file for one.
        self.connection.execute("DELETE FROM documents WHERE address IN (:address, :file) AND id <> :id", row)
        if self.connection.execute("SELECT 1 FROM documents WHERE id = :id", row).fetchone() is None:
            self._insert("documents", [row])
        elif not known:
            self._update("documents", ("id",), row)

    def _save_speakers(self, speakers: Mapping[Speaker, str]) -> None:
        made = [rows.speaker_row(speaker, identity) for speaker, identity in speakers.items()]
        self._insert("speakers", made, "ON CONFLICT (id) DO NOTHING")

    def _save_parts(self, parts: Parts, document: Document) -> dict[str, tuple[int, int, int]]:
        """Makes the rows of a document what is wanted, after its reviews: counts of each table."""
        parts, named = with_reviews(self.connection, parts, document)
        self._save_speakers(named)
        return {table: self._save_part(table, parts[table], document) for table in _PARTS}

    def _save_part(self, table: str, wanted: Iterable[rows.Row], document: Document) -> tuple[int, int, int]:
        """Makes the rows of a document what is wanted: counts of added, changed, removed."""
        keys = _PARTS[table]

        def keyed(found: Iterable[Any]) -> dict[tuple[str, ...], Any]:
            return {tuple(row[key] for key in keys): row for row in found}

        known = keyed(self.connection.execute(f"SELECT * FROM {table} WHERE document_id = ?", (document.id,)))
        added: list[rows.Row] = []
        changed = 0
        for key, row in keyed(wanted).items():
            before = known.pop(key, None)
            if before is None:
                added.append(row)
            elif rows.differs(before, row):
                self._update(table, keys, row)
                changed += 1
        self._insert(table, added)
        self.connection.executemany(f"DELETE FROM {table} WHERE {_equal(keys)}", known)
        return len(added), changed, len(known)

    def settle_speakers(self) -> int:
        """Finds which speakers of different documents are one; says how many blocks of names were looked at."""
        with refusals(self.path):
            return settle(self.connection, self.transaction)

    def decide(self, decisions: Iterable[Decision]) -> int:
        """Keeps what people have decided about speakers, and follows it; says how many decisions are new."""
        with self.transaction():
            added = sum(add_decision(self.connection, decision) for decision in decisions)
        self.settle_speakers()
        return added

    def undo(self, number: int) -> Decision | None:
        """Takes a decision back; None when there is none of that number."""
        with self.transaction():
            found = remove_decision(self.connection, number)
        self.settle_speakers()
        return found

    def link(self, entries: Iterable[Listed], source: str) -> None:
        """Keeps a list of known people in the place of an earlier one of the source, and ties speakers to it."""
        with self.transaction():
            mark(self.connection, save_list(self.connection, entries, source))
        self.settle_speakers()

    def _insert(self, table: str, made: Sequence[rows.Row], conflict: str = "") -> None:
        if made:
            values = ", ".join(f":{name}" for name in made[0])
            query = f"INSERT INTO {table} ({', '.join(made[0])}) VALUES ({values}) {conflict}"
            self.connection.executemany(query, made)

    def _update(self, table: str, keys: tuple[str, ...], row: rows.Row) -> None:
        values = ", ".join(f"{name} = :{name}" for name in row if name not in keys)
        where = " AND ".join(f"{key} = :{key}" for key in keys)
        self.connection.execute(f"UPDATE {table} SET {values} WHERE {where}", row)


def open_store(path: Path, *, create: bool = False, read_only: bool = False, timeout: float = BUSY_TIMEOUT) -> Store:
    """Opens a database; `connect` says how and when it refuses."""
    return Store(connect(path, create=create, read_only=read_only, timeout=timeout), path)


def _equal(keys: Iterable[str]) -> str:
    return " AND ".join(f"{key} = ?" for key in keys)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
