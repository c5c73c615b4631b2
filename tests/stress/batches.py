"""Batches that are killed: the output must be that of a batch that nobody disturbed.

In: a folder to work in, and how often. Out: the files of the output afterwards, beside what they should be::

    found, expected = kill_batch(folder, documents=200, kills=50)
    assert found == expected
"""

import os
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path

from tests.scale.conftest import tree
from tests.stress.articles import write_articles
from tests.stress.crashes import ROOT, command

SHARD = 5  # documents
OPTIONS = ("--shard-size", SHARD, "--jobs", 2)


def run_batch(articles: Path, out: Path) -> subprocess.CompletedProcess[str]:
    """A batch that is left alone."""
    return subprocess.run(command("batch", articles, out, *OPTIONS), capture_output=True, text=True, cwd=ROOT)


def kill_batch(folder: Path, *, documents: int, kills: int, seed: int = 1) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """kill -9 at random moments of a batch, now of one process and now of all; it is taken up each time."""
    articles, dice = folder / "articles", random.Random(seed)
    write_articles(articles, documents)
    most = max(1, documents // SHARD // kills)  # so that the shards last for all kills
    assert run_batch(articles, folder / "whole").returncode == 1  # some of the articles cannot be read
    out = folder / "killed"
    out.mkdir()
    # The same moment of beginning, which documents.parquet tells.
    shutil.copy(folder / "whole" / "manifest.json", out)
    for _ in range(kills):
        process = subprocess.Popen(
            command("batch", articles, out, *OPTIONS, wait=0.05),
            stderr=subprocess.DEVNULL, cwd=ROOT, start_new_session=True,
        )  # fmt: skip
        wanted = _done(out) + dice.randint(0, most)
        while _done(out) < wanted and process.poll() is None:
            time.sleep(0.01)
        time.sleep(dice.uniform(0, 0.3))
        (os.killpg if dice.random() < 0.5 else os.kill)(process.pid, signal.SIGKILL)
        process.wait()
    assert run_batch(articles, out).returncode == 1
    return tree(out), tree(folder / "whole")


def _done(out: Path) -> int:
    return len(list(out.glob("*/done-*.json")))
