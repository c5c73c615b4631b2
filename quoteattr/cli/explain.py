"""`quoteattr explain`: why a statement has this speaker, role and polarity.

In: a database and the id of a statement, or a document. Out: for each statement who was weighed, with chances and
evidence, and what the steps made of it::

    quoteattr explain quotes.db 3e9cb84314349386
    quoteattr explain article.txt --statement 2
"""

import json
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quoteattr.cli.app import SKIPPED
from quoteattr.cli.options import Models, OnePath, is_database
from quoteattr.cli.reading import Reading
from quoteattr.cli.running import progress
from quoteattr.cli.summaries import reasons
from quoteattr.readers import Skipped
from quoteattr.statements import DEFAULT_MODELS, ModelChoice

if TYPE_CHECKING:
    from spacy.language import Language

Id = Annotated[str | None, typer.Argument(metavar="ID", help="Id of a statement of a database.", show_default=False)]
Wanted = Annotated[
    str | None, typer.Option("--statement", metavar="N", help="In a document, only this statement, by number or id.")
]
Json = Annotated[bool, typer.Option("--json", help="Print a JSON list of explanations.")]


def explain(
    path: OnePath,
    models: Models,
    reading: Reading,
    identifier: Id = None,
    statement: Wanted = None,
    as_json: Json = False,
) -> None:
    """Tell why a statement has this speaker, role and polarity.

    PATH is a database, whose statement ID is explained, or a document. The text is read anew: a statement of a database
    with the model that found it, unless --model names another one; where that cannot be had, what the record keeps is
    told.

    Example:
      quoteattr explain quotes.db 3e9cb84314349386
      quoteattr explain article.txt --statement 2
      quoteattr explain article.txt --json
    """
    if identifier is None and is_database(Path(path)):
        raise typer.BadParameter("to explain a statement of a database, give its ID")
    from quoteattr import explaining
    from quoteattr.explanations import Explanation
    from quoteattr.explanations import as_json as json_of
    from quoteattr.rendering import explanations as rendering

    skipped: list[Skipped] = []
    found: tuple[Explanation, ...]
    if identifier is not None:
        stored = explaining.read_stored(Path(path), identifier)
        chosen = models.model if models.model != DEFAULT_MODELS.model else stored.run["model"]
        found = (explaining.explain_stored(stored, lambda: _loaded(replace(models, model=chosen))),)
    else:
        found = explaining.explain_path(path, _loaded(models), skipped.append, reading, wanted=statement)
    if as_json:
        typer.echo(json.dumps([json_of(one) for one in found], ensure_ascii=False, indent=2))
    else:
        rendering.write(found, sys.stdout)
    for line in reasons(skipped):
        typer.echo(line, err=True)
    if skipped:
        raise typer.Exit(SKIPPED)


def _loaded(models: ModelChoice) -> "Language":
    """The pipeline, loaded behind a progress bar."""
    with progress("loading the model"):
        from quoteattr.pipeline import load

        return load(**asdict(models))
