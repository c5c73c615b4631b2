"""Speakers of a directory, as a table.

In: entries. Out: for each a line with its id, names, roles and their dates, and counts::

    write_table(entries(path), sys.stdout)
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol, TextIO

from quoteattr.rendering.articles import clean, console_of

if TYPE_CHECKING:
    from quoteattr.entries import DirectoryEntry, EntryPart, HeldRole

SHOWN_ID = 10  # characters of an id: enough to name one
MOST_ROLES = 4
CERTAIN = 0.995  # a chance that is written 1.00


class Dated(Protocol):
    """A role with the dates of its documents."""

    @property
    def role(self) -> str: ...  # noqa: D102

    @property
    def first(self) -> str | None: ...  # noqa: D102

    @property
    def last(self) -> str | None: ...  # noqa: D102


def write_table(found: "Iterable[DirectoryEntry]", out: TextIO) -> None:
    """Write a line for each entry."""
    from rich.table import Table
    from rich.text import Text

    console = console_of(out)
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("id", "name", "type", "statements", "documents", "roles"):
        number = name in {"statements", "documents"}
        table.add_column(name, no_wrap=name != "roles", overflow="fold", justify="right" if number else "left")
    for entry in found:
        shown = sorted(_main_roles(entry, MOST_ROLES), key=lambda role: role.first or "")
        told = "; ".join(map(held, shown)) + ("; ..." if len(entry.roles) > MOST_ROLES else "")
        cells = (entry.id[:SHOWN_ID], entry.name, entry.type, str(entry.statements), str(entry.documents), told)
        table.add_row(*(Text(clean(cell)) for cell in cells))
    console.print(table)


def write_records(found: "Sequence[DirectoryEntry]", out: TextIO, *, others: int = 0) -> None:
    """Write the first entry with all that is known of it, and a line for each of those that share the name.

    Args:
        found: the best match first.
        out: where to.
        others: how many more there are.
    """
    for at, entry in enumerate(found):
        out.write(f"{clean(_headline(entry) if at == 0 else f'also: {_headline(entry)}')}\n")
        out.writelines(f"  {clean(line)}\n" for line in (_details(entry) if at == 0 else ()))
    if others:
        out.write(f"and {others} more; `quoteattr speakers` lists them\n")


def _headline(entry: "DirectoryEntry") -> str:
    roles = _main_roles(entry, 1)
    told = f", {held(roles[0])}" if roles else ""
    may = f"; may be {entry.near[0].name} ({entry.near[0].chance:.2f})" if entry.near else ""
    counts = f"{_counted(entry.statements, 'statement')} in {_counted(entry.documents, 'document')}"
    return f"{entry.name}{told}: {counts} [{entry.id[:SHOWN_ID]}]{may}"


def _details(entry: "DirectoryEntry") -> "Iterator[str]":
    if len(entry.parts) > 1:
        yield "called " + "; ".join(_part(part) for part in entry.parts)
    if len(roles := _main_roles(entry, MOST_ROLES)) > 1:
        yield "roles " + "; ".join(map(held, sorted(roles, key=lambda role: role.first or "")))
    for each in entry.identifiers:
        told = f", {each.description}" if each.description else ""
        yield f"on a list: {each.identifier} ({each.name}{told}; {each.source}; chance {each.chance:.2f})"
    for near in entry.near:
        yield f"may be the same: {near.name} [{near.id[:SHOWN_ID]}], chance {near.chance:.2f} ({near.reason})"


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'s' * (number != 1)}"


def _part(part: "EntryPart") -> str:
    sure = f", chance from {part.chance:.2f}" if part.chance is not None and part.chance < CERTAIN else ""
    return f"{part.name} ({_counted(part.documents, 'document')}{sure})"


def _main_roles(entry: "DirectoryEntry", most: int) -> list["HeldRole"]:
    """The roles that most documents state."""
    return sorted(entry.roles, key=lambda role: (-role.documents, role.role))[:most]


def held(role: Dated) -> str:
    """A role and when it was held, as far as documents are dated: “mayor (2024-05-02 to 2026-01-31)”."""
    days = list(dict.fromkeys(date[:10] for date in (role.first, role.last) if date))
    return f"{role.role} ({' to '.join(days)})" if days else role.role
