"""The companion distribution that holds the large model: it is complete, small enough, and found by name."""

import tomllib
import zipfile
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder

from quoteattr.components.attribution.model import AttributionModel
from quoteattr.components.quotations import find_quotations

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "models" / "lg"
LIMIT = 120_000_000  # bytes of the wheel
TEXT = "“We will not sell the harbour,” said Marit Oyelaran, the mayor of Port Sable."


def test_the_wheel_holds_the_model_and_names_it(tmp_path: Path) -> None:
    (wheel,) = WheelBuilder(str(PACKAGE)).build(directory=str(tmp_path), versions=["standard"])
    assert Path(wheel).stat().st_size < LIMIT
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        entries = next(name for name in names if name.endswith("entry_points.txt"))
        assert archive.read(entries).decode().split() == ["[quoteattr.models]", "lg", "=", "quoteattr_lg:folder"]
    files = ("model.onnx", "tokenizer.json", "config.json", "calibration.json", "metrics.json", "README.md")
    assert {f"quoteattr_lg/model/{name}" for name in files} <= names


def test_it_needs_nothing_but_itself() -> None:
    project = tomllib.loads((PACKAGE / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["dependencies"] == []


def test_it_is_found_by_its_name_and_reads() -> None:
    model = AttributionModel.load("lg")
    assert (model.name, model.config.base) == ("lg", "all-mpnet-base-v2")
    ((attribution,),) = (found.attributions for found in model.predict([TEXT], [find_quotations(TEXT)]))
    assert "Marit Oyelaran" in attribution.source[0].of(TEXT)
    assert [span.of(TEXT) for span in attribution.cue] == ["said"]
