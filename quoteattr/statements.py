"""What is extracted: quotes, claims and speakers, as frozen values with character offsets.

In: offsets and names that the components found. Out: `Quote`, `Claim`, `Speaker` and the
`Extraction` that holds those of one document. `as_record` gives the JSON object that
docs/data-model.md documents; nothing else in the package spells out its fields::

    >>> quote.kind, quote.speaker, quote.role
    (<Kind.DIRECT: 'direct'>, 'Andrey Belousov', 'Russian Defence Minister')

`fingerprint` is what was found in a text, in twelve digits, to compare machines.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from quoteattr.documents import Document, digest, document_from
from quoteattr.spans import Span

FINGERPRINT_LENGTH = 12  # hexadecimal digits


class Kind(StrEnum):
    """How the words are given."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class SpeakerType(StrEnum):
    """What kind of source speaks."""

    PERSON = "person"
    ORGANIZATION = "organization"
    GROUP = "group"
    DOCUMENT = "document"
    UNKNOWN = "unknown"


class Polarity(StrEnum):
    """Whether the source says it, denies it, or is reported not to have said it."""

    ASSERTED = "asserted"
    DENIED = "denied"
    NOT_SAID = "not_said"


class Modality(StrEnum):
    """What kind of act the report is."""

    STATEMENT = "statement"
    QUESTION = "question"
    DIRECTIVE = "directive"
    THOUGHT = "thought"
    HYPOTHETICAL = "hypothetical"
    FUTURE = "future"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Fields that quotes and claims share; docs/data-model.md explains each."""

    document_id: str
    kind: Kind
    text: str
    spans: tuple[Span, ...]
    speaker: str | None = None
    speaker_type: SpeakerType = SpeakerType.UNKNOWN
    anonymous: bool = False
    role: str | None = None
    source: str | None = None
    source_span: Span | None = None
    cue: str | None = None
    cue_span: Span | None = None
    candidates: tuple[str, ...] = ()
    polarity: Polarity = Polarity.ASSERTED
    modality: Modality = Modality.STATEMENT
    proposition: bool | None = True
    medium: str | None = None
    addressee: str | None = None
    members: tuple[str, ...] = ()
    claim_id: str | None = None
    begins_at: float | None = None
    confidence: float
    speaker_confidence: float | None = None
    method: str
    evidence: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Hash of document id, kind and offsets: extracting twice gives the same id."""
        offsets = ",".join(f"{span.start}-{span.end}" for span in self.spans)
        return digest(self.document_id, self.kind, offsets)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Statement):
    """Words inside quotation marks, a block quote or a transcript turn."""

    parent_id: str | None = None
    same_as: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Statement):
    """A reported statement: indirect, or mixed when some of its words are quoted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks, in one document.

    Attributes:
        name: the canonical name, or the description of an unnamed source.
        type: person, organization, group, document or unknown.
        anonymous: the text withholds the name.
        names: every name and alias that the document uses, the canonical one first.
        roles: every role that the document states, the best description first.
        identifiers: of the entries of lists that it is, such as Wikidata ids; a database knows them.
    """

    name: str
    type: SpeakerType
    anonymous: bool = False
    names: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()


class Device(StrEnum):
    """What runs the attribution model; spaCy always runs on the processor."""

    CPU = "cpu"
    CUDA = "cuda"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelChoice:
    """The models of a run.

    Attributes:
        model: attribution model: sm, lg or the path of a model folder.
        spacy_model: name or path of an English spaCy pipeline; None: the model reads grammar itself, or, where it
            cannot, the best one installed does.
        device: what runs the attribution model.
        subjects: whether to find what each document is about: where results are stored.
    """

    model: str = "sm"
    spacy_model: str | None = None
    device: Device = Device.CPU
    subjects: bool = False


DEFAULT_MODELS = ModelChoice()


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelInfo:
    """Which models made a run: what the run row and every export name."""

    model: str
    digest: str
    spacy_model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What one stage could not read, and all others could.

    Attributes:
        stage: its name: quotations, model, rules, statements, speech, speakers, roles.
        span: the place in the text.
        error: what it raised, and where in the code.
    """

    stage: str
    span: Span
    error: str

    def __str__(self) -> str:
        """`speakers at 120-180: IndexError: tuple index out of range (entities.py:132)`."""
        return f"{self.stage} at {self.span.start}-{self.span.end}: {self.error}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """Everything found in one document.

    Attributes:
        subjects: what it is about, the most telling first; nothing where that was not asked for.
        failures: faults of quoteattr, not of the document.
    """

    document: Document
    quotes: tuple[Quote, ...]
    claims: tuple[Claim, ...]
    speakers: tuple[Speaker, ...]
    subjects: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Quotes and claims in the order of the text."""
        return tuple(sorted((*self.quotes, *self.claims), key=lambda found: (found.spans[0], found.kind)))


