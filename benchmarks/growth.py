"""How time and memory grow: with the length of a document, with their number, with the processes.

In: nothing. Out: rows of `Growth`, measured on whole runs of `quoteattr extract`, start of the process included::

    for row in lengths(folder, (1_000, 10_000)):
        print(row.label, row.words / row.seconds, row.megabytes)

The texts are the articles of the project, again and again in another order, so that no two documents are the same.
"""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

from quoteattr.scoring import read_gold

ROOT = Path(__file__).parents[1]
ARTICLES = ROOT / "tests" / "gold" / "articles"
SEED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """One run: how much it read, how long it took, and the most memory that one of its processes held."""

    label: str
    documents: int
    words: int
    seconds: float
    megabytes: float


def lengths(folder: Path, words: Sequence[int], *, model: str = "sm") -> Iterator[Growth]:
    """Runs over one document each, of about so many words."""
    for wanted in words:
        text = write_text(wanted, random.Random(SEED))
        place = folder / f"{wanted}-words"
        place.mkdir()
        (place / "article.txt").write_text(text, encoding="utf-8")
        yield run(place, f"{wanted:,} words", documents=1, words=len(text.split()), options=("--model", model))


def counts(folder: Path, numbers: Sequence[int], *, length: int = 600, jobs: int = 1) -> Iterator[Growth]:
    """Runs over so many documents each, of about `length` words."""
    for number in numbers:
        place = folder / f"{number}-documents"
        words = sum(write_articles(place, number, length)) if not place.exists() else count_words(place)
        label = f"{number:,} documents" if jobs == 1 else f"{number:,} documents, {jobs} processes"
        yield run(place, label, documents=number, words=words, options=("--jobs", str(jobs)))


def write_articles(place: Path, number: int, length: int) -> Iterator[int]:
    """Write articles into a new folder; the words of each."""
    place.mkdir()
    for each in range(number):
        text = write_text(length, random.Random(f"{SEED}/{each}"))
        (place / f"{each:06}.txt").write_text(text, encoding="utf-8")
        yield len(text.split())


def count_words(place: Path) -> int:
    """The words of all articles of a folder."""
    return sum(len(path.read_text(encoding="utf-8").split()) for path in place.iterdir())


@cache
def read_articles() -> tuple[list[str], ...]:
    """The paragraphs of each article of the project."""
    return tuple(document.text.splitlines() for document in read_gold([ARTICLES]))


def write_text(words: int, draw: random.Random) -> str:
    """Paragraphs of the articles of the project in the order of whole articles, until there are so many words."""
    articles = list(read_articles())
    paragraphs: list[str] = []
    found = 0
    while found < words:
        draw.shuffle(articles)
        for paragraph in chain.from_iterable(articles):
            if found >= words:
                break
            paragraphs.append(paragraph)
            found += len(paragraph.split())
    return "\n".join(paragraphs)


def run(place: Path, label: str, *, documents: int, words: int, options: Sequence[str]) -> Growth:
    """One run of `quoteattr extract` into a new database."""
    database = place.with_suffix(".db")
    for left in place.parent.glob(f"{database.name}*"):
        left.unlink()
    command = [sys.executable, "-m", "quoteattr", "extract", str(database), str(place), *options]
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if status:
        raise SystemExit(f"{' '.join(command)}: exit code {process.returncode}")
    # Kilobytes on Linux, bytes on macOS; the largest of the process and of those that it started.
    megabytes = usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
    return Growth(label=label, documents=documents, words=words, seconds=seconds, megabytes=megabytes)
