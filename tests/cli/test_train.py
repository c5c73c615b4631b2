import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.cli.conftest import Run


def test_without_the_extra_it_says_what_to_install(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "quoteattr.training.fit", None)  # as when what it imports is missing
    (tmp_path / "corpus.jsonl").touch()
    result = run("train", tmp_path / "corpus.jsonl", tmp_path / "model")
    assert result.exit_code == 2
    assert 'is not installed; run: pip install "quoteattr[train]"' in result.stderr
    assert not (tmp_path / "model").exists()


def test_what_is_asked_for_reaches_the_training(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def train(corpus: Path, output: Path, *, progress: Any, **options: Any) -> None:
        asked.append((corpus.name, output.name, options))
        progress(1, 2, 0.5)

    fake = ModuleType("quoteattr.training.fit")
    fake.train = train  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "quoteattr.training.fit", fake)
    (tmp_path / "corpus.jsonl").touch()
    result = run("train", tmp_path / "corpus.jsonl", tmp_path / "m", "--epochs", "2", "--no-resume")
    assert result.exit_code == 0
    further = {"start": None, "beside": (), "texts": (), "part": None}
    options = {"base": "sm", "epochs": 2, "seed": 13, "resume": False, "augment": True, "teacher": None, **further}
    assert asked == [("corpus.jsonl", "m", options)]
    assert run("train", tmp_path / "missing.jsonl").exit_code == 2
