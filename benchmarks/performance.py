"""Writes docs/performance.md: speed beside peers, start-up, memory, and how each grows.

In: the folder with the development corpora, or nothing: then the articles of the project. Out: docs/performance.md and
docs/performance.svg, and the tables on stdout::

    python benchmarks/performance.py ../shared/data

Whole runs of the program are measured, but for the comparison with textacy, in which all take turns in one process.
"""

import argparse
import os
import platform
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import matplotlib

matplotlib.use("svg")

from growth import Growth, counts, lengths
from matplotlib import pyplot
from speed import System, compared, make_systems, processor, read_articles, start_ups, take_turns, use_one_core

ROOT = Path(__file__).parents[1]
PAGE, PLOT = ROOT / "docs" / "performance.md", ROOT / "docs" / "performance.svg"
LENGTHS = (100, 1_000, 10_000, 100_000)  # words
NUMBERS = (50, 200, 600)  # documents
JOBS = 2
MODELS = ("sm", "lg")
TORCH = " spaCy imports torch where that is installed, as it was here: a user has some 170 MB less, and a faster start."


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", nargs="?", type=Path, help="folder with the development corpora")
    parser.add_argument("--repeats", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        long = list(lengths(folder, LENGTHS))
        many = list(counts(folder, NUMBERS))
        (together,) = counts(folder, NUMBERS[-1:], jobs=JOBS)
    starts = start_ups()
    # From here on the process keeps to one core.
    use_one_core()
    gold = read_articles(arguments.data)
    systems = make_systems(gold, MODELS)
    speeds = lines_on_speed(systems, take_turns(systems, arguments.repeats), len(gold))
    draw(long, many)
    PAGE.write_text(page(speeds=speeds, starts=starts, long=long, many=many, together=together), encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))


def lines_on_speed(systems: Sequence[System], seconds: Sequence[Sequence[float]], articles: int) -> list[str]:
    """The lines on words a second."""
    *_, peer = systems
    rows = [
        f"| {system.name} | {usual:,.0f} | {slowest:,.0f} to {fastest:,.0f} | {ratio:.2f} |"
        for system, (usual, slowest, fastest), ratio in compared(systems, seconds)
    ]
    return [
        f"{peer.words:,} words in {articles} articles; all systems take turns in one process. Seconds are those that "
        f"the processor worked, the median of {len(seconds[-1])} rounds; everything is included but the start and the "
        "database.",
        "",
        "| system | words/s | slowest to fastest round | ratio |",
        "|---|---|---|---|",
        *rows,
    ]


def draw(long: Sequence[Growth], many: Sequence[Growth]) -> None:
    """Two curves in one picture: seconds over words, and memory over documents."""
    matplotlib.rcParams["svg.hashsalt"] = "quoteattr"
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(9, 3.2))
    left.loglog([row.words for row in long], [row.seconds for row in long], "o-", clip_on=False)
    left.set(xlabel="words of the document", ylabel="seconds, start included", title="One document")
    right.plot([row.documents for row in many], [row.megabytes for row in many], "o-", clip_on=False)
    right.set(xlabel="documents of 600 words", ylabel="most memory, MB", title="Many documents", ylim=(0, None))
    figure.tight_layout()
    figure.savefig(PLOT, metadata={"Date": None})


def page(
    *,
    speeds: Sequence[str],
    starts: dict[str, float],
    long: Sequence[Growth],
    many: Sequence[Growth],
    together: Growth,
) -> str:
    """The text of the page."""
    alone = many[-1]
    lines = [
        "# Performance",
        "",
        f"Made by `make bench` on {datetime.now(UTC):%d %B %Y}: {processor()}, {os.cpu_count()} cores, Python "
        f"{platform.python_version()}. Machines differ and are disturbed: the ratios count.",
        "",
        "## Words a second on one core",
        "",
        *speeds,
        "",
        "## Start",
        "",
        *(f"- {name}: {seconds:.2f} s" for name, seconds in starts.items()),
        "",
        "## How it grows",
        "",
        "Whole runs of `quoteattr extract` into a new database, start of the process included. Memory is the most that",
        f"one of its processes held.{TORCH if find_spec('torch') else ''}",
        "",
        "| | documents | words | seconds | words/s | memory, MB |",
        "|---|---|---|---|---|---|",
        *map(row_of, (*long, *many, together)),
        "",
        f"{JOBS} processes are {alone.seconds / together.seconds:.2f} times as fast as one.",
        "",
        "![seconds by length, memory by number](performance.svg)",
        "",
    ]
    return "\n".join(lines)


def row_of(row: Growth) -> str:
    """A row of the last table."""
    rate = row.words / row.seconds
    return (
        f"| {row.label} | {row.documents:,} | {row.words:,} | {row.seconds:.1f} | {rate:,.0f} | {row.megabytes:,.0f} |"
    )


if __name__ == "__main__":
    main()
