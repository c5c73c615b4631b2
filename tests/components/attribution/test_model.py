"""The shipped model at work; what it finds is measured by the benchmarks, here only what a caller relies on."""

import json
import shutil
from pathlib import Path

import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteattr.components.annotations import Attribution
from quoteattr.components.attribution.model import AttributionModel, Runtime, find_folder
from quoteattr.components.quotations import find_quotations
from quoteattr.errors import ModelError
from quoteattr.statements import Device

MODEL = AttributionModel.load("sm")

SAID = "“We will not sell the harbour,” said Marit Oyelaran, the mayor of Port Sable. She added that talks were over."
TOLD = "Police told reporters on Friday that the bridge had been closed for repairs.\n\nNobody was hurt."


def predict(*texts: str, model: AttributionModel = MODEL) -> list[tuple[Attribution, ...]]:
    return [found.attributions for found in model.predict(texts, [find_quotations(text) for text in texts])]


def test_a_quote_gets_its_source_and_cue() -> None:
    first = predict(SAID)[0][0]
    assert [span.of(SAID) for span in first.content] == ["“We will not sell the harbour,”"]
    assert [span.of(SAID) for span in first.cue] == ["said"]
    assert "Marit Oyelaran" in first.source[0].of(SAID)
    assert 0.5 < MODEL.calibration.confidence(first) <= 1


def test_a_reported_claim_is_found_without_marks() -> None:
    (only,) = predict(TOLD)[0]
    assert "the bridge had been closed for repairs" in only.content[0].of(TOLD)
    assert [span.of(TOLD) for span in only.source] == ["Police"]


def test_texts_do_not_disturb_one_another() -> None:
    assert predict(SAID, "", TOLD) == [*predict(SAID), (), *predict(TOLD)]


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\x00\x01\x02", "\u200b", "“", "”“”“", "said " * 3])
def test_texts_with_nothing_to_find(text: str) -> None:
    assert predict(text) == [()]


@settings(max_examples=25)
@given(st.text(max_size=400))
def test_any_text_works_and_all_spans_lie_inside_it(text: str) -> None:
    for attribution in predict(text)[0]:
        for span in (*attribution.content, *attribution.cue, *attribution.source):
            assert 0 <= span.start < span.end <= len(text)
        assert all(0 <= score <= 1 for score in attribution.scores)


def test_a_paragraph_longer_than_any_window_is_read_to_its_end() -> None:
    text = "The committee met again in the old hall and adjourned. " * 60 + SAID
    assert any("harbour" in span.of(text) for attribution in predict(text)[0] for span in attribution.content)


def test_a_long_text_cut_into_parts_finds_what_a_short_one_does() -> None:
    small = AttributionModel.load("sm", runtime=Runtime(part=64))
    text = "\n\n".join([SAID] * 4)
    assert len(predict(text, model=small)[0]) == 4 * len(predict(SAID)[0])


def test_the_digest_names_the_network() -> None:
    assert len(MODEL.digest) == 12
    assert MODEL.digest == AttributionModel.load("sm").digest


def test_a_folder_is_a_model_too(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(MODEL.folder, folder)
    model = AttributionModel.load(folder)
    assert (model.name, model.digest) == ("mine", MODEL.digest)


def test_the_shipped_model_is_small_enough_for_the_wheel() -> None:
    assert sum(path.stat().st_size for path in MODEL.folder.iterdir()) < 30_000_000


def test_an_unknown_model_is_refused_with_those_there_are() -> None:
    with pytest.raises(ModelError, match=r"huge: no such model\. Installed: .*sm"):
        find_folder("huge")


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "config.json", "calibration.json"])
@pytest.mark.parametrize("content", [None, "", "damaged"])
def test_a_folder_that_is_not_complete_is_refused_by_file(tmp_path: Path, name: str, content: str | None) -> None:
    folder = tmp_path / "model"
    shutil.copytree(MODEL.folder, folder)
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_text(content)
    with pytest.raises(ModelError, match=name):
        AttributionModel.load(folder)


def test_a_folder_of_another_format_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(MODEL.folder, folder)
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"format": 99}))
    with pytest.raises(ModelError, match="format 99"):
        AttributionModel.load(folder)


def test_a_device_that_onnxruntime_does_not_know_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: ["CPUExecutionProvider"])
    with pytest.raises(ModelError, match=r"device cuda: .* Install onnxruntime-gpu .* or use --device cpu"):
        AttributionModel.load("sm", runtime=Runtime(device=Device.CUDA))


@pytest.mark.skipif("CUDAExecutionProvider" in onnxruntime.get_available_providers(), reason="it may be there")
@pytest.mark.filterwarnings("ignore:Specified provider")
def test_a_device_that_is_not_there_is_not_replaced_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: ["CUDAExecutionProvider"])
    with pytest.raises(ModelError, match=r"device cuda: onnxruntime cannot use it. Check its driver"):
        AttributionModel.load("sm", runtime=Runtime(device=Device.CUDA))
