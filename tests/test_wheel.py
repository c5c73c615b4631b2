"""What travels in the wheel: whoever installs it has everything that a checkout has at run time."""

import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from quoteattr import __version__

ROOT = Path(__file__).parents[1]
DATA = {".yml", ".html", ".css", ".js", ".json", ".onnx", ".txt"}


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    builder = WheelBuilder(str(ROOT))
    (wheel,) = builder.build(directory=str(tmp_path_factory.mktemp("wheel")), versions=["standard"])
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_every_module_and_data_file_of_the_package(names: set[str]) -> None:
    files = (path for path in (ROOT / "quoteattr").rglob("*") if path.suffix in DATA | {".py"})
    expected = {path.relative_to(ROOT).as_posix() for path in files}
    assert len(expected) > 50
    assert expected <= names


@pytest.mark.parametrize(
    "name", ["metadata.yml", "py.typed", "lexicon/cues.yml", "rendering/templates/statements.html"]
)
def test_what_is_read_at_run_time(names: set[str], name: str) -> None:
    assert f"quoteattr/{name}" in names


def test_nothing_else(names: set[str]) -> None:
    assert {name.split("/")[0] for name in names} == {"quoteattr", f"quoteattr-{__version__}.dist-info"}
