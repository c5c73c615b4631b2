"""`quoteattr evaluate`: how right the extractor is on annotated text, or by the reviews of a database.

In: annotated text, and predictions of another program if those shall be scored; or a database. Out: a table of
figures; exit code 1 when the floor is not reached::

    quoteattr evaluate gold.jsonl --predictions out.jsonl --floor 92
    quoteattr evaluate quotes.db
"""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quoteattr.cli.app import SKIPPED
from quoteattr.cli.options import Models, Part, Texts, is_database
from quoteattr.cli.running import progress

if TYPE_CHECKING:
    from quoteattr.scoring import GoldDocument, Prediction
    from quoteattr.statements import ModelChoice

# What --floor holds: the figure that falls both when quotes are missed and when they are misattributed; of reviews,
# where nobody knows what was missed, the share with the right speaker.
FLOOR_OF, FLOOR_OF_REVIEWS = "quotes attributed F1", "right speaker"


class System(StrEnum):
    """What can be scored on the same text."""

    QUOTEATTR = "quoteattr"
    TEXTACY = "textacy"


Gold = Annotated[
    list[Path],
    typer.Argument(
        exists=True,
        metavar="GOLD...",
        help="Annotated text: JSONL, or marked articles; or one database, whose reviews count.",
        show_default=False,
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
Against = Annotated[
    System, typer.Option(help="Whose quotes are scored: ours, or those that textacy finds in the same text.")
]
Floor = Annotated[
    float | None,
    typer.Option(
        metavar="F",
        min=0,
        max=100,
        help="Exit with 1 below this percentage: F1 of attributed quotes; of a database, right speakers.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print every figure as JSON.")]


def evaluate(
    gold: Gold,
    models: Models,
    texts: Texts = None,
    part: Part = None,
    predictions: Predictions = None,
    given: Given = None,
    floor: Floor = None,
    system: Against = System.QUOTEATTR,
    as_json: Json = False,
) -> None:
    """Score the extractor on annotated text, or by the reviews of a database.

    Example:
      quoteattr evaluate quotes.db
      quoteattr evaluate gold.jsonl --floor 92
      quoteattr evaluate gold.jsonl --predictions out.jsonl --json
      quoteattr evaluate gold.jsonl --given theirs.jsonl
      quoteattr evaluate gold.jsonl --system textacy
      quoteattr evaluate corpora/press --texts articles.jsonl --part dev
    """
    if any(map(is_database, gold)):
        _evaluate_reviews(gold, predictions or given, floor, as_json)
        return
    import json

    from quoteattr.scoring import evaluate as score
    from quoteattr.scoring import read_gold, read_predictions, write_predictions

    documents = list(read_gold(gold, texts or (), part))
    if given:
        found = read_predictions(given)
    else:
        with progress("extracting", total=len(documents)) as advance:
            found = {}
            for identifier, statements in _run(system, documents, models):
                found[identifier] = statements
                advance(identifier)
    if predictions:
        write_predictions(predictions, found)
    report = score(documents, found)
    typer.echo(json.dumps(report.as_dict(), ensure_ascii=False, indent=2) if as_json else report.table())
    _hold(FLOOR_OF, report.headlines[FLOOR_OF].value, floor)


def _run(
    system: System, documents: "list[GoldDocument]", models: "ModelChoice"
) -> "Iterator[tuple[str, tuple[Prediction, ...]]]":
    """What the system finds in each document, by its id."""
    if system is System.TEXTACY:
        from quoteattr.scoring.peer import load_for_textacy, predict_with_textacy

        return predict_with_textacy(documents, load_for_textacy())
    from quoteattr.pipeline import load
    from quoteattr.scoring import predict

    return predict(documents, load(models.model, spacy_model=models.spacy_model, device=models.device))


def _evaluate_reviews(databases: list[Path], other: Path | None, floor: float | None, as_json: bool) -> None:
    import json

    from quoteattr.queries import latest_reviews
    from quoteattr.scoring.newsroom import newsroom_report

    if other or len(databases) > 1:
        raise typer.BadParameter("name one database and nothing else: its reviews are scored, not annotated text")
    report = newsroom_report(latest_reviews(databases[0]))
    typer.echo(json.dumps(report.as_dict(), ensure_ascii=False, indent=2) if as_json else report.table())
    _hold(FLOOR_OF_REVIEWS, report.figures[FLOOR_OF_REVIEWS].value or 0.0, floor)


def _hold(name: str, share: float, floor: float | None) -> None:
    """Exit with 1 when a figure is below the floor."""
    if floor is not None and 100 * share < floor:
        typer.echo(f"{name}: {100 * share:.1f}, below the floor of {floor:.1f}", err=True)
        raise typer.Exit(SKIPPED)
