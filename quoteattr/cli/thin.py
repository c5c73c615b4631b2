"""`quoteattr thin`: a smaller attribution model that says what a trained one says.

In: a model and documents. Out: a model folder that `--model` takes::

    quoteattr thin model/ small/ articles.jsonl
"""

from pathlib import Path
from typing import Annotated

import typer

from quoteattr.cli.app import SKIPPED
from quoteattr.cli.options import Paths
from quoteattr.cli.reading import Reading
from quoteattr.cli.running import steps, with_training
from quoteattr.cli.summaries import reasons


def thin(
    model: Annotated[str, typer.Argument(metavar="sm|PATH", help="Trained model.", show_default=False)],
    output: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the smaller one goes.", show_default=False)],
    paths: Paths,
    reading: Reading,
    heads: Annotated[int, typer.Option(min=1, help="Attention heads that are left in each layer.")] = 5,
    neurons: Annotated[int, typer.Option(min=1, help="Neurons that are left in each layer.")] = 640,
    start: Annotated[
        str | None,
        typer.Option("--from", metavar="PATH", help="Smaller model made before, to teach further.", show_default=False),
    ] = None,
    epochs: Annotated[int, typer.Option(min=1, help="Passes over the documents.")] = 2,
    seed: Annotated[int, typer.Option(help="The same seed gives the same model.")] = 13,
    resume: Annotated[bool, typer.Option(help="Go on from the last checkpoint in the folder.")] = True,
) -> None:
    """Make a trained attribution model smaller and faster; needs: pip install "quoteattr[train]".

    The documents need no annotation: the smaller network learns from what the full one says of them.

    Example:
      quoteattr thin model/ small/ articles.jsonl
      quoteattr show article.txt --model small/
    """
    with with_training():
        from quoteattr.training.pruning import Thinness
        from quoteattr.training.thin import thin as make_thin
    from quoteattr.readers import Skipped, read_all

    skipped: list[Skipped] = []
    with steps(f"thinning {model}") as show:
        make_thin(
            model,
            read_all(paths, skipped.append, reading),
            output,
            thinness=Thinness(heads=heads, neurons=neurons),
            start=start,
            epochs=epochs,
            seed=seed,
            resume=resume,
            progress=show,
        )
    for line in reasons(skipped):
        typer.echo(line, err=True)
    if skipped:
        raise typer.Exit(SKIPPED)
