"""Answers from a database: what was found, or what was searched when nothing was.

In: records of a query. Out: them on standard output in the chosen format; without any, a sentence that
says what the database covers, because "not found" means nothing without it::

    print_answer(lookup(database, name), form, database, f"statements by “{name}”", near=name)
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

import typer

from quoteattr.queries import Filters, coverage
from quoteattr.rendering import Format, articles_of, render
from quoteattr.similar_names import near_names

Record = dict[str, Any]


def listed(filters: Filters, form: Format) -> Filters:
    """The filters of a list for people, which has each statement once; a program gets every record."""
    return replace(filters, once=True) if form in (Format.TABLE, Format.HTML) else filters


def print_answer(
    records: Iterable[Record],
    form: Format,
    database: Path,
    wanted: str,
    *,
    near: str | None = None,
    told: Iterable[str] = (),
) -> None:
    """Print the records.

    Args:
        records: of a query.
        form: how to print them.
        database: what the query was about, for an answer of nothing.
        wanted: what was looked for, as a phrase.
        near: a name to find similar ones of, when there are no records.
        told: sentences on what was looked for.
    """
    for sentence in told:
        typer.echo(sentence, err=form is not Format.TABLE)
    stream: Iterator[Record] = iter(records)
    first = list(islice(stream, 1))
    if not first:
        typer.echo(_nothing_found(database, wanted, near), err=form is not Format.TABLE)
        if form is Format.TABLE:
            return
    render(articles_of(chain(first, stream)), form, sys.stdout)


def _nothing_found(database: Path, wanted: str, near: str | None) -> str:
    names = near_names(database, near) if near else ()
    similar = f"\nSimilar names: {', '.join(names)}" if names else ""
    return f"No {wanted} in {database}.\n{coverage(database).sentence}{similar}"
