"""Workers that die, hang or never start; none of the items is lost, and none is answered twice."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from quoteattr.errors import QuoteattrError
from quoteattr.jobs.pool import Failed, Pool, Shard

# Doubles numbers; ends itself at 13, is killed at 14, and falls silent at 15.
WORKER = """
import json, os, signal, sys, time
print(json.dumps({"ready": os.getpid()}), flush=True)
for line in sys.stdin:
    for item in json.loads(line):
        if item == 13:
            sys.exit(3)
        if item == 14:
            os.kill(os.getpid(), signal.SIGKILL)
        if item == 15:
            time.sleep(60)
        print(json.dumps(2 * item), flush=True)
"""
COMMAND = (sys.executable, "-c", WORKER)


def shards(last: int, size: int = 4) -> Iterator[Shard]:
    for first in range(0, last, size):
        yield tuple(range(first, min(first + size, last)))


@pytest.mark.parametrize("jobs", [1, 3])
def test_every_item_is_answered_once(jobs: int) -> None:
    with Pool(COMMAND, jobs) as pool:
        assert sorted(pool.run(shards(13))) == [(item, 2 * item) for item in range(13)]
        assert sorted(pool.run(shards(5))) == [(item, 2 * item) for item in range(5)]


def test_what_kills_its_worker_fails_with_its_reason_and_the_rest_is_answered() -> None:
    with Pool(COMMAND, 2, silence=1) as pool:
        answers = dict(pool.run(shards(20)))
    failed = {item: answer.reason for item, answer in answers.items() if isinstance(answer, Failed)}
    assert failed == {
        13: "ended the process that worked on it (exit code 3)",
        14: "ended the process that worked on it (signal 9)",
        15: "took longer than the 1 seconds that a worker may be silent, and was ended",
    }
    assert {item: answer for item, answer in answers.items() if item not in failed} == {
        item: 2 * item for item in range(20) if item not in failed
    }


# Answers each item with the shard that it came in; the first one to find no file of this name is killed from outside.
KILLED_ONCE = """
import json, os, pathlib, signal, sys
print(json.dumps({"ready": None}), flush=True)
for line in sys.stdin:
    shard = json.loads(line)
    for item in shard:
        if item == shard[-1] and not pathlib.Path(sys.argv[1]).exists():
            pathlib.Path(sys.argv[1]).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        print(json.dumps(shard), flush=True)
"""


@pytest.mark.parametrize("size", [1, 4])
def test_whoever_is_killed_from_outside_costs_nothing_and_items_stay_together(size: int, tmp_path: Path) -> None:
    with Pool((sys.executable, "-c", KILLED_ONCE, str(tmp_path / "killed")), 1) as pool:
        answers = sorted(pool.run(shards(12, size)))
    assert answers == [(item, list(shard)) for shard in shards(12, size) for item in shard]


def test_shards_are_read_as_they_are_needed() -> None:
    read = 0

    def endless() -> Iterator[Shard]:
        nonlocal read
        while True:
            read += 1
            yield (1,)

    with Pool(COMMAND, 2) as pool:
        found = pool.run(endless())
        for _ in range(10):
            next(found)
    assert read <= 10 + 4


def test_the_end_of_the_block_ends_the_workers_whatever_they_are_at() -> None:
    before = threading.active_count()
    with Pool(COMMAND, 2) as pool:
        found = pool.run(iter([(1,), (15,), (15,), (15,)]))
        assert next(found) == (1, 2)
    assert threading.active_count() == before


FAULTS = {
    "says why": ('print(\'{"fatal": "no such model"}\')', "no such model"),
    "ends without a word": ("raise SystemExit(5)", r"exit code 5"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_worker_that_cannot_start(fault: str) -> None:
    program, message = FAULTS[fault]
    with pytest.raises(QuoteattrError, match=message):
        Pool((sys.executable, "-c", program), 2)
