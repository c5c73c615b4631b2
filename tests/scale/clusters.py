"""Batches on Ray, as processes of their own, and what they are compared with.

In: a folder of articles. Out: processes that are found again by a mark which all that they start carry::

    process = start(folder / "in", folder / "out", "--engine", "ray", mark="a1")
    told = finish(process)
    assert tree(folder / "out") == tree(folder / "alone")
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.scale.conftest import ROOT, articles

ON_RAY = [
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed: there is none for this Python"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are found in /proc"),
]
# Carried by every process that a command starts, however far down.
MARK = "QUOTEATTR_TEST_RUN"
SHARD, GENERATED = 4, 40
SAMPLES = sorted((ROOT / "tests" / "gold" / "articles").glob("*.txt"))
DOCUMENTS = GENERATED + len(SAMPLES)
# Seconds; a run takes some 20, and ten times as long beside other work.
LONGEST = 600


def start(
    articles: Path, out: Path, *options: str, mark: str = "", environment: Mapping[str, str] = os.environ
) -> subprocess.Popen[str]:
    arguments = ("-m", "quoteattr", "batch", str(articles), str(out), "--shard-size", str(SHARD), *options)
    return subprocess.Popen(
        (sys.executable, *arguments),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**environment, MARK: mark},
    )


def finish(process: subprocess.Popen[str]) -> str:
    try:
        told, errors = process.communicate(timeout=LONGEST)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    assert (process.returncode, told) == (1, ""), errors  # one article cannot be read
    return errors


def make_articles(path: Path) -> Path:
    """The sample articles, and two files of generated ones, of which one cannot be read."""
    articles(path / "a.jsonl", GENERATED - 10)
    articles(path / "b.jsonl", 10)
    with (path / "b.jsonl").open("a") as file:
        file.write("{broken\n")
    for sample in SAMPLES:
        shutil.copy(sample, path)
    return path


def begun(folder: Path, name: str) -> Path:
    """An output that began at the same moment, which documents.parquet tells."""
    (folder / name).mkdir()
    shutil.copy(folder / "alone" / "manifest.json", folder / name)
    return folder / name


def wait_for_a_shard(process: subprocess.Popen[str], out: Path) -> None:
    """Return when the first shard is done."""
    while not list(out.glob("*/done-*.json")) and process.poll() is None:
        time.sleep(0.02)


def is_in_the_middle(out: Path) -> bool:
    """Whether some shards are done, and some are not."""
    return 0 < len(list(out.glob("*/done-*.json"))) < DOCUMENTS / SHARD


def marked_processes(mark: str) -> Iterator[tuple[int, str]]:
    """Processes that carry a mark, with their command lines."""
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if f"{MARK}={mark}".encode() in (path / "environ").read_bytes().split(b"\0"):
                yield int(path.name), (path / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue  # it has ended meanwhile


def parent_of(number: int) -> int:
    """The process that started another."""
    return int(Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[1])


def model_processes(mark: str) -> Iterator[tuple[int, int]]:
    """Processes of a run that hold the model in an actor, each with the actor, which is its parent."""
    for number, command in marked_processes(mark):
        try:
            parent = parent_of(number)
            above = Path(f"/proc/{parent}/cmdline").read_bytes()
        except OSError:
            continue  # it has ended meanwhile
        if "quoteattr.jobs.worker" in command and above.startswith(b"ray::"):
            yield number, parent


def model_process(process: subprocess.Popen[str], mark: str) -> tuple[int, int]:
    """The first of these that there is, as soon as it is there."""
    while process.poll() is None:
        if (found := next(model_processes(mark), None)) is not None:
            return found
        time.sleep(0.02)
    raise AssertionError("the batch has ended without a model")


def with_all_below(numbers: set[int]) -> set[int]:
    """Processes, and those that they started: what gives itself a name, as agents of Ray do, loses its mark."""
    above = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            above[int(path.name)] = parent_of(int(path.name))
        except OSError:
            continue  # it has ended meanwhile
    while below := {number for number, parent in above.items() if parent in numbers} - numbers:
        numbers = numbers | below
    return numbers


def end(numbers: set[int]) -> None:
    """End processes, whatever they are at."""
    for number in numbers:
        try:
            os.kill(number, signal.SIGKILL)
        except ProcessLookupError:
            continue  # it has ended meanwhile


def end_all(mark: str) -> None:
    """End what carries a mark, what that has started, and what it starts meanwhile."""
    while found := with_all_below({number for number, _ in marked_processes(mark)}):
        end(found)
        time.sleep(0.05)


def listening(numbers: set[int]) -> set[str]:
    """The addresses at which processes take connections, in hexadecimal digits, as /proc has them."""
    own = set()
    for number in numbers:
        try:
            own |= {os.readlink(link) for link in Path(f"/proc/{number}/fd").iterdir()}
        except OSError:
            continue  # it has ended meanwhile
    rows = [line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()]
    return {row[1].split(":")[0] for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in own}
