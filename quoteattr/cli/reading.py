"""Options that say how documents are read, for every command that reads some, as one value.

In: the options of a command. Out: `ReadOptions`, or a message about what cannot be meant::

    def show(paths: Paths, reading: Reading) -> None: ...
"""

from typing import Annotated

import typer

from quoteattr.errors import ReadError
from quoteattr.readers import ReadOptions
from quoteattr.readers.dates import iso_date
from quoteattr.readers.options import parse_mapping
from quoteattr.readers.registry import OWN

# Characters; parser and entity recogniser take about 1 GB for a text of this length.
LONGEST = 1_000_000
TIME_LIMIT = 600.0

TextColumn = Annotated[
    str | None, typer.Option(metavar="NAME", help="Column of a table, or key of JSON, that holds the text.")
]
Map = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="FIELD=NAME", help="Column or key of another field, such as outlet=paper."),
]
Format = Annotated[str | None, typer.Option("--format", metavar="NAME", help=f"Read everything as {', '.join(OWN)}.")]
Outlet = Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Outlet for documents that name none.")]
Byline = Annotated[str | None, typer.Option("--byline", metavar="NAME", help="Author for documents that name none.")]
Published = Annotated[
    str | None, typer.Option("--published", metavar="DATE", help="Date for documents that have none.")
]
AnyLanguage = Annotated[bool, typer.Option("--any-language", help="Also documents that are not in English.")]
AllowPrivate = Annotated[bool, typer.Option("--allow-private", help="Also web addresses in private networks.")]
TimeLimit = Annotated[
    float, typer.Option("--time-limit", metavar="SECONDS", min=1, help="How long one document may take.")
]
SizeLimit = Annotated[
    int, typer.Option("--size-limit", metavar="CHARACTERS", min=1, max=LONGEST, help="How long one document may be.")
]


def read_options(
    text_column: TextColumn = None,
    mapping: Map = None,
    reader: Format = None,
    outlet: Outlet = None,
    byline: Byline = None,
    published: Published = None,
    any_language: AnyLanguage = False,
    allow_private: AllowPrivate = False,
    time_limit: TimeLimit = TIME_LIMIT,
    size_limit: SizeLimit = LONGEST,
) -> ReadOptions:
    """What the options say.

    Raises:
        ReadError: a format or a field that does not exist, or a date that is none.
    """
    if reader and reader not in OWN:
        raise ReadError(f"--format {reader}: choose one of {', '.join(OWN)}")
    if published and not iso_date(published):
        raise ReadError(f"--published: “{published}” is not a date; write it as 2026-01-31, 2026-01 or 2026")
    stated = {"outlet": outlet, "byline": byline, "published": published}
    return ReadOptions(
        columns=parse_mapping(mapping or [], text_column),
        defaults={name: value for name, value in stated.items() if value},
        any_language=any_language,
        allow_private=allow_private,
        format=reader,
        time_limit=time_limit,
        size_limit=size_limit,
    )


Reading = Annotated[ReadOptions, read_options]
