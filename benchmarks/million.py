"""Grouping and verifying at the size of an archive: seconds and memory.

In: how many quotes. Out: a table on stdout: how long all of them take to group, and one more document, how much memory
that needs, and how long a verification takes::

    python benchmarks/million.py --quotes 1000000

The quotes are made up (generated.py): words as frequent as words are, speakers as unequal as speakers are, one quote
in eight a variant of another one.
"""

import argparse
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import accumulate, islice
from pathlib import Path
from statistics import median

from generated import EDITS, person
from rich.console import Console
from rich.table import Table

from quoteattr.documents import Document, digest
from quoteattr.groups import update_groups
from quoteattr.spans import Span
from quoteattr.statements import Extraction, Kind, Quote, Speaker, SpeakerType
from quoteattr.store import Store, open_store
from quoteattr.verify import verify

SPEAKERS, UNSETTLED = 20_000, 0.08
VOCABULARY, VARIANTS = 60_000, 0.125
QUOTES_OF_A_DOCUMENT = 5
FUNCTION_WORDS = (
    *("the", "of", "and", "to", "a", "in", "that", "it", "is", "we", "for", "not", "on", "have", "will", "this", "be"),
    *("with", "they", "our", "are", "as", "but", "at", "from"),
)
SYLLABLES = (
    "ba",
    "ke",
    "li",
    "mo",
    "nu",
    "ra",
    "se",
    "ti",
    "vo",
    "wen",
    "dar",
    "fel",
    "gim",
    "hol",
    "jun",
    "kas",
    "pol",
)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quotes", type=int, default=1_000_000)
    parser.add_argument("--database", type=Path, help="keep the database here, and use it when it is there")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.database or Path(folder) / "quotes.db"
        if not path.exists():
            build(path, arguments.quotes)
        Console().print(measured(path))


