"""A cluster of two workers on this machine, with the model that ships: the files must be those of one machine."""

import os
import signal
import time
import uuid
from pathlib import Path

import pytest

from tests.scale.clusters import (
    DOCUMENTS,
    ON_RAY,
    begun,
    finish,
    is_in_the_middle,
    listening,
    model_processes,
    start,
    wait_for_a_shard,
    with_all_below,
)
from tests.scale.conftest import tree

pytestmark = ON_RAY
# 127.0.0.1, alone and as a part of IPv6.
THIS_MACHINE = {"0100007F", "0000000000000000FFFF00000100007F"}
TWO = ("--engine", "ray", "--jobs", "2")


def test_a_cluster_that_only_this_machine_reaches_writes_the_same_files_to_the_byte(corpus: Path) -> None:
    out = begun(corpus, "cluster")
    process = start(corpus / "in", out, *TWO)
    wait_for_a_shard(process, out)
    places = listening(with_all_below({process.pid}))
    assert places
    assert places <= THIS_MACHINE
    told = finish(process)
    assert f"documents: {DOCUMENTS} read, 1 skipped" in told
    assert tree(out) == tree(corpus / "alone")
    assert (out / "manifest.json").read_bytes() == (corpus / "alone" / "manifest.json").read_bytes()


def test_a_model_that_is_killed_while_it_loads_is_loaded_again(corpus: Path) -> None:
    mark, out = uuid.uuid4().hex, begun(corpus, "killed-early")
    process = start(corpus / "in", out, *TWO, mark=mark)
    loading = None
    while loading is None and process.poll() is None:
        time.sleep(0.02)
        loading = next(model_processes(mark), None)
    assert loading is not None
    os.kill(loading[0], signal.SIGKILL)
    finish(process)
    assert tree(out) == tree(corpus / "alone")


@pytest.mark.parametrize("victim", ["actor", "model"])
def test_a_worker_that_is_killed_in_the_middle_leaves_no_trace(victim: str, corpus: Path) -> None:
    mark, out = uuid.uuid4().hex, begun(corpus, f"killed-{victim}")
    process = start(corpus / "in", out, *TWO, mark=mark)
    wait_for_a_shard(process, out)
    model, actor = next(model_processes(mark))
    os.kill(actor if victim == "actor" else model, signal.SIGKILL)
    assert is_in_the_middle(out)
    finish(process)
    assert tree(out) == tree(corpus / "alone")
