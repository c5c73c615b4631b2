"""The press corpus: its parts beside each other, so that what was learned by heart shows.

In: a pipeline, and the texts of the articles that corpora/press annotates. Out: a report a part, and a table with a
figure a row::

    measured = measure_parts(nlp, Path("../shared/data/press_pool.jsonl"))
    print(parts_table("sm", measured))

The scorer of speakers was trained on `train`, the rules were made while errors of `train` and `dev` were read, and
those of `test` were only counted: the gap from train to test is what would not be found again on other articles.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from floors import FIGURES, PARTS, PRESS_FLOORS
from rich.table import Table
from spacy.language import Language

from quoteattr.annotation.article import read_articles
from quoteattr.scoring import Report, evaluate, predict
from quoteattr.scoring.measures import SpeakerScore
from quoteattr.scoring.press import read_press

CORPUS = Path(__file__).parents[1] / "corpora" / "press"
TEXTS = "press_pool.jsonl"  # in the folder with the development corpora

# What is shown beside the figures that have a floor.
COUNTED: Mapping[str, Callable[[Report], float]] = {
    "speaker of a quote, a wrong one": lambda report: wrong(report.speakers["quotes"]),
    "speaker of a claim, a wrong one": lambda report: wrong(report.speakers["claims"]),
    "titles and terms taken for quotes": lambda report: report.not_quotes["taken"] / report.not_quotes["gold"],
}


def measure_parts(nlp: Language, texts: Path) -> dict[str, Report]:
    """What a pipeline finds in each part of the corpus, without intervals."""
    articles = {article.id: article for article in read_articles(texts)}
    measured = {}
    for part in PARTS:
        gold = list(read_press(CORPUS, articles, part))
        measured[part] = evaluate(gold, dict(predict(gold, nlp)), samples=0)
    return measured


def parts_table(model: str, measured: Mapping[str, Report]) -> Table:
    """A row a figure: each part, and how far dev and test lie from train."""
    table = Table(title=f"Real articles (corpora/press), {model}, in percent; gap: how far a part lies from train")
    sizes = (f"{part} ({measured[part].documents})" for part in PARTS)
    for column in ("", *sizes, *(f"gap, {part}" for part in PARTS[1:])):
        table.add_column(column, justify="right" if column else "left")
    for name, figure in {**{name: FIGURES[name] for name in PRESS_FLOORS}, **COUNTED}.items():
        train, *others = (100 * figure(measured[part]) for part in PARTS)
        gaps = (f"{other - train:+.1f}" for other in others)
        table.add_row(name, f"{train:.1f}", *(f"{other:.1f}" for other in others), *gaps)
    return table


def wrong(score: SpeakerScore) -> float:
    """Of the statements that are found, the share that is given to somebody else."""
    return score.wrong / max(1, score.gold - score.missed)
