"""`quoteattr show`: the statements of documents, without a database.

In: paths. Out: a table, JSON, CSV or a page, and exit code 1 when something was skipped::

    quoteattr show article.html --html > article-quotes.html
"""

import sys

import typer

from quoteattr.cli.app import SKIPPED
from quoteattr.cli.options import AsCsv, AsHtml, AsJson, AsNl, Model, Paths, SpacyModel, Thoughts, chosen_format
from quoteattr.cli.progress import progress


def show(
    paths: Paths,
    model: Model = "sm",
    spacy_model: SpacyModel = None,
    thoughts: Thoughts = False,
    as_json: AsJson = False,
    as_nl: AsNl = False,
    as_csv: AsCsv = False,
    as_html: AsHtml = False,
) -> None:
    """Show who says what in documents, without a database.

    Example:
      quoteattr show article.txt
      quoteattr show articles/ --html > quotes.html
      cat article.txt | quoteattr show - --nl
    """
    form = chosen_format(json=as_json, nl=as_nl, csv=as_csv, html=as_html)
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
