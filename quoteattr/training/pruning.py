"""Leaving out the heads and neurons of an encoder whose work the others can do as well, so that it reads faster.

In: a network, some batches of what it reads, and how much is to be left. Out: a network with fewer attention heads and
fewer neurons a layer, which says nearly the same::

    small = pruned(network, shape, Thinness(heads=5, neurons=640), batches)

One layer after the other: of what its last step reads, the part is left out without which that step can still give
most of what it gave, if the weights of all other parts are changed to make up for it; then the next one. Both are known
in closed form from the products of what the step reads (Hassibi and Stork 1993; by layer: Frantar and Alistarh 2022).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from quoteattr.training.bases import Shape
from quoteattr.training.examples import Batch
from quoteattr.training.network import Network

DAMPING = 1e-4  # of the mean product: with it neurons that always agree can be told apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Thinness:
    """How much of each layer is left.

    Attributes:
        heads: attention heads.
        neurons: of the feed-forward step.
    """

    heads: int
    neurons: int

    def shape(self, shape: Shape) -> Shape:
        """The shape of an encoder that only has so much."""
        size = shape.attention_size // shape.num_attention_heads
        return replace(shape, num_attention_heads=self.heads, head_size=size, intermediate_size=self.neurons)

    def is_less_than(self, shape: Shape) -> bool:
        """Whether an encoder of this shape would lose something."""
        heads, neurons = shape.num_attention_heads, shape.intermediate_size
        return (self.heads, self.neurons) != (heads, neurons) and self.heads <= heads and self.neurons <= neurons


@torch.no_grad()
def pruned(network: Network, shape: Shape, thinness: Thinness, batches: Sequence[Batch]) -> Network:
    """A network with the heads and neurons that the others cannot make up for.

    Args:
        network: the full one; it stays as it is.
        shape: its shape.
        thinness: how much of each layer is left.
        batches: of what it reads.
    """
    small = deepcopy(network).eval()
    size = shape.attention_size // shape.num_attention_heads
    for layer in small.encoder.layers:
        attention: nn.Module = layer.attention  # type: ignore[assignment]
        leave_out(
            attention.output,  # type: ignore[arg-type]
            [attention.query, attention.key, attention.value],  # type: ignore[list-item]
            products_read(small, attention.output, batches),  # type: ignore[arg-type]
            kept=thinness.heads,
            size=size,
        )
        attention.heads = thinness.heads  # type: ignore[assignment]
        products = products_read(small, layer.narrow, batches)  # type: ignore[arg-type]
        leave_out(layer.narrow, [layer.widen], products, kept=thinness.neurons, size=1)  # type: ignore[arg-type, list-item]
    thin = Network(thinness.shape(shape), network.heads)
    thin.load_state_dict(small.state_dict())
    return thin


def products_read(network: Network, step: nn.Linear, batches: Sequence[Batch]) -> Tensor:
    """The products of all numbers that a linear step reads, summed over the pieces: (numbers, numbers)."""
    numbers = step.weight.shape[1]
    total = torch.zeros(numbers, numbers, dtype=torch.float64)
    with _watched(step) as seen:
        for batch in batches:
            network.encoder(batch.ids, batch.features, batch.mask)
            states = seen.pop()[batch.mask.bool()]
            total += (states.T @ states).double()
    return total + DAMPING * total.diagonal().mean() * torch.eye(numbers, dtype=torch.float64)


@contextmanager
def _watched(step: nn.Module) -> Iterator[list[Tensor]]:
    """What a step reads, as long as the block runs."""
    seen: list[Tensor] = []
    hook = step.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0]))
    try:
        yield seen
    finally:
        hook.remove()


def leave_out(step: nn.Linear, before: Sequence[nn.Linear], products: Tensor, *, kept: int, size: int) -> None:
    """Leave parts out of what a linear step reads, and of the steps that make it.

    Args:
        step: reads parts of `size` numbers each.
        before: the steps that give what is left out.
        products: of what `step` reads.
        kept: parts that are left.
        size: of a part.
    """
    weights, columns = without_least(step.weight.double(), products, kept=kept, size=size)
    step.weight = nn.Parameter(weights.float())
    for other in before:
        other.weight = nn.Parameter(other.weight[columns])
        other.bias = nn.Parameter(other.bias[columns])


def without_least(weights: Tensor, products: Tensor, *, kept: int, size: int) -> tuple[Tensor, Tensor]:
    """The weights of the parts that are left, and their columns.

    Args:
        weights: (outputs, numbers read).
        products: (numbers, numbers).
        kept: parts that are left.
        size: numbers of a part.
    """
    weights, inverse = weights.clone(), torch.linalg.inv(products)
    count = weights.shape[1] // size
    columns = torch.arange(count * size).view(count, size)
    left = torch.ones(count, dtype=torch.bool)
    for _ in range(count - kept):
        corners = torch.linalg.inv(inverse[columns[:, :, None], columns[:, None, :]])
        parts = weights.view(-1, count, size)
        lost = torch.einsum("ops,pst,opt->p", parts, corners, parts).masked_fill(~left, torch.inf)
        least = int(lost.argmin())
        left[least] = False
        out = columns[least]
        weights -= weights[:, out] @ corners[least] @ inverse[out]
        inverse -= inverse[:, out] @ corners[least] @ inverse[out]
        # What is out stays at zero, and its corner can still be inverted.
        weights[:, out], inverse[out], inverse[:, out] = 0, 0, 0
        inverse[out[:, None], out[None]] = torch.eye(size, dtype=inverse.dtype)
    chosen = columns[left].flatten()
    return weights[:, chosen], chosen
