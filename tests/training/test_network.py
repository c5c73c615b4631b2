# ruff: noqa: E402 -- what is skipped without torch must not import it

from dataclasses import replace

import pytest

torch = pytest.importorskip("torch", reason="training needs the extra `train`")

from quoteattr.training.bases import Shape
from quoteattr.training.network import LABELS, Heads, Network, base_names, load_base, relative_buckets

SHAPE = Shape(
    model_type="bert",
    vocab_size=50,
    hidden_size=16,
    intermediate_size=32,
    num_hidden_layers=2,
    num_attention_heads=4,
    max_position_embeddings=40,
    layer_norm_eps=1e-12,
    pad_token_id=0,
)
MPNET = replace(SHAPE, model_type="mpnet", pad_token_id=1, relative_attention_num_buckets=32)


def make_network(shape: Shape) -> Network:
    torch.manual_seed(3)
    return Network(shape, Heads(link_size=4)).eval()


def inputs(length: int = 10) -> tuple[object, object, object]:
    ids = torch.arange(length)[None] + 3
    return ids, torch.zeros(1, length, 3, dtype=torch.long), torch.ones(1, length, dtype=torch.long)


@pytest.mark.parametrize("shape", [SHAPE, MPNET])
def test_every_piece_gets_labels_and_views(shape: Shape) -> None:
    with torch.no_grad():
        labels, views, nulls = make_network(shape)(*inputs())
    assert labels.shape == (1, 10, len(LABELS))
    assert views.shape == (1, 10, 4, 4)
    assert nulls.shape == (1, 10, 2)


@pytest.mark.parametrize("shape", [SHAPE, MPNET])
def test_padding_changes_nothing(shape: Shape) -> None:
    network = make_network(shape)
    ids, features, mask = inputs(14)
    mask[:, 10:] = 0
    with torch.no_grad():
        padded, _, _ = network(ids, features, mask)
        plain, _, _ = network(ids[:, :10], features[:, :10], mask[:, :10])
    assert torch.allclose(padded[:, :10], plain, atol=1e-5)


def test_features_start_without_effect() -> None:
    network = make_network(SHAPE)
    ids, features, mask = inputs()
    with torch.no_grad():
        assert torch.equal(network(ids, features, mask)[0], network(ids, features + 1, mask)[0])


@pytest.mark.parametrize("shape", [SHAPE, MPNET])
def test_pretrained_weights_fill_the_encoder(shape: Shape) -> None:
    source, target = make_network(shape), make_network(shape)
    names = base_names(shape.model_type, shape.num_hidden_layers)
    state = source.encoder.state_dict()
    weights = {theirs: state[ours] + 1 for ours, theirs in names.items()}
    weights["embeddings.token_type_embeddings.weight"] = torch.zeros(2, shape.hidden_size)
    load_base(target, shape, weights)
    assert torch.equal(target.encoder.state_dict()["words.weight"], state["words.weight"] + 1)


def test_weights_of_another_shape_are_refused() -> None:
    weights = {theirs: torch.zeros(1) for theirs in base_names("bert", 2).values()}
    weights["embeddings.token_type_embeddings.weight"] = torch.zeros(2, 1)
    with pytest.raises(RuntimeError, match="size mismatch"):
        load_base(make_network(SHAPE), SHAPE, weights)


def test_distances_fall_into_the_buckets_of_t5() -> None:
    table = relative_buckets(300, 32)
    assert int(table[0, 0]) == 0
    assert int(table[0, 3]) == 16 + 3 and int(table[3, 0]) == 3
    assert int(table[0, 299]) == 31 and int(table[299, 0]) == 15
