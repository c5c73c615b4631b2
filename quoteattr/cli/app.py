"""The application that the commands belong to, and the edge at which errors become messages.

In: the arguments of the process. Out: its exit code::

    main()
"""

import inspect
import os
import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from quoteattr import __version__
from quoteattr.cli.bundles import unbundle
from quoteattr.errors import QuoteattrError

MISUSE = 2
SKIPPED = 1


class Commands(TyperGroup):
    """The commands; an error that they raise on purpose becomes one line and exit code 2."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except QuoteattrError as error:
            typer.echo(f"Error: {error}", err=True)
            raise typer.Exit(MISUSE) from error


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain help: the same in a terminal, in a file and in docs/cli.md
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def register(command: Callable[..., None]) -> None:
    """Make a function a command; its docstring is the help, whose `Example:` goes below the options."""
    description, _, example = (inspect.getdoc(command) or "").partition("\n\nExample:\n")
    app.command(help=description, epilog=f"\b\nExample:\n{example}")(unbundle(command))


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
    try:
        app(prog_name="quoteattr")
    except BrokenPipeError:
        # The reader of our output (`| head`) has had enough. Python would complain again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
