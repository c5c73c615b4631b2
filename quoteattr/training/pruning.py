"""Leaving out the parts of an encoder that its task needs least, so that it reads faster.

In: a network under training and some of its batches. Out: a network with fewer attention heads and
fewer neurons a layer, which goes on training::

    thin = thinned(network, shape, importance(network, losses), Thinness(heads=6, neurons=1152))

How much a head or a neuron matters is how much the loss would change without it, to first order: what
it puts out times the slope of the loss there (Michel, Levy and Neubig 2019 for heads, Molchanov et al.
2017 for neurons).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from quoteattr.training.bases import Shape
from quoteattr.training.network import Network


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
        size = shape.head_size or shape.hidden_size // shape.num_attention_heads
        return replace(shape, num_attention_heads=self.heads, head_size=size, intermediate_size=self.neurons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Importance:
    """How much each part of a layer matters: `heads` (heads,) and `neurons` (neurons,)."""

    heads: Tensor
    neurons: Tensor


class _Watch:
    """Adds up how much what goes into one layer's `module` matters to the loss."""

    def __init__(self, module: nn.Module, parts: int) -> None:
        self.parts, self.total = parts, torch.zeros(parts)
        self._seen: Tensor | None = None
        self._hook = module.register_forward_pre_hook(self._see)

    def _see(self, module: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        self._seen = inputs[0]
        self._seen.retain_grad()

    def add(self) -> None:
        """Take what the last backward pass left."""
        assert self._seen is not None and self._seen.grad is not None
        change = (self._seen.detach().float() * self._seen.grad.float()).sum(dim=1)  # over the pieces of each window
        self.total += change.view(len(change), self.parts, -1).sum(dim=2).abs().sum(dim=0)

    def stop(self) -> Tensor:
        """How much each part matters."""
        self._hook.remove()
        return self.total


def importance(network: Network, losses: Iterable[Tensor]) -> list[Importance]:
    """How much the heads and neurons of each layer matter.

    Args:
        network: under training.
        losses: of batches, each computed when it is asked for.
    """
    layers = [(layer.attention, layer.narrow) for layer in network.encoder.layers]
    heads = [_Watch(attention.output, attention.heads) for attention, _ in layers]  # type: ignore[arg-type]
    neurons = [_Watch(narrow, narrow.in_features) for _, narrow in layers]  # type: ignore[arg-type]
    for loss in losses:
        network.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        for watch in (*heads, *neurons):
            watch.add()
    network.zero_grad()
    return [Importance(heads=h.stop(), neurons=n.stop()) for h, n in zip(heads, neurons, strict=True)]


def strongest(values: Tensor, count: int) -> Tensor:
    """The places of the largest values, in order."""
    return values.topk(count).indices.sort().values


def thinned(network: Network, shape: Shape, parts: list[Importance], thinness: Thinness) -> Network:
    """A network with the weights of what matters most in each layer.

    Args:
        network: the full one.
        shape: its shape.
        parts: how much the parts of each layer matter.
        thinness: how much of each is left.
    """
    small = thinness.shape(shape)
    state = network.state_dict()
    for number, layer in enumerate(parts):
        prefix = f"encoder.layers.{number}."
        heads = strongest(layer.heads, thinness.heads)
        columns = (heads[:, None] * small.head_size + torch.arange(small.head_size)).flatten()
        neurons = strongest(layer.neurons, thinness.neurons)
        for name, rows in (("attention.query", columns), ("attention.key", columns), ("attention.value", columns)):
            keep_rows(state, prefix + name, rows)
        keep_rows(state, prefix + "widen", neurons)
        for name, rows in (("attention.output", columns), ("narrow", neurons)):
            state[f"{prefix}{name}.weight"] = state[f"{prefix}{name}.weight"][:, rows].clone()
    thin = Network(small, network.heads)
    thin.load_state_dict(state)
    return thin


def keep_rows(state: dict[str, Tensor], name: str, rows: Tensor) -> None:
    """Leave only some of what a linear step puts out."""
    for kind in ("weight", "bias"):
        state[f"{name}.{kind}"] = state[f"{name}.{kind}"][rows].clone()