def as_record(statement: Statement) -> dict[str, Any]:
    """The JSON object of a statement: every field of the contract, in its order."""
    # Values are copied by none: all are frozen, and copying takes longer than all else in saving a document.
    fields = {name: getattr(statement, name) for name in Statement.__dataclass_fields__}
    tail = {name: fields.pop(name) for name in ("confidence", "speaker_confidence", "method", "evidence")}
    linked = {name: getattr(statement, name, None) for name in _LINKS}
    return {"id": statement.id, **fields, **linked, **tail}


def statement_of(record: Mapping[str, Any]) -> Statement:
    """The statement of a record, as `as_record` gives it; fields beyond those are passed over.

    Raises:
        KeyError, TypeError, ValueError: a field is missing, or holds what it cannot hold.
    """
    kind = Kind(record["kind"])
    links = {name: record[name] for name in _LINKS} if kind is Kind.DIRECT else {}
    return (Quote if kind is Kind.DIRECT else Claim)(
        **{name: record[name] for name in _PLAIN},
        **links,
        kind=kind,
        spans=tuple(_span(pair) for pair in record["spans"]),
        speaker_type=SpeakerType(record["speaker_type"]),
        anonymous=bool(record["anonymous"]),
        source_span=_span(record["source_span"]) if record["source_span"] is not None else None,
        cue_span=_span(record["cue_span"]) if record["cue_span"] is not None else None,
        candidates=tuple(record["candidates"]),
        polarity=Polarity(record["polarity"]),
        modality=Modality(record["modality"]),
        proposition=record.get("proposition"),
        members=tuple(record.get("members") or ()),
        begins_at=record.get("begins_at"),
        confidence=float(record["confidence"]),
        speaker_confidence=record.get("speaker_confidence"),
        evidence=tuple(record.get("evidence") or ()),
    )


_LINKS = ("parent_id", "same_as")
_PLAIN = ("document_id", "text", "speaker", "role", "source", "cue", "medium", "addressee", "claim_id", "method")


def _span(pair: Sequence[int]) -> Span:
    start, end = pair
    return Span(int(start), int(end))


def as_json(extraction: Extraction) -> dict[str, Any]:
    """The JSON object of an extraction; `extraction_from` makes the extraction of it again."""
    return {
        "document": {"id": extraction.document.id, **asdict(extraction.document)},
        "subjects": list(extraction.subjects),
        "speakers": [asdict(speaker) for speaker in extraction.speakers],
        "statements": [as_record(statement) for statement in extraction.statements],
        "failures": [asdict(failure) for failure in extraction.failures],
    }


def extraction_from(given: Mapping[str, Any]) -> Extraction:
    """The extraction of its JSON object.

    Raises:
        KeyError, TypeError, ValueError: a field is missing, or holds what it cannot hold.
    """
    statements = [statement_of(record) for record in given["statements"]]
    return Extraction(
        document=document_from(given["document"]),
        quotes=tuple(found for found in statements if isinstance(found, Quote)),
        claims=tuple(found for found in statements if isinstance(found, Claim)),
        speakers=tuple(_speaker(speaker) for speaker in given["speakers"]),
        subjects=tuple(given.get("subjects") or ()),
        failures=tuple(Failure(**{**failure, "span": _span(failure["span"])}) for failure in given.get("failures", ())),
    )


def _speaker(given: Mapping[str, Any]) -> Speaker:
    return Speaker(
        name=given["name"],
        type=SpeakerType(given["type"]),
        anonymous=bool(given["anonymous"]),
        names=tuple(given["names"]),
        roles=tuple(given["roles"]),
        identifiers=tuple(given.get("identifiers") or ()),
    )


def fingerprint(extraction: Extraction) -> str:
    """The fingerprint of all statements of a document; the same for the same statements."""
    told = json.dumps([_compared(statement) for statement in extraction.statements], ensure_ascii=True)
    return hashlib.sha256(told.encode("ascii")).hexdigest()[:FINGERPRINT_LENGTH]


def _compared(statement: Statement) -> list[object]:
    """What two machines must agree on."""
    places = (*statement.spans, statement.cue_span, statement.source_span)
    return [
        [None if span is None else [span.start, span.end] for span in places],
        statement.kind,
        statement.speaker,
        statement.role,
        statement.polarity,
    ]
