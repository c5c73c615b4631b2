"""What the model adds to the rules, and what it loses: the two compared quote by quote.

In: the folder with the development corpora. Out: a table on stdout, and each quote that the rules alone
give to the right source and the whole extractor does not::

    python benchmarks/rules.py ../shared/data --model sm
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from accuracy import read_corpora
from rich.console import Console
from rich.table import Table

import quoteattr
from quoteattr.pipeline import component_of
from quoteattr.scoring import GoldDocument, Prediction, predict
from quoteattr.scoring.alignment import QuotePair, align
from quoteattr.scoring.comparison import same_source

SHOWN = 90  # characters of a quote


def main() -> None:
    """Print the table and what is lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", nargs="?", type=Path, help="folder with the development corpora")
    parser.add_argument("--model", default="sm", help="attribution model: sm, lg or a path")
    arguments = parser.parse_args()
    table = Table("corpus", "right with both", "only with the model", "only by the rules")
    lost: list[str] = []
    for corpus, gold in read_corpora(arguments.data):
        whole, rules = find_quotes(gold, arguments.model), find_quotes(gold, arguments.model, rules_only=True)
        pairs = list(zip(whole, rules, strict=True))
        table.add_row(
            f"{corpus.name} ({len(gold)})",
            str(sum(one and other for (_, one), (_, other) in pairs)),
            str(sum(one and not other for (_, one), (_, other) in pairs)),
            str(sum(other and not one for (_, one), (_, other) in pairs)),
        )
        lost += [f"{corpus.name}: {words}" for (words, one), (_, other) in pairs if other and not one]
    Console().print(table, *lost, sep="\n")


def find_quotes(gold: Sequence[GoldDocument], model: str, *, rules_only: bool = False) -> list[tuple[str, bool]]:
    """The words of each gold quote, and whether it is found with the right source."""
    nlp = quoteattr.load(model)
    if rules_only:
        # A network that reads grammar and finds nothing.
        component_of(nlp).model.decode = lambda part, readings, quotations: ()  # type: ignore[method-assign]
    found = dict(predict(gold, nlp))
    return [answer for document in gold for answer in judge(document, found[document.id])]


def judge(document: GoldDocument, predictions: Sequence[Prediction]) -> Iterator[tuple[str, bool]]:
    """Each gold quote of a document."""
    for pair in align(document, predictions).quotes:
        words = " ".join(span.of(document.text) for span in pair.segment.spans)
        yield words[:SHOWN].replace("\n", " "), is_right(document, pair)


def is_right(document: GoldDocument, pair: QuotePair) -> bool:
    """Whether a quote is found and its source is the right one."""
    found = pair.prediction
    return found is not None and same_source(document.text, pair.relation.source, found.source)


if __name__ == "__main__":
    main()
