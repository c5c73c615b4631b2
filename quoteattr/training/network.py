"""The network: an encoder, a label for each word piece, and vectors that link spans.

In: word pieces with their features. Out: label scores and link vectors a piece::

    network = Network(base.shape, Heads())
    labels, links, nulls = network(ids, features, mask)

Without a mask all pieces are read, as in use, where windows are read one at a time.

The encoder is written out (BERT and MPNet differ in three lines), so that nothing but torch is
needed to train and the exported graph is small. Linking follows Dozat and Manning (ICLR 2017):
a cue chooses its source, a content its cue, by the product of two learned views of a span; or
nothing, when the learned null scores higher.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import OptionalType, Tensor, nn
from torch.nn import functional

from quoteattr.components.attribution.windows import FEATURE_SIZES
from quoteattr.training.bases import Shape

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
VIEWS = ("cue asks", "source answers", "content asks", "cue answers")
RELATIVE_DISTANCE = 128  # pieces; MPNet puts all larger distances into one bucket


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """Sizes of what stands on the encoder.

    Attributes:
        link_size: numbers in one view of a span; 96 keeps the output of a window small.
        arc_size: numbers in one view of a token as dependent or head.
        grammar: columns of the grammar head, the sum of `GrammarLabels.sizes`; 0 for a network without.
        dropout: share of numbers set to zero in training, as the encoders were pretrained.
    """

    link_size: int = 96
    arc_size: int = 64
    grammar: int = 0
    dropout: float = 0.1


def relative_buckets(length: int, buckets: int) -> Tensor:
    """The bucket of each pair of positions (T5, Raffel et al. 2020), shape (length, length)."""
    place = torch.arange(length)
    distance = place[None, :] - place[:, None]
    half = buckets // 2
    offset = (distance > 0).long() * half
    distance = distance.abs()
    exact = half // 2
    scale = torch.log(distance.clamp(min=1) / exact) / math.log(RELATIVE_DISTANCE / exact)
    far = (exact + (scale * (half - exact)).long()).clamp(max=half - 1)
    return offset + torch.where(distance < exact, distance, far)


class FusedAttention(torch.autograd.Function):
    """What attention is in an exported graph: one operator of onnxruntime, a tenth faster than its parts."""

    @staticmethod
    def forward(ctx: Any, query: Tensor, key: Tensor, value: Tensor, bias: Tensor | None, heads: int) -> Tensor:
        """Attention over states (batch, length, size)."""
        return attend(query, key, value, bias, heads)

    @staticmethod
    def symbolic(g: Any, query: Any, key: Any, value: Any, bias: Any, heads: int) -> Any:
        """The operator; two of its inputs (a bias of the projections, a padding mask) are not used."""
        inputs = [query, key, value]
        if bias is not None:
            none = g.op("prim::Constant")
            none.setType(OptionalType.ofTensor())
            inputs += [none, none, bias]
        return g.op("com.microsoft::MultiHeadAttention", *inputs, num_heads_i=heads).setType(query.type())


def attend(query: Tensor, key: Tensor, value: Tensor, bias: Tensor | None, heads: int) -> Tensor:
    """Scaled dot-product attention of (batch, length, size); `bias` is added to the scores."""
    batch, length, size = query.shape

    def split(states: Tensor) -> Tensor:
        return states.view(batch, length, heads, size // heads).transpose(1, 2)

    mixed = functional.scaled_dot_product_attention(split(query), split(key), split(value), bias)
    return mixed.transpose(1, 2).reshape(batch, length, size)


class Attention(nn.Module):
    """Self-attention with its residual and its normalisation."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        """Weights for one layer of an encoder of this shape."""
        super().__init__()
        self.heads = shape.num_attention_heads
        self.query = nn.Linear(shape.hidden_size, shape.attention_size)
        self.key = nn.Linear(shape.hidden_size, shape.attention_size)
        self.value = nn.Linear(shape.hidden_size, shape.attention_size)
        self.output = nn.Linear(shape.attention_size, shape.hidden_size)
        self.norm = nn.LayerNorm(shape.hidden_size, eps=shape.layer_norm_eps)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, bias: Tensor | None) -> Tensor:
        """States after attention; `bias` is added to the scores (mask and distances)."""
        query, key, value = self.query(states), self.key(states), self.value(states)
        if torch.onnx.is_in_onnx_export():
            mixed: Tensor = FusedAttention.apply(query, key, value, bias, self.heads)  # type: ignore[no-untyped-call]
        else:
            mixed = attend(query, key, value, bias, self.heads)
        normed: Tensor = self.norm(states + self.dropout(self.output(mixed)))
        return normed


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        """Weights for one layer of an encoder of this shape."""
        super().__init__()
        self.attention = Attention(shape, dropout)
        self.widen = nn.Linear(shape.hidden_size, shape.intermediate_size)
        self.narrow = nn.Linear(shape.intermediate_size, shape.hidden_size)
        self.norm = nn.LayerNorm(shape.hidden_size, eps=shape.layer_norm_eps)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, bias: Tensor | None) -> Tensor:
        """States after attention and the feed-forward step."""
        states = self.attention(states, bias)
        wide = functional.gelu(self.widen(states))
        normed: Tensor = self.norm(states + self.dropout(self.narrow(wide)))
        return normed


class Encoder(nn.Module):
    """BERT or MPNet, with embeddings added for what the vocabulary does not show."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        """An encoder with untrained weights; `load_base` fills them."""
        super().__init__()
        size = shape.hidden_size
        self.words = nn.Embedding(shape.vocab_size, size)
        self.positions = nn.Embedding(shape.max_position_embeddings, size)
        self.features = nn.ModuleList(nn.Embedding(values, size) for values in FEATURE_SIZES)
        for feature in self.features:
            nn.init.zeros_(feature.weight)  # type: ignore[arg-type]
        self.norm = nn.LayerNorm(size, eps=shape.layer_norm_eps)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.num_hidden_layers))
        self.buckets = shape.relative_attention_num_buckets
        if self.buckets:
            self.distances = nn.Embedding(self.buckets, shape.num_attention_heads)
        # MPNet numbers positions from the one after its padding entry.
        self.first_position = shape.pad_token_id + 1 if shape.model_type == "mpnet" else 0
        longest = shape.max_position_embeddings - self.first_position
        self.register_buffer("table", relative_buckets(longest, self.buckets or 4), persistent=False)

    def attention_bias(self, length: int, mask: Tensor | None) -> Tensor | None:
        """What is added to attention scores: -inf on padding, and MPNet's distances."""
        bias = None
        if self.buckets:
            table: Tensor = self.table  # type: ignore[assignment]
            bias = self.distances(table[:length, :length]).permute(2, 0, 1)[None]
        if mask is not None:
            padding = (1.0 - mask[:, None, None, :].float()) * torch.finfo(torch.float32).min
            bias = (padding if bias is None else bias + padding).expand(-1, -1, length, -1)
        return bias

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None = None) -> Tensor:
        """States of the last layer, (batch, length, size)."""
        *_, last = self.states(ids, features, mask)
        return last

    def states(self, ids: Tensor, features: Tensor, mask: Tensor | None = None) -> Iterator[Tensor]:
        """States of each layer, (batch, length, size)."""
        length = ids.shape[1]
        places = self.positions.weight[self.first_position : self.first_position + length]
        states = self.words(ids) + places[None]
        for column, feature in enumerate(self.features):
            states = states + feature(features[:, :, column])
        states = self.dropout(self.norm(states))
        bias = self.attention_bias(length, mask)
        for layer in self.layers:
            states = layer(states, bias)
            yield states


