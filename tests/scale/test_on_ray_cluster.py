"""A cluster that was there before, with a token: `--address` writes the files of one machine, and leaves it idle."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.scale.clusters import (
    DOCUMENTS,
    MARK,
    ON_RAY,
    begun,
    end,
    end_all,
    finish,
    is_in_the_middle,
    marked_processes,
    model_process,
    model_processes,
    parent_of,
    start,
    wait_for_a_shard,
    with_all_below,
)
from tests.scale.conftest import ROOT, tree

pytestmark = ON_RAY
# A second machine that is this one too; `ray start` makes none that listens to 127.0.0.1 alone.
SECOND = """
import sys
from ray._private.node import Node
from ray._private.parameter import RayParams
given = {"num_cpus": 1, "object_store_memory": 100_000_000, "node_manager_port": 0, "include_log_monitor": False}
parameters = RayParams(gcs_address=sys.argv[1], node_ip_address="127.0.0.1", **given)
Node(parameters, head=False, shutdown_at_exit=False, spawn_reaper=False)
"""


@dataclass(frozen=True)
class Cluster:
    address: str
    mark: str
    environment: dict[str, str]

    def start(self, folder: Path, out: Path, *options: str) -> subprocess.Popen[str]:
        given = ("--engine", "ray", "--address", self.address, *options)
        return start(folder / "in", out, *given, environment=self.environment)

    def raylets(self) -> list[int]:
        """The process of each machine that hands out work."""
        return [number for number, command in marked_processes(self.mark) if "raylet/raylet\0" in command]

    def add_machine(self) -> int:
        """Its raylet."""
        before = self.raylets()
        self.run(sys.executable, "-c", SECOND, self.address)
        (added,) = set(self.raylets()) - set(before)
        return added

    def run(self, *command: str) -> None:
        done = subprocess.run(
            command,
            env={**self.environment, MARK: self.mark},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def started() -> Iterator[Cluster]:
    """A machine with two cores, which listens to itself only."""
    mark, folder = uuid.uuid4().hex, tempfile.mkdtemp(prefix="ray")  # sockets have short names
    own = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0", "RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}
    environment = {**os.environ, **own, "RAY_USAGE_STATS_ENABLED": "0", "PYTHONPATH": str(ROOT)}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    head = ("ray.scripts.scripts", "start", "--head", "--port", port, "--node-ip-address", "127.0.0.1")
    bounds = ("--num-cpus", "2", "--object-store-memory", "200000000", "--include-dashboard", "false")
    found = Cluster(f"127.0.0.1:{port}", mark, environment)
    try:
        found.run(sys.executable, "-m", *head, *bounds, "--temp-dir", folder)
        yield found
    finally:
        end_all(mark)
        shutil.rmtree(folder, ignore_errors=True)


def is_idle(cluster: Cluster) -> bool:
    """Whether the cluster soon has no process of a batch any more."""
    deadline = time.monotonic() + 30
    while busy := list(model_processes(cluster.mark)):
        if time.monotonic() > deadline:
            break
        time.sleep(0.1)
    return not busy


@pytest.fixture
def cluster(started: Cluster) -> Iterator[Cluster]:
    """The same for all tests; every batch leaves it idle."""
    yield started
    assert is_idle(started)


def test_a_run_ends_with_the_same_files_and_leaves_the_cluster_for_the_next(cluster: Cluster, corpus: Path) -> None:
    out = begun(corpus, "joined")
    told = finish(cluster.start(corpus, out))
    assert f"documents: {DOCUMENTS} read, 1 skipped" in told
    assert tree(out) == tree(corpus / "alone")
    assert is_idle(cluster)
    assert "shards: 0 done by this run" in finish(cluster.start(corpus, out))


@pytest.mark.parametrize("victim", ["actor", "model"])
def test_a_worker_of_the_cluster_that_is_killed_leaves_no_trace(victim: str, cluster: Cluster, corpus: Path) -> None:
    out = begun(corpus, f"joined-{victim}")
    process = cluster.start(corpus, out)
    model, actor = model_process(process, cluster.mark)
    wait_for_a_shard(process, out)
    os.kill(actor if victim == "actor" else model, signal.SIGKILL)
    assert is_in_the_middle(out)
    finish(process)
    assert tree(out) == tree(corpus / "alone")


def test_a_machine_that_is_lost_in_the_middle_leaves_no_trace(cluster: Cluster, corpus: Path) -> None:
    lost, out = cluster.add_machine(), begun(corpus, "joined-machine")
    process = cluster.start(corpus, out)
    while lost not in {parent_of(actor) for _, actor in model_processes(cluster.mark)} and process.poll() is None:
        time.sleep(0.02)
    wait_for_a_shard(process, out)
    end(with_all_below({lost}))
    assert is_in_the_middle(out)
    finish(process)
    assert tree(out) == tree(corpus / "alone")


def test_a_driver_that_is_killed_frees_the_cluster_and_the_same_command_goes_on(cluster: Cluster, corpus: Path) -> None:
    out = begun(corpus, "joined-driver")
    process = cluster.start(corpus, out)
    wait_for_a_shard(process, out)
    process.kill()
    process.communicate()
    assert is_in_the_middle(out)
    assert is_idle(cluster)
    finish(cluster.start(corpus, out))
    assert tree(out) == tree(corpus / "alone")
