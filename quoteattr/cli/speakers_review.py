"""`quoteattr speakers ... review` and `... link`: what people are asked about speakers, and lists of known people.

In: a database, and answers or a list. Out: questions with their reasons, the least sure first; what was decided::

    quoteattr speakers quotes.db review
    quoteattr speakers quotes.db review --accept-above 0.9
    quoteattr speakers quotes.db link people.csv
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quoteattr.cli.options import Note, only_format
from quoteattr.rendering import Format

if TYPE_CHECKING:
    from quoteattr.suggestions import Suggestion

Ids = Annotated[list[str] | None, typer.Option(metavar="ID", help="Id of a suggestion; may be repeated.")]
Above = Annotated[
    float | None, typer.Option(metavar="0..1", min=0, max=1, help="Accept all that are this sure or surer.")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The answers that options give; None and empty where there are none.

    Attributes:
        accept, reject: ids of suggestions.
        above: the chance from which on all are accepted.
    """

    accept: tuple[str, ...]
    reject: tuple[str, ...]
    above: float | None


def chosen_answers(
    accept: Ids = None,
    reject: Ids = None,
    accept_above: Above = None,
    all_: Annotated[bool, typer.Option("--all", help="Accept all.")] = False,
) -> Answers | None:
    """What the options answer; None without any."""
    above = 0.0 if all_ else accept_above
    given = Answers(accept=tuple(accept or ()), reject=tuple(reject or ()), above=above)
    return given if given.accept or given.reject or above is not None else None


def chosen_listing(
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list, and ask nothing.")] = False,
    as_nl: Annotated[bool, typer.Option("--nl", help="Print one JSON object a line, and ask nothing.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV, and ask nothing.")] = False,
) -> Format | None:
    """The format that the options name; None without one."""
    return only_format({Format.JSON: as_json, Format.NL: as_nl, Format.CSV: as_csv})


def review(
    context: typer.Context,
    answers: Annotated[Answers | None, chosen_answers],
    listing: Annotated[Format | None, chosen_listing],
    limit: Annotated[int | None, typer.Option(metavar="N", min=1, help="At most this many questions.")] = None,
    note: Note = None,
) -> None:
    """Answer what is not sure about speakers: who may be one, who has been taken for one, who may be on a list.

    At a terminal each question waits for y (yes), n (no), s (skip) or q (quit); elsewhere the questions are listed.
    Answers are decisions: they last over new extractions, and `undo` takes them back.

    Example:
      quoteattr speakers quotes.db review
      quoteattr speakers quotes.db review --accept-above 0.9
      quoteattr speakers quotes.db review --json > questions.json
    """
    from quoteattr.rendering.suggestions import write
    from quoteattr.suggestions import suggestions

    found = suggestions(context.obj)
    if answers:
        _answer(context.obj, found, answers, note)
    elif listing is None and _at_terminal():
        _ask(context.obj, found[:limit], note)
    else:
        write(found[:limit], listing or Format.TABLE, sys.stdout)


def _at_terminal() -> bool:
    return sys.stdin.isatty()


def _answer(database: Path, found: "Sequence[Suggestion]", answers: Answers, note: str | None) -> None:
    """Answer as options say; what is rejected by its id is not accepted with the others."""
    from quoteattr.suggestions import answer, chosen_by_id, suggestions

    no = [*chosen_by_id(found, answers.reject)]
    sure = [each for each in found if answers.above is not None and each.chance >= answers.above]
    yes = [each for each in dict.fromkeys((*chosen_by_id(found, answers.accept), *sure)) if each not in no]
    answer(database, accepted=yes, rejected=no, note=note)
    typer.echo(f"accepted: {len(yes)}, rejected: {len(no)}, open: {len(suggestions(database))}")


def _ask(database: Path, found: "Sequence[Suggestion]", note: str | None) -> None:
    """Put the questions one after the other; each answer counts at once."""
    from quoteattr.suggestions import answer

    for at, each in enumerate(found, start=1):
        typer.echo(f"{at} of {len(found)}  {each.question}")
        typer.echo(f"  chance {each.chance:.2f}: {each.reason}")
        reply = typer.prompt("  y, n, s or q", default="s", show_default=False).strip().casefold()[:1]
        if reply == "q":
            break
        if reply in ("y", "n"):
            yes, no = ([each], []) if reply == "y" else ([], [each])
            for number, _ in answer(database, accepted=yes, rejected=no, note=note):
                typer.echo(f"  kept as decision {number}")


def link(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, metavar="FILE", help="CSV with a heading.")],
) -> None:
    """Tie speakers to a list of known people and bodies, such as members of parliament with their Wikidata ids.

    Columns are name, identifier, and where there are any other names (apart by semicolons), description, from,
    until, party, country, type (person or organization; where it is empty, the name decides). The list stays in the
    database, for what is extracted later, and takes the place of an earlier one of the same file name. What is not sure
    is asked by `review`.

    Example:
      quoteattr speakers quotes.db link people.csv
    """
    from quoteattr.authority import link as link_list

    report = link_list(context.obj, file)
    typer.echo(f"entries: {report.entries}, speakers tied: {report.tied} ({report.exact} by the exact name)")
    if report.asked:
        typer.echo(f"not sure: {report.asked}; see `quoteattr speakers {context.obj} review`")
