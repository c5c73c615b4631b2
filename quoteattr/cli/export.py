"""`quoteattr export`: documents with their statements, for other programs.

In: a database, filters, a format. Out: a file or folder, or text on standard output::

    quoteattr export quotes.db --speaker belousov --format tei --output belousov.xml
"""

from pathlib import Path
from typing import Annotated

import typer

from quoteattr.cli.options import Database, Filtered
from quoteattr.export import Format, stored, write

Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="PATH", help="File or folder to write; by default standard output."),
]


def export(
    database: Database,
    filters: Filtered,
    form: Annotated[Format, typer.Option("--format", "-f", help="What to write.")] = Format.JSONL,
    output: Output = None,
) -> None:
    """Write documents with their statements for other programs.

    Without filters everything is written, thoughts included, but claims that say nothing that can be true or false;
    --all adds these; with some filters, what a lookup with the same ones finds.
    Parquet and brat are folders, spacy is a binary file, the others are text. Every format names the model and its
    digest. `quoteattr load` reads jsonl and parquet back.

    Example:
      quoteattr export quotes.db > quotes.jsonl
      quoteattr export quotes.db --since 2026 --kind direct --format csv --output quotes.csv
      quoteattr export quotes.db --format parquet --output quotes/
    """
    write(stored(database, filters), form, output)
