# ruff: noqa: E402 -- what is skipped without torch must not import it
"""A finished model becomes a network again."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the extra `train`")
pytest.importorskip("onnx", reason="training needs the extra `train`")

import onnxruntime

from quoteattr.components.attribution.model import GRAMMAR_OUTPUTS, OUTPUTS, find_folder
from quoteattr.errors import ModelError
from quoteattr.training import restoring
from quoteattr.training.bases import ORIGINS
from quoteattr.training.restoring import read_trained

SAID = "“We will not sell the harbour,” said Marit Oyelaran, the mayor of Port Sable. She added that talks were over."


def test_the_network_says_nearly_what_the_model_says() -> None:
    trained = read_trained("sm")
    ids = torch.tensor([trained.base.tokenizer.encode(SAID).ids])
    features = torch.zeros((1, ids.shape[1], 3), dtype=torch.long)
    with torch.no_grad():
        ours = trained.network().eval()(ids, features)
    session = onnxruntime.InferenceSession(str(find_folder("sm")[1] / "model.onnx"))
    theirs = session.run([*OUTPUTS, *GRAMMAR_OUTPUTS], {"ids": ids.numpy(), "features": features.numpy()})
    for one, other in zip(ours, theirs, strict=True):
        assert np.corrcoef(one.numpy().ravel(), other.ravel())[0, 1] > 0.99
    assert (ours[0].numpy().argmax(-1) == theirs[0].argmax(-1)).all()


def test_a_model_with_weights_in_blocks_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restoring, "ORIGINS", {"lg": ORIGINS["lg"]})
    with pytest.raises(ModelError, match="cannot be trained further"):
        read_trained("sm")
