"""Explanations for people: who was weighed, with what chance and why, and what the steps made of a statement.

In: explanations of explaining.py. Out: for each a heading, a table of candidates and a line for each further question::

    write(explain(document, nlp), sys.stdout)

The chosen candidate is told by a mark, not by colour alone.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from quoteattr.explanations import Change, Considered, Explanation
from quoteattr.rendering.articles import clean, console_of, speaker_of, verb_of
from quoteattr.statements import Kind, as_record
from quoteattr.sureness import UNSETTLED, with_number

if TYPE_CHECKING:
    from rich.table import Table

CHOSEN, OTHER, NONE = "→", " ", "none"
INDENT = (0, 0, 0, 2)
COLUMNS = ("", "candidate", "chance", "speaks for it", "speaks against it")


def write(explanations: Iterable[Explanation], out: TextIO) -> None:
    """Write each explanation."""
    from rich.padding import Padding

    console = console_of(out)
    found = tuple(explanations)
    if not found:
        console.print("no statements found")
    for number, explanation in enumerate(found, 1):
        place = f"{number}. " if len(found) > 1 else ""
        console.print(f"{place}{heading_of(explanation)}", style="bold")
        console.print(Padding(_candidates(explanation), INDENT, expand=False))
        if explanation.others:
            console.print(f"  and {explanation.others} more, each less likely", style="dim")
        console.print(Padding(_facts(explanation), INDENT, expand=False))
        console.print()


def heading_of(explanation: Explanation) -> str:
    """Who says what, with the id of the statement."""
    record = {**as_record(explanation.statement), "review": None}
    words = clean(record["text"])
    quoted = f"“{words}”" if record["kind"] == Kind.DIRECT else words
    return f"{record['id']} · {speaker_of(record)} {verb_of(record)} {quoted}"


def _candidates(explanation: Explanation) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in COLUMNS:
        table.add_column(name, overflow="fold", no_wrap=name == "chance")
    for one in explanation.considered:
        table.add_row(*map(Text, _row(one)), style="bold" if one.chosen else None)
    return table


def _row(one: Considered) -> tuple[str, ...]:
    chance = "" if one.chance is None else with_number(one.chance)
    name = UNSETTLED if one.name is None else clean(one.name)
    return CHOSEN if one.chosen else OTHER, name, chance, "; ".join(one.speaks_for), "; ".join(one.speaks_against)


def _facts(explanation: Explanation) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, words in facts_of(explanation):
        table.add_row(name, Text(clean(words)))
    return table


def facts_of(explanation: Explanation) -> Iterator[tuple[str, str]]:
    """All but the candidates, as names and sentences."""
    statement = explanation.statement
    yield "decided by", explanation.decided
    if explanation.role is not None:
        yield "role", f"{statement.role}: {explanation.role}"
    if explanation.roles:
        weighed = ", ".join(map(_phrase, explanation.roles))
        fuller = any(one.chosen for one in explanation.roles) and not explanation.roles[0].chosen
        yield (
            "" if explanation.role else "role",
            f"weighed: {weighed}{'; of those nearly as likely the one that tells most' if fuller else ''}",
        )
    act = f"{statement.polarity.replace('_', ' ')}, {statement.modality}"
    yield "polarity", f"{act}: {explanation.polarity}" if explanation.polarity else act
    yield "found", f"{explanation.found}; the words are {with_number(statement.confidence)}"
    yield from (("step", _told(change)) for change in explanation.changes)
    yield from (("note", note) for note in explanation.notes)


def _phrase(one: Considered) -> str:
    """`“harbour minister” 0.93`."""
    name = f"“{one.name}”" if one.name else "no role"
    return name if one.chance is None else f"{name} {one.chance:.2f}"


def _told(change: Change) -> str:
    """`scorer: speaker “Ann Lee” → none (two fit alike)`."""
    before, after = (f"“{value}”" if value else NONE for value in (change.before, change.after))
    reason = f" ({change.reason})" if change.reason else ""
    return f"{change.step}: {change.field} {before} → {after}{reason}"
