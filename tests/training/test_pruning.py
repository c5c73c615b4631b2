# ruff: noqa: E402 -- what is skipped without torch must not import it
"""What is left out of a network is what the rest can make up for."""

import pytest

torch = pytest.importorskip("torch", reason="training needs the extra `train`")

from torch import Tensor, nn

from quoteattr.components.attribution.windows import FEATURE_SIZES
from quoteattr.training.examples import Batch
from quoteattr.training.network import Heads, Network
from quoteattr.training.pruning import Thinness, leave_out, pruned, without_least
from tests.training.test_network import SHAPE

THIN = Thinness(heads=2, neurons=20)
WIDTH = 12


def make_network() -> Network:
    torch.manual_seed(3)
    return Network(SHAPE, Heads(link_size=4, dropout=0.0)).eval()


def make_batch(rows: int = 40) -> Batch:
    draw = torch.Generator().manual_seed(5)
    columns = [torch.randint(0, size, (rows, WIDTH), generator=draw) for size in FEATURE_SIZES]
    mask = torch.ones((rows, WIDTH), dtype=torch.long)
    mask[rows // 2 :, WIDTH // 2 :] = 0  # half of the windows are padded
    ids = torch.randint(0, SHAPE.vocab_size, (rows, WIDTH), generator=draw)
    nothing = torch.zeros_like(ids)
    return Batch(ids=ids, features=torch.stack(columns, -1), mask=mask, labels=nothing, spans=(), cuts=())


def said(network: Network, batch: Batch) -> list[Tensor]:
    with torch.no_grad():
        return [one[batch.mask.bool()] for one in network(batch.ids, batch.features, batch.mask)]


def silence(network: Network, heads: list[int], neurons: list[int]) -> None:
    """Let some heads and neurons put out nothing that is used."""
    size = SHAPE.hidden_size // SHAPE.num_attention_heads
    with torch.no_grad():
        for layer in network.encoder.layers:
            for head in heads:
                layer.attention.output.weight[:, head * size : (head + 1) * size] = 0
            layer.narrow.weight[:, neurons] = 0


def test_leaving_out_what_puts_out_nothing_changes_nothing() -> None:
    network, batch = make_network(), make_batch()
    silence(network, heads=[1, 3], neurons=list(range(12)))
    thin = pruned(network, SHAPE, THIN, [batch]).eval()
    for one, other in zip(said(network, batch), said(thin, batch), strict=True):
        assert torch.allclose(one, other, atol=1e-4)


def test_a_thin_network_is_smaller_and_its_heads_keep_their_size() -> None:
    network = make_network()
    thin = pruned(network, SHAPE, THIN, [make_batch()])
    assert thin.state_dict()["encoder.layers.0.widen.weight"].shape == (20, SHAPE.hidden_size)
    assert thin.state_dict()["encoder.layers.1.attention.query.weight"].shape == (8, SHAPE.hidden_size)
    assert network.state_dict()["encoder.layers.0.widen.weight"].shape == (32, SHAPE.hidden_size)
    assert THIN.shape(SHAPE).head_size == SHAPE.hidden_size // SHAPE.num_attention_heads
    assert THIN.shape(THIN.shape(SHAPE)).head_size == THIN.shape(SHAPE).head_size


@pytest.mark.parametrize(("size", "kept"), [(1, 20), (4, 5)])
def test_the_weights_that_are_left_do_as_well_as_any_could(size: int, kept: int) -> None:
    draw = torch.Generator().manual_seed(7)
    read = torch.randn(500, 24, generator=draw, dtype=torch.float64)
    read[:, 4:8] = read[:, 8:12] @ torch.randn(4, 4, generator=draw, dtype=torch.float64)  # the same as another part
    weights = torch.randn(6, 24, generator=draw, dtype=torch.float64)
    products = read.T @ read + 1e-9 * torch.eye(24, dtype=torch.float64)
    left, columns = without_least(weights, products, kept=kept, size=size)
    wanted = read @ weights.T
    best = torch.linalg.lstsq(read[:, columns], wanted).solution
    assert len(columns) == kept * size
    assert torch.allclose(read[:, columns] @ left.T, read[:, columns] @ best, atol=1e-3)
    assert torch.allclose(read[:, columns] @ left.T, wanted, atol=1e-3)  # nothing is lost


def test_what_makes_the_left_out_numbers_is_left_out_too() -> None:
    torch.manual_seed(1)
    before, step = nn.Linear(3, 6), nn.Linear(6, 2)
    with torch.no_grad():
        step.weight[:, 2] = 0
        kept_rows = before.weight[[0, 1, 3, 4, 5]].clone()
        leave_out(step, [before], torch.eye(6, dtype=torch.float64), kept=5, size=1)
    assert torch.equal(before.weight, kept_rows)
    assert before.bias.shape == (5,) and step.weight.shape == (2, 5)
