"""`quoteattr show`: the statements of documents, without a database.

In: paths. Out: a table, JSON, CSV or a page, and exit code 1 when something was skipped::

    quoteattr show article.html --html > article-quotes.html
"""

import sys

import typer

from quoteattr.cli.app import SKIPPED
from quoteattr.cli.options import Formatted, Model, Paths, SpacyModel, Thoughts
from quoteattr.cli.progress import progress


def show(
    paths: Paths,
    form: Formatted,
    model: Model = "sm",
    spacy_model: SpacyModel = None,
    thoughts: Thoughts = False,
) -> None:
    """Show who says what in documents, without a database.

    Example:
      quoteattr show article.txt
      quoteattr show articles/ --html > quotes.html
      cat article.txt | quoteattr show - --nl
    """
    with progress("loading the model"):
        from quoteattr.pipeline import load
        from quoteattr.readers import Skipped
        from quoteattr.rendering import article_of, render
        from quoteattr.runs import extract_paths

        nlp = load(model, spacy_model=spacy_model)
    skipped: list[Skipped] = []
    extractions = extract_paths(paths, nlp, skipped.append)
    articles = (article_of(extraction, include_thoughts=thoughts) for extraction in extractions)
    render(articles, form, sys.stdout)
    for found in skipped:
        typer.echo(f"skipped {found.address or 'standard input'}: {found.reason}", err=True)
    if skipped:
        raise typer.Exit(SKIPPED)
