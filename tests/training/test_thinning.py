# ruff: noqa: E402 -- what is skipped without torch must not import it

from collections.abc import Iterator

import pytest

torch = pytest.importorskip("torch", reason="training needs the extra `train`")

from torch import Tensor

from quoteattr.training.network import Heads, Network
from quoteattr.training.pruning import Importance, Thinness, importance, strongest, thinned
from tests.training.test_network import SHAPE, inputs

THIN = Thinness(heads=2, neurons=20)


def make_network() -> Network:
    torch.manual_seed(3)
    return Network(SHAPE, Heads(link_size=4, dropout=0.0)).eval()


def losses(network: Network) -> Iterator[Tensor]:
    for _ in range(3):
        yield network(*inputs())[0].square().mean()


def silence(network: Network, heads: list[int], neurons: list[int]) -> None:
    """Let some heads and neurons put out nothing."""
    size = SHAPE.hidden_size // SHAPE.num_attention_heads
    with torch.no_grad():
        for layer in network.encoder.layers:
            for head in heads:
                layer.attention.output.weight[:, head * size : (head + 1) * size] = 0
            layer.narrow.weight[:, neurons] = 0


def test_what_puts_out_nothing_matters_least() -> None:
    network = make_network()
    silence(network, heads=[1, 3], neurons=[0, 5, 9])
    for layer in importance(network, losses(network)):
        assert strongest(layer.heads, 2).tolist() == [0, 2]
        assert not set(strongest(layer.neurons, 29).tolist()) & {0, 5, 9}


def test_leaving_out_what_puts_out_nothing_changes_nothing() -> None:
    network = make_network()
    silence(network, heads=[1, 3], neurons=list(range(12)))
    parts = importance(network, losses(network))
    thin = thinned(network, SHAPE, parts, THIN).eval()
    with torch.no_grad():
        for one, other in zip(network(*inputs()), thin(*inputs()), strict=True):
            assert torch.allclose(one, other, atol=1e-5)


def test_a_thin_network_is_smaller_and_its_heads_keep_their_size() -> None:
    network = make_network()
    parts = [Importance(heads=torch.rand(4), neurons=torch.rand(32)) for _ in range(2)]
    thin = thinned(network, SHAPE, parts, THIN)
    assert sum(p.numel() for p in thin.parameters()) < sum(p.numel() for p in network.parameters())
    assert THIN.shape(SHAPE).head_size == SHAPE.hidden_size // SHAPE.num_attention_heads
    assert THIN.shape(SHAPE).attention_size == 8


def test_weighing_leaves_no_slopes_behind() -> None:
    network = make_network()
    importance(network, losses(network))
    assert all(p.grad is None or not p.grad.any() for p in network.parameters())
