"""How much is found and how much of it is right, on annotated text, beside textacy.

In: the folder with the development corpora (none of them is part of the project). Out: a table on
stdout; with --full every figure of quoteattr::

    python benchmarks/accuracy.py ../shared/data --model sm
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from peers import load_for_textacy, predict_with_textacy
from rich.console import Console
from rich.table import Table

import quoteattr
from quoteattr.scoring import GoldDocument, Report, evaluate, predict, read_gold

ARTICLES = Path(__file__).parents[1] / "tests" / "gold" / "articles"
# Of GUM, the annotation of news is complete; the other genres show how far the speakers carry.
CORPORA = (
    ("PolNeAR dev, US politics", "polnear_dev.jsonl", None),
    ("GUM dev, news", "gum_dev.jsonl", ("news",)),
    ("GUM dev, other genres", "gum_dev.jsonl", ("academic", "bio", "court", "interview")),
)
SHOWN = (
    ("quotes found", "quotes found F1"),
    ("with source", "quotes attributed F1"),
    ("claims found", "claims found F1"),
    ("with source", "claims attributed F1"),
    ("speaker, quotes", "speaker right, of gold quotes"),
    ("speaker, claims", "speaker right, of gold claims"),
    ("role", "role right, where the text gives one"),
)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", nargs="?", type=Path, help="folder with the development corpora")
    parser.add_argument("--model", default="sm", help="attribution model: sm, lg or a path")
    parser.add_argument("--full", action="store_true", help="every figure of quoteattr, not only the table")
    arguments = parser.parse_args()
    corpora = read_corpora(arguments.data)
    nlp, peer = quoteattr.load(arguments.model), load_for_textacy()
    table = make_table()
    for name, gold in corpora.items():
        report = evaluate(gold, dict(predict(gold, nlp)))
        if arguments.full:
            print(f"== {name}\n{report.table()}\n")
        others = evaluate(gold, dict(predict_with_textacy(gold, peer)), samples=0)
        add_rows(table, name, gold, {f"quoteattr {arguments.model}": report, "textacy": others})
    Console(width=None if sys.stdout.isatty() else 150).print(table)


def read_corpora(data: Path | None) -> dict[str, list[GoldDocument]]:
    """The articles of the project, and the corpora that are there."""
    corpora = {"articles of the project": list(read_gold([ARTICLES]))}
    for name, file, groups in CORPORA:
        path = data / file if data else None
        if path is None or not path.exists():
            print(f"{name}: skipped, {path or file} is not there", file=sys.stderr)
            continue
        corpora[name] = [gold for gold in read_gold([path]) if groups is None or gold.group in groups]
    return corpora


def make_table() -> Table:
    """An empty table with the columns of the README."""
    table = Table(title="F1 of quotes and claims, accuracy of speakers and roles; 95% intervals over articles")
    for column in ("corpus", "articles", "system", *(title for title, _ in SHOWN), "calibration error"):
        table.add_column(column)
    return table


def add_rows(table: Table, name: str, gold: Sequence[GoldDocument], reports: Mapping[str, Report]) -> None:
    """One row a system."""
    for system, report in reports.items():
        cells = [cell(report, figure) for _, figure in SHOWN]
        error = report.calibration.error
        table.add_row(name, str(len(gold)), system, *cells, "-" if error is None else f"{100 * error:.1f}")


def cell(report: Report, figure: str) -> str:
    """A figure in percent, with its interval on a second line."""
    headline = report.headlines.get(figure)
    if headline is None:
        return "-"
    interval = (
        "" if headline.low is None or headline.high is None else f"\n{100 * headline.low:.0f}-{100 * headline.high:.0f}"
    )
    return f"{100 * headline.value:.1f}{interval}"


if __name__ == "__main__":
    main()
