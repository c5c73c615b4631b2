"""What a row holds: extraction -> rows when saving, row -> record when reading.

In: frozen values, or a row of a query. Out: dicts whose keys are columns, or the JSON object of a
statement with what is known about its document. The one place where spans become JSON text::

    >>> record_of(row)["spans"]
    [[0, 12], [31, 40]]
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from quoteattr.acronyms import other_name_in
from quoteattr.components.rolewords import take_apart
from quoteattr.components.vocabulary import fold
from quoteattr.documents import Document, digest, times_of
from quoteattr.errors import StoreError
from quoteattr.evidence import year_of_birth
from quoteattr.identities import block_of, stays_apart
from quoteattr.linkage.shortnames import longer_name_in
from quoteattr.statements import Extraction, Quote, Speaker, SpeakerType, Statement, as_record

Row = dict[str, Any]

# What only quotes have.
LINKS = ("parent_id", "same_as")
_JSON = ("spans", "source_span", "cue_span", "candidates", "evidence", "members")

# Fields of a record, in its order, then what a reader of many records wants to know of the document.
RECORD_FIELDS = (
    *("id", "document_id", "kind", "text", "spans", "speaker", "speaker_type", "anonymous", "role"),
    *("source", "source_span", "cue", "cue_span", "candidates", "polarity", "modality", "proposition"),
    *("medium", "addressee", "members", "claim_id", "begins_at", *LINKS),
    *("confidence", "speaker_confidence", "method", "evidence"),
    *("outlet", "published", "title", "address", "review"),
)
# Columns in which a row may be another than the wanted one and the same all the same.
_INCIDENTAL = ("run_id", "file")


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
        "file": storable(document.file),
        "warning": document.warning,
        "text": document.text,
        "times": json.dumps(document.times) if document.times else None,
        "run_id": run,
    }


def document_of(row: Mapping[str, Any]) -> Document:
    """The document of its row."""
    plain = {name: row[name] for name in Document.__dataclass_fields__ if name != "times"}
    return Document(**plain, times=times_of(json.loads(row["times"] or "[]")))


def differs(known: sqlite3.Row, wanted: Row) -> bool:
    """Whether a stored row is another than the wanted one, which run and which copy of a page was the first aside."""
    return any(known[name] != value for name, value in wanted.items() if name not in _INCIDENTAL)


def statement_row(
    statement: Statement, document: Document, speaker: str | None, appearance: str | None, run: int
) -> Row:
    """The row of a quote or a claim; `speaker` and `appearance` are the ids of who says it."""
    row = as_record(statement)
    del row["speaker"]
    for name in _JSON:
        row[name] = json.dumps(row[name], ensure_ascii=False) if row[name] else None
    if not isinstance(statement, Quote):
        for name in LINKS:
            del row[name]
    start = statement.spans[0].start
    known = {"outlet": document.outlet, "published": document.published, "start": start}
    return {**row, **known, "speaker_id": speaker, "appearance_id": appearance, "run_id": run}


def record_of(row: Mapping[str, Any]) -> Row:
    """The record of a statement, from a row with the columns `RECORD_FIELDS`."""
    record = {name: row[name] for name in RECORD_FIELDS}
    for name in _JSON:
        record[name] = json.loads(record[name]) if record[name] else None
    for name in ("candidates", "evidence", "members"):
        record[name] = record[name] or []
    record["anonymous"] = bool(record["anonymous"])
    record["proposition"] = None if record["proposition"] is None else bool(record["proposition"])
    return record


def speaker_id(speaker: Speaker, document: Document) -> str:
    """Who a speaker is, until speakers.py has looked at other documents: name and type.

    "A senior official" or "Hale" of one article is not known to be that of another: who has no full
    name, or a description in its place, stays within the document.
    """
    block = block_of(speaker.name, speaker.type, anonymous=speaker.anonymous)
    return digest(speaker.name, speaker.type, *([document.id] if stays_apart(block) else ()))


def is_described(name: str, *, anonymous: bool) -> bool:
    """Whether a name is a description ("a senior official", "the company"), which may mean another in another text."""
    return anonymous or name[:1].islower()


def appearance_id(speaker: Speaker, document: Document) -> str:
    """A speaker in a document."""
    return digest(document.id, speaker.name, speaker.type)


def appearance_row(speaker: Speaker, document: Document, identity: str) -> Row:
    """The row of a speaker in a document; `identity` is the id of the speaker across documents."""
    is_person = speaker.type is SpeakerType.PERSON
    return {
        "id": appearance_id(speaker, document),
        "name": speaker.name,
        "type": speaker.type,
        "anonymous": speaker.anonymous,
        "document_id": document.id,
        "speaker_id": identity,
        "names": json.dumps(names_in(speaker, document), ensure_ascii=False),
        "roles": json.dumps(tuple(dict.fromkeys(speaker.roles)), ensure_ascii=False),
        "block": block_of(speaker.name, speaker.type, anonymous=speaker.anonymous),
        "born": year_of_birth(document.text, speaker.name, document.published) if is_person else None,
        "identifier": speaker.identifiers[0] if speaker.identifiers else None,
    }


def names_in(speaker: Speaker, document: Document) -> tuple[str, ...]:
    """The names that a document has for a speaker, the canonical one first; of a body also another form of it."""
    other = other_name_of(speaker.name, speaker.type, document.text, anonymous=speaker.anonymous)
    return tuple(dict.fromkeys((speaker.name, *speaker.names, *((other,) if other else ()))))


def other_name_of(name: str, type_: SpeakerType, text: str, *, anonymous: bool) -> str | None:
    """The acronym that a document has for a body, or what it means by an acronym or another short name."""
    is_body = type_ is not SpeakerType.PERSON and not is_described(name, anonymous=anonymous)
    return (other_name_in(text, name) or longer_name_in(text, name)) if is_body else None


def speaker_row(speaker: Speaker, identity: str) -> Row:
    """The row of a speaker; triggers keep `names` after this first value."""
    return {
        "id": identity,
        "name": speaker.name,
        "type": speaker.type,
        "anonymous": speaker.anonymous,
        "names": speaker.name,
    }


def name_rows(speakers: Mapping[Speaker, str], document: Document) -> list[Row]:
    """One row for each name that the document gives a speaker."""
    return [
        {"speaker_id": identity, "name": name, "document_id": document.id}
        for speaker, identity in speakers.items()
        for name in names_in(speaker, document)
    ]


def role_rows(speakers: Mapping[Speaker, str], document: Document) -> list[Row]:
    """One row for each role that the document states of a speaker."""
    return [
        role_row(identity, role, document.id, document.published)
        for speaker, identity in speakers.items()
        for role in dict.fromkeys(speaker.roles)
    ]


def role_row(speaker: str, role: str, document: str, published: str | None) -> Row:
    """The row of a role, with its noun and its body in columns of their own."""
    return {
        "speaker_id": speaker,
        "role": role,
        "document_id": document,
        "published": published,
        **role_parts(role),
    }


def subject_rows(subjects: Iterable[str], document: Document) -> list[Row]:
    """One row for each subject of the document; `key` is what its spellings share."""
    found = {fold(subject): subject for subject in reversed(tuple(subjects))}
    return [
        {"document_id": document.id, "key": key, "subject": subject, "place": place, "published": document.published}
        for place, (key, subject) in enumerate(reversed(found.items()), 1)
    ]


def role_parts(role: str) -> Row:
    """The noun and the body of a role, as columns."""
    parts = take_apart(role)
    return {"word": parts.word or None, "organization": parts.organization}


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


def part_rows(extraction: Extraction, speakers: Mapping[Speaker, str], run: int) -> dict[str, list[Row]]:
    """The rows of all tables of `_PARTS`; `speakers` are those of the document, with their ids across documents."""
    document = extraction.document

    def row_of(statement: Statement) -> Row:
        speaker = speaker_of(statement, speakers)
        if speaker is None:
            return statement_row(statement, document, None, None, run)
        return statement_row(statement, document, speakers[speaker], appearance_id(speaker, document), run)

    return {
        "subjects": subject_rows(extraction.subjects, document),
        "appearances": [appearance_row(speaker, document, identity) for speaker, identity in speakers.items()],
        "speaker_names": name_rows(speakers, document),
        "speaker_roles": role_rows(speakers, document),
        "claims": [row_of(claim) for claim in extraction.claims],
        "quotes": [row_of(quote) for quote in extraction.quotes],
    }


def check_ids(extraction: Extraction) -> None:
    """Two statements of one id would overwrite each other: better to say so."""
    seen: dict[str, Statement] = {}
    for statement in extraction.statements:
        before = seen.setdefault(statement.id, statement)
        if before is not statement:
            raise StoreError(
                f"{extraction.document.address or 'the document'}: two statements have the id {statement.id} "
                f"(“{statement.text[:60]}”, {before.speaker} and {statement.speaker}); please report it"
            )
