"""A cluster of two workers on this machine, with the model that ships: the files must be those of one machine."""

import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.scale.conftest import articles, tree

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed: there is none for this Python"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are found in /proc"),
]
# Carried by every process that a command starts, however far down.
MARK = "QUOTEATTR_TEST_RUN"
SHARD, DOCUMENTS = 4, 40


def start(articles: Path, out: Path, *options: str, mark: str = "") -> subprocess.Popen[str]:
    command = [
        sys.executable,
        "-m",
        "quoteattr",
        "batch",
        str(articles),
        str(out),
        "--shard-size",
        str(SHARD),
        *options,
    ]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, MARK: mark}
    )


def finish(process: subprocess.Popen[str]) -> str:
    told, errors = process.communicate()
    assert (process.returncode, told) == (1, ""), errors  # one article cannot be read
    return errors


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two files of articles, and what a batch on this machine makes of them."""
    path = tmp_path_factory.mktemp("cluster")
    articles(path / "in" / "a.jsonl", DOCUMENTS - 10)
    articles(path / "in" / "b.jsonl", 10)
    with (path / "in" / "b.jsonl").open("a") as file:
        file.write("{broken\n")
    finish(start(path / "in", path / "alone", "--jobs", "1"))
    return path


def begun(folder: Path, name: str) -> Path:
    """An output that began at the same moment, which documents.parquet tells."""
    (folder / name).mkdir()
    shutil.copy(folder / "alone" / "manifest.json", folder / name)
    return folder / name


def test_a_cluster_writes_the_same_files_to_the_byte(folder: Path) -> None:
    out = begun(folder, "cluster")
    told = finish(start(folder / "in", out, "--engine", "ray", "--jobs", "2"))
    assert f"documents: {DOCUMENTS} read, 1 skipped" in told
    assert tree(out) == tree(folder / "alone")
    assert (out / "manifest.json").read_bytes() == (folder / "alone" / "manifest.json").read_bytes()


def model_processes(mark: str) -> Iterator[tuple[int, int]]:
    """Processes of a run that hold the model in an actor, each with the actor, which is its parent."""
    for path in Path("/proc").glob("[0-9]*"):
        try:
            command, environment = (path / "cmdline").read_bytes(), (path / "environ").read_bytes()
            parent = int((path / "stat").read_text().rsplit(")", 1)[1].split()[1])
            above = (path.parent / str(parent) / "cmdline").read_bytes()
        except (OSError, IndexError):
            continue  # it has ended meanwhile
        is_of_run = f"{MARK}={mark}".encode() in environment.split(b"\0")
        if is_of_run and b"quoteattr.jobs.worker" in command and above.startswith(b"ray::"):
            yield int(path.name), parent


def test_a_model_that_is_killed_while_it_loads_is_loaded_again(folder: Path) -> None:
    mark, out = uuid.uuid4().hex, begun(folder, "killed-early")
    process = start(folder / "in", out, "--engine", "ray", "--jobs", "2", mark=mark)
    loading = None
    while loading is None and process.poll() is None:
        time.sleep(0.02)
        loading = next(model_processes(mark), None)
    assert loading is not None
    os.kill(loading[0], signal.SIGKILL)
    finish(process)
    assert tree(out) == tree(folder / "alone")


@pytest.mark.parametrize("victim", ["actor", "model"])
def test_a_worker_that_is_killed_in_the_middle_leaves_no_trace(victim: str, folder: Path) -> None:
    mark, out = uuid.uuid4().hex, begun(folder, f"killed-{victim}")
    process = start(folder / "in", out, "--engine", "ray", "--jobs", "2", mark=mark)
    done: list[Path] = []
    while not done and process.poll() is None:
        time.sleep(0.02)
        done = list(out.glob("*/done-*.json"))
    model, actor = next(model_processes(mark))
    os.kill(actor if victim == "actor" else model, signal.SIGKILL)
    assert 0 < len(list(out.glob("*/done-*.json"))) < DOCUMENTS / SHARD
    finish(process)
    assert tree(out) == tree(folder / "alone")
