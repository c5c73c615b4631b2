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
from quoteattr.cli.options import Database, Models
from quoteattr.cli.running import loaded
from quoteattr.readers.decoding import decode
from quoteattr.readers.sources import STDIN
from quoteattr.statements import ModelChoice

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
Draft = Annotated[
    Path | None,
    typer.Option(exists=True, dir_okay=False, metavar="FILE", help="A draft, in any format: every quote in it."),
]
Json = Annotated[bool, typer.Option("--json", help="Print a JSON list of verdicts.")]


def verify(
    database: Database, models: Models, quote: Words = None, speaker: Speaker = None, file: File = None,
    draft: Draft = None, as_json: Json = False,
) -> None:  # fmt: skip
    """Tell whether words were said: by whom, where first, and in which wordings.

    Exact is exact up to marks, case and spacing. The exit code is 0 when every quote was found as given: exact, or
    whole sentences of a longer quote; 1 when one was altered, cut, said by somebody else, denied, only reported
    without quotation marks, or not found. Of a draft, who it says speaks is asked about.

    Example:
      quoteattr verify quotes.db "We will reopen the ferry by May" --speaker Løvås
      quoteattr verify quotes.db --file draft-quotes.txt --json
      quoteattr verify quotes.db --draft article.docx
    """
    if [quote, file, draft].count(None) != 2 or (draft and speaker):
        raise typer.BadParameter("give a quote, or --file with one a line, or --draft alone; - reads standard input")
    if draft:
        _verify_draft(database, draft, models, as_json=as_json)
        return
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


def _verify_draft(database: Path, draft: Path, models: ModelChoice, *, as_json: bool) -> None:
    """Print a verdict for every quote of a draft; exit code 1 when one was not found as given."""
    with loaded(models) as annotator:
        from quoteattr.drafts import check_draft, draft_as_json, read_draft
        from quoteattr.rendering import verdicts as rendering

        checked = list(check_draft(database, read_draft(draft.read_bytes(), draft.name), annotator))
    if as_json:
        typer.echo(json.dumps([draft_as_json(one) for one in checked], ensure_ascii=False, indent=2))
    else:
        verdicts = [quote.verdict for one in checked for quote in one.quotes]
        typer.echo(f"{len(verdicts)} quotes in {draft.name}\n")
        rendering.write(verdicts, sys.stdout)
    if not all(one.as_given for one in checked):
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
