"""Training windows: word pieces with the labels and the links that they should get.

In: an annotated article. Out: `Example` values, and batches of them as tensors::

    examples = read_examples(article, tokenizer, size=254, first=254)
    batch = collate(examples[:8], pad=0, ends=(101, 102))
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from quoteattr.components.annotations import Quotation
from quoteattr.components.attribution.decoding import LABELS, Floats
from quoteattr.components.attribution.windows import FEATURES, Ints, Pieces, cut_windows, read_pieces
from quoteattr.errors import ModelError
from quoteattr.spans import Span
from quoteattr.training.corpus import ROLES, Article
from quoteattr.training.grammar import IGNORED, TARGETS, by_piece

OUTSIDE = 0  # label of no role
BEGINS, HEAD = TARGETS.index("begins"), TARGETS.index("head")


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A span of a role with what ties it to others.

    Attributes:
        role: one of ROLES.
        start, end: word pieces, end exclusive; of the article, or of the batch row `row`.
        relations: numbers of the relations that it belongs to; empty for a span that is none.
        row: which example of a batch it belongs to.
    """

    role: str
    start: int
    end: int
    relations: frozenset[int]
    row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One window of an article.

    Attributes:
        ids, features, labels: one row a piece, without the marks for beginning and end.
        spans: the annotated spans that lie wholly in the window.
        cut: relations of which a span lies (partly) outside: links to them are not taught.
        opinion: logarithms of a teacher's label probabilities, one row a piece; None without a teacher.
        grammar: what each piece should say of its grammar, columns as in grammar.TARGETS; None where it is not taught.
    """

    ids: Ints
    features: Ints
    labels: Ints
    spans: tuple[Linked, ...]
    cut: frozenset[int]
    opinion: Floats | None = None
    grammar: Ints | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Examples side by side, with the marks for beginning and end, padded to one length.

    `opinions` are those of a teacher, (examples, length, 7); `grammar` is (examples, length, TARGETS). What they say
    beside the pieces counts for nothing.
    """

    ids: Tensor
    features: Tensor
    mask: Tensor
    labels: Tensor
    spans: tuple[Linked, ...]
    cuts: tuple[frozenset[int], ...]
    opinions: Tensor | None = None
    grammar: Tensor | None = None


def label_of(role: str, first: bool) -> int:
    """The number of B-role or I-role in network.LABELS."""
    return 1 + 2 * ROLES.index(role) + (not first)


def covered(pieces: Pieces, span: Span) -> range:
    """The pieces that share a character with the span."""
    return range(
        int(np.searchsorted(pieces.ends, span.start, "right")), int(np.searchsorted(pieces.starts, span.end, "left"))
    )


def find_linked(article: Article, pieces: Pieces) -> tuple[Linked, ...]:
    """The annotated spans in word pieces; a source of two relations is one span with both."""
    found: dict[tuple[str, int, int], set[int]] = {}
    for number, relation in enumerate(article.relations):
        for role in ROLES:
            for span in relation.spans(role):
                place = covered(pieces, span)
                if place:
                    found.setdefault((role, place.start, place.stop), set()).add(number)
    return tuple(
        Linked(role=role, start=start, end=end, relations=frozenset(numbers))
        for (role, start, end), numbers in found.items()
    )


def label_pieces(article: Article, pieces: Pieces, spans: Sequence[Linked]) -> Ints:
    """The label of each piece; damaged text is left out of the loss."""
    labels = np.full(len(pieces), OUTSIDE, dtype=np.int64)
    for span in spans:
        labels[span.start : span.end] = label_of(span.role, first=False)
        labels[span.start] = label_of(span.role, first=True)
    for damaged in article.discard:
        place = covered(pieces, damaged)
        labels[place.start : place.stop] = IGNORED
    return labels


