"""What a row holds: extraction -> rows when saving, row -> record when reading.

In: frozen values, or a row of a query. Out: dicts whose keys are columns, or the JSON object of a
statement with what is known about its document. The one place where spans become JSON text::

    >>> record_of(row)["spans"]
    [[0, 12], [31, 40]]
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from quoteattr.documents import Document, digest
from quoteattr.statements import Extraction, Quote, Speaker, Statement, as_record

Row = dict[str, Any]

# What only quotes have.
LINKS = ("parent_id", "same_as")
_JSON = ("spans", "source_span", "cue_span", "candidates")

# Fields of a record, in its order, then what a reader of many records wants to know of the document.
RECORD_FIELDS = (
    *("id", "document_id", "kind", "text", "spans", "speaker", "speaker_type", "anonymous", "role"),
    *("source", "source_span", "cue", "cue_span", "candidates", "polarity", "modality", "medium"),
    *("addressee", "claim_id", *LINKS, "confidence", "method"),
    *("outlet", "published", "title", "address"),
)


def storable(address: str | None) -> str | None:
    """An address as text: a file name may hold bytes that are no characters."""
    return address and address.encode("utf-8", "backslashreplace").decode()


def document_row(document: Document, run: int) -> Row:
    """The row of a document."""
    return {
        "id": document.id,
        "title": document.title,
        "outlet": document.outlet,
        "published": document.published,
        "byline": document.byline,
        "address": storable(document.address),
        "language": document.language,
        "text": document.text,
        "run_id": run,
    }


def statement_row(statement: Statement, document: Document, speaker: str | None, run: int) -> Row:
    """The row of a quote or a claim; `speaker` is the id of its speaker."""
    row = as_record(statement)
    del row["speaker"]
    for name in _JSON:
        row[name] = json.dumps(row[name], ensure_ascii=False) if row[name] else None
    if not isinstance(statement, Quote):
        for name in LINKS:
            del row[name]
    start = statement.spans[0].start
    known = {"outlet": document.outlet, "published": document.published, "start": start}
    return {**row, **known, "speaker_id": speaker, "run_id": run}


def record_of(row: Mapping[str, Any]) -> Row:
    """The record of a statement, from a row with the columns `RECORD_FIELDS`."""
    record = {name: row[name] for name in RECORD_FIELDS}
    for name in _JSON:
        record[name] = json.loads(record[name]) if record[name] else None
    record["candidates"] = record["candidates"] or []
    record["anonymous"] = bool(record["anonymous"])
    return record


def speaker_id(speaker: Speaker, document: Document) -> str:
    """Who a speaker is across documents: name and type.

    "A senior official" or "the company" of one article is not known to be that of another: who has
    no name, or a description in its place, stays within the document.
    """
    within = [document.id] if is_described(speaker.name, anonymous=speaker.anonymous) else ()
    return digest(speaker.name, speaker.type, *within)


def is_described(name: str, *, anonymous: bool) -> bool:
    """Whether a name is a description ("a senior official", "the company"), which may mean another in another text."""
    return anonymous or name[:1].islower()


def speaker_row(speaker: Speaker, document: Document) -> Row:
    """The row of a speaker; triggers keep `names` after this first value."""
    return {
        "id": speaker_id(speaker, document),
        "name": speaker.name,
        "type": speaker.type,
        "anonymous": speaker.anonymous,
        "names": speaker.name,
    }


def name_rows(speakers: Iterable[Speaker], document: Document) -> list[Row]:
    """One row for each name that the document gives a speaker."""
    return [
        {"speaker_id": speaker_id(speaker, document), "name": name, "document_id": document.id}
        for speaker in speakers
        for name in dict.fromkeys((speaker.name, *speaker.names))
    ]


def role_rows(speakers: Iterable[Speaker], document: Document) -> list[Row]:
    """One row for each role that the document states of a speaker."""
    return [
        {
            "speaker_id": speaker_id(speaker, document),
            "role": role,
            "document_id": document.id,
            "published": document.published,
        }
        for speaker in speakers
        for role in dict.fromkeys(speaker.roles)
    ]


def speaker_of(statement: Statement, speakers: Iterable[Speaker]) -> Speaker | None:
    """Who says it: one of the document's speakers, or one made of the statement alone."""
    if statement.speaker is None:
        return None
    named = [speaker for speaker in speakers if speaker.name == statement.speaker]
    alike = [speaker for speaker in named if speaker.type == statement.speaker_type]
    alone = Speaker(name=statement.speaker, type=statement.speaker_type, anonymous=statement.anonymous)
    return (*alike, *named, alone)[0]


def speakers_of(extraction: Extraction) -> tuple[Speaker, ...]:
    """All speakers of a document, also those that only a statement names."""
    said = (speaker_of(statement, extraction.speakers) for statement in extraction.statements)
    return tuple(dict.fromkeys((*extraction.speakers, *(speaker for speaker in said if speaker))))
