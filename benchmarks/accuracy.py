"""How much is found and how much of it is right, on annotated text, beside textacy.

In: the folder with the development corpora (none of them is part of the project). Out: a table on stdout, and one with
the parts of corpora/press beside each other; with --full every figure of quoteattr. Exit code 1 when a figure is below
its floor (floors.py)::

    python benchmarks/accuracy.py ../shared/data --model sm
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from floors import NEWS, POLNEAR, below, below_on_press
from press import TEXTS, measure_parts, parts_table
from rich.console import Console
from rich.table import Table
from spacy.language import Language

import quoteattr
from quoteattr.scoring import GoldDocument, Report, evaluate, predict, read_gold
from quoteattr.scoring.peer import load_for_textacy, predict_with_textacy

ARTICLES = Path(__file__).parents[1] / "tests" / "gold" / "articles"
WIDTH = 150  # of the table when it does not go to a terminal


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Where a corpus lies, and which of the figures it can give.

    Attributes:
        name: title of its rows.
        file: in the folder with the corpora.
        groups: the groups of it that are scored; all when empty.
        exhaustive: it annotates every claim, so that what is found beyond it is wrong.
    """

    name: str
    file: str
    groups: tuple[str, ...] = ()
    exhaustive: bool = True


CORPORA = (
    Corpus(name=POLNEAR, file="polnear_dev.jsonl"),
    Corpus(name=NEWS, file="gum_dev.jsonl", groups=("news",), exhaustive=False),
    Corpus(name="GUM dev, lives and papers", file="gum_dev.jsonl", groups=("bio", "academic"), exhaustive=False),
)
QUOTES = (("quotes found", "quotes found F1"), ("with source", "quotes attributed F1"))
CLAIMS = (("claims found", "claims found F1"), ("with source", "claims attributed F1"))
SPEAKERS = (
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
    nlp, peer = quoteattr.load(arguments.model), load_for_textacy()
    table, faults = make_table(), list[str]()
    for corpus, gold in read_corpora(arguments.data):
        report = evaluate(gold, dict(predict(gold, nlp)))
        if arguments.full:
            print(f"== {corpus.name}\n{report.table()}\n")
        faults += below(arguments.model, corpus.name, report)
        other = evaluate(gold, dict(predict_with_textacy(gold, peer)), samples=0)
        size = f"{corpus.name} ({len(gold)})"
        table.add_row(size, f"quoteattr {arguments.model}", *cells(report, corpus, resolves=True))
        table.add_row("", "textacy", *cells(other, corpus, resolves=False), end_section=True)
    console = Console(width=None if sys.stdout.isatty() else WIDTH)
    console.print(table)
    faults += compare_parts(arguments.model, nlp, arguments.data, console)
    sys.exit("\n".join(faults) or None)


def compare_parts(model: str, nlp: Language, data: Path | None, console: Console) -> list[str]:
    """Print the parts of the press corpus beside each other; the figures that are below their floors."""
    texts = data / TEXTS if data else None
    if texts is None or not texts.exists():
        print(f"real articles: skipped, {texts or TEXTS} is not there", file=sys.stderr)
        return []
    measured = measure_parts(nlp, texts)
    console.print(parts_table(model, measured))
    return [fault for part, report in measured.items() for fault in below_on_press(model, part, report)]


def read_corpora(data: Path | None) -> Iterator[tuple[Corpus, list[GoldDocument]]]:
    """The articles of the project, and the corpora that are there."""
    yield Corpus(name="articles of the project", file=""), list(read_gold([ARTICLES]))
    for corpus in CORPORA:
        path = data / corpus.file if data else None
        if path is None or not path.exists():
            print(f"{corpus.name}: skipped, {path or corpus.file} is not there", file=sys.stderr)
            continue
        yield corpus, [gold for gold in read_gold([path]) if not corpus.groups or gold.group in corpus.groups]


def make_table() -> Table:
    """An empty table with the columns of the README."""
    table = Table(
        title="F1 of quotes and claims, accuracy of speakers and roles, in percent; 95% intervals over articles"
    )
    for column in ("corpus (articles)", "system", *(title for title, _ in (*QUOTES, *CLAIMS, *SPEAKERS))):
        table.add_column(column)
    table.add_column("calibration error")
    return table


def cells(report: Report, corpus: Corpus, *, resolves: bool) -> list[str]:
    """The figures of a row; a dash where the corpus or the system has none.

    Args:
        report: what was measured.
        corpus: what it was measured on.
        resolves: the system says who the source is and what role it has.
    """
    error = report.calibration.error if corpus.exhaustive else None
    return [
        *figures(report, QUOTES, shown=True),
        *figures(report, CLAIMS, shown=corpus.exhaustive),
        *figures(report, SPEAKERS, shown=resolves),
        "-" if error is None else f"{100 * error:.1f}",
    ]


def figures(report: Report, names: Sequence[tuple[str, str]], *, shown: bool) -> Iterator[str]:
    """Each figure in percent, with its interval on a second line."""
    for _, name in names:
        headline = report.headlines.get(name)
        if headline is None or not shown:
            yield "-"
            continue
        low, high = headline.low, headline.high
        interval = "" if low is None or high is None else f"\n{100 * low:.0f}-{100 * high:.0f}"
        yield f"{100 * headline.value:.1f}{interval}"


if __name__ == "__main__":
    main()