def read_examples(
    article: Article,
    quotations: Sequence[Quotation],
    tokenizer: Tokenizer,
    *,
    size: int,
    first: int,
    opinion: Floats | None = None,
    tokens: Ints | None = None,
) -> Iterator[Example]:
    """The windows of an article; the first one holds at most `first` pieces.

    Args:
        article: annotated.
        quotations: of its text.
        tokenizer: of the encoder.
        size: pieces that a window holds at most.
        first: the same for the first one.
        opinion: what a teacher says of its pieces.
        tokens: its grammar, columns as in grammar.COLUMNS.

    Raises:
        ModelError: the teacher whose opinion it is cuts text into other pieces.
    """
    pieces = read_pieces(tokenizer, article.text, quotations)
    if opinion is not None and len(opinion) != len(pieces):
        raise ModelError(
            f"article {article.id}: the teacher reads {len(opinion)} word pieces where this encoder reads "
            f"{len(pieces)}; choose a teacher with the same vocabulary"
        )
    spans = find_linked(article, pieces)
    labels = label_pieces(article, pieces, spans)
    grammar = None if tokens is None else by_piece(pieces, tokens)
    for window in cut_windows(pieces, size=size, first=first):
        inside = [span for span in spans if window.start <= span.start and span.end <= window.stop]
        left_out = [span for span in spans if not (window.start <= span.start and span.end <= window.stop)]
        yield Example(
            ids=pieces.ids[window.start : window.stop],
            features=pieces.features[window.start : window.stop],
            labels=labels[window.start : window.stop],
            spans=tuple(shift(span, -window.start) for span in inside),
            cut=frozenset(number for span in left_out for number in span.relations),
            opinion=None if opinion is None else opinion[window.start : window.stop],
            grammar=None if grammar is None else grammar_inside(grammar, window),
        )


def grammar_inside(grammar: Ints, window: range) -> Ints:
    """The grammar of a window; heads are numbered within it, and one that lies outside is left out."""
    inside = grammar[window.start : window.stop].copy()
    heads = inside[:, HEAD]
    known = (heads >= window.start) & (heads < window.stop)
    inside[:, HEAD] = np.where(known, heads - window.start, IGNORED)
    return inside


def shift(span: Linked, by: int, row: int = 0) -> Linked:
    """The span `by` pieces further on, in a row of a batch."""
    return Linked(role=span.role, start=span.start + by, end=span.end + by, relations=span.relations, row=row)


def collate(examples: Sequence[Example], *, pad: int, ends: tuple[int, int]) -> Batch:
    """One batch; `ends` are the numbers of the marks for the beginning and end of a text."""
    width = max(len(example.ids) for example in examples) + 2
    ids = np.full((len(examples), width), pad, dtype=np.int64)
    features = np.zeros((len(examples), width, len(FEATURES)), dtype=np.int64)
    labels = np.full((len(examples), width), IGNORED, dtype=np.int64)
    mask = np.zeros((len(examples), width), dtype=np.int64)
    for row, example in enumerate(examples):
        stop = len(example.ids) + 1
        ids[row, 0], ids[row, stop] = ends
        ids[row, 1:stop] = example.ids
        features[row, 1:stop] = example.features
        labels[row, 1:stop] = example.labels
        mask[row, : stop + 1] = 1
    return Batch(
        ids=torch.from_numpy(ids),
        features=torch.from_numpy(features),
        mask=torch.from_numpy(mask),
        labels=torch.from_numpy(labels),
        spans=tuple(shift(span, 1, row) for row, example in enumerate(examples) for span in example.spans),
        cuts=tuple(example.cut for example in examples),
        opinions=collate_opinions(examples, width),
        grammar=collate_grammar(examples, width),
    )


def collate_grammar(examples: Sequence[Example], width: int) -> Tensor | None:
    """The grammar of a batch; None unless all of it is known."""
    known = [example.grammar for example in examples if example.grammar is not None]
    if len(known) < len(examples):
        return None
    grammar = np.full((len(known), width, len(TARGETS)), IGNORED, dtype=np.int64)
    for row, each in enumerate(known):
        grammar[row, 1 : len(each) + 1] = each
        grammar[row, :, HEAD] += grammar[row, :, HEAD] >= 0  # the mark for the beginning stands before all
    return torch.from_numpy(grammar)


def collate_opinions(examples: Sequence[Example], width: int) -> Tensor | None:
    """What a teacher says of a batch; None unless it has read all of it."""
    said = [example.opinion for example in examples if example.opinion is not None]
    if len(said) < len(examples):
        return None
    opinions = np.zeros((len(said), width, len(LABELS)), dtype=np.float32)
    for row, opinion in enumerate(said):
        opinions[row, 1 : len(opinion) + 1] = opinion
    return torch.from_numpy(opinions)
