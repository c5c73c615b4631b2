"""The network of a finished model, to train it further.

In: a model folder that `export` wrote. Out: its base, the weights by their names in `Network`, and its grammar labels::

    trained = read_trained("sm")
    network = trained.network()

Weights come back as the whole numbers that the folder holds, times their scales: training goes on from what the model
does in use, and needs no pretrained encoder. Models with weights in blocks (`lg`) are not read.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import NodeProto, numpy_helper

from quoteattr.components.attribution.model import GRAMMAR, find_folder, read_config, read_tokenizer
from quoteattr.components.grammar import GrammarLabels
from quoteattr.errors import ModelError
from quoteattr.training.bases import ORIGINS, Base, Origin, Shape
from quoteattr.training.exact import BIAS, QUANTISED, SCALE
from quoteattr.training.network import Heads, Network

TURNED = "_turned"  # end of the name of a bias that is subtracted
ZERO = "_zero_point"
EPSILON = "_epsilon"

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """A finished model as training sees it.

    Attributes:
        base: shape and tokenizer, without pretrained weights.
        origin: the base encoder that it was made from.
        state: the weights, by their names in `Network`.
        labels: of its grammar, None where it reads none.
    """

    base: Base
    origin: Origin
    state: Mapping[str, torch.Tensor]
    labels: GrammarLabels | None

    def network(self) -> Network:
        """A network with these weights."""
        network = Network(self.base.shape, Heads(grammar=sum(self.labels.sizes) if self.labels else 0))
        network.load_state_dict(dict(self.state))
        return network


def read_trained(name_or_path: str | Path) -> Trained:
    """A model by name or path.

    Raises:
        ModelError: it is not there, or holds weights in blocks.
    """
    folder = find_folder(name_or_path)[1]
    config = read_config(folder / "config.json")
    origin = next((one for one in ORIGINS.values() if one.title == config.base), None)
    if origin is None or origin.in_blocks:
        raise ModelError(f"{folder}: a model made from {config.base} cannot be trained further; start from its base")
    graph = onnx.load(folder / "model.onnx").graph
    state = dict(read_weights(graph))
    return Trained(
        base=Base(
            shape=read_shape(graph, state, pad=config.pad),
            weights={},
            tokenizer=read_tokenizer(folder / "tokenizer.json"),
        ),
        origin=origin,
        state=state,
        labels=GrammarLabels.read(folder / GRAMMAR),
    )


def read_shape(graph: onnx.GraphProto, state: Mapping[str, torch.Tensor], *, pad: int) -> Shape:
    """The sizes of the encoder, from its weights and from what attention and normalisation are told."""
    constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    vocabulary, hidden = state["encoder.words.weight"].shape
    *_, heads, size = (int(number) for number in constants["heads"])
    return Shape(
        model_type="bert",
        vocab_size=vocabulary,
        hidden_size=hidden,
        intermediate_size=state["encoder.layers.0.widen.bias"].shape[0],
        num_hidden_layers=sum(name.endswith("widen.bias") for name in state),
        num_attention_heads=heads,
        head_size=size,
        max_position_embeddings=state["encoder.positions.weight"].shape[0],
        layer_norm_eps=float(next(value for name, value in constants.items() if name.endswith(EPSILON))),
        pad_token_id=pad,
    )


def read_weights(graph: onnx.GraphProto) -> Iterator[tuple[str, torch.Tensor]]:
    """The weights of a graph, each with its name in `Network`."""
    constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    for name, value in constants.items():
        if name.endswith(f"{BIAS}{TURNED}"):
            yield name.removesuffix(TURNED), torch.tensor(-value)
        elif name.startswith("encoder.") and name.endswith((".weight", BIAS)) and value.dtype == np.float32:
            yield name, torch.tensor(value)
        elif name.endswith(f".weight{QUANTISED}"):
            yield name.removesuffix(QUANTISED), torch.tensor(_in_full(constants, name))
    yield from _products(graph, constants)


def _products(
    graph: onnx.GraphProto, constants: Mapping[str, NDArray[np.generic]]
) -> Iterator[tuple[str, torch.Tensor]]:
    """The weights of the products; they have no names of their own, but the bias behind each has."""
    users: dict[str, list[NodeProto]] = defaultdict(list)
    for node in graph.node:
        for name in node.input:
            users[name].append(node)
    for node in graph.node:
        if node.op_type == "MatMulInteger" and node.input[1] in constants:
            bias = _bias_behind(node, users, constants)
            weights = _in_full(constants, node.input[1]).T
            yield f"{bias.removesuffix(TURNED).removesuffix(BIAS)}.weight", torch.tensor(weights.copy())


def _bias_behind(
    node: NodeProto, users: Mapping[str, list[NodeProto]], constants: Mapping[str, NDArray[np.generic]]
) -> str:
    """The name of the bias that is added to, or subtracted from, what a product gives."""
    while True:
        (node,) = users[node.output[0]]
        for name in node.input:
            if name in constants and name.removesuffix(TURNED).endswith(BIAS):
                return name


def _in_full(constants: Mapping[str, NDArray[np.generic]], name: str) -> Numbers:
    """The numbers that a quantised constant stands for."""
    stem = name.removesuffix(QUANTISED)
    scale, zero = constants[stem + SCALE], constants.get(stem + ZERO, np.zeros((), dtype=np.int32))
    numbers: Numbers = (constants[name].astype(np.float32) - zero.astype(np.float32)) * scale.astype(np.float32)
    return numbers
