"""From a fitted network to a model folder.

In: a network and its base. Out: model.onnx (int8), tokenizer.json and config.json::

    export(network, base, origin=ORIGINS["sm"], folder=Path("quoteattr/models/sm"))

Weights are quantised to 8 bits, so that every processor comes to the same. MiniLM loses nothing with a scale for each
channel (per tensor costs 1.4 points of F) and all arithmetic in whole numbers (`exact.py`). MPNet has a few very large
activations, and one scale for all of a layer's costs it 7 points of F on claims; with weights in blocks and activations
in 32 bits it costs 0.1, and two processors differ in the sixth digit, which no statement shows.
"""

import logging
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from onnxruntime.quantization.shape_inference import quant_pre_process

from quoteattr.components.attribution.model import FORMAT, GRAMMAR_OUTPUTS, OUTPUTS, ModelConfig, write_config
from quoteattr.training.bases import Base, Origin
from quoteattr.training.exact import make_exact
from quoteattr.training.loop import WINDOW
from quoteattr.training.network import Network

# Pieces: a paragraph is read twice, so that what stands at the edge of one window has its surroundings in another.
# Without it quotes with the right source lose half a point of F; 80 reads a fifth more and gains nothing.
OVERLAP = 40
BLOCK = 128  # weights that share a scale; smaller blocks make the file larger than a large model may be
ACCURACY_LEVEL = 1  # of MatMulNBits: activations in 32 bits; rounded to 8, they differ from processor to processor
OPSET = 17
INPUTS = ("ids", "features")  # without a mask: windows are read one at a time, and none is padded


def write_graph(network: Network, path: Path) -> None:
    """Write the network as an ONNX graph in full precision."""
    ids = torch.ones((2, 16), dtype=torch.long)
    features = torch.zeros((2, 16, 3), dtype=torch.long)
    outputs = [*OUTPUTS, *(GRAMMAR_OUTPUTS if network.heads.grammar else ())]
    axes = {name: {0: "batch", 1: "length"} for name in (*INPUTS, *outputs)}
    torch.onnx.export(
        network.eval(),
        (ids, features),
        str(path),
        input_names=list(INPUTS),
        output_names=outputs,
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )


def quantize(source: Path, target: Path, *, in_blocks: bool) -> None:
    """Write the graph with 8-bit weights.

    Args:
        source: the graph in full precision.
        target: where it goes.
        in_blocks: a scale for each block of weights, and activations in 32 bits; not one for each channel and layer.
    """
    # onnxruntime's tools set up logging when they are imported, and tell of every node.
    logging.getLogger().setLevel(logging.WARNING)
    logging.getLogger("onnxruntime.quantization").setLevel(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
        if in_blocks:
            quantize_in_blocks(prepared, target)
        else:
            quantize_dynamic(str(prepared), str(target), per_channel=True, weight_type=QuantType.QInt8)
            onnx.save(make_exact(onnx.load(target)), target)


def quantize_in_blocks(source: Path, target: Path) -> None:
    """Write the graph with the word embeddings in 8 bits, and all other weights in 8-bit blocks."""
    with tempfile.TemporaryDirectory() as folder:
        embedded = Path(folder) / "embedded.onnx"
        quantize_dynamic(str(source), str(embedded), weight_type=QuantType.QInt8, op_types_to_quantize=["Gather"])
        quantizer = MatMulNBitsQuantizer(
            onnx.load(embedded), bits=8, block_size=BLOCK, is_symmetric=True, accuracy_level=ACCURACY_LEVEL
        )
        quantizer.process()
        quantizer.model.save_model_to_file(str(target))


def export(network: Network, base: Base, *, origin: Origin, folder: Path) -> None:
    """Write the model folder, without its calibration and metrics."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        full = Path(temporary) / "full.onnx"
        write_graph(network, full)
        quantize(full, folder / "model.onnx", in_blocks=origin.in_blocks)
    base.tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    begin, end = base.ends
    config = ModelConfig(
        format=FORMAT,
        base=origin.title,
        window=WINDOW,
        overlap=OVERLAP,
        pad=base.shape.pad_token_id,
        begin=begin,
        end=end,
        outside_bias=0.0,
        sourceless_bias=0.0,
        cueless_bias=0.0,
        least_confidence=0.0,
    )
    write_config(config, folder / "config.json")