def measured(path: Path) -> Table:
    """The table of seconds and memory."""
    rng = random.Random(5)
    table = Table(title=f"{path.stat().st_size / 1e6:,.0f} MB before grouping")
    for column in ("what", "figure"):
        table.add_column(column, justify="left" if column == "what" else "right")
    with open_store(path) as store:
        count = store.connection.execute("SELECT count(*) FROM quotes").fetchone()[0]
        seconds, counts = timed(lambda: update_groups(store, progress(count)))
        table.add_row(f"group {counts.quotes:,} of {count:,} quotes", f"{seconds:,.0f} s")
        table.add_row(
            "peak memory of the process", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB"
        )
        table.add_row("groups", f"{store.connection.execute('SELECT count(*) FROM quote_groups').fetchone()[0]:,}")
        known = sampled(store.connection, rng, 60)
        spent = [timed(lambda n=n: add_document(store, rng, n, known))[0] for n in range(5)]
        table.add_row("save and group one document of five quotes, median", f"{median(spent):.2f} s")
    for name, make in (
        ("verify a quote that is there", lambda text: text),
        ("verify a changed one", lambda text: EDITS["change"](rng, text)),
        ("verify words that nobody said", lambda text: sentence(rng)),
    ):
        spent = [timed(lambda text=text, make=make: verify(path, make(text)))[0] for text in known]
        table.add_row(
            f"{name}, median and slowest of {len(known)}", f"{1e3 * median(spent):.0f}, {1e3 * max(spent):.0f} ms"
        )
    table.add_row("size afterwards", f"{path.stat().st_size / 1e6:,.0f} MB")
    return table


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """Seconds that the work takes, and what it gives."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def progress(total: int) -> Callable[[int], None]:
    """Prints on stderr how many quotes have been placed, and how fast."""
    done, start = 0, time.perf_counter()

    def note(quotes: int) -> None:
        nonlocal done
        done += quotes
        print(f"{done:,} of {total:,} quotes, {done / (time.perf_counter() - start):,.0f}/s", file=sys.stderr)

    return note


def sampled(connection: sqlite3.Connection, rng: random.Random, count: int) -> list[str]:
    """Texts of some quotes of ten words and more."""
    last = connection.execute("SELECT max(rowid) FROM quotes").fetchone()[0]
    query = "SELECT text FROM quotes WHERE rowid >= ? AND length(text) > 60 LIMIT 1"
    return [connection.execute(query, (rng.randint(1, last - 1000),)).fetchone()[0] for _ in range(count)]


def add_document(store: Store, rng: random.Random, number: int, known: list[str]) -> None:
    """A document with two new quotes and three that others have had."""
    texts = [*rng.sample(known, 3), sentence(rng), sentence(rng)]
    document = Document(text="\n".join(texts), address=f"new/{time.time()}-{number}", published="2026-11-01")
    quotes = tuple(_quote(document, text) for text in texts)
    speaker = Speaker(name="Ana Aske 1", type=SpeakerType.PERSON)
    run = store.start_run(version="1", model="generated")
    store.save(Extraction(document=document, quotes=quotes, claims=(), speakers=(speaker,)), run)
    update_groups(store)


def _quote(document: Document, text: str) -> Quote:
    start = document.text.index(text)
    return Quote(
        document_id=document.id, kind=Kind.DIRECT, text=text, spans=(Span(start, start + len(text)),),
        speaker="Ana Aske 1", speaker_type=SpeakerType.PERSON, confidence=0.9, method="generated",
    )  # fmt: skip


def build(path: Path, count: int) -> None:
    """A database of so many quotes, written straight into the tables."""
    rng = random.Random(3)
    people = [f"{person(rng)} {number}" for number in range(SPEAKERS)]
    with open_store(path, create=True) as store:
        run = store.start_run(version="1", model="generated")
        connection = store.connection
        connection.execute("PRAGMA synchronous = OFF")
        names = [(digest(name, "person"), name, name) for name in people]
        connection.executemany("INSERT INTO speakers VALUES (?, ?, 'person', 0, ?)", names)
        quotes = rows(rng, [speaker for speaker, *_ in names], run)
        for start in range(0, count, 50_000):
            with store.transaction():
                insert(connection, list(islice(quotes, min(50_000, count - start))), run)
            print(f"{start + 50_000:,} quotes made", file=sys.stderr)


Row = tuple[str, str | None, str, str, int]


def rows(rng: random.Random, speakers: list[str], run: int) -> Iterator[Row]:
    """Text, speaker, date, outlet and document of one quote after the other."""
    weights = list(accumulate(1 / (rank + 30) for rank in range(len(speakers))))
    recent: list[tuple[str, str | None, int]] = []
    number = 0
    while True:
        if recent and rng.random() < VARIANTS:
            text, speaker, day = rng.choice(recent)
            text = rng.choice(list(EDITS.values()))(rng, text) if rng.random() < 0.6 else text
            day += rng.randint(0, 5)
        else:
            text, day = sentence(rng), rng.randint(0, 3_000)
            speaker = None if rng.random() < UNSETTLED else rng.choices(speakers, cum_weights=weights)[0]
            recent = [*recent[-500:], (text, speaker, day)] if number % 3 == 0 else recent
        date = time.strftime("%Y-%m-%d", time.gmtime(1.45e9 + 86_400 * day))
        yield text, speaker, date, f"Outlet {rng.randint(1, 300)}", number // QUOTES_OF_A_DOCUMENT
        number += 1


def insert(connection: sqlite3.Connection, quotes: list[Row], run: int) -> None:
    """Rows of documents and quotes."""
    documents: dict[int, list[str]] = {}
    for text, _, _, _, document in quotes:
        documents.setdefault(document, []).append(text)
    connection.executemany(
        "INSERT OR IGNORE INTO documents (id, title, outlet, published, address, text, run_id) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((f"d{number}", f"Article {number}", quotes[0][3], quotes[0][2], f"a/{number}", " ".join(texts), run)
         for number, texts in documents.items()),
    )  # fmt: skip
    connection.executemany(
        "INSERT INTO quotes (id, text, speaker_id, polarity, kind, outlet, published, confidence, modality, anonymous, "
        "speaker_type, document_id, start, spans, method, run_id) "
        "VALUES (?, ?, ?, 'asserted', 'direct', ?, ?, 0.9, 'statement', 0, 'person', ?, 0, '[[0, 1]]', 'generated', ?)",
        ((digest(text, str(place), str(document)), text, speaker, outlet, date, f"d{document}", run)
         for place, (text, speaker, date, outlet, document) in enumerate(quotes)),
    )  # fmt: skip


def sentence(rng: random.Random) -> str:
    """Twelve to forty words, some of them in every sentence and some in hardly any."""
    length = rng.randint(12, 40)
    words = rng.choices(WORDS, cum_weights=WEIGHTS, k=length)
    return " ".join(words).capitalize() + "."


def vocabulary() -> list[str]:
    """Words of a made-up language, the short ones of English first."""
    rng = random.Random(4)
    made = {"".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))) for _ in range(2 * VOCABULARY)}
    return [*FUNCTION_WORDS, *sorted(made, key=lambda word: (len(word), digest(word)))[:VOCABULARY]]


WORDS = vocabulary()
# As frequent as the words of a language: Zipf's law with the flat beginning that Mandelbrot gave it.
WEIGHTS = list(accumulate(1 / (rank + 2.7) for rank in range(len(WORDS))))

if __name__ == "__main__":
    main()
