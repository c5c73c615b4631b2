"""`quoteattr verify`: was it said?

In: a database and quotes, from the command line, a file or standard input. Out: a verdict for each with the closest
wordings, and what was searched; exit code 0 when each was found as given, 1 when one was not::

    quoteattr verify quotes.db "We will reopen the ferry by May" --speaker Løvås
"""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from quoteattr.cli.app import SKIPPED
from quoteattr.cli.options import Database
from quoteattr.readers.decoding import decode
from quoteattr.readers.sources import STDIN

Words = Annotated[
    str | None,
    typer.Argument(
        metavar="QUOTE",
        help="The words; … for words left out, [brackets] for words replaced; - for standard input, a quote a line.",
    ),
]
Speaker = Annotated[str | None, typer.Option(metavar="NAME", help="Who is supposed to have said it, by any name.")]
File = Annotated[
    Path | None,
    typer.Option("--file", "-f", exists=True, dir_okay=False, metavar="FILE", help="Quotes to verify, one a line."),
]
Json = Annotated[bool, typer.Option("--json", help="Print a JSON list of verdicts.")]


def verify(
    database: Database, quote: Words = None, speaker: Speaker = None, file: File = None, as_json: Json = False
) -> None:
    """Tell whether words were said: by whom, where first, and in which wordings.

    Exact is exact up to marks, case and spacing. The exit code is 0 when every quote was found as given: exact, or
    whole sentences of a longer quote; 1 when one was altered, cut, said by somebody else, denied, only reported
    without quotation marks, or not found.

    Example:
      quoteattr verify quotes.db "We will reopen the ferry by May" --speaker Løvås
      quoteattr verify quotes.db --file draft-quotes.txt --json
    """
    if (quote is None) == (file is None):
        raise typer.BadParameter("give a quote, or --file with one a line; - reads standard input")
    from quoteattr.rendering import verdicts as rendering
    from quoteattr.verify import as_json as json_of
    from quoteattr.verify import verify_all

    verdicts = list(verify_all(database, _sentences(quote, file), speaker=speaker))
    if as_json:
        typer.echo(json.dumps([json_of(verdict) for verdict in verdicts], ensure_ascii=False, indent=2))
    else:
        rendering.write(verdicts, sys.stdout)
    if not all(verdict.as_given for verdict in verdicts):
        raise typer.Exit(SKIPPED)


def _sentences(quote: str | None, file: Path | None) -> list[str]:
    """The quotes to verify, one a line where they come from a file or standard input."""
    if quote is not None and quote != STDIN:
        return [quote]
    content = file.read_bytes() if file else sys.stdin.buffer.read()
    lines = [line.strip() for line in decode(content).splitlines()]
    if not any(lines):
        raise typer.BadParameter(f"{file or 'standard input'} holds no quote; write one a line")
    return [line for line in lines if line]
