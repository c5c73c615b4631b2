"""From a fitted network to a model folder.

In: a network and its base. Out: model.onnx (int8), tokenizer.json and config.json::

    export(network, base, title="all-MiniLM-L6-v2", folder=Path("quoteattr/models/sm"))

Weights are quantised to 8 bits per channel, dynamically: per tensor costs 1.4 points of F.
"""

import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from quoteattr.components.attribution.model import FORMAT, OUTPUTS, ModelConfig, write_config
from quoteattr.training.bases import Base
from quoteattr.training.loop import WINDOW
from quoteattr.training.network import Network

STRIDE = 192  # pieces; a quarter of each window is read twice, so that no edge decides alone
OPSET = 17
INPUTS = ("ids", "features", "mask")


def write_graph(network: Network, path: Path) -> None:
    """Write the network as an ONNX graph in full precision."""
    ids = torch.ones((2, 16), dtype=torch.long)
    features = torch.zeros((2, 16, 3), dtype=torch.long)
    axes = {name: {0: "batch", 1: "length"} for name in (*INPUTS, *OUTPUTS)}
    torch.onnx.export(
        network.eval(),
        (ids, features, torch.ones_like(ids)),
        str(path),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )


def quantize(source: Path, target: Path) -> None:
    """Write the graph with 8-bit weights."""
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
        quantize_dynamic(str(prepared), str(target), per_channel=True, weight_type=QuantType.QInt8)
    onnx.checker.check_model(str(target))


def export(network: Network, base: Base, *, title: str, folder: Path) -> None:
    """Write the model folder, without its calibration and metrics."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        full = Path(temporary) / "full.onnx"
        write_graph(network, full)
        quantize(full, folder / "model.onnx")
    base.tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    begin, end = base.ends
    config = ModelConfig(
        format=FORMAT,
        base=title,
        window=WINDOW,
        stride=STRIDE,
        pad=base.shape.pad_token_id,
        begin=begin,
        end=end,
        outside_bias=0.0,
        sourceless_bias=0.0,
        least_confidence=0.0,
    )
    write_config(config, folder / "config.json")
