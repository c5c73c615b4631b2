"""A network in 8 bits that says the same on every processor.

In: a graph that onnxruntime's `quantize_dynamic` has written. Out: the same network, made of steps with one possible
result each::

    onnx.save(make_exact(onnx.load("quantised.onnx")), "model.onnx")

Two things made results depend on the processor. Without VNNI, x86 adds two products of 8 bits in 16, which is too few
for two large weights that stand next to each other. And floating point: sums in another order, or another polynomial
for the exponential, differ in the seventh digit; each 8-bit layer rounds that up or down, so that behind six layers one
label in two hundred is another. So here

- of two neighbours among the weights, no two exceed what 16 bits hold (`limit_weights`),
- queries, keys, values and what attention gives to each piece are whole numbers, and so are their sums (`attend`),
- exponential and GELU look their values up in a table of 256 (`Rewriter.table`; I-BERT, Kim et al. 2021, has the idea),
- means and variances are summed in 64 bits, where the order shows in the sixteenth digit (`normalise`),
- a bias is subtracted, with its sign turned: onnxruntime would add it within the product, where Arm rounds only once.

What is left (sums, products and quotients of single numbers in floating point, rounding) IEEE 754 fixes to the last
bit. Windows are read one at a time: what GELU gives is quantised with a scale for each piece of a window.
"""

import math
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper

from quoteattr.errors import ModelError

OPSET_OF_ONNXRUNTIME = "com.microsoft"
LARGEST_PAIR = 128  # of weights: 255 * 128 is the most that a sum of two products may be in 16 bits
# Of the table for the exponential: e^x is nearly sigmoid(x) where x is below -4. Entry TOP stands for the largest score
# of a row, and what is e^-6.2 of it or less counts as nothing.
EXPONENT_STEP, TOP, LAST = 0.041, 155, 255
# Of the table for GELU: x * sigmoid(1.5958 (x + 0.0447 x^3)), which is 0.0005 off at most (Hendrycks and Gimpel 2016).
GELU_STEP, GELU_FACTOR, GELU_CUBE = 0.05, 1.5957691, 0.044715
LEAST_GELU = 0.17  # GELU is never below -0.17: so much is added before it is quantised, and taken off the bias
QUANTISED, SCALE = "_quantized", "_scale"  # ends of names that quantize_dynamic gives
BIAS = ".bias"  # end of names of a layer's biases

Numbers = NDArray[Any]


class Rewriter:
    """A graph while it is written anew.

    Attributes:
        graph: the graph as it was; `finish` puts the new nodes into it.
        nodes: of the new graph.
    """

    def __init__(self, graph: onnx.GraphProto) -> None:
        """Nothing is written yet."""
        self.graph = graph
        self.nodes: list[NodeProto] = []
        self.constants = {tensor.name: tensor for tensor in graph.initializer}
        self.producers = {name: node for node in graph.node for name in node.output}
        self.users: dict[str, list[NodeProto]] = defaultdict(list)
        for node in graph.node:
            for name in node.input:
                self.users[name].append(node)

    def value(self, name: str) -> Numbers:
        """The numbers of a constant."""
        return numpy_helper.to_array(self.constants[name])

    def constant(self, name: str, value: object, kind: type[np.generic]) -> str:
        """The name of a constant, which is there from now on."""
        self.constants[name] = numpy_helper.from_array(np.asarray(value, dtype=kind), name)
        return name

    def add(self, operator: str, inputs: list[str], output: str, **attributes: Any) -> str:
        """The output of a new node."""
        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, **attributes))
        return output

    def quantise(self, numbers: str, name: str) -> tuple[str, str, str]:
        """Whole numbers, their scale and their zero point; one scale for all."""
        outputs = (name, f"{name}_scale", f"{name}_zero")
        self.nodes.append(helper.make_node("DynamicQuantizeLinear", [numbers], outputs, name=name))
        return outputs

    def table(self, entries: str, name: str, *, step: float, zero: int, unit: float) -> str:
        """sigmoid(step * (entry - zero)) / unit for each entry, both in 8 bits."""
        constants = [
            self.constant(f"{name}_step", step, np.float32),
            self.constant(f"{name}_offset", zero, np.uint8),
            self.constant(f"{name}_unit", unit, np.float32),
            self.constant("zero", 0, np.uint8),
        ]
        return self.add("QLinearSigmoid", [entries, *constants], name, domain=OPSET_OF_ONNXRUNTIME)

    def finish(self) -> None:
        """Put the new nodes and what they use into the graph."""
        used = {name for node in self.nodes for name in node.input}
        del self.graph.node[:], self.graph.initializer[:], self.graph.value_info[:]
        self.graph.node.extend(self.nodes)
        self.graph.initializer.extend(tensor for name, tensor in self.constants.items() if name in used)


