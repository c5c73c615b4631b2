"""How fast results become a database: statements a minute of processor time, all in, and by what they are spent on.

In: how many statements. Out: a table on stdout: `quoteattr load` of a folder of Parquet with speakers and groups, and
the same step by step; saving as `quoteattr extract` does, a transaction a document, is one of the steps::

    python benchmarks/loading.py --statements 120000

The articles are made up (large.py): ten quotes and two claims each, by three speakers of many. Processor time is
counted, not the clock, so that other programs change the figures little; waiting for the disk is not in them.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from large import CLAIMS_A_DOCUMENT, QUOTES_A_DOCUMENT, SEED, Vocabulary, extraction
from rich.console import Console
from rich.table import Table

from quoteattr.export import as_parquet
from quoteattr.groups import update_groups
from quoteattr.loading import TOGETHER, load_into, read_exported
from quoteattr.statements import Extraction
from quoteattr.store import Store, open_store
from quoteattr.store.reading import Stored

SPEAKERS_A_STATEMENT = 0.2
RUN = {"version": "1", "model": "made up", "model_digest": None, "spacy_model": None, "options": "{}", "started": None}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--statements", type=int, default=120_000)
    count = parser.parse_args().statements
    documents = list(articles(count))
    made = sum(len(found.statements) for found in documents)
    table = Table(title=f"{made:,} statements in {len(documents):,} articles, processor time")
    for column in ("what", "seconds", "statements a minute"):
        table.add_column(column, justify="left" if column == "what" else "right")
    with tempfile.TemporaryDirectory() as folder:
        for name, seconds in measured(Path(folder), documents):
            table.add_row(name, f"{seconds:.1f}", f"{60 * made / seconds:,.0f}")
    Console().print(table)


def articles(statements: int) -> Iterator[Extraction]:
    """So many statements, article by article."""
    chance = random.Random(SEED)
    vocabulary = Vocabulary(chance, int(SPEAKERS_A_STATEMENT * statements))
    for number in range(statements // (QUOTES_A_DOCUMENT + CLAIMS_A_DOCUMENT)):
        yield extraction(number, chance, vocabulary)


def measured(folder: Path, documents: list[Extraction]) -> Iterator[tuple[str, float]]:
    """Each step with its seconds."""
    written = folder / "parquet"
    as_parquet.write((Stored(extraction=found, run=RUN) for found in documents), written)
    with open_store(folder / "loaded.db", create=True) as store:
        yield "load, all in", timed(lambda: load_into(store, [written]))
    yield "read Parquet", timed(lambda: list(read_exported(written)))
    with open_store(folder / "single.db", create=True) as store:
        yield "save, a document a transaction", timed(lambda: save(store, documents, 1))
    with open_store(folder / "together.db", create=True) as store:
        yield f"save, {TOGETHER} documents a transaction", timed(lambda: save(store, documents, TOGETHER))
        yield "settle speakers", timed(store.settle_speakers)
        yield "group quotes", timed(lambda: update_groups(store))


def save(store: Store, documents: Iterable[Extraction], together: int) -> None:
    """Save the documents, so many in one transaction."""
    run = store.start_run(version="1", model="made up")
    waiting = list(documents)
    for first in range(0, len(waiting), together):
        with store.transaction():
            for found in waiting[first : first + together]:
                store.save(found, run)


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor time that the work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
