# ruff: noqa: E402 -- what is skipped without torch must not import it

import pytest

torch = pytest.importorskip("torch", reason="training needs the extra `train`")

from quoteattr.training.examples import Batch, Linked
from quoteattr.training.grammar import IGNORED
from quoteattr.training.losses import grammar_loss, greedy_spans, label_loss, link_loss, match, predicted_spans
from quoteattr.training.network import LABELS

LENGTH, SIZE = 8, 4


def linked(role: str, start: int, end: int, *relations: int, row: int = 0) -> Linked:
    return Linked(role=role, start=start, end=end, relations=frozenset(relations), row=row)


def empty_views() -> tuple[object, object]:
    return torch.zeros(1, LENGTH, 4, SIZE), torch.zeros(1, LENGTH, 2)


SPANS = (linked("source", 0, 2, 0), linked("source", 6, 7, 1), linked("cue", 2, 3, 0), linked("content", 3, 6, 0))


def test_the_right_links_cost_nothing() -> None:
    views, nulls = empty_views()
    views[0, 2, 0, 0] = views[0, 0:2, 1, 0] = 10  # cue 2 asks, source 0 answers
    views[0, 3:6, 2, 1] = views[0, 2, 3, 1] = 10  # content asks, cue answers
    assert link_loss(views, nulls, SPANS, [frozenset()]).item() < 0.01


def test_the_wrong_source_costs() -> None:
    views, nulls = empty_views()
    views[0, 2, 0, 0] = views[0, 6, 1, 0] = 10
    views[0, 3:6, 2, 1] = views[0, 2, 3, 1] = 10
    assert link_loss(views, nulls, SPANS, [frozenset()]).item() > 10


def test_a_link_that_the_window_cuts_is_not_taught() -> None:
    views, nulls = empty_views()
    lonely = (linked("cue", 2, 3, 0),)
    assert link_loss(views, nulls, lonely, [frozenset({0})]).item() == 0
    nulls[0, 2, 0] = -9
    assert link_loss(views, nulls, (*lonely, linked("source", 5, 6)), [frozenset()]).item() > 5


def test_links_never_leave_the_row() -> None:
    views, nulls = torch.zeros(2, LENGTH, 4, SIZE), torch.zeros(2, LENGTH, 2)
    views[0, 2, 0, 0] = views[1, 0, 1, 0] = 100
    spans = (linked("cue", 2, 3, 0), linked("source", 0, 1, 0, row=1))
    assert link_loss(views, nulls, spans, [frozenset(), frozenset()]).item() == pytest.approx(0)


def test_no_spans_no_loss() -> None:
    assert link_loss(*empty_views(), (), [frozenset()]).item() == 0


def test_labels_that_nobody_knows_cost_nothing() -> None:
    scores = torch.zeros(1, 2, len(LABELS))
    scores[0, 0, 3] = 20
    assert label_loss(scores, torch.tensor([[3, IGNORED]])).item() == pytest.approx(0, abs=1e-6)


def test_greedy_spans_begin_where_a_label_says_so() -> None:
    labels = [LABELS.index(label) for label in ("B-cue", "I-cue", "B-cue", "O", "I-source")]
    assert [(s.role, s.start, s.end) for s in greedy_spans(labels, 3)] == [
        ("cue", 0, 2),
        ("cue", 2, 3),
        ("source", 4, 5),
    ]


def test_a_predicted_span_stands_for_the_annotated_one_that_it_mostly_covers() -> None:
    annotated = [linked("cue", 2, 5, 7), linked("source", 2, 5, 8)]
    assert match(linked("cue", 3, 5), annotated).relations == {7}
    assert match(linked("cue", 4, 8), annotated).relations == frozenset()


def test_predicted_spans_are_tied_like_the_annotated_ones() -> None:
    labels = torch.zeros(1, LENGTH, dtype=torch.long)
    labels[0, 0] = IGNORED
    scores = torch.zeros(1, LENGTH, len(LABELS))
    scores[0, 2, LABELS.index("B-cue")] = 5
    scores[0, 0, LABELS.index("B-cue")] = 5
    batch = Batch(ids=labels, features=labels, mask=labels, labels=labels, spans=SPANS, cuts=(frozenset(),))
    assert predicted_spans(scores, batch) == (linked("cue", 2, 3, 0),)


def test_the_grammar_that_is_right_costs_nothing() -> None:
    targets = torch.tensor([[[1, 0, 1, 1, 1], [0, 1, 0, 0, IGNORED], [IGNORED] * 5]])
    right = torch.full((1, 3, 8), -20.0)
    for piece, labels in enumerate([(1, 0, 1, 1), (0, 1, 0, 0)]):
        for number, label in enumerate(labels):
            right[0, piece, 2 * number + label] = 20
    arcs = torch.zeros(1, 3, 2, 2)
    arcs[0, 0, 0] = arcs[0, 1, 1] = torch.tensor([5.0, 0.0])
    arcs[0, 2, 1] = torch.tensor([9.0, 0.0])  # no token: cannot be a head
    assert grammar_loss(right, arcs, targets, (2, 2, 2, 2)).item() == pytest.approx(0, abs=1e-4)
    assert grammar_loss(right, -arcs, targets, (2, 2, 2, 2)).item() == pytest.approx(0, abs=1e-4)
    arcs[0, 1, 1] = torch.tensor([-5.0, 0.0])
    assert grammar_loss(right, arcs, targets, (2, 2, 2, 2)).item() > 1
    assert grammar_loss(-right, arcs, targets, (2, 2, 2, 2)).item() > 100
