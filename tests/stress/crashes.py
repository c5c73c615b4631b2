"""Runs that are killed, doubled, and out of room: the database must be that of a run that nobody disturbed.

In: a folder to work in, and how often. Out: what the database holds afterwards, beside what it should::

    found, expected = kill_often(folder, documents=500, kills=200)
    assert found == expected
"""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from quoteattr.store import inspect
from quoteattr.store.checks import check_database
from tests.stress.articles import write_articles

ROOT = Path(__file__).parents[2]
# The log of runs is not the same when there were more of them; which of them found a row is part of that log.
LOG = ("runs", "run_id")
Content = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a database holds, what it should, and how far the disturbance went.

    Attributes:
        found, expected: rows by table.
        faults: what `quoteattr doctor` finds.
        detail: counts of what happened on the way.
    """

    found: Content
    expected: Content
    faults: list[str]
    detail: dict[str, Any]

    @property
    def is_equal(self) -> bool:
        """Whether the disturbance left no trace."""
        return self.found == self.expected and not self.faults


def command(*arguments: object, wait: float = 0.0) -> list[str]:
    """The arguments of a process that runs quoteattr with the stand-in of the pipeline."""
    return [sys.executable, "-m", "tests.stress.stand_in", "--wait", str(wait), *map(str, arguments)]


def extract(
    database: Path, articles: Path, before: Callable[[], object] | None = None
) -> subprocess.CompletedProcess[str]:
    """A run that is left alone."""
    return subprocess.run(
        command("extract", database, articles), capture_output=True, text=True, cwd=ROOT, preexec_fn=before
    )


def content(database: Path) -> Content:
    """The rows of every table, in an order of their own."""
    with closing(sqlite3.connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_fts%' ESCAPE '\\' "
            "AND name NOT LIKE 'sqlite_%'"
        )
        names = [row["name"] for row in tables if row["name"] not in LOG]
        return {name: sorted(map(_line, connection.execute(f"SELECT * FROM {name}"))) for name in names}


def _line(row: sqlite3.Row) -> str:
    """A row as text; a number that only counts insertions says nothing."""
    counted = "id" if isinstance(dict(row).get("id"), int) else ""
    return json.dumps({name: value for name, value in dict(row).items() if name not in (*LOG, counted)})


def _outcome(database: Path, articles: Path, folder: Path, **detail: Any) -> Outcome:
    undisturbed = folder / "undisturbed.db"
    if not undisturbed.exists():
        assert extract(undisturbed, articles).returncode == 1  # some of the articles cannot be read
    with closing(inspect(database)) as connection:
        faults = [finding.fault for finding in check_database(connection) if finding.fault]
    return Outcome(content(database), content(undisturbed), faults, detail)


def kill_often(folder: Path, *, documents: int, kills: int, seed: int = 1) -> Outcome:
    """kill -9 at random moments of an extraction, which is taken up each time.

    One in ten is killed while it starts and makes the database; the others while they read, annotate and store. The
    pace is such that the documents last for all of them.
    """
    articles, database, dice = folder / "articles", folder / "killed.db", random.Random(seed)
    write_articles(articles, documents)
    wait = 0.02
    most = max(2, 2 * documents // kills)  # so that on average a run comes as far as its share of the documents
    stored = []
    for _ in range(kills):
        process = subprocess.Popen(
            command("extract", database, articles, wait=wait),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
        )
        assert process.stdout
        if dice.random() < 0.1:
            time.sleep(dice.uniform(0, 1))
        else:
            for _ in range(dice.randint(1, most)):
                process.stdout.readline()
            time.sleep(dice.uniform(0, wait))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        stored.append(_stored(database))
    assert extract(database, articles).returncode == 1
    in_between = sum(0 < count < _stored(database) for count in stored)
    return _outcome(database, articles, folder, kills=kills, kills_with_some_but_not_all_stored=in_between)


def _stored(database: Path) -> int:
    try:
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def run_together(folder: Path, *, documents: int, processes: int = 2) -> Outcome:
    """Several extractions of the same articles into the same database, which is made by one of them."""
    articles, database = folder / "articles", folder / "together.db"
    write_articles(articles, documents)
    running = [
        subprocess.Popen(
            command("extract", database, articles, wait=0.002),
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT, text=True,
        )
        for _ in range(processes)
    ]  # fmt: skip
    told = [process.communicate()[1] for process in running]
    assert [process.returncode for process in running] == [1] * processes, told
    return _outcome(database, articles, folder, processes=processes)


def fill_the_disk(
    folder: Path, *, documents: int, sizes: tuple[int, ...], room: Callable[[], object] | None = None
) -> Outcome:
    """Extractions whose files may not grow beyond a size, then one with room: taken up as after any other end.

    Args:
        folder: to work in.
        documents: how many articles.
        sizes: bytes, one extraction each.
        room: makes room on the disk before the last one.
    """
    import resource

    articles, database = folder / "articles", folder / "full.db"
    write_articles(articles, documents)
    told = []
    for size in sizes:
        found = extract(database, articles, partial(resource.setrlimit, resource.RLIMIT_FSIZE, (size, size)))
        told.append((found.returncode, found.stderr.strip().splitlines()[-1:]))
        assert "Traceback" not in found.stderr, found.stderr
    if room:
        room()
    assert extract(database, articles).returncode == 1
    return _outcome(database, articles, folder, told=told)
