"""The engine of a cluster: Ray Data reads parts on some processes and extracts their shards on others.

In: the model, and the address of a cluster; without one, a cluster on this machine for as long as it takes. Out: an
engine for `run_batch`::

    run_batch(["s3://crawl/"], "s3://out/", open_ray(address="auto"), options=ReadOptions())

Shards stream from those that read to actors, each of which holds the model and writes what it finds: nothing but
markers comes back to the driver. What is lost with a process or a machine is done again by Ray, and gives the same
files. In each actor the model is in a process of its own, so that a document that kills it is skipped, as elsewhere.
"""

import logging
import os
import secrets
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, redirect_stdout
from typing import Any

from quoteattr import __version__
from quoteattr.errors import QuoteattrError
from quoteattr.extras import require_ray
from quoteattr.jobs import open_workers
from quoteattr.scale.extracting import OnDocument
from quoteattr.scale.job import Engine, Job, OnMarker, do_shards
from quoteattr.scale.output import marker_data, marker_of
from quoteattr.scale.plan import Todo
from quoteattr.scale.shards import read_shards
from quoteattr.statements import DEFAULT_MODELS, ModelChoice, ModelInfo

# Actors for each process that reads: a page of 120 KB takes 0.13 s to read, and 0.2 s to extract its 400 words.
ACTORS_A_READER = 2
# Bytes of shards on their way, on a machine that is its own cluster.
OBJECT_STORE = 400_000_000
# How many actors in a row may die while they load, before that is taken for a fault of what they load.
DEATHS = 3
# Seconds in which the head of a cluster takes a connection.
ANSWER = 10.0
# Nothing is sent to the makers of Ray.
SETTINGS = {"RAY_USAGE_STATS_ENABLED": "0"}


@contextmanager
def open_ray(
    choice: ModelChoice = DEFAULT_MODELS,
    *,
    jobs: int | None = None,
    time_limit: float | None = None,
    address: str | None = None,
) -> Iterator[Engine]:
    """Join a cluster, or start one on this machine.

    Args:
        choice: which models, and on what; every machine has them.
        jobs: actors that hold the model; without it, one a core.
        time_limit: seconds that a document may take.
        address: of a cluster, such as "auto" or "10.0.0.1:6379".

    Raises:
        QuoteattrError: Ray is not installed, there is no cluster, or a model is missing or does not fit.
    """
    for name, value in _settings(address).items():
        os.environ.setdefault(name, value)
    ray = require_ray()
    if address:
        _check_answer(address)
    with open_workers(choice, jobs=1) as workers:
        info = workers.info
    with redirect_stdout(sys.stderr):  # where Ray tells of processes that end
        _join(ray, jobs, address)
        try:
            models = {"choice": choice, "time_limit": time_limit}
            yield OnRay(ray, info, models, jobs or int(ray.cluster_resources().get("CPU", 1)))
        finally:
            ray.shutdown()


def _settings(address: str | None) -> dict[str, str]:
    """What Ray reads of its environment when it is imported; a user's own settings come before it."""
    quiet = {"RAY_USAGE_STATS_ENABLED": "0"}  # nothing is sent to the makers of Ray
    if address:
        return quiet
    # Without this switch, which has its name from the systems where it is set, Ray makes an address of the network of
    # 127.0.0.1, and opens its ports there. A token of its own keeps the other users of this machine out; Ray would keep
    # one in ~/.ray, where `ray start` takes it up, and a driver that is given an address does not.
    here = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0", "RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}
    return quiet | here


