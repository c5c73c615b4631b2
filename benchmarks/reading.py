"""How well and how fast web pages are read, beside trafilatura alone.

In: a folder with pages (`ID.html.gz`) and what a person marked as their articles (`truth.jsonl`, one object a page with
`id` and `text`). Out: a table on stdout: the pages whose text fits worst, the mean, and the time that a page takes;
exit code 1 when one of the limits is missed::

    python benchmarks/reading.py ../shared/data/pages

A page counts by the F1 of its stretches of four words (how often each occurs counts), as in the article extraction
benchmark. Both readers get the markup of a page, and both are to find text and metadata. Each time is the least of
some runs of the processor.
"""

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from rich.console import Console
from rich.table import Table
from trafilatura import bare_extraction

from quoteattr.errors import ReadError
from quoteattr.readers.html import DATE, article_of, page_text

LEAST_MEAN = 0.96
LEAST = 0.7  # of a page that does not say that it may be cut
MOST_TIMES = 1.3  # trafilatura
MOST_MILLISECONDS = 60.0  # of a page of 120 KB, at the mean of those of 100 to 140 KB
RUNS = 3
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One page as it was read: how well, whether it says that it may be cut, bytes, and seconds of both readers."""

    name: str
    score: float
    warned: bool
    size: int
    ours: float
    alone: float


def main() -> None:
    """Read the pages, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--worst", type=int, default=10, help="how many pages to print")
    given = parser.parse_args()
    with (given.folder / "truth.jsonl").open(encoding="utf-8") as lines:
        pages = [measure(given.folder, json.loads(line)) for line in lines]
    figures = summary(pages)
    table = Table("page", "F1", "says so", "KB", "ms", "ms, trafilatura")
    for page in sorted(pages, key=lambda page: page.score)[: given.worst]:
        times = (f"{1000 * page.ours:.0f}", f"{1000 * page.alone:.0f}")
        table.add_row(page.name, f"{page.score:.3f}", "yes" if page.warned else "", f"{page.size // 1000}", *times)
    console = Console()
    console.print(table)
    for told, found, limit in figures:
        console.print(f"{told}: {found:.3f} (limit {limit})")
    raise SystemExit(int(any((found < limit) == ("F1" in told) and found != limit for told, found, limit in figures)))


def summary(pages: list[Read]) -> tuple[tuple[str, float, float], ...]:
    """What the limits are for: what it is, the figure, the limit."""
    usual = [1000 * page.ours for page in pages if 100_000 <= page.size <= 140_000]
    return (
        (f"mean F1 of {len(pages)} pages", mean(page.score for page in pages), LEAST_MEAN),
        ("least F1 of a page that does not say so", min(page.score for page in pages if not page.warned), LEAST),
        ("times trafilatura", sum(page.ours for page in pages) / sum(page.alone for page in pages), MOST_TIMES),
        ("milliseconds a page of 120 KB", mean(usual) if usual else 0.0, MOST_MILLISECONDS),
    )


def measure(folder: Path, truth: dict[str, str]) -> Read:
    """Read one page in both ways."""
    data = gzip.decompress((folder / f"{truth['id']}.html.gz").read_bytes())
    try:
        document = article_of(page_text(data))
        text, warned = document.text, document.warning is not None
    except ReadError:
        text, warned = "", True
    return Read(
        name=truth["id"],
        score=score(text, truth["text"]),
        warned=warned,
        size=len(data),
        ours=seconds(lambda: article_of(page_text(data))),
        alone=seconds(
            lambda: bare_extraction(data, with_metadata=True, include_comments=False, date_extraction_params=DATE)
        ),
    )


def score(text: str, truth: str) -> float:
    """The F1 of the stretches of four words."""
    found, expected = stretches(text), stretches(truth)
    return 2 * (found & expected).total() / max(1, found.total() + expected.total())


def stretches(text: str) -> Counter[tuple[str, ...]]:
    """Each four words that follow each other."""
    words = WORD.findall(text.casefold())
    return Counter(zip(words, words[1:], words[2:], words[3:], strict=False))


def seconds(do: Callable[[], object]) -> float:
    """The least that it takes the processor."""
    times = []
    for _ in range(RUNS):
        begin = time.process_time()
        do()
        times.append(time.process_time() - begin)
    return min(times)


if __name__ == "__main__":
    main()