class Network(nn.Module):
    """The encoder with its label head and its linking head."""

    def __init__(self, shape: Shape, heads: Heads) -> None:
        """A network with an untrained encoder; `load_base` fills it."""
        super().__init__()
        self.encoder = Encoder(shape, heads.dropout)
        self.dropout = nn.Dropout(heads.dropout)
        self.labels = nn.Linear(shape.hidden_size, len(LABELS))
        self.views = nn.Linear(shape.hidden_size, len(VIEWS) * heads.link_size)
        self.nulls = nn.Linear(shape.hidden_size, 2)
        self.heads = heads
        if heads.grammar:
            self.grammar = nn.Linear(shape.hidden_size, heads.grammar)
            self.arcs = nn.Linear(shape.hidden_size, 2 * heads.arc_size)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None = None) -> tuple[Tensor, ...]:
        """Scores of LABELS (batch, length, 7), VIEWS (batch, length, 4, size), nulls (.., 2).

        With a grammar head also its scores (.., columns) and the views of tokens (.., 2, size).
        """
        return self.read(self.encoder(ids, features, mask))

    def read(self, states: Tensor) -> tuple[Tensor, ...]:
        """What the heads say of the states of the last layer."""
        states = self.dropout(states)
        batch, length, _ = states.shape
        views = functional.gelu(self.views(states)).view(batch, length, len(VIEWS), self.heads.link_size)
        found = (self.labels(states), views, self.nulls(states))
        if not self.heads.grammar:
            return found
        arcs = functional.gelu(self.arcs(states)).view(batch, length, 2, self.heads.arc_size)
        return *found, self.grammar(states), arcs


def base_names(model_type: str, layers: int) -> dict[str, str]:
    """Our name of each weight of the encoder -> its name in the pretrained file."""
    inner = "attention.attn.{}" if model_type == "mpnet" else "attention.self.{}"
    short = {"query": "q", "key": "k", "value": "v"}
    after = "attention.attn.o" if model_type == "mpnet" else "attention.output.dense"
    normed = "attention.LayerNorm" if model_type == "mpnet" else "attention.output.LayerNorm"
    parts = {
        **{f"attention.{k}": inner.format(v if model_type == "mpnet" else k) for k, v in short.items()},
        "attention.output": after,
        "attention.norm": normed,
        "widen": "intermediate.dense",
        "narrow": "output.dense",
        "norm": "output.LayerNorm",
    }
    names = {
        "words.weight": "embeddings.word_embeddings.weight",
        "positions.weight": "embeddings.position_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
    }
    for layer in range(layers):
        for ours, theirs in parts.items():
            for kind in ("weight", "bias"):
                names[f"layers.{layer}.{ours}.{kind}"] = f"encoder.layer.{layer}.{theirs}.{kind}"
    if model_type == "mpnet":
        names["distances.weight"] = "encoder.relative_attention_bias.weight"
    return names


def load_base(network: Network, shape: Shape, weights: Mapping[str, Tensor]) -> None:
    """Fill the encoder with pretrained weights; the features stay at zero, as they start."""
    names = base_names(shape.model_type, shape.num_hidden_layers)
    state = {ours: weights[theirs].float() for ours, theirs in names.items()}
    if shape.model_type == "bert":
        # Every piece is of the first of BERT's two segments: its embedding joins the positions.
        state["positions.weight"] = state["positions.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    missing, unexpected = network.encoder.load_state_dict(state, strict=False)
    left = [name for name in missing if not name.startswith("features.")]
    if left or unexpected:
        raise ValueError(f"weights that do not fit: missing {left}, unexpected {unexpected}")
