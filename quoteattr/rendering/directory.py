"""Speakers of a directory, as a table or as JSON.

In: entries. Out: for each a line with its id, names, roles and their dates, and counts::

    write_table(entries(path), sys.stdout)
"""

import json
from collections.abc import Iterable
from dataclasses import asdict
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Protocol, TextIO

from quoteattr.rendering.articles import clean

if TYPE_CHECKING:
    from quoteattr.directory import Entry

WIDTH_OF_A_FILE = 140  # characters a line where there is no terminal to ask
SHOWN_ID = 10  # characters of an id: enough to name one
MOST_ROLES = 4


class Dated(Protocol):
    """A role with the dates of its documents."""

    @property
    def role(self) -> str: ...  # noqa: D102

    @property
    def first(self) -> str | None: ...  # noqa: D102

    @property
    def last(self) -> str | None: ...  # noqa: D102


def write_json(found: "Iterable[Entry]", out: TextIO) -> None:
    """Write a JSON list."""
    json.dump([asdict(entry) for entry in found], out, ensure_ascii=False, indent=2)
    out.write("\n")


def write_table(found: "Iterable[Entry]", out: TextIO) -> None:
    """Write a line for each entry."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    width = None if out.isatty() else get_terminal_size((WIDTH_OF_A_FILE, 0)).columns
    console = Console(file=out, width=width, highlight=False, markup=False, emoji=False)
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("id", "name", "type", "statements", "documents", "roles"):
        number = name in {"statements", "documents"}
        table.add_column(name, no_wrap=name != "roles", overflow="fold", justify="right" if number else "left")
    for entry in found:
        told = "; ".join(map(held, entry.roles[:MOST_ROLES])) + ("; ..." if len(entry.roles) > MOST_ROLES else "")
        cells = (entry.id[:SHOWN_ID], entry.name, entry.type, str(entry.statements), str(entry.documents), told)
        table.add_row(*(Text(clean(cell)) for cell in cells))
    console.print(table)


def held(role: Dated) -> str:
    """A role and when it was held, as far as documents are dated: “mayor (2024-05-02 to 2026-01-31)”."""
    days = list(dict.fromkeys(date[:10] for date in (role.first, role.last) if date))
    return f"{role.role} ({' to '.join(days)})" if days else role.role
