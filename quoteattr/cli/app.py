"""The application that the commands belong to, and the edge at which errors become messages.

In: the arguments of the process. Out: its exit code::

    main()
"""

import gc
import inspect
import os
import sys
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from quoteattr import __version__
from quoteattr.cli.options import unbundle
from quoteattr.errors import QuoteattrError

MISUSE = 2
SKIPPED = 1
# Objects made between two searches for garbage; at Python's 700 the searches take an eighth of the time that it takes
# to start, and nearly all that is made then stays.
BETWEEN_COLLECTIONS = 50_000
INTERRUPTED = 130  # as shells report a program that Ctrl-C ended


class Commands(TyperGroup):
    """The commands; an error that they raise on purpose becomes one line and exit code 2."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except QuoteattrError as error:
            typer.echo(f"Error: {error}", err=True)
            raise typer.Exit(MISUSE) from error
        except KeyboardInterrupt as error:
            typer.echo("interrupted", err=True)
            raise typer.Exit(INTERRUPTED) from error


class Actions(TyperGroup):
    """A command with commands of its own, whose options may also stand behind its arguments."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments; what follows an action is the action's. The action may stand before the database."""
        own = any(parameter.param_type_name == "argument" for parameter in self.params)
        if (
            own
            and len(args) > 1
            and args[0] in self.commands
            and args[1] not in self.commands
            and not args[1].startswith("-")
        ):
            args = [args[1], args[0], *args[2:]]
        ctx.allow_interspersed_args = not any(arg in self.commands for arg in args)
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain help: the same in a terminal, in a file and in docs/cli.md
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def register(command: Callable[..., None], actions: Sequence[Callable[..., None]] = ()) -> None:
    """Make a function a command; its docstring is the help, whose `Example:` goes below the options.

    Args:
        command: the command; with actions, what it does without one.
        actions: commands of its own, after its arguments: `speakers quotes.db merge ...`.
    """
    if not actions:
        app.command(**_help_of(command))(unbundle(command))
        return
    group = typer.Typer(cls=Actions, rich_markup_mode=None, invoke_without_command=True)
    group.callback(**_help_of(command))(unbundle(command))
    for action in actions:
        group.command(name_of(action), **_help_of(action))(unbundle(action))
    app.add_typer(group, name=name_of(command))


def name_of(command: Callable[..., None]) -> str:
    """The name of a command: that of its function, which may end in _ where Python has the word for itself."""
    return command.__name__.rstrip("_").replace("_", "-")


def _help_of(command: Callable[..., None]) -> dict[str, Any]:
    description, _, example = (inspect.getdoc(command) or "").partition("\n\nExample:\n")
    return {"help": description, "epilog": f"\b\nExample:\n{example}"}


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"quoteattr {__version__}")
        raise typer.Exit


@app.callback(epilog="\b\nExample:\n  quoteattr extract quotes.db articles/\n  quoteattr lookup quotes.db 'Ana Ruiz'")
def quoteattr(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Find quotes and reported claims in news, and who said them, in which role."""


def main() -> None:
    """Run the command that the arguments name."""
    gc.set_threshold(BETWEEN_COLLECTIONS)
    _leave_out_spacy_commands()
    try:
        app(prog_name="quoteattr")
    except BrokenPipeError:
        # The reader of our output (`| head`) has had enough. Python would complain again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _leave_out_spacy_commands() -> None:
    """Let spaCy be imported without its own command line, a third of its time: of that it wants one function only."""
    unused = ModuleType("spacy.cli.info")
    unused.__dict__["info"] = None
    sys.modules.setdefault(unused.__name__, unused)
