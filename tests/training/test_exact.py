# ruff: noqa: E402 -- what is skipped without onnx must not import it
"""8-bit arithmetic that comes to the same on every processor: exact sums, and nothing that rounds as it likes."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

onnx = pytest.importorskip("onnx", reason="networks are looked into with the extra `train`")

import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from quoteattr.components.attribution.model import UNWANTED_FUSIONS, AttributionModel
from quoteattr.components.quotations import find_quotations
from quoteattr.training.exact import LARGEST_PAIR, limit_pairs, make_exact

# Operators whose result onnxruntime lets depend on the processor: they sum, or use a polynomial.
FREE = {
    "LayerNormalization",
    "MultiHeadAttention",
    "Erf",
    "Gelu",
    "Softmax",
    "Exp",
    "Sigmoid",
    "Tanh",
    "MatMul",
    "Gemm",
}
SAID = "“We will not sell the harbour,” said Marit Oyelaran, the mayor of Port Sable. She added that talks were over."
Numbers = NDArray[Any]


def extremes(rows: int = 64, columns: int = 24) -> NDArray[np.int8]:
    """Weights of which many are as large as they can be."""
    chosen: NDArray[np.int8] = np.random.default_rng(3).choice(
        np.array([-128, -127, -1, 0, 64, 127], np.int8), (rows, columns)
    )
    return chosen


def without_vnni(numbers: NDArray[np.uint8], weights: NDArray[np.int8]) -> Numbers:
    """What x86 gives without VNNI: two products at a time are added in 16 bits (vpmaddubsw)."""
    products = numbers.astype(np.int64)[:, :, None] * weights.astype(np.int64)
    pairs = products.reshape(len(numbers), -1, 2, weights.shape[1]).sum(2)
    return np.clip(pairs, -(2**15), 2**15 - 1).sum(1)


def with_vnni(numbers: NDArray[np.uint8], weights: NDArray[np.int8]) -> Numbers:
    """What VNNI and Arm give: sums in 32 bits."""
    return numbers.astype(np.int64) @ weights.astype(np.int64)


def run(model: Any, given: dict[str, Numbers]) -> list[Numbers]:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), options, ["CPUExecutionProvider"], disabled_optimizers=list(UNWANTED_FUSIONS)
    )
    return list(session.run(None, given))


def multiply(numbers: NDArray[np.uint8], weights: NDArray[np.int8]) -> Numbers:
    """What onnxruntime gives on this machine."""
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["numbers", "weights"], ["sums"])],
        "product",
        [helper.make_tensor_value_info("numbers", TensorProto.UINT8, numbers.shape)],
        [helper.make_tensor_value_info("sums", TensorProto.INT32, None)],
        [numpy_helper.from_array(weights, "weights")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    return run(model, {"numbers": numbers})[0]


@pytest.mark.parametrize("number", [255, 254, 128, 1])
def test_limited_weights_give_the_same_sums_with_and_without_vnni(number: int) -> None:
    weights, numbers = limit_pairs(extremes())[0], np.full((5, 64), number, np.uint8)
    assert (with_vnni(numbers, weights) == without_vnni(numbers, weights)).all()
    assert (with_vnni(numbers, weights) == multiply(numbers, weights)).all()


def test_weights_that_are_not_limited_do_not() -> None:
    weights, numbers = extremes(), np.full((5, 64), 255, np.uint8)
    assert (with_vnni(numbers, weights) != without_vnni(numbers, weights)).any()


def test_limiting_keeps_what_a_column_says() -> None:
    weights = extremes()
    limited, factors = limit_pairs(weights)
    assert np.abs(limited / factors - weights).max() <= 0.5 / factors.min() + 1e-9
    small = np.full((4, 2), 64, np.int8)
    assert (limit_pairs(small)[0] == small).all()


def test_the_shipped_network_has_one_result_for_every_step() -> None:
    model = onnx.load(AttributionModel.load("sm").folder / "model.onnx")
    assert not FREE & {node.op_type for node in model.graph.node}
    constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    products = [node for node in model.graph.node if node.op_type == "MatMulInteger" and node.input[1] in constants]
    assert len(products) == 41
    for node in products:
        pairs = constants[node.input[1]].astype(int).reshape(len(constants[node.input[1]]) // 2, 2, -1)
        assert max(np.maximum(pairs, 0).sum(1).max(), np.maximum(-pairs, 0).sum(1).max()) <= LARGEST_PAIR, node.name


def test_every_product_of_the_shipped_network_is_the_exact_one() -> None:
    """On a real text, each product of whole numbers is what 64 bits give."""
    found = AttributionModel.load("sm")
    model = onnx.load(found.folder / "model.onnx")
    products = [node for node in model.graph.node if node.op_type == "MatMulInteger"]
    kinds = dict.fromkeys((name for node in products for name in node.input), TensorProto.UINT8)
    kinds |= dict.fromkeys((node.output[0] for node in products), TensorProto.INT32)
    values = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    del model.graph.output[:]
    wanted = [name for name in kinds if name not in values]
    model.graph.output.extend(helper.make_tensor_value_info(name, kinds[name], None) for name in wanted)
    (part,) = found.parts(SAID, find_quotations(SAID))
    given = {"ids": part.pieces.ids[None], "features": part.pieces.features[None]}
    values |= dict(zip(wanted, run(model, given), strict=True))
    for node in products:
        left, right, left_zero, right_zero = (values[name].astype(np.int64) for name in node.input)
        assert ((left - left_zero) @ (right - right_zero) == values[node.output[0]]).all(), node.name


def layer(size: int = 32, heads: int = 2) -> Any:
    """A layer of an encoder in full precision, as torch writes it."""
    chance = np.random.default_rng(5)
    constants: dict[str, Numbers] = {
        "root": np.array(2**0.5),
        "one": np.array(1.0),
        "half": np.array(0.5),
        "norm.weight": chance.uniform(0.5, 1.5, size),
        "norm.bias": chance.normal(0, 0.1, size),
    }
    nodes = []

    def linear(states: str, name: str, sizes: tuple[int, int]) -> str:
        constants[f"{name}.weight"], constants[f"{name}.bias"] = (
            chance.normal(0, 0.2, sizes),
            chance.normal(0, 0.1, sizes[1]),
        )
        nodes.append(
            helper.make_node("MatMul", [states, f"{name}.weight"], [f"{name}_product"], name=f"{name}_product")
        )
        nodes.append(helper.make_node("Add", [f"{name}.bias", f"{name}_product"], [name], name=name))
        return name

    def simple(operator: str, inputs: list[str], output: str, **attributes: Any) -> str:
        nodes.append(helper.make_node(operator, inputs, [output], name=output, **attributes))
        return output

    normal = simple("LayerNormalization", ["states", "norm.weight", "norm.bias"], "normal", axis=-1, epsilon=1e-12)
    asked = [linear(normal, name, (size, size)) for name in ("query", "key", "value")]
    mixed = simple("MultiHeadAttention", asked, "mixed", domain="com.microsoft", num_heads=heads)
    wide = linear(linear(mixed, "output", (size, size)), "widen", (size, 2 * size))
    plus = simple("Add", [simple("Erf", [simple("Div", [wide, "root"], "divided")], "erf"), "one"], "plus")
    gelu = simple("Mul", [simple("Mul", [wide, plus], "doubled"), "half"], "gelu")
    linear(gelu, "narrow", (2 * size, size))
    return helper.make_model(
        helper.make_graph(
            nodes,
            "layer",
            [helper.make_tensor_value_info("states", TensorProto.FLOAT, [1, "length", size])],
            [helper.make_tensor_value_info("narrow", TensorProto.FLOAT, None)],
            [numpy_helper.from_array(value.astype(np.float32), name) for name, value in constants.items()],
        ),
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)],
        ir_version=8,
    )


def test_an_exact_layer_says_nearly_what_the_full_one_says(tmp_path: Any) -> None:
    full = layer()
    options = {"DefaultTensorType": TensorProto.FLOAT}
    quantize_dynamic(
        full, tmp_path / "small.onnx", per_channel=True, weight_type=QuantType.QInt8, extra_options=options
    )
    exact = make_exact(onnx.load(tmp_path / "small.onnx"))
    assert not FREE & {node.op_type for node in exact.graph.node}
    given = {"states": np.random.default_rng(7).normal(0, 1, (1, 40, 32)).astype(np.float32)}
    (expected,), (found,) = run(full, given), run(exact, given)
    assert np.abs(expected - found).max() < 0.1 * np.abs(expected).max()
