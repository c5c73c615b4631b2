"""`quoteattr reviews`: what reviewers have said, and what they should look at next.

In: a database. Out: the reviews, or the queue of what is doubtful::

    quoteattr reviews quotes.db
    quoteattr reviews quotes.db queue --order most-seen
"""

import sys
from typing import Annotated

import typer

from quoteattr.cli import options
from quoteattr.doubts import SURE, Order


def reviews(
    context: typer.Context,
    database: options.Database,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list.")] = False,
) -> None:
    """List the newest review of each statement, or what is doubtful and waits for one (queue).

    Example:
      quoteattr reviews quotes.db
      quoteattr reviews quotes.db queue --order most-seen
    """
    context.obj = database
    if context.invoked_subcommand is None:
        from quoteattr.queries import latest_reviews
        from quoteattr.rendering.articles import clean
        from quoteattr.rendering.data import write_records

        found = latest_reviews(database)
        if as_json:
            write_records(found, "json", sys.stdout)
            return
        for row in found:
            note = f" ({row['note']})" if row["note"] else ""
            told = f"{row['speaker'] or '?'}: {row['text']}{note}"
            typer.echo(clean(f"{row['created'][:16]}  {row['reviewer']}  {row['judgement']}  {told}"))


def queue(
    context: typer.Context,
    form: options.Formatted,
    order: Annotated[Order, typer.Option(help="What comes first.")] = Order.LEAST_SURE,
    below: Annotated[
        float, typer.Option(metavar="0..1", min=0, max=1, help="Only what is less sure than this.")
    ] = SURE,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="At most this many.")] = 50,
) -> None:
    """Print what is doubtful and nobody has reviewed.

    Sure is the lower of two: that the words are a statement, and that it is this speaker. The most seen are
    utterances that stand in several documents, each once.

    Example:
      quoteattr reviews quotes.db queue --limit 20
    """
    from quoteattr.doubts import doubts
    from quoteattr.rendering import articles_of, render

    render(articles_of(doubts(context.obj, order, below=below, limit=limit)), form, sys.stdout)


ACTIONS = (queue,)