def make_exact(model: onnx.ModelProto) -> onnx.ModelProto:
    """The network with steps that have one result each.

    Args:
        model: what quantize_dynamic made, with 8-bit weights for each channel.

    Raises:
        ModelError: attention has a bias (distances of MPNet), which is not provided for.
    """
    exact = onnx.ModelProto()
    exact.CopyFrom(model)
    rewriter = Rewriter(exact.graph)
    for product in [node for node in exact.graph.node if node.op_type == "MatMulInteger"]:
        limit_weights(rewriter, product)
    replaced = {id(node) for last in find_gelus(rewriter) for node in parts_of_gelu(rewriter, last)}
    for node in exact.graph.node:
        if node.op_type == "LayerNormalization":
            normalise(rewriter, node)
        elif node.op_type == "MultiHeadAttention":
            attend(rewriter, node)
        elif node.op_type == "Erf":
            write_gelu(rewriter, node)
        elif id(node) not in replaced:
            rewriter.nodes.append(node)
    subtract_biases(rewriter)
    rewriter.finish()
    return exact


def subtract_biases(rewriter: Rewriter) -> None:
    """Subtract the biases of products, with their signs turned."""
    scaled = {node.output[0] for node in rewriter.nodes if node.op_type == "Mul"}
    for node in rewriter.nodes:
        names = sorted(node.input, key=rewriter.constants.__contains__)
        if node.op_type == "Add" and names[0] in scaled and names[1].endswith(BIAS):
            turned = rewriter.constant(f"{names[1]}_turned", -rewriter.value(names[1]), np.float32)
            node.CopyFrom(helper.make_node("Sub", [names[0], turned], node.output, name=node.name))


