# ruff: noqa: E402 -- what is skipped without torch must not import it
"""The whole of `quoteattr thin`, with an encoder small enough for a test."""

import json
from pathlib import Path
from statistics import mean

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the extra `train`")
pytest.importorskip("onnx", reason="training needs the extra `train`")

from quoteattr.components.attribution.model import AttributionModel
from quoteattr.components.quotations import find_quotations
from quoteattr.documents import Document
from quoteattr.errors import ModelError
from quoteattr.training import fit as fit_module
from quoteattr.training import loop
from quoteattr.training.fit import train
from quoteattr.training.pruning import Thinness
from quoteattr.training.thin import thin
from tests.training.test_fit import write_corpus
from tests.training.test_loop import StopHere, tiny_base

# torch announces the exporter that follows this one.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::torch.jit.TracerWarning")
THIN = Thinness(heads=2, neurons=20)
DOCUMENTS = [
    Document(text=f"“Rates fell in week {number},” Ann Lund said.\nNobody was there. She went home.")
    for number in range(40)
]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("full")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fit_module, "read_base", lambda name: tiny_base())
        train(write_corpus(folder / "corpus.jsonl", 60), folder / "model", epochs=1)
    return folder / "model"


def test_a_smaller_model_says_what_the_full_one_says(
    full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "LATE", 0.0)  # each loss alone: batches of sentences and of whole texts differ
    losses: list[float] = []
    thin(full, DOCUMENTS, tmp_path, thinness=THIN, epochs=40, progress=lambda done, total, loss: losses.append(loss))
    assert mean(losses[-15:]) < 0.9 * mean(losses[:15])
    assert (tmp_path / "model.onnx").stat().st_size < (full / "model.onnx").stat().st_size
    for kept in ("config.json", "calibration.json", "grammar.json", "tokenizer.json"):
        assert json.loads((tmp_path / kept).read_text()) == json.loads((full / kept).read_text())
    card = f"2 heads and 20 neurons a layer: network {AttributionModel.load(tmp_path).digest}"
    assert card in (tmp_path / "README.md").read_text()
    text = DOCUMENTS[0].text
    models = [AttributionModel.load(folder) for folder in (full, tmp_path)]
    (ours,), (theirs,) = (model.predict([text], [find_quotations(text)]) for model in models)
    assert np.array_equal(ours.grammar[0].tags, theirs.grammar[0].tags)


def test_a_stopped_run_goes_on_to_the_same_weights(full: Path, tmp_path: Path) -> None:
    def stop(done: int, total: int, loss: float) -> None:
        if done == 7:
            raise StopHere

    thin(full, DOCUMENTS, tmp_path / "whole", thinness=THIN, epochs=2)
    with pytest.raises(StopHere):
        thin(full, DOCUMENTS, tmp_path / "stopped", thinness=THIN, epochs=2, progress=stop)
    thin(full, DOCUMENTS, tmp_path / "stopped", thinness=THIN, epochs=2)
    whole, stopped = ((tmp_path / name / "model.onnx").read_bytes() for name in ("whole", "stopped"))
    assert whole == stopped


def test_a_smaller_model_is_taught_further(full: Path, tmp_path: Path) -> None:
    losses: dict[str, list[float]] = {"first": [], "further": []}
    thin(full, DOCUMENTS, tmp_path / "first", thinness=THIN, progress=lambda *told: losses["first"].append(told[2]))
    thin(
        full,
        DOCUMENTS,
        tmp_path / "further",
        thinness=THIN,
        start=tmp_path / "first",
        progress=lambda *told: losses["further"].append(told[2]),
    )
    assert losses["further"][0] < losses["first"][0]
    with pytest.raises(ModelError, match="has other sizes than 1 heads and 20 neurons"):
        thin(full, DOCUMENTS, tmp_path, thinness=Thinness(heads=1, neurons=20), start=tmp_path / "first")


def test_a_model_is_not_made_larger(full: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="are not fewer"):
        thin(full, DOCUMENTS, tmp_path, thinness=Thinness(heads=2, neurons=4000))
    assert not (tmp_path / "training").exists()
