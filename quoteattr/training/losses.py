"""What training minimises: the labels of the pieces, and the links between spans.

In: the output of the network for a batch. Out: a loss. The linker is taught twice: on the
annotated spans, and on the spans that the labels give at that moment, since those are what it
will be asked about::

    loss = label_loss(labels, batch.labels) + weight * link_loss(views, nulls, batch.spans, batch.cuts)

With a teacher the labels are also held to what it says of each piece. A network that reads grammar is taught
tags, dependencies, entities, beginnings of sentences and heads.
"""

from collections.abc import Sequence
from dataclasses import replace

import torch
from torch import Tensor
from torch.nn import functional

from quoteattr.training.corpus import ROLES
from quoteattr.training.examples import BEGINS, HEAD, Batch, Linked
from quoteattr.training.grammar import IGNORED

# (role that asks, role that answers, column of the views that asks, that answers, null score)
QUESTIONS = (("cue", "source", 0, 1, 0), ("content", "cue", 2, 3, 1))
SAME_SPAN = 0.5  # share of common pieces (intersection over union) that makes a span the annotated one


def label_loss(scores: Tensor, labels: Tensor) -> Tensor:
    """Cross entropy over the pieces whose label is known."""
    return functional.cross_entropy(scores.flatten(0, 1).float(), labels.flatten(), ignore_index=IGNORED)


def opinion_loss(scores: Tensor, labels: Tensor, opinions: Tensor) -> Tensor:
    """How far the scores are from a teacher's, over the pieces whose label is known (Kullback-Leibler, nats)."""
    known = labels != IGNORED
    ours = functional.log_softmax(scores[known].float(), dim=-1)
    return functional.kl_div(ours, opinions[known], reduction="batchmean", log_target=True)


def grammar_loss(scores: Tensor, arcs: Tensor, targets: Tensor, sizes: Sequence[int]) -> Tensor:
    """Cross entropy of the labels of the tokens and of their heads, all added.

    Args:
        scores: of all labels, (batch, length, sum of `sizes`).
        arcs: the views of a token as dependent and as head, (batch, length, 2, size).
        targets: (batch, length, grammar.TARGETS).
        sizes: columns of each kind of label.
    """
    columns = scores.float().split(list(sizes), dim=-1)
    total = scores.new_zeros((), dtype=torch.float32)
    for number, column in enumerate(columns):
        total = total + label_loss(column, targets[:, :, number])
    products = arcs[:, :, 0].float() @ arcs[:, :, 1].float().transpose(1, 2)
    no_token = targets[:, None, :, BEGINS] == IGNORED
    return total + label_loss(products.masked_fill(no_token, -1e9), targets[:, :, HEAD])


def span_views(views: Tensor, spans: Sequence[Linked], column: int) -> Tensor:
    """The view of each span: the mean of its first and its last piece, (spans, size)."""
    rows = torch.tensor([span.row for span in spans])
    first = torch.tensor([span.start for span in spans])
    last = torch.tensor([span.end - 1 for span in spans])
    return (views[rows, first, column] + views[rows, last, column]) / 2


def null_scores(nulls: Tensor, spans: Sequence[Linked], column: int) -> Tensor:
    """The score of "to none" of each span, (spans,)."""
    rows = torch.tensor([span.row for span in spans])
    first = torch.tensor([span.start for span in spans])
    last = torch.tensor([span.end - 1 for span in spans])
    return (nulls[rows, first, column] + nulls[rows, last, column]) / 2


def question_loss(
    views: Tensor, nulls: Tensor, spans: Sequence[Linked], cuts: Sequence[frozenset[int]], question: int
) -> Tensor:
    """Cross entropy of the answers to one of QUESTIONS; several right answers share the credit."""
    asking, answering, asks, answers, null = QUESTIONS[question]
    queries, keys = [s for s in spans if s.role == asking], [s for s in spans if s.role == answering]
    if not queries:
        return views.new_zeros(())
    same_row = torch.tensor([[q.row == k.row for k in keys] for q in queries], dtype=torch.bool).reshape(
        len(queries), len(keys)
    )
    right = torch.tensor(
        [[q.row == k.row and bool(q.relations & k.relations) for k in keys] for q in queries],
        dtype=torch.bool,
    ).reshape(len(queries), len(keys))
    unknown = torch.tensor([bool(q.relations & cuts[q.row]) for q in queries], dtype=torch.bool)
    scores = null_scores(nulls, queries, null)[:, None].float()
    if keys:
        products = span_views(views, queries, asks) @ span_views(views, keys, answers).T
        scaled = products.float() / views.shape[-1] ** 0.5
        scores = torch.cat([scores, scaled.masked_fill(~same_row, -1e9)], dim=1)
    none = ~right.any(dim=1, keepdim=True)
    targets = torch.cat([none, right], dim=1)
    losses = scores.logsumexp(dim=1) - scores.masked_fill(~targets, -1e9).logsumexp(dim=1)
    counted = ~unknown | right.any(dim=1)
    return (losses * counted).sum() / counted.sum().clamp(min=1)


def link_loss(views: Tensor, nulls: Tensor, spans: Sequence[Linked], cuts: Sequence[frozenset[int]]) -> Tensor:
    """The loss of both QUESTIONS."""
    return question_loss(views, nulls, spans, cuts, 0) + question_loss(views, nulls, spans, cuts, 1)


def greedy_spans(labels: Sequence[int], row: int) -> list[Linked]:
    """The spans that the best label of each piece gives."""
    spans: list[Linked] = []
    start, role = 0, -1
    for place, label in enumerate([*labels, 0]):
        here = (label - 1) // 2 if label > 0 else -1
        if here != role or label % 2 == 1:
            if role >= 0:
                spans.append(Linked(role=ROLES[role], start=start, end=place, relations=frozenset(), row=row))
            start, role = place, here
    return spans


def match(span: Linked, annotated: Sequence[Linked]) -> Linked:
    """The predicted span with the relations of the annotated span that it stands for, if any."""
    best, most = frozenset[int](), SAME_SPAN
    for other in annotated:
        common = min(span.end, other.end) - max(span.start, other.start)
        share = common / (span.end - span.start + other.end - other.start - common)
        if other.role == span.role and share >= most:
            best, most = other.relations, share
    return replace(span, relations=best)


def predicted_spans(scores: Tensor, batch: Batch) -> tuple[Linked, ...]:
    """The spans that the labels give at this moment, tied as the annotated ones they match."""
    best = scores.argmax(dim=-1).masked_fill(batch.labels == IGNORED, 0).tolist()
    found = []
    for row, labels in enumerate(best):
        annotated = [span for span in batch.spans if span.row == row]
        found += [match(span, annotated) for span in greedy_spans(labels, row)]
    return tuple(found)
