"""`quoteattr train`: an attribution model from annotated text.

In: a corpus. Out: a model folder that `--model` takes::

    quoteattr train corpus.jsonl model/
"""

from pathlib import Path
from typing import Annotated

import typer

from quoteattr.cli.options import Part, Texts
from quoteattr.cli.running import steps, with_training

Corpus = Annotated[Path, typer.Argument(exists=True, metavar="CORPUS", help="Annotated text.", show_default=False)]
Output = Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the model goes.")]


def train(
    corpus: Corpus,
    output: Output = Path("model"),
    base: Annotated[str, typer.Option(metavar="sm|lg", help="Encoder to start from.")] = "sm",
    epochs: Annotated[int, typer.Option(min=1, help="Passes over the corpus.")] = 5,
    seed: Annotated[int, typer.Option(help="The same seed gives the same model.")] = 13,
    teacher: Annotated[str | None, typer.Option(metavar="lg|PATH", help="Trained model to learn from, too.")] = None,
    start: Annotated[
        str | None, typer.Option("--from", metavar="sm|PATH", help="Trained model to train further.")
    ] = None,
    beside: Annotated[
        list[Path] | None,
        typer.Option(exists=True, metavar="FILE", help="What that model learned from; a third is rehearsed."),
    ] = None,
    texts: Texts = None,
    part: Part = None,
    augment: Annotated[bool, typer.Option(help="Vary names, quotation marks and letter case of the articles.")] = True,
    resume: Annotated[bool, typer.Option(help="Go on from the last checkpoint in the folder.")] = True,
) -> None:
    """Train an attribution model; needs: pip install "quoteattr[train]".

    Example:
      quoteattr train corpus.jsonl model/ --base sm --teacher lg
      quoteattr train corpora/press model/ --texts articles.jsonl --part train --from sm --beside corpus.jsonl
      quoteattr show article.txt --model model/
    """
    with with_training():
        from quoteattr.training.fit import train as fit
    with steps(f"training {output}") as show:
        fit(
            corpus,
            output,
            base=base,
            epochs=epochs,
            seed=seed,
            resume=resume,
            augment=augment,
            teacher=teacher,
            start=start,
            beside=beside or (),
            texts=texts or (),
            part=part,
            progress=show,
        )
