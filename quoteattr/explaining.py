"""Explains the statements of a document, or one that a database holds, by reading the text again.

In: a document and a pipeline, or the path of a database and the id of a statement. Out: `Explanation`s::

    for explanation in explain(document, load()):
        print(explanation.statement.speaker, explanation.decided)

What a database keeps of a statement is its text, evidence and candidates; the rest is worked out anew with the model of
the run that read it, and the notes say where that, or the version, is another one now.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quoteattr import __version__
from quoteattr.documents import Document
from quoteattr.errors import ModelError, QuoteattrError
from quoteattr.explanations import Explanation, Reasons, found_by, of_record
from quoteattr.queries import reading
from quoteattr.readers import ReadOptions, read_all
from quoteattr.readers.sources import OnSkip
from quoteattr.spans import Span
from quoteattr.statements import Kind, ModelInfo, Statement
from quoteattr.store.reading import read_documents
from quoteattr.store.stored import statement_of
from quoteattr.timelimit import time_limit as limited

if TYPE_CHECKING:
    from spacy.language import Language

Key = tuple[Kind, tuple[Span, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredStatement:
    """A statement of a database, with what it was found in.

    Attributes:
        statement: as the database has it.
        document: its document.
        run: version, model, model_digest and spacy_model of the run that found it.
        judgement: of its newest review, None without one.
    """

    statement: Statement
    document: Document
    run: Mapping[str, Any]
    judgement: str | None


def explain(document: Document, nlp: "Language", *, time_limit: float | None = None) -> tuple[Explanation, ...]:
    """Why each statement of a document is as it is, in the order of the text.

    Args:
        document: what is read.
        nlp: a pipeline made by `load`.
        time_limit: seconds that it may take.

    Raises:
        QuoteattrError: the document cannot be processed.
    """
    from quoteattr.components.reasons import find_reasons
    from quoteattr.pipeline import read_docs
    from quoteattr.records import to_extraction

    with limited(time_limit):
        (doc,) = read_docs([document], nlp)
        found = zip(doc._.quoteattr.reported, find_reasons(doc), strict=True)
        known = {_key(reported): reasons for reported, reasons in found}
        return tuple(_explained(statement, known[_key(statement)]) for statement in to_extraction(doc).statements)


def _key(found: Any) -> Key:
    return found.kind, found.spans


def _explained(statement: Statement, reasons: Reasons) -> Explanation:
    known = {field.name: getattr(reasons, field.name) for field in fields(reasons)}
    return Explanation(statement=statement, found=found_by(statement.method), **known)


def explain_path(
    path: str, nlp: "Language", on_skip: OnSkip, options: ReadOptions, *, wanted: str | None = None
) -> tuple[Explanation, ...]:
    """Why the statements of the documents at a path are as they are.

    Args:
        path: a file, a folder, a pattern, an http(s) address, or "-".
        nlp: a pipeline made by `load`.
        on_skip: is told of each document that cannot be read.
        options: how to read.
        wanted: number from 1, or id, of the only statement to explain.

    Raises:
        QuoteattrError: there is no such statement, or a document cannot be processed.
    """
    documents = read_all([path], on_skip, options)
    found = (one for document in documents for one in explain(document, nlp, time_limit=options.time_limit))
    return _chosen(tuple(found), wanted)


def read_stored(database: Path, identifier: str) -> StoredStatement:
    """A statement of a database.

    Raises:
        StoreError: the file is no database of quoteattr, or there is no statement of this id.
    """
    with reading(database) as connection:
        row = statement_of(connection, identifier)
        (stored,) = read_documents(connection, [row["document_id"]])
    return StoredStatement(
        statement=next(found for found in stored.extraction.statements if found.id == identifier),
        document=stored.extraction.document,
        run=stored.run,
        judgement=row["review"],
    )


def explain_stored(stored: StoredStatement, load: Callable[[], "Language"]) -> Explanation:
    """Why a statement of a database is as it is, worked out anew from the text that is stored.

    Where the model of its run cannot be had, or what is installed does not find the statement, what the record keeps.

    Args:
        stored: the statement.
        load: gives the pipeline to read the text with.
    """
    from quoteattr.pipeline import model_info

    try:
        nlp = load()
    except ModelError as error:
        return of_record(stored.statement, (f"What the record keeps, since its model cannot be had: {error}",))
    notes = (*_differences(stored.run, model_info(nlp)), *_reviewed(stored))
    found = explain(stored.document, nlp)
    now = next((one for one in found if _key(one.statement) == _key(stored.statement)), None)
    if now is None:
        missing = "Read again, the text does not give this statement; this is what the record keeps."
        return of_record(stored.statement, (*notes, missing))
    return replace(now, notes=(*notes, *_changed(stored.statement, now.statement)))


def _differences(run: Mapping[str, Any], info: ModelInfo) -> tuple[str, ...]:
    """How what reads now differs from what the run read with."""
    pairs = (
        ("quoteattr", run["version"], __version__),
        ("model", f"{run['model']} {run['model_digest']}", f"{info.model} {info.digest}"),
        ("spaCy pipeline", run["spacy_model"], info.spacy_model),
    )
    return tuple(
        f"Found with {name} {before}, and explained with {now}: the two may differ."
        for name, before, now in pairs
        if before and before != now
    )


def _reviewed(stored: StoredStatement) -> tuple[str, ...]:
    said = stored.judgement
    return (f"A reviewer has judged it: {said}. This is why the program found what it did.",) if said else ()


def _changed(before: Statement, now: Statement) -> tuple[str, ...]:
    """Where the record of the database says otherwise than the text read alone."""
    fields = ("speaker", "role", "polarity", "modality")
    pairs = ((name, getattr(before, name), getattr(now, name)) for name in fields)
    return tuple(
        f"The database has the {name} {_value(stored)}; this text read alone gives {_value(found)}."
        for name, stored, found in pairs
        if stored != found
    )


def _value(value: str | None) -> str:
    return "none" if value is None else f"“{value}”"


def _chosen(explanations: tuple[Explanation, ...], wanted: str | None) -> tuple[Explanation, ...]:
    """The explanations of one statement, by its number from 1 or its id; all without either.

    Raises:
        QuoteattrError: there is no such statement.
    """
    if wanted is None:
        return explanations
    found = tuple(one for number, one in enumerate(explanations, 1) if wanted in (str(number), one.statement.id))
    if explanations and not found:
        raise QuoteattrError(f"there is no statement {wanted}; choose a number from 1 to {len(explanations)}, or an id")
    return found