def limit_pairs(weights: NDArray[np.int8]) -> tuple[NDArray[np.int8], NDArray[np.float64]]:
    """Weights of which no two neighbours in a column exceed LARGEST_PAIR, and what each column was multiplied by.

    Neighbours are rows 0 and 1, 2 and 3, and so on: their products are added first.
    """
    rows, columns = weights.shape
    pairs = weights.astype(np.float64).reshape(rows // 2, 2, columns)
    largest = np.maximum(np.maximum(pairs, 0).sum(1), np.maximum(-pairs, 0).sum(1)).max(0)
    # Both of a pair may be rounded up by a half.
    factors = np.where(largest > LARGEST_PAIR, (LARGEST_PAIR - 1) / largest, 1.0)
    return np.rint(weights * factors).astype(np.int8), factors


def limit_weights(rewriter: Rewriter, product: NodeProto) -> None:
    """Limit the weights of a product; a column that is made smaller gets a larger scale."""
    name = product.input[1]
    scale = name.removesuffix(QUANTISED) + SCALE
    weights, factors = limit_pairs(rewriter.value(name).astype(np.int8))
    rewriter.constant(name, weights, np.int8)
    rewriter.constant(scale, rewriter.value(scale) / factors, np.float32)


def normalise(rewriter: Rewriter, node: NodeProto) -> None:
    """Layer normalisation, with sums in 64 bits."""
    states, weight, bias = node.input
    (output,) = node.output
    attributes = {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}
    size = rewriter.constant(f"{output}_size", rewriter.value(weight).size, np.float64)
    epsilon = rewriter.constant(f"{output}_epsilon", attributes["epsilon"], np.float64)
    exact = rewriter.add("Cast", [states], f"{output}_exact", to=TensorProto.DOUBLE)
    mean = rewriter.add("ReduceMean", [exact], f"{output}_mean", axes=[-1])
    squares = rewriter.add("ReduceSumSquare", [exact], f"{output}_squares", axes=[-1])
    squares = rewriter.add("Div", [squares, size], f"{output}_mean_square")
    square = rewriter.add("Mul", [mean, mean], f"{output}_squared_mean")
    variance = rewriter.add("Sub", [squares, square], f"{output}_variance")
    variance = rewriter.add("Add", [variance, epsilon], f"{output}_positive")
    deviation = rewriter.add("Sqrt", [variance], f"{output}_deviation")
    mean = rewriter.add("Cast", [mean], f"{output}_centre", to=TensorProto.FLOAT)
    deviation = rewriter.add("Cast", [deviation], f"{output}_spread", to=TensorProto.FLOAT)
    states = rewriter.add("Sub", [states, mean], f"{output}_centred")
    states = rewriter.add("Div", [states, deviation], f"{output}_normal")
    states = rewriter.add("Mul", [states, weight], f"{output}_weighted")
    rewriter.add("Add", [states, bias], output)


def attend(rewriter: Rewriter, node: NodeProto) -> None:
    """Attention in whole numbers: products of 8 bits, and the exponential from a table.

    Raises:
        ModelError: it has a bias.
    """
    if len(node.input) > 3:
        raise ModelError(f"{node.name}: attention with a bias cannot be made exact; train it with weights in blocks.")
    (output,) = node.output
    heads = next(attribute.i for attribute in node.attribute if attribute.name == "num_heads")
    size = width(rewriter, node.input[0]) // heads
    shape = rewriter.constant("heads", [0, 0, heads, size], np.int64)
    split = []
    for states, name, order in zip(node.input, "qkv", ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3]), strict=True):
        numbers, scale, zero = rewriter.quantise(states, f"{output}_{name}")
        numbers = rewriter.add("Reshape", [numbers, shape], f"{numbers}_heads")
        split.append((rewriter.add("Transpose", [numbers], f"{numbers}_turned", perm=order), scale, zero))
    (queries, query_scale, query_zero), (keys, key_scale, key_zero), (values, value_scale, value_zero) = split
    scores = rewriter.add("MatMulInteger", [queries, keys, query_zero, key_zero], f"{output}_products")
    scores = rewriter.add("Cast", [scores], f"{output}_scores", to=TensorProto.FLOAT)
    scale = rewriter.add("Mul", [query_scale, key_scale], f"{output}_unit")
    shares = exponentials(rewriter, scores, scale, size, output)
    sums = rewriter.add("Cast", [shares], f"{output}_shares", to=TensorProto.FLOAT)
    # Sums of whole numbers below 2^24: the same in any order.
    sums = rewriter.add("ReduceSum", [sums, rewriter.constant("last", [-1], np.int64)], f"{output}_sums")
    sums = rewriter.add("Div", [sums, value_scale], f"{output}_norms")
    zero = rewriter.constant("zero", 0, np.uint8)
    mixed = rewriter.add("MatMulInteger", [shares, values, zero, value_zero], f"{output}_mixed")
    mixed = rewriter.add("Cast", [mixed], f"{output}_weighted", to=TensorProto.FLOAT)
    mixed = rewriter.add("Div", [mixed, sums], f"{output}_means")
    mixed = rewriter.add("Transpose", [mixed], f"{output}_turned", perm=[0, 2, 1, 3])
    rewriter.add("Reshape", [mixed, rewriter.constant("whole", [0, 0, heads * size], np.int64)], output)


def exponentials(rewriter: Rewriter, scores: str, scale: str, size: int, name: str) -> str:
    """What a score is of the largest in its row, after the exponential, in 255ths.

    Args:
        rewriter: where nodes go.
        scores: whole numbers.
        scale: what one of them counts, before the division by the root of the size.
        size: numbers of a head.
        name: beginning of the names of nodes.
    """
    largest = rewriter.add("ReduceMax", [scores], f"{name}_largest", axes=[-1])
    below = rewriter.add("Sub", [scores, largest], f"{name}_below")
    root = rewriter.constant("step_of_scores", EXPONENT_STEP * math.sqrt(size), np.float32)
    step = rewriter.add("Div", [root, scale], f"{name}_step")
    entries = rewriter.add("QuantizeLinear", [below, step, rewriter.constant("top", TOP, np.uint8)], f"{name}_entries")
    unit = 1 / (1 + math.exp(EXPONENT_STEP * (LAST - TOP))) / 255
    return rewriter.table(entries, f"{name}_exponentials", step=EXPONENT_STEP, zero=LAST, unit=unit)


def width(rewriter: Rewriter, states: str) -> int:
    """How many numbers a projection gives for each piece: those of its bias, which is added last."""
    biases = [name for name in rewriter.producers[states].input if name in rewriter.constants]
    return int(rewriter.value(biases[0]).size)


def find_gelus(rewriter: Rewriter) -> Iterator[NodeProto]:
    """The Erf of each GELU."""
    return (node for node in rewriter.graph.node if node.op_type == "Erf")


def gelu_ends(rewriter: Rewriter, erf: NodeProto) -> tuple[NodeProto, NodeProto, NodeProto, NodeProto]:
    """The division before Erf, and the three nodes behind it: x / sqrt 2, erf, + 1, * x, * 0.5."""
    (plus,) = rewriter.users[erf.output[0]]
    (times,) = rewriter.users[plus.output[0]]
    (half,) = rewriter.users[times.output[0]]
    return rewriter.producers[erf.input[0]], plus, times, half


