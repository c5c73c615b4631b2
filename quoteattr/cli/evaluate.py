"""`quoteattr evaluate`: how right the extractor is on annotated text.

In: annotated text, and predictions of another program if those shall be scored. Out: a table of figures;
exit code 1 when the floor is not reached::

    quoteattr evaluate gold.jsonl --predictions out.jsonl --floor 92
"""

from pathlib import Path
from typing import Annotated

import typer

from quoteattr.cli.app import SKIPPED
from quoteattr.cli.options import Model, SpacyModel
from quoteattr.cli.progress import progress

# What --floor holds: the figure that falls both when quotes are missed and when they are misattributed.
FLOOR_OF = "quotes attributed F1"

Gold = Annotated[
    list[Path],
    typer.Argument(
        exists=True, metavar="GOLD...", help="Annotated text: JSONL, or marked articles.", show_default=False
    ),
]
Predictions = Annotated[
    Path | None,
    typer.Option(dir_okay=False, metavar="OUT", help="Write what was scored to this file, a JSON line a document."),
]
Given = Annotated[
    Path | None,
    typer.Option(exists=True, dir_okay=False, metavar="FILE", help="Score these predictions instead of extracting."),
]
Floor = Annotated[
    float | None,
    typer.Option(metavar="F", min=0, max=100, help="Exit with 1 when attributed quotes score below this F1 (percent)."),
]
Json = Annotated[bool, typer.Option("--json", help="Print every figure as JSON.")]


def evaluate(
    gold: Gold,
    predictions: Predictions = None,
    given: Given = None,
    floor: Floor = None,
    model: Model = "sm",
    spacy_model: SpacyModel = None,
    as_json: Json = False,
) -> None:
    """Score the extractor on annotated text.

    Example:
      quoteattr evaluate gold.jsonl --floor 92
      quoteattr evaluate gold.jsonl --predictions out.jsonl --json
      quoteattr evaluate gold.jsonl --given theirs.jsonl
    """
    import json

    from quoteattr.scoring import evaluate as score
    from quoteattr.scoring import predict, read_gold, read_predictions, write_predictions

    documents = list(read_gold(gold))
    if given:
        found = read_predictions(given)
    else:
        with progress("extracting", total=len(documents)) as advance:
            from quoteattr.pipeline import load

            found = {}
            for identifier, statements in predict(documents, load(model, spacy_model=spacy_model)):
                found[identifier] = statements
                advance(identifier)
    if predictions:
        write_predictions(predictions, found)
    report = score(documents, found)
    typer.echo(json.dumps(report.as_dict(), ensure_ascii=False, indent=2) if as_json else report.table())
    reached = 100 * report.headlines[FLOOR_OF].value
    if floor is not None and reached < floor:
        typer.echo(f"{FLOOR_OF}: {reached:.1f}, below the floor of {floor:.1f}", err=True)
        raise typer.Exit(SKIPPED)
