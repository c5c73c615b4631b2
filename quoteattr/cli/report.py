"""`quoteattr report`: chosen statements to take along, with their context, source, and how they were checked.

In: a database and ids of statements. Out: Markdown, HTML or DOCX::

    quoteattr report quotes.db 3e9cb84314349386 --output report.docx
"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from quoteattr.cli.app import SKIPPED
from quoteattr.cli.options import Database
from quoteattr.readers.sources import STDIN
from quoteattr.reports import Form

Ids = Annotated[
    list[str], typer.Argument(metavar="ID...", help="Ids of statements; - for standard input, an id a line.")
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="File to write; its suffix chooses the format.")
]


def report(
    database: Database,
    ids: Ids,
    form: Annotated[
        Form | None,
        typer.Option("--format", "-f", help="Format; Markdown unless the file name says otherwise."),
    ] = None,
    output: Output = None,
) -> None:
    """Write chosen statements as a report: context, publisher's link, date, confidence, and how each was checked.

    The exit code is 1 when there is no statement of one of the ids; the others are written.

    Example:
      quoteattr report quotes.db 3e9cb84314349386 > report.md
      quoteattr search quotes.db ferry --nl | jq -r .id | quoteattr report quotes.db - -o report.docx
    """
    from quoteattr.reports import render, report_of

    chosen = form or _by_suffix(output)
    if chosen is Form.DOCX and output is None:
        raise typer.BadParameter("DOCX is not text; name a file: --output report.docx")
    wanted = [line.strip() for line in sys.stdin] if ids == [STDIN] else ids
    made = report_of(database, filter(None, wanted))
    content = render(made, chosen)
    if output:
        output.write_bytes(content)
    else:
        typer.echo(content.decode(), nl=False)
    for identifier in made.missing:
        typer.echo(f"there is no statement {identifier}; it may have been extracted again: look it up anew", err=True)
    if made.missing:
        raise typer.Exit(SKIPPED)


def _by_suffix(output: Path | None) -> Form:
    """The format of a file name, Markdown without one."""
    suffix = output.suffix.lstrip(".").lower() if output else Form.MARKDOWN
    if suffix not in tuple(Form):
        raise typer.BadParameter(f"{output}: end the name in .{', .'.join(Form)}, or say --format")
    return Form(suffix)
