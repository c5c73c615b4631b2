"""Reads documents back, with what was found in them: rows -> extractions.

In: a connection and ids of documents. Out: the `Extraction` that was saved, and the run that made it::

    for found in read_documents(connection, ["dc39329cda490a77"]):
        print(found.extraction.document.title, found.run["model"], found.run["model_digest"])
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from quoteattr.statements import Claim, Extraction, Quote, Speaker, SpeakerType, statement_of
from quoteattr.store import questions
from quoteattr.store.rows import LINKS, Row, document_of, record_of
from quoteattr.store.stored import STATEMENTS

# What of a run tells how its statements were made.
RUN_FIELDS = ("version", "model", "model_digest", "spacy_model", "options", "started")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A document as the database has it.

    Attributes:
        extraction: the document with its statements and speakers.
        run: `RUN_FIELDS` of the run that read it.
        reviews: rows of the newest review of each of its statements that somebody has looked at.
    """

    extraction: Extraction
    run: dict[str, Any]
    reviews: tuple[dict[str, Any], ...] = ()


def document_ids(connection: sqlite3.Connection) -> Iterator[str]:
    """Ids of all documents, in the order in which they came."""
    for row in connection.execute("SELECT id FROM documents ORDER BY rowid"):
        yield row["id"]


def read_documents(connection: sqlite3.Connection, ids: Iterable[str]) -> Iterator[Stored]:
    """The documents of these ids, with all that was found in them."""
    for identifier in ids:
        row = connection.execute("SELECT * FROM documents WHERE id = ?", (identifier,)).fetchone()
        run = connection.execute("SELECT * FROM runs WHERE id = ?", (row["run_id"],)).fetchone()
        statements = [
            statement_of(record_of(found))
            for table in ("claims", "quotes")
            for found in connection.execute(_statements(table), (identifier,))
        ]
        extraction = Extraction(
            document=document_of(row),
            quotes=tuple(found for found in statements if isinstance(found, Quote)),
            claims=tuple(found for found in statements if isinstance(found, Claim)),
            speakers=tuple(_speakers(connection, identifier)),
            subjects=tuple(found["subject"] for found in connection.execute(_SUBJECTS, (identifier,))),
        )
        reviews = tuple(dict(found) for found in connection.execute(_REVIEWS, (identifier,)))
        yield Stored(extraction=extraction, run={name: run[name] for name in RUN_FIELDS}, reviews=reviews)


_REVIEWS = """
SELECT * FROM reviews
WHERE id IN (SELECT max(id) FROM reviews WHERE document_id = ? GROUP BY statement_id) ORDER BY id"""
_SUBJECTS = "SELECT subject FROM subjects WHERE document_id = ? ORDER BY place"


def _statements(table: str) -> str:
    links = "".join(f", NULL AS {name}" for name in LINKS) if table == "claims" else ""
    return (
        f"SELECT s.*, speakers.name AS speaker, NULL AS title, NULL AS address{links} FROM {table} AS s "
        "LEFT JOIN speakers ON speakers.id = s.speaker_id WHERE s.document_id = ? ORDER BY s.start, s.rowid"
    )


def _speakers(connection: sqlite3.Connection, document: str) -> Iterator[Speaker]:
    """Who the document names, with the names and roles that it gives them, in its order."""
    query = """
        SELECT speakers.*, min(n.rowid) AS place FROM speaker_names AS n JOIN speakers ON speakers.id = n.speaker_id
        WHERE n.document_id = ? GROUP BY speakers.id ORDER BY place"""
    for row in connection.execute(query, (document,)).fetchall():
        yield Speaker(
            name=row["name"],
            type=SpeakerType(row["type"]),
            anonymous=bool(row["anonymous"]),
            names=_values(connection, "speaker_names", "name", row["id"], document),
            roles=_values(connection, "speaker_roles", "role", row["id"], document),
            identifiers=_identifiers(connection, row["id"]),
        )


def _identifiers(connection: sqlite3.Connection, speaker: str) -> tuple[str, ...]:
    query = "SELECT identifier FROM speaker_identifiers WHERE speaker_id = ? ORDER BY identifier"
    return tuple(row[0] for row in connection.execute(query, (speaker,)))


def _values(connection: sqlite3.Connection, table: str, column: str, speaker: str, document: str) -> tuple[str, ...]:
    query = f"SELECT {column} FROM {table} WHERE speaker_id = ? AND document_id = ? ORDER BY rowid"
    return tuple(row[0] for row in connection.execute(query, (speaker, document)))


def place_of(connection: sqlite3.Connection, identifier: str) -> tuple[str, int] | None:
    """The table and the row of a statement, also by an id of before a correction; None when there is none."""
    moved = connection.execute(questions.MOVED, {"id": identifier}).fetchone()
    for wanted in (identifier, *([moved["statement_id"]] if moved else [])):
        for table in STATEMENTS:
            found = connection.execute(f"SELECT rowid FROM {table} WHERE id = ?", (wanted,)).fetchone()
            if found:
                return table, int(found[0])
    return None


def reviews_about(connection: sqlite3.Connection, identifier: str) -> list[Row]:
    """The reviews of a statement, the newest first."""
    return [dict(row) for row in connection.execute(questions.REVIEWS, {"id": identifier})]


def text_of(connection: sqlite3.Connection, document: str) -> str:
    """The text of a document."""
    return str(connection.execute("SELECT text FROM documents WHERE id = ?", (document,)).fetchone()[0])
