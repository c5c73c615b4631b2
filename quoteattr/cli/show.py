"""`quoteattr show`: the statements of documents, without a database.

In: paths. Out: a table, JSON, CSV or a page, and exit code 1 when something was skipped::

    quoteattr show article.html --html > article-quotes.html
"""

import sys

import typer

from quoteattr.cli.app import SKIPPED
from quoteattr.cli.options import All, Formatted, Models, Paths, Thoughts
from quoteattr.cli.reading import Reading
from quoteattr.cli.running import loaded
from quoteattr.cli.summaries import reasons
from quoteattr.readers import Skipped


def show(
    paths: Paths,
    form: Formatted,
    reading: Reading,
    models: Models,
    thoughts: Thoughts = False,
    everything: All = False,
) -> None:
    """Show who says what in documents, without a database.

    Example:
      quoteattr show article.txt
      quoteattr show articles/ --html > quotes.html
      cat article.txt | quoteattr show - --nl
    """
    skipped: list[Skipped] = []
    with loaded(models, time_limit=reading.time_limit) as annotator:
        from quoteattr.rendering import article_of, render
        from quoteattr.runs import extract_paths

        extractions = extract_paths(paths, annotator, skipped.append, reading)
        articles = (
            article_of(extraction, include_thoughts=thoughts, include_all=everything) for extraction in extractions
        )
        render(articles, form, sys.stdout)
    for line in reasons(skipped):
        typer.echo(line, err=True)
    if skipped:
        raise typer.Exit(SKIPPED)
