"""Bundles: a command takes one value, its users give the options that it is made of."""

from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from quoteattr.cli.options import unbundle


def chosen_size(
    width: Annotated[int, typer.Option(help="How wide.")] = 2, height: Annotated[int, typer.Option()] = 3
) -> int:
    return width * height


def area(name: str, size: Annotated[int, chosen_size], loud: Annotated[bool, typer.Option("--loud")] = False) -> None:
    """Print an area."""
    typer.echo(f"{name} {size}{'!' * loud}")


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (["field"], "field 6\n"),
        (["field", "--width", "5"], "field 15\n"),
        (["field", "--height", "1", "--loud"], "field 2!\n"),
    ],
)
def test_the_options_of_a_bundle_become_one_value(arguments: list[str], printed: str) -> None:
    app = typer.Typer()
    app.command()(unbundle(area))
    result = CliRunner().invoke(app, arguments)
    assert (result.exit_code, result.stdout) == (0, printed)


def test_a_command_without_bundles_is_left_alone() -> None:
    def plain(name: str) -> None: ...

    assert unbundle(plain) is plain
