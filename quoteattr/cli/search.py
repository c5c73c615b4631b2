"""`quoteattr search`: statements that hold given words.

In: a database and words. Out: the statements that hold all of them, best match first::

    quoteattr search quotes.db '"joint exercises" iran'
"""

from typing import Annotated

import typer

from quoteattr.cli.options import Database, Filtered, Formatted


def search(
    database: Database,
    words: Annotated[
        str,
        typer.Argument(
            metavar="WORDS", help="Words, “phrases in quotes”, or beginnings of words (tax*).", show_default=False
        ),
    ],
    filters: Filtered,
    form: Formatted,
) -> None:
    """Search the words of all statements, best match first.

    A denial is found too, and says that it is one. With --limit, words that more than 20,000 statements hold give
    those that were stored last: to find the best of so many, all of them would be read.

    Example:
      quoteattr search quotes.db "night shift"
      quoteattr search quotes.db 'rust* bridge' --since 2026-03 --json
    """
    from quoteattr import queries
    from quoteattr.cli.answers import listed, print_answer

    records = queries.search(database, words, listed(filters, form))
    print_answer(records, form, database, f"statements with “{words}”")
