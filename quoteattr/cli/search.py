"""`quoteattr search`: statements that hold given words.

In: a database and words. Out: the statements that hold all of them, best match first, and what was taken for what::

    quoteattr search quotes.db '"joint exercises" iran' --speaker "President Ayala"
"""

from typing import Annotated

import typer

from quoteattr.cli.options import Database, Filtered, Formatted, SortedBy
from quoteattr.queries import Sort


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
    sort: SortedBy = None,
) -> None:
    """Search the words of all statements, best match first.

    Words are found in all their forms, "phrases in double quotes" and beginnings of words (tax*) as they stand. A word
    that is in no statement is taken for the ones most like it, or left out; where no statement holds all the words,
    those are given that hold most of them; either is said. A denial is found too, and says that it is one. With
    --limit, of more than 20,000 statements the newest are given: to find the best, all of them would be read.

    Example:
      quoteattr search quotes.db "night shift" --speaker "Mr Penhale" --sort date
      quoteattr search quotes.db 'rust* bridge' --since 2026-03 --json
    """
    from quoteattr import searching
    from quoteattr.cli.answers import listed, print_answer

    found = searching.search(database, words, listed(filters, form), sort=sort or Sort.MATCH)
    wanted = f"statements with “{words}”"
    if filters.speaker:
        wanted += f" by “{filters.speaker}”"
    print_answer(found, form, database, wanted, near=filters.speaker, told=found.told)
