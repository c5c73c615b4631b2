"""A table for people: who does what with which words, in which role, and how sure that is.

In: articles. Out: for each a heading and a line a statement, cut to the width of the terminal; the quoted pieces of a
claim stand in it between their marks, and have no line of their own::

    write(articles, sys.stdout)

Colour only on a terminal; a denial is told by its word ("denies"), not by colour alone.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TextIO

from quoteattr.rendering.articles import (
    Article,
    clean,
    console_of,
    history_of,
    is_negated,
    pieces_within,
    role_of,
    speaker_of,
    verb_of,
)
from quoteattr.statements import Kind
from quoteattr.sureness import speaker_sureness, with_number, words_sureness

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

# Column, and the largest share of the width that it may take; the words take what the others leave.
COLUMNS = (("speaker", 0.15), ("role", 0.18), ("", 0.08), ("words", None))
# How sure, as wide as it is: in words with the number, and the number alone where the line is narrow.
SURE = ("words sure", "speaker sure")
WIDE = 120
HEADING_STYLE, NEGATED_STYLE, HISTORY_STYLE = "bold", "bold red", "dim"


def write(articles: Iterable[Article], out: TextIO) -> None:
    """Write a table for each article."""
    console = console_of(out)
    for article in articles:
        console.print(article.heading, style=HEADING_STYLE, no_wrap=True, overflow="ellipsis", crop=True)
        _print_statements(console, article)
        console.print()


def _print_statements(console: "Console", article: Article) -> None:
    if not article.records:
        console.print("  no statements found")
        return
    table = _table(console.width)
    pieces = pieces_within(article.records)
    for record in article.records:
        if record["id"] in pieces:
            continue
        table.add_row(*map(_cell, _row(record, console.width)), style=NEGATED_STYLE if is_negated(record) else None)
        history = history_of(record)
        if history:
            table.add_row("", "", "", _cell(f"↳ {history}", wrap=True), style=HISTORY_STYLE)
    console.print(table)


def _table(width: int) -> "Table":
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), expand=True, header_style="dim")
    for name, share in COLUMNS:
        most, ratio = (int(share * width), None) if share else (None, 1)
        table.add_column(name, max_width=most, ratio=ratio, no_wrap=True, overflow="ellipsis")
    for name in SURE:
        longest = with_number(0.99) if width >= WIDE else name.split()[0]
        table.add_column(name if width >= WIDE else name.split()[0], min_width=len(longest), no_wrap=True)
    return table


def _row(record: Mapping[str, Any], width: int) -> tuple[str, ...]:
    words = clean(record["text"])
    quoted = f"“{words}”" if record["kind"] == Kind.DIRECT else words
    sure: tuple[str, ...] = (words_sureness(record), speaker_sureness(record))
    if width < WIDE:
        sure = tuple(map(_number, sure))
    return speaker_of(record), role_of(record), verb_of(record), quoted, *sure


def _number(sure: str) -> str:
    """The number of what is sure, and nothing where there is none."""
    last = sure.rpartition(" ")[2]
    return last if last[0].isdigit() else ""


def _cell(words: str, *, wrap: bool = False) -> Any:
    from rich.text import Text

    return Text(words, no_wrap=False, overflow="fold") if wrap else Text(words)
