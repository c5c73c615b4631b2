"""What somebody gets who installs the wheel with the newest versions of everything: no lock, and nothing else there.

It takes some minutes: an environment with spaCy and onnxruntime is made from the package index.
"""

import os
import subprocess
import sys
import time
import urllib.request
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from quoteattr.readers.samples import SENTENCE, format_names, sample_of

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
PATIENCE = 60.0  # seconds until the server answers
SMALL_PACKAGE = "lxml-html-clean"  # 14 KB, to see whether there is an index at all


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs of an environment that has the wheel, and what it needs."""
    folder = tmp_path_factory.mktemp("plain")
    probe = pip(Path(sys.executable), "download", "--no-deps", "-d", str(folder), SMALL_PACKAGE)
    if probe.returncode:
        pytest.skip(f"no package index can be reached: {probe.stderr.strip().splitlines()[-1][:200]}")
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    venv.create(folder / "venv", with_pip=True)
    programs = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    installed = pip(programs / "python", "install", "--prefer-binary", "--no-compile", wheel)
    assert installed.returncode == 0, installed.stderr[-2000:]
    return programs


def pip(python: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return run(str(python), "-m", "pip", "--disable-pip-version-check", "-q", *arguments)


def run(*command: str, folder: Path | None = None) -> "subprocess.CompletedProcess[str]":
    """The answer of a program that does not see this checkout."""
    return subprocess.run(command, cwd=folder, env=clean(), text=True, capture_output=True, check=False)


def clean() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


@pytest.fixture(scope="module")
def database(place: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the installed program makes of a sample of every format."""
    folder = tmp_path_factory.mktemp("samples")
    for name in format_names():
        sample = sample_of(name)
        # Parquet is read with an extra.
        if sample and name != "parquet":
            (folder / f"{name}{sample[1] or '.txt'}").write_bytes(sample[0])
    made = folder.parent / "quotes.db"
    done = run(str(place / "quoteattr"), "extract", str(made), str(folder), folder=folder.parent)
    assert done.returncode == 0, done.stderr[-2000:]
    assert f"documents: {len(list(folder.iterdir()))} read, 0 unchanged, 0 skipped" in done.stderr
    return made


def test_doctor_finds_all_in_order(place: Path) -> None:
    done = run(str(place / "quoteattr"), "doctor")
    assert (done.returncode, "fault" in done.stdout) == (0, False), done.stdout
    assert "a sample of each of" in done.stdout


def test_a_sample_of_every_format_has_its_statement(place: Path, database: Path) -> None:
    done = run(str(place / "quoteattr"), "lookup", str(database), "Ana Ruiz", "--nl")
    found = [line for line in done.stdout.splitlines() if SENTENCE.split(",")[0] in line]
    assert len(found) == len(list((database.parent / "samples0").iterdir()))


@pytest.fixture
def address(place: Path, database: Path) -> Iterator[str]:
    """Of the page that the installed program serves."""
    command = [str(place / "quoteattr"), "serve", str(database), "--port", "0"]
    with subprocess.Popen(command, env=clean(), text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as server:
        try:
            assert server.stdout
            lines = iter(server.stdout.readline, "")
            yield next(word for line in lines for word in line.split() if word.startswith("http://"))
        finally:
            server.terminate()


def test_a_page_is_served(address: str) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"{address}quotes/statements", timeout=PATIENCE) as answer:
                assert (answer.status, "Ana Ruiz" in answer.read().decode()) == (200, True)
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
