"""What an extraction says, in the form in which it is scored.

In: an `Extraction`, or a file with one JSON line a document. Out: `Prediction`s::

    {"id": "note", "quotes": [{"spans": [[0, 5]], "kind": "direct", "cue": [[14, 18]],
                               "source": [[6, 13]], "speaker": "Ann Lee", "role": null}]}

Annotated corpora hold one relation where the record has several statements: a claim stands for its
quoted pieces and for the claims that it reports in its turn, and two quotes that share one cue
("“A,” she said. “B.”") are one relation.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quoteattr.errors import GoldError
from quoteattr.spans import Span
from quoteattr.statements import Extraction, Kind, Modality, Polarity, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """One attribution that an extractor found; the fields are those of the record.

    Attributes:
        said: of a mixed claim, that some of its quoted pieces are speech, not only titles and terms.
        terms: of a mixed claim, those of its quoted pieces that are titles and terms.
    """

    spans: tuple[Span, ...]
    kind: Kind = Kind.DIRECT
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    speaker: str | None = None
    role: str | None = None
    polarity: Polarity | None = None
    modality: Modality | None = None
    proposition: bool | None = None
    said: bool = True
    terms: tuple[Span, ...] = ()
    confidence: float | None = None
    speaker_confidence: float | None = None


def to_predictions(extraction: Extraction) -> tuple[Prediction, ...]:
    """The statements of a document as an annotated corpus would hold them."""
    groups: dict[tuple[object, ...], list[Statement]] = {}
    pieces: dict[str, list[Statement]] = {}
    for index, statement in enumerate(extraction.statements):
        if statement.claim_id is not None:
            pieces.setdefault(statement.claim_id, []).append(statement)
            continue
        shared = statement.kind is Kind.DIRECT and statement.cue_span is not None
        key = (statement.cue_span, statement.source_span) if shared else (index,)
        groups.setdefault(key, []).append(statement)
    return tuple(_prediction(group, pieces.get(group[0].id, ())) for group in groups.values())


def _prediction(statements: Sequence[Statement], pieces: Sequence[Statement]) -> Prediction:
    first = statements[0]
    return Prediction(
        spans=tuple(span for statement in statements for span in statement.spans),
        kind=first.kind,
        cue=() if first.cue_span is None else (first.cue_span,),
        source=() if first.source_span is None else (first.source_span,),
        speaker=first.speaker,
        role=first.role,
        polarity=first.polarity,
        modality=first.modality,
        proposition=any(statement.proposition is not False for statement in statements),
        said=not pieces or any(piece.proposition is not False for piece in pieces),
        terms=tuple(span for piece in pieces if piece.proposition is False for span in piece.spans),
        confidence=min(statement.confidence for statement in statements),
        speaker_confidence=first.speaker_confidence,
    )


def as_line(document_id: str, predictions: Iterable[Prediction]) -> str:
    """The JSON line of a document."""
    return json.dumps({"id": document_id, "quotes": [_as_dict(each) for each in predictions]}, ensure_ascii=False)


def write_predictions(path: Path, predictions: Mapping[str, Iterable[Prediction]]) -> None:
    """Write the predictions of each document as JSON lines.

    Raises:
        GoldError: the file cannot be written.
    """
    lines = [as_line(identifier, found) + "\n" for identifier, found in predictions.items()]
    try:
        path.write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        raise GoldError(f"{path}: cannot be written: {error.strerror}; choose another file") from error


def _as_dict(prediction: Prediction) -> dict[str, Any]:
    return {
        "spans": prediction.spans,
        "kind": prediction.kind,
        "cue": prediction.cue,
        "source": prediction.source,
        "speaker": prediction.speaker,
        "role": prediction.role,
        "polarity": prediction.polarity,
        "modality": prediction.modality,
        "proposition": prediction.proposition,
        "said": prediction.said,
        "terms": prediction.terms,
        "confidence": prediction.confidence,
        "speaker_confidence": prediction.speaker_confidence,
    }


def read_predictions(path: Path) -> dict[str, tuple[Prediction, ...]]:
    """The predictions of each document in a file of JSON lines.

    Raises:
        GoldError: a line is not what `as_line` writes, or a document has two lines.
    """
    found: dict[str, tuple[Prediction, ...]] = {}
    for where, line in read_json_lines(path):
        try:
            document_id, predictions = line["id"], tuple(_parse(entry) for entry in line["quotes"])
        except (KeyError, TypeError, ValueError) as error:
            raise GoldError(f"{where}: not a prediction ({error!r}); it needs id and quotes with spans") from error
        if document_id in found:
            raise GoldError(f"{where}: a second line for document {document_id!r}; put its quotes into one")
        found[document_id] = predictions
    return found


def read_json_lines(path: Path) -> Iterator[tuple[str, Any]]:
    """Each JSON value of a file, with where it stands."""
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield f"{path}, line {number}", _parse_json(line, f"{path}, line {number}")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: cannot be read: {error}") from error


def _parse_json(line: str, where: str) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise GoldError(f"{where}: not JSON: {error}") from error


def _parse(entry: Mapping[str, Any]) -> Prediction:
    polarity, modality = entry.get("polarity"), entry.get("modality")
    return Prediction(
        spans=to_spans(entry["spans"]),
        kind=Kind(entry.get("kind") or Kind.DIRECT),
        cue=to_spans(entry.get("cue")),
        source=to_spans(entry.get("source")),
        speaker=entry.get("speaker"),
        role=entry.get("role"),
        polarity=None if polarity is None else Polarity(polarity),
        modality=None if modality is None else Modality(modality),
        proposition=entry.get("proposition"),
        said=entry.get("said", True),
        terms=to_spans(entry.get("terms")),
        confidence=entry.get("confidence"),
        speaker_confidence=entry.get("speaker_confidence"),
    )


def to_spans(pairs: Iterable[Sequence[int]] | None) -> tuple[Span, ...]:
    """Spans from the pairs of numbers that JSON holds."""
    return tuple(Span(start, end) for start, end in pairs or ())
