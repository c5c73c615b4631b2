"""A cluster of two workers on this machine, with the model that ships: the files must be those of one machine."""

import os
import signal
import uuid
from pathlib import Path

from tests.scale.clusters import (
    DOCUMENTS,
    ON_RAY,
    begun,
    finish,
    is_in_the_middle,
    listening,
    model_process,
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


def test_a_model_that_is_killed_while_it_loads_and_then_an_actor_leave_no_trace(corpus: Path) -> None:
    mark, out = uuid.uuid4().hex, begun(corpus, "killed")
    process = start(corpus / "in", out, *TWO, mark=mark)
    loading, _ = model_process(process, mark)
    os.kill(loading, signal.SIGKILL)
    _, actor = model_process(process, mark)
    wait_for_a_shard(process, out)
    os.kill(actor, signal.SIGKILL)
    assert is_in_the_middle(out)
    finish(process)
    assert tree(out) == tree(corpus / "alone")