def _check_answer(address: str) -> None:
    """Raises a QuoteattrError when nothing answers at a host and port: Ray itself would try for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if host and port.isdigit():
        try:
            socket.create_connection((host, int(port)), timeout=ANSWER).close()
        except OSError as error:
            raise QuoteattrError(f"no Ray cluster at {address}: {error}; check the address") from error


def _join(ray: Any, jobs: int | None, address: str | None) -> None:
    quiet = {"log_to_driver": False, "logging_level": "ERROR"}
    here = {"num_cpus": jobs, "include_dashboard": False, "object_store_memory": OBJECT_STORE}
    try:
        if address:
            ray.init(address=address, **quiet)
        else:
            ray.init(address="local", _node_ip_address="127.0.0.1", **here, **quiet)
    except (ConnectionError, RuntimeError, ValueError) as error:
        advice = "; check the address, and its token (RAY_AUTH_MODE=token)" if address else ""
        raise QuoteattrError(f"no Ray cluster at {address or 'this machine'}: {error}{advice}") from error
    logging.getLogger("ray.data").setLevel(logging.ERROR)  # what it does goes into the logs of its session
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.target_max_block_size = 1  # a shard goes on as soon as it is read
    # A model's process, or its actor, may be killed while it loads, too.
    context.actor_init_retry_on_errors = True
    context.max_consecutive_actor_init_deaths = DEATHS


class OnRay:
    """Shards on the machines of a cluster."""

    def __init__(self, ray: Any, info: ModelInfo, models: dict[str, Any], jobs: int) -> None:
        """Takes the module, which has joined a cluster, and what `open_workers` is to be given on each actor."""
        self._ray, self.info, self._models, self._jobs = ray, info, models, jobs

    def run(self, job: Job, todo: Sequence[Todo], on_marker: OnMarker, on_document: OnDocument) -> None:
        """Do the shards of all parts side by side."""
        if not todo:
            return
        try:
            for row in self._markers(job, todo).iter_rows():
                marker = marker_of(row["marker"])
                on_marker(marker)
                for _ in range(marker.documents + marker.left_out):
                    on_document(marker.name)
        except self._ray.exceptions.RayError as error:
            raise QuoteattrError(f"Ray gave up: {_reason(error)}; the same command goes on from there") from error

    def _markers(self, job: Job, todo: Sequence[Todo]) -> Any:
        """The markers of the shards, as a dataset that makes them as it is read."""
        data, readers = self._ray.data, max(1, self._jobs // ACTORS_A_READER)
        here = os.getcwd()
        shards = data.from_items(list(todo), override_num_blocks=len(todo)).flat_map(
            _Reading(job, here), compute=data.TaskPoolStrategy(size=readers), num_cpus=0
        )
        return (shards.limit(job.limit) if job.limit else shards).map_batches(
            _Extracting,
            fn_constructor_kwargs={"job": job, "info": self.info, "models": self._models, "folder": here},
            batch_size=1,
            compute=data.ActorPoolStrategy(size=self._jobs),
            num_cpus=1,
        )


def _reason(error: BaseException) -> str:
    """What quoteattr says in what may be the traceback of another machine, or else its last line."""
    lines = str(error).strip().splitlines()
    own = [line.split(": ", 1)[1] for line in lines if line.startswith("quoteattr.errors.") and ": " in line]
    return (own or lines)[-1]


def _enter(folder: str) -> None:
    """Go where the driver is, so that a relative path means the same; a machine without that folder takes none."""
    if os.path.isdir(folder):
        os.chdir(folder)


def _check_version(job: Job) -> None:
    """Raises a QuoteattrError on a machine of which results would be those of another version."""
    if __version__ != job.manifest.version:
        raise QuoteattrError(
            f"a machine has quoteattr {__version__}, the driver {job.manifest.version}; install the same on all"
        )


class _Reading:
    """What a process that reads does."""

    def __init__(self, job: Job, folder: str) -> None:
        self._job, self._folder = job, folder

    def __call__(self, row: dict[str, Todo]) -> Iterator[dict[str, Any]]:
        """The shards of a part."""
        _enter(self._folder)
        _check_version(self._job)
        todo = row["item"]
        for shard in read_shards(todo.part, self._job.options, self._job.shard_size, todo.done):
            yield {"shard": shard}


class _Extracting:
    """An actor that holds the model."""

    def __init__(self, job: Job, info: ModelInfo, models: dict[str, Any], folder: str) -> None:
        _enter(folder)
        _check_version(job)
        self._job, self._stack = job, ExitStack()
        self._workers = self._stack.enter_context(open_workers(**models, jobs=1))
        if self._workers.info != info:
            raise QuoteattrError(f"a machine has {self._workers.info}, the driver {info}; install the same on all")

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[bytes]]:
        """The marker of each shard, whose files are written then."""
        done: list[bytes] = []
        do_shards(self._job, batch["shard"], self._workers, lambda marker: done.append(marker_data(marker)))
        return {"marker": done}
