"""Exports: documents with their statements for other programs, one module a format, but for CSV.

In: a database and what to take of it. Out: a file, a folder, or text on a stream. Each names the model and its digest::

    write(stored(Path("quotes.db"), filters=Filters(kind="direct")), Format.TEI, Path("quotes.xml"))

To add a format, add a module `as_NAME.py` with `write(found, out)`, and its name to `Format`.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from importlib import import_module
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from quoteattr.errors import QuoteattrError
from quoteattr.queries import NO_FILTERS, Filters, lookup, reading
from quoteattr.rendering import Article, article_of, render
from quoteattr.rendering import Format as Listing
from quoteattr.store.reading import Stored, document_ids, read_documents


class Format(StrEnum):
    """What an export can be; each has the module of its name in this folder."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    WEB_ANNOTATION = "webannotation"
    SCHEMA_ORG = "schemaorg"
    TEI = "tei"
    BRAT = "brat"
    SPACY = "spacy"

    @property
    def is_text(self) -> bool:
        """Whether it is one stream of text, which may go to standard output."""
        return self not in (Format.PARQUET, Format.BRAT, Format.SPACY)


def stored(path: Path, filters: Filters = NO_FILTERS) -> Iterator[Stored]:
    """Documents with the statements that a lookup with these filters finds.

    Without filters everything is given, thoughts and documents without statements included, but claims that
    say nothing that can be true or false; with `include_all` alone these, too.

    Raises:
        StoreError: the file is no database of quoteattr.
        QuoteattrError: a date that is none.
    """
    with reading(path) as connection:
        if replace(filters, include_all=False) == NO_FILTERS:
            whole = read_documents(connection, document_ids(connection))
            yield from whole if filters.include_all else map(_shown, whole)
            return
        for document, records in groupby(lookup(path, filters=filters), itemgetter("document_id")):
            wanted = {record["id"] for record in records}
            yield from (_narrowed(found, wanted) for found in read_documents(connection, [document]))


def _shown(found: Stored) -> Stored:
    """The document without claims that say nothing that can be true or false."""
    statements = found.extraction.statements
    wanted = {statement.id for statement in statements if statement.proposition is not False}
    return found if len(wanted) == len(statements) else _narrowed(found, wanted)


def _narrowed(found: Stored, wanted: set[str]) -> Stored:
    """The document with these statements only; a link to one that is left out is left out too."""
    extraction = found.extraction

    def kept(statement: Any) -> Any:
        links = ("claim_id", "parent_id", "same_as")
        lost = {name: None for name in links if (to := getattr(statement, name, None)) and to not in wanted}
        return replace(statement, **lost)

    quotes = tuple(kept(quote) for quote in extraction.quotes if quote.id in wanted)
    claims = tuple(kept(claim) for claim in extraction.claims if claim.id in wanted)
    said = {statement.speaker for statement in (*quotes, *claims)}
    speakers = tuple(speaker for speaker in extraction.speakers if speaker.name in said)
    return replace(found, extraction=replace(extraction, quotes=quotes, claims=claims, speakers=speakers))


def write(found: Iterable[Stored], form: Format, target: Path | None) -> None:
    """Writes the documents in a format.

    Args:
        found: of `stored`.
        form: the format.
        target: file or folder to write; None is standard output, for formats that are text.

    Raises:
        QuoteattrError: the format needs a file or folder, or a package that is not installed, or the target is there.
    """
    writer = _write_csv if form is Format.CSV else _writer(form)
    if target is None:
        if not form.is_text:
            raise QuoteattrError(f"{form} is not text; name a file or folder: --output quotes.{form}")
        writer(found, sys.stdout)
    elif form.is_text:
        with target.open("w", encoding="utf-8", newline="") as out:
            writer(found, out)
    else:
        writer(found, target)


def _writer(form: Format) -> Callable[[Iterable[Stored], Any], None]:
    """What the module of a format writes with."""
    writer: Callable[[Iterable[Stored], Any], None] = import_module(f"{__name__}.as_{form}").write
    return writer


def _write_csv(found: Iterable[Stored], out: Any) -> None:
    """A row a statement as `lookup --csv` prints it, with the model and its digest at the end."""
    render(map(_with_model, found), Listing.CSV, out)


def _with_model(stored: Stored) -> Article:
    article = article_of(stored.extraction)
    made = {name: stored.run[name] for name in ("version", "model", "model_digest")}
    return replace(article, records=tuple({**record, **made} for record in article.records))