def product_of_gelu(rewriter: Rewriter, erf: NodeProto) -> tuple[NodeProto, NodeProto, NodeProto, NodeProto] | None:
    """Quantisation, product, conversion and scaling behind a GELU; None where its values are used as they are."""
    half = gelu_ends(rewriter, erf)[-1]
    for quantisation in rewriter.users[half.output[0]]:
        if quantisation.op_type == "DynamicQuantizeLinear":
            (product,) = rewriter.users[quantisation.output[0]]
            (conversion,) = rewriter.users[product.output[0]]
            (scaling,) = rewriter.users[conversion.output[0]]
            return quantisation, product, conversion, scaling
    return None


def parts_of_gelu(rewriter: Rewriter, erf: NodeProto) -> Iterator[NodeProto]:
    """The nodes that `write_gelu` replaces."""
    yield from gelu_ends(rewriter, erf)
    product = product_of_gelu(rewriter, erf)
    if product:
        yield from product
        *_, conversion, scaling = product
        yield from (rewriter.producers[name] for name in scaling.input if name != conversion.output[0])


def write_gelu(rewriter: Rewriter, erf: NodeProto) -> None:
    """GELU from a table, and the product behind it with a scale for each piece."""
    division, _, _, half = gelu_ends(rewriter, erf)
    states, output = division.input[0], half.output[0]
    cube = rewriter.add("Mul", [states, states], f"{output}_square")
    cube = rewriter.add("Mul", [cube, rewriter.constant("cube", GELU_CUBE, np.float32)], f"{output}_part")
    cube = rewriter.add("Add", [cube, rewriter.constant("one", 1, np.float32)], f"{output}_factor")
    cube = rewriter.add("Mul", [cube, states], f"{output}_cube")
    step = rewriter.constant("gelu_step", GELU_STEP / GELU_FACTOR, np.float32)
    middle = rewriter.constant("middle", 128, np.uint8)
    entries = rewriter.add("QuantizeLinear", [cube, step, middle], f"{output}_entries")
    shares = rewriter.table(entries, f"{output}_shares", step=GELU_STEP, zero=128, unit=1 / 255)
    unit, zero = rewriter.constant("unit", 1 / 255, np.float32), rewriter.constant("zero", 0, np.uint8)
    shares = rewriter.add("DequantizeLinear", [shares, unit, zero], f"{output}_sigmoid")
    rewriter.add("Mul", [states, shares], output)
    product = product_of_gelu(rewriter, erf)
    if product:
        multiply_by_piece(rewriter, output, product[1], product[3].output[0])


def multiply_by_piece(rewriter: Rewriter, states: str, product: NodeProto, output: str) -> None:
    """The product of what GELU gives with its weights, with a scale for each piece.

    A few values of GELU are very large, and those of one piece would take the digits of all others.
    """
    _, weights, _, weight_zero = product.input
    scales = weights.removesuffix(QUANTISED) + SCALE
    added = rewriter.constant("least_gelu", LEAST_GELU, np.float32)
    positive = rewriter.add("Add", [states, added], f"{output}_positive")
    largest = rewriter.add("ReduceMax", [positive], f"{output}_largest", axes=[-1], keepdims=0)
    scale = rewriter.add("Div", [largest, rewriter.constant("most", 255, np.float32)], f"{output}_by_row")
    row = rewriter.add("Reshape", [scale, rewriter.constant("row", [-1], np.int64)], f"{output}_row")
    column = rewriter.add("Reshape", [scale, rewriter.constant("column", [1, -1, 1], np.int64)], f"{output}_column")
    numbers = rewriter.add("QuantizeLinear", [positive, row], f"{output}_numbers", axis=1)
    zero = rewriter.constant("zero", 0, np.uint8)
    found = rewriter.add("MatMulInteger", [numbers, weights, zero, weight_zero], f"{output}_products")
    found = rewriter.add("Cast", [found], f"{output}_unscaled", to=TensorProto.FLOAT)
    found = rewriter.add("Mul", [found, column], f"{output}_by_piece")
    found = rewriter.add("Mul", [found, scales], f"{output}_by_channel")
    sums = rewriter.value(weights).astype(np.float64).sum(0) * rewriter.value(scales)
    rewriter.add("Add", [found, rewriter.constant(f"{output}_taken_off", -LEAST_GELU * sums, np.float32)], output)
