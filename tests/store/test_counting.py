"""Counts of values are those of the rows, however rows come and go: together, one by one, or by another program."""

import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from quoteattr.documents import Document
from quoteattr.errors import StoreError
from quoteattr.statements import Extraction
from quoteattr.store import Store, open_store
from quoteattr.store.counting import FIELDS, LISTED
from quoteattr.store.reviews import Judgement, Review
from tests.store.extractions import ferry, numbered, quote

ROOT = Path(__file__).parents[2]
Change = Callable[[Store, int], object]


def kept(connection: sqlite3.Connection) -> set[tuple[object, ...]]:
    return {
        tuple(row) for row in connection.execute("SELECT field, value, quotes, claims, statements FROM value_counts")
    }


def recounted(connection: sqlite3.Connection) -> set[tuple[object, ...]]:
    both = "SELECT 1 AS quote, * FROM (SELECT {0} FROM quotes) UNION ALL SELECT 0, * FROM (SELECT {0} FROM claims)"
    query = "SELECT ?, value, sum(quote), sum(1 - quote), count(*) FROM ({0}) WHERE value IS NOT NULL GROUP BY value"
    return {
        tuple(row)
        for field, value in {**{field: field for field in FIELDS}, "listed": LISTED}.items()
        for row in connection.execute(query.format(both.format(f"{value} AS value")), (field,))
    }


def marks(connection: sqlite3.Connection) -> list[object]:
    return list(connection.execute("SELECT * FROM uncounted"))


def replaced(address: str) -> Extraction:
    document = Document(text="“No ferry this year,” Ivar Ness said.", address=address)
    return Extraction(document=document, quotes=(quote(document, "No ferry this year,"),), claims=(), speakers=())


CHANGES: dict[str, Change] = {
    "a document": lambda store, run: store.save(ferry(), run),
    "the same twice": lambda store, run: [store.save(ferry(), run) for _ in range(2)],
    "found anew, with less in it": lambda store, run: [
        store.save(found, run) for found in (ferry(), replace(ferry(), claims=()), replace(ferry(), quotes=()))
    ],
    "another text at the address": lambda store, run: [
        store.save(found, run) for found in (ferry(), replaced("ferry.txt"))
    ],
    "other outlet and date": lambda store, run: [
        store.save(ferry(), run), store.save(ferry(outlet="The Skerry Post", published="2026-05-01"), run)
    ],
    "the last row removed, its number taken again": lambda store, run: [
        store.save(replaced("new.txt"), run),
        store.connection.execute("DELETE FROM documents WHERE address = 'new.txt'"),
        store.save(ferry(address="other.txt"), run),
    ],
    "speakers of two documents become one": lambda store, run: [
        *(store.save(ferry(address=address), run) for address in ("one.txt", "two.txt")), store.settle_speakers()
    ],
    "taken for no speech, and for speech again": lambda store, run: [
        store.save(ferry(), run), *(
            store.connection.execute(f"UPDATE {table} SET proposition = {value} WHERE rowid % {step} = 0")
            for table in ("quotes", "claims") for value, step in ((0, 1), (1, 2))
        )
    ],
    "all removed": lambda store, run: [store.save(ferry(), run), store.connection.execute("DELETE FROM documents")],
}  # fmt: skip


@pytest.mark.parametrize("before", [0, 3], ids=["new", "filled"])
@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_counts_are_those_of_the_rows(store: Store, run: int, change: Change, together: bool, before: int) -> None:
    for number in range(before):
        store.save(numbered(number), run)
    if together:
        with store.transaction():
            change(store, run)
    else:
        change(store, run)
    assert kept(store.connection) == recounted(store.connection)
    assert marks(store.connection) == []


@pytest.mark.parametrize("seed", range(3))
def test_counts_are_those_of_the_rows_after_any_changes(store: Store, run: int, seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(12):
        with store.transaction():
            for change in dice.choices([*CHANGES.values()], k=dice.randint(1, 4)):
                change(store, run)
        assert kept(store.connection) == recounted(store.connection)


def test_a_row_that_is_numbered_like_one_removed_counts(store: Store, run: int) -> None:
    """The last row was counted before the transaction, and another takes its number within it."""
    store.save(replaced("new.txt"), run)
    with store.transaction():
        store.connection.execute("DELETE FROM documents")
        store.save(replaced("newer.txt"), run)
    assert kept(store.connection) == recounted(store.connection) != set()


def test_a_review_counts(store: Store, run: int) -> None:
    store.save(ferry(), run)
    store.review(Review(statement=ferry().quotes[0].id, judgement=Judgement.WRONG, reviewer="ana"))
    assert kept(store.connection) == recounted(store.connection)


def test_what_fails_leaves_counts_and_no_mark(store: Store, run: int) -> None:
    store.save(ferry(), run)
    before = kept(store.connection)
    with pytest.raises(StoreError), store.transaction():
        store.save(numbered(1), run)
        raise StoreError("the end")
    assert kept(store.connection) == before == recounted(store.connection)
    assert marks(store.connection) == []


def test_what_is_killed_leaves_counts_and_no_mark(tmp_path: Path) -> None:
    program = (
        "import os, sys\n"
        "from quoteattr.store import open_store\n"
        "from tests.store.extractions import ferry, numbered\n"
        "store = open_store(sys.argv[1], create=True)\n"
        "run = store.start_run(version='1', model='sm')\n"
        "store.save(ferry(), run)\n"
        "store.connection.execute('PRAGMA cache_size = 10')  # so that the log holds part of the transaction\n"
        "with store.transaction():\n"
        "    for number in range(200):\n"
        "        store.save(numbered(number), run)\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "quotes.db")], cwd=ROOT)
    with open_store(tmp_path / "quotes.db") as store:
        assert store.connection.execute("SELECT count(*) FROM documents").fetchone()[0] == 1
        assert kept(store.connection) == recounted(store.connection) != set()
        assert marks(store.connection) == []


def test_rows_that_another_program_writes_count(store: Store, run: int) -> None:
    store.save(ferry(), run)
    with closing(sqlite3.connect(store.path)) as other, other:
        other.execute("UPDATE quotes SET cue = 'swore', speaker_id = NULL WHERE cue = 'said'")
        other.execute("DELETE FROM claims WHERE polarity = 'denied'")
        other.execute(
            "INSERT INTO quotes (id, text, polarity, kind, confidence, modality, anonymous, speaker_type, document_id, "
            "start, spans, method, run_id) SELECT 'new', text, polarity, kind, confidence, modality, anonymous, "
            "speaker_type, document_id, start, spans, method, run_id FROM quotes LIMIT 1"
        )
    assert kept(store.connection) == recounted(store.connection)
    assert ("cue", "swore", 2, 0, 2) in kept(store.connection)
