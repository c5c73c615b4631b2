"""Batches with workers that find quotes by pattern (tests/jobs/stand_in.py)."""

import json
from pathlib import Path

import fsspec
import pytest

from tests.jobs.stand_in import STAND_IN

ROOT = Path(__file__).parents[2]


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quoteattr.jobs.annotators.WORKER", STAND_IN)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


@pytest.fixture
def memory() -> fsspec.AbstractFileSystem:
    """An object store that is empty."""
    system = fsspec.filesystem("memory")
    for path in system.find("/"):
        system.rm(path)
    return system


def articles(path: Path, count: int, **words: str) -> Path:
    """A file of articles; `at3` is what the fourth one has besides."""
    lines = [
        {
            "text": f"“It is number {number},” said Ana Ruiz. “No,” denied Bo Lind. {words.get(f'at{number}', '')}",
            "url": f"https://n.example/{path.stem}/{number}",
            "outlet": "Bay Weekly",
        }
        for number in range(count)
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


def tree(folder: Path) -> dict[str, bytes]:
    """All files of a folder, but what says when it was made."""
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: data for name, data in files.items() if name != "manifest.json"}


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles (`in`), and what a batch on this machine makes of them (`alone`)."""
    from tests.scale.clusters import finish, make_articles, start

    path = tmp_path_factory.mktemp("corpus")
    finish(start(make_articles(path / "in"), path / "alone", "--jobs", "1"))
    return path
