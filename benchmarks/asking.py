"""How long lookup, search and verify take in a large database: median, 95th percentile and slowest.

In: how many quotes and speakers to invent, or a database. Out: a table on stdout, a row for each kind of question::

    python benchmarks/asking.py --quotes 1000000 --speakers 200000

Each question is what the command asks, from opening the database to the last record (at most 20), with other words
each time. The first question of a kind is not counted: it reads the database from the disk.
"""

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import quantiles

from large import count_rows, large_database
from rich.console import Console
from rich.table import Table

from quoteattr.queries import Filters, coverage, lookup
from quoteattr.searching import search
from quoteattr.similar_names import near_names
from quoteattr.store import open_store
from quoteattr.verify import verify

LIMIT = 20  # records of an answer
QUESTIONS = 40  # of a kind
MOST_QUOTED = "SELECT name FROM value_counts JOIN speakers ON speakers.id = value WHERE field = 'speaker_id' "
SOME = "SELECT text FROM quotes WHERE rowid >= ? AND length(text) > 60 LIMIT 1"
Question = Callable[[], object]


def main() -> None:
    """Make the database, ask, print the table."""
    with large_database(__doc__) as path:
        count, _ = count_rows(path)
        with open_store(path) as store:
            kinds = dict(questions(path, store.connection))
        table = Table(title=f"milliseconds, {QUESTIONS} questions of a kind, {count:,} quotes")
        for column in ("question", "median", "95th percentile", "slowest"):
            table.add_column(column, justify="left" if column == "question" else "right")
        for name, asked in kinds.items():
            times = [milliseconds(question) for question in asked][1:]
            cuts = quantiles(times, n=20, method="inclusive")
            table.add_row(name, f"{cuts[9]:.0f}", f"{cuts[18]:.0f}", f"{max(times):.0f}")
        Console().print(table)


def milliseconds(question: Question) -> float:
    """How long a question takes."""
    start = time.perf_counter()
    question()
    return 1e3 * (time.perf_counter() - start)


def questions(path: Path, connection: sqlite3.Connection) -> Iterator[tuple[str, list[Question]]]:
    """Each kind with its questions, one more than are counted."""
    rng, number = random.Random(7), QUESTIONS + 1
    often, rarely = (
        [row[0] for row in connection.execute(f"{MOST_QUOTED} ORDER BY quotes {order} LIMIT ?", (number,))]
        for order in ("DESC", "ASC")
    )
    last = connection.execute("SELECT max(rowid) FROM quotes").fetchone()[0]
    texts = [connection.execute(SOME, (rng.randint(1, last // 2),)).fetchone()[0] for _ in range(number)]
    common = _common(connection, number)

    def ask(asking: Callable[..., Iterator[object]], words: list[str], **filters: object) -> list[Question]:
        return [lambda word=word: list(asking(path, word, Filters(limit=LIMIT, **filters))) for word in words]

    yield "lookup, a rare name", ask(lookup, rarely)
    yield "lookup, the most quoted", ask(lookup, often)
    yield "lookup, the most quoted, by role and date", ask(lookup, often, role="minister", since="2020")
    yield "lookup, a misspelt name", [lambda name=name: nobody(path, name) for name in map(misspelt, rarely)]
    yield "search, a rare word", ask(search, [max(text.split(), key=len) for text in texts])
    yield "search, a very common word", ask(search, common)
    yield "search, a very common word, by date and kind", ask(search, common, since="2020", kind="direct")
    yield "search, a phrase", ask(search, [f'"{" ".join(text.split()[2:5])}"' for text in texts])
    for name, edit in (
        ("true", lambda words: words),
        ("altered", lambda words: [*words[:3], "not", *words[4:]]),
        ("a fragment", lambda words: words[2:8]),
        ("invented", lambda words: rng.sample(" ".join(texts).split(), 12)),
    ):
        asked = [" ".join(edit(text.split())) for text in texts]
        yield f"verify, {name}", [lambda words=words: verify(path, words) for words in asked]


def nobody(path: Path, name: str) -> None:
    """What the command tells of a name that nobody bears."""
    list(lookup(path, name, Filters(limit=LIMIT)))
    near_names(path, name)
    coverage(path)


def misspelt(name: str) -> str:
    """A letter of the surname twice, another one missing."""
    given, surname = name.split(maxsplit=1)
    return f"{given} {surname[:2]}{surname[1:4]}{surname[5:]}"


def _common(connection: sqlite3.Connection, number: int) -> list[str]:
    """The words that most quotes hold."""
    connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, quotes_fts, row)")
    return [row[0] for row in connection.execute("SELECT term FROM words ORDER BY doc DESC LIMIT ?", (number,))]


if __name__ == "__main__":
    main()
