"""How many words a second on one core, beside textacy on the same articles in the same run.

In: the folder with the development corpora, or nothing: then the articles of the project. Out: a
table on stdout. Both are warmed up, then take turns; what counts is the time that the processor works for them, which
other processes on the machine disturb least, and the median of their repeats::

    python benchmarks/speed.py ../shared/data --repeats 5
"""

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table
from spacy.language import Language

import quoteattr
from quoteattr.scoring import GoldDocument, read_gold
from quoteattr.scoring.peer import find_quotes, load_for_textacy

ROOT = Path(__file__).parents[1]
ARTICLES = ROOT / "tests" / "gold" / "articles"
# Enough text for a repeat of some seconds, few enough for a benchmark of a minute.
MOST_ARTICLES = 40
FEW_ARTICLES = 4  # the first of them: as much as a model that takes ten times as long reads of them


@dataclass(frozen=True, slots=True)
class System:
    """One of those compared.

    Attributes:
        name: of the system, and how many articles it reads where those are not all.
        words: that it reads.
        run_once: reads them.
    """

    name: str
    words: int
    run_once: Callable[[], None]

    def rates(self, seconds: Sequence[float]) -> tuple[float, float, float]:
        """Words a second: the median, the slowest and the fastest round."""
        return self.words / median(seconds), self.words / max(seconds), self.words / min(seconds)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", nargs="?", type=Path, help="folder with the development corpora")
    parser.add_argument("--model", action="append", help="attribution model: sm, lg or a path; can be given again")
    parser.add_argument("--repeats", type=int, default=5)
    arguments = parser.parse_args()
    use_one_core()
    gold = read_articles(arguments.data)
    systems = make_systems(gold, arguments.model or ["sm"])
    Console().print(make_table(systems, take_turns(systems, arguments.repeats), len(gold)))
    for name, elapsed in start_ups().items():
        print(f"{name}: {elapsed:.2f} s")


START_UPS = (
    ("quoteattr --help", ["--help"]),
    ("quoteattr show of one article, from a cold start", ["show", str(ROOT / "seeds" / "russia-china-defence.txt")]),
)


def use_one_core() -> None:
    """Keep this process and its children on the core that it is on."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    else:
        print("this system cannot bind a process to one core; figures are of as many as it uses", file=sys.stderr)


def read_articles(data: Path | None) -> list[GoldDocument]:
    """The same articles for both systems."""
    corpus = data / "polnear_dev.jsonl" if data else None
    if corpus is None or not corpus.exists():
        print("development corpora are not there: measuring on the articles of the project", file=sys.stderr)
        corpus = ARTICLES
    return list(read_gold([corpus]))[:MOST_ARTICLES]


def make_systems(gold: Sequence[GoldDocument], models: Sequence[str]) -> list[System]:
    """The systems, loaded; the peer is the last."""
    peer = load_for_textacy()

    def extract(nlp: Language, documents: Sequence[GoldDocument]) -> None:
        for _ in quoteattr.annotate((document.document for document in documents), nlp):
            pass

    def find_with_textacy() -> None:
        for document in gold:
            list(find_quotes(document.text, peer))

    systems = []
    for model in models:
        read = gold[:FEW_ARTICLES] if model == "lg" else gold
        name = f"quoteattr {model}" if len(read) == len(gold) else f"quoteattr {model}, {len(read)} articles"
        systems.append(System(name, count_words(read), partial(extract, quoteattr.load(model), read)))
    return [*systems, System("spaCy + textacy, paragraph at a time", count_words(gold), find_with_textacy)]


def count_words(gold: Sequence[GoldDocument]) -> int:
    """Words of all the articles."""
    return sum(len(document.text.split()) for document in gold)


def take_turns(systems: Sequence[System], repeats: int) -> list[list[float]]:
    """Processor seconds of each repeat of each system; the first round warms up and is not counted."""
    seconds: list[list[float]] = [[] for _ in systems]
    for round_number in range(repeats + 1):
        for system, times in zip(systems, seconds, strict=True):
            elapsed = measure(system.run_once, time.process_time)
            if round_number:
                times.append(elapsed)
    return seconds


def measure(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds that the work takes by a clock."""
    start = clock()
    work()
    return clock() - start


def run(command: Sequence[str]) -> None:
    """Run quoteattr as a user does."""
    subprocess.run([sys.executable, "-m", "quoteattr", *command], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)


def start_ups() -> dict[str, float]:
    """Seconds that each command of START_UPS takes, the median of three."""
    return {name: median(measure(partial(run, command)) for _ in range(3)) for name, command in START_UPS}


# What decides how fast whole numbers of 8 bits are multiplied; as Linux names it, and as processors are sold.
FEATURES = {
    "avx2": "AVX2",
    "avx512f": "AVX-512",
    "avx512_vnni": "VNNI",
    "avx_vnni": "AVX-VNNI",
    "asimddp": "dot product",
}


def processor() -> str:
    """The name of the processor, and which of FEATURES it has."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    fields = {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    flags = (fields.get("flags") or fields.get("Features") or "").split()
    name = fields.get("model name") or platform.processor() or platform.machine()
    has = [sold for flag, sold in FEATURES.items() if flag in flags]
    lacks = [] if not flags or any("VNNI" in sold or sold == "dot product" for sold in has) else ["without VNNI"]
    return ", ".join([name, *has, *lacks])


def make_table(systems: Sequence[System], seconds: Sequence[Sequence[float]], articles: int) -> Table:
    """Words a second: the median, the slowest and the fastest repeat, and the ratio to the last system."""
    *_, peer = systems
    title = f"{peer.words:,} words in {articles} articles, {processor()}, one core, {len(seconds[-1])} repeats"
    table = Table(title=title)
    for column in ("system", "words/s, median", "slowest", "fastest", "ratio"):
        table.add_column(column, justify="left" if column == "system" else "right")
    for system, rates, ratio in compared(systems, seconds):
        table.add_row(system.name, *(f"{rate:,.0f}" for rate in rates), f"{ratio:.2f}")
    return table


def compared(
    systems: Sequence[System], seconds: Sequence[Sequence[float]]
) -> list[tuple[System, tuple[float, float, float], float]]:
    """Each system with its rates, and the ratio of its median to that of the last one."""
    rates = [system.rates(times) for system, times in zip(systems, seconds, strict=True)]
    base = rates[-1][0]
    return [(system, own, own[0] / base) for system, own in zip(systems, rates, strict=True)]


if __name__ == "__main__":
    main()
