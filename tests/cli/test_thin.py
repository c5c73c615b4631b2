import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.cli.conftest import Run


def test_without_the_extra_it_says_what_to_install(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "quoteattr.training.pruning", None)  # as when what it imports is missing
    (tmp_path / "article.txt").write_text("“We are late,” said Mia Orr.")
    result = run("thin", "sm", tmp_path / "small", tmp_path / "article.txt")
    assert result.exit_code == 2
    assert 'is not installed; run: pip install "quoteattr[train]"' in result.stderr


def test_documents_and_sizes_reach_the_training(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def make_thin(model: str, documents: Any, output: Path, *, progress: Any, **options: Any) -> None:
        asked.append((model, [document.text for document in documents], output.name, options))
        progress(1, 2, 0.5)

    pruning, thin = ModuleType("quoteattr.training.pruning"), ModuleType("quoteattr.training.thin")
    pruning.Thinness = dict  # type: ignore[attr-defined]
    thin.thin = make_thin  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "quoteattr.training.pruning", pruning)
    monkeypatch.setitem(sys.modules, "quoteattr.training.thin", thin)
    (tmp_path / "article.txt").write_text("“We are late,” said Mia Orr.")
    (tmp_path / "broken.pdf").write_text("no")
    arguments = ("thin", "sm", tmp_path / "small", tmp_path, "--heads", "4", "--from", "smaller", "--no-resume")
    result = run(*arguments)
    assert result.exit_code == 1 and "broken.pdf" in result.stderr
    sizes = {"heads": 4, "neurons": 640}
    options = {"thinness": sizes, "start": "smaller", "epochs": 2, "seed": 13, "resume": False}
    assert asked == [("sm", ["“We are late,” said Mia Orr."], "small", options)]
