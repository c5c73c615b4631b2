"""From the scores of the network to attributions.

In: the word pieces of a text, a score for each label of each piece, and the link views of each
window. Out: `Attribution` values, whose spans are characters of the text::

    spans = best_spans(label_scores, pieces)
    links = link_spans(spans, readings, pieces)
    found = make_attributions(text, quotations, spans, links, pieces)

Labels are decoded a word at a time (a span never begins inside a word) with the best valid sequence
(Viterbi): I-x only after B-x or I-x. Edges stay where the labels put them; `pieces` draws them to
quotation marks and cuts stops.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from quoteattr.components.annotations import Attribution, Quotation
from quoteattr.components.attribution.windows import Pieces
from quoteattr.spans import Span

Floats = npt.NDArray[np.float32]

ROLES = ("source", "cue", "content")
LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
METHOD = "model"
UNLINKED = "model-unlinked"  # a quoted content that the model ties to no cue
FORBIDDEN = np.float32(-1e9)
# Taken from the score of a link for each word piece between its ends. Where the same verb recurs, as in "He said ...
# She said ...", the views of its places are nearly equal and a link is a toss-up; the nearer one is right.
# Best on annotated articles that the models were not trained on (PolNeAR).
FARTHER = {"cue": np.float32(0.02), "content": np.float32(0.04)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piecewise:
    """A span of a role in word pieces, end exclusive; `score` is how sure its labels are, 0..1."""

    role: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the network says of one window, without the marks for beginning and end.

    Attributes:
        window: the pieces that it covers.
        labels: scores, (pieces, 7).
        views: (pieces, 4, size): cue asks, source answers, content asks, cue answers.
        nulls: (pieces, 2): a cue without source, a content without cue.
    """

    window: range
    labels: Floats
    views: Floats
    nulls: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What a span is tied to: the index of the other span, None for nothing, and how surely."""

    target: int | None
    score: float


def allowed_steps() -> Floats:
    """0 where a label may follow another, FORBIDDEN elsewhere; rows are the label before."""
    steps = np.zeros((len(LABELS), len(LABELS)), dtype=np.float32)
    for after, label in enumerate(LABELS):
        if label.startswith("I-"):
            steps[:, after] = FORBIDDEN
            steps[[LABELS.index("B-" + label[2:]), after], after] = 0
    return steps


def log_softmax(scores: Floats) -> Floats:
    """Natural logarithms of the probabilities along the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    logs: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return logs


def stitch(readings: Sequence[Reading], length: int) -> Floats:
    """Label scores of all pieces: the mean over windows, weighted by the distance to their edge.

    At the edge of a window half of the context is missing; the other window has it.
    """
    total = np.zeros((length, len(LABELS)), dtype=np.float32)
    weights = np.zeros((length, 1), dtype=np.float32)
    for reading in readings:
        size = len(reading.window)
        places = np.arange(size)
        weight = (np.minimum(places, size - 1 - places) + 1).astype(np.float32)[:, None]
        total[reading.window.start : reading.window.stop] += weight * log_softmax(reading.labels)
        weights[reading.window.start : reading.window.stop] += weight
    stitched: Floats = log_softmax(total / weights)
    return stitched


def word_scores(scores: Floats, pieces: Pieces) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Scores of the labels of whole words, and the first piece of each word.

    Only the first piece of a word may begin a span: B-x on it, I-x on the others.
    """
    firsts = np.flatnonzero(~pieces.inner)
    inside = scores.copy()
    for role in ROLES:
        begin, within = LABELS.index("B-" + role), LABELS.index("I-" + role)
        inside[pieces.inner, begin] = scores[pieces.inner, within]
    words: Floats = np.add.reduceat(inside, firsts, axis=0)
    return words, firsts


def best_labels(scores: Floats) -> list[int]:
    """The best valid sequence of labels (Viterbi), scores (words, 7)."""
    steps = allowed_steps()
    back = np.empty((len(scores), len(LABELS)), dtype=np.int64)
    best = scores[0] + steps[0]  # what may follow "O" may stand at the beginning
    for place in range(1, len(scores)):
        paths = best[:, None] + steps
        back[place] = paths.argmax(axis=0)
        best = paths.max(axis=0) + scores[place]
    label = int(best.argmax())
    labels = [label]
    for place in range(len(scores) - 1, 0, -1):
        label = int(back[place, label])
        labels.append(label)
    return labels[::-1]


def best_spans(scores: Floats, pieces: Pieces, *, outside_bias: float = 0.0) -> tuple[Piecewise, ...]:
    """The spans of the best labels, in order.

    Args:
        scores: logarithms of the label probabilities, (pieces, 7).
        pieces: the pieces of the text.
        outside_bias: added to the score of "O"; below zero more is found, and more wrongly.
    """
    if not len(pieces):
        return ()
    biased = scores + np.array([outside_bias, *[0.0] * (len(LABELS) - 1)], dtype=np.float32)
    words, firsts = word_scores(biased, pieces)
    labels = best_labels(words)
    ends = [*firsts[1:].tolist(), len(pieces)]
    spans: list[Piecewise] = []
    start, role = 0, ""
    for word, label in enumerate([*labels, 0]):
        here = LABELS[label][2:]
        if here != role or LABELS[label].startswith("B-"):
            if role:
                spans.append(make_span(scores, role, start, ends[word - 1]))
            start, role = int(firsts[word]) if word < len(labels) else len(pieces), here
    return tuple(spans)


def make_span(scores: Floats, role: str, start: int, end: int) -> Piecewise:
    """A span with its score: the mean probability of its role in it."""
    columns = [LABELS.index("B-" + role), LABELS.index("I-" + role)]
    score = float(np.exp(scores[start:end, columns]).sum(axis=1).mean())
    return Piecewise(role=role, start=start, end=end, score=min(score, 1.0))


def central_reading(span: Piecewise, readings: Sequence[Reading]) -> Reading:
    """The window in which most of the span lies, and among equals the one with most around it."""

    def fit(reading: Reading) -> tuple[int, int]:
        window = reading.window
        common = min(span.end, window.stop) - max(span.start, window.start)
        return common, min(span.start - window.start, window.stop - span.end)

    return max(readings, key=fit)


def span_rows(reading: Reading, span: Piecewise) -> list[int]:
    """The rows of the first and the last piece of a span in a window that may cut it."""
    window = reading.window
    return [max(span.start, window.start) - window.start, min(span.end, window.stop) - 1 - window.start]


def link_span(
    span: Piecewise, keys: Sequence[int], spans: Sequence[Piecewise], readings: Sequence[Reading], null_bias: float
) -> Link:
    """The best of the spans `keys` for a span that asks (a cue or a content), or none."""
    asks, answers, null = (0, 1, 0) if span.role == "cue" else (2, 3, 1)
    reading = central_reading(span, readings)
    near = [k for k in keys if spans[k].start >= reading.window.start and spans[k].end <= reading.window.stop]
    rows = span_rows(reading, span)
    query = reading.views[rows, asks].mean(axis=0)
    scores = [float(reading.nulls[rows, null].mean()) + null_bias]
    for key in near:
        scores.append(float(query @ reading.views[span_rows(reading, spans[key]), answers].mean(axis=0)))
    scaled = np.array(scores, dtype=np.float32)
    scaled[1:] /= np.float32(query.shape[-1] ** 0.5)
    scaled[1:] -= FARTHER[span.role] * np.array([pieces_between(span, spans[key]) for key in near], dtype=np.float32)
    chances = np.exp(log_softmax(scaled))
    best = int(chances.argmax())
    return Link(target=near[best - 1] if best else None, score=float(chances[best]))


def pieces_between(one: Piecewise, other: Piecewise) -> int:
    """How many word pieces stand between two spans; none when they touch or overlap."""
    return max(0, other.start - one.end, one.start - other.end)


def link_spans(
    spans: Sequence[Piecewise], readings: Sequence[Reading], *, sourceless_bias: float = 0.0
) -> dict[int, Link]:
    """For each cue its source and for each content its cue, by index into `spans`.

    Args:
        spans: of all roles.
        readings: of all windows.
        sourceless_bias: added to the score of "this cue has no source"; below zero more cues get one.
    """
    of_role = {role: [i for i, span in enumerate(spans) if span.role == role] for role in ROLES}
    links = {i: link_span(spans[i], of_role["source"], spans, readings, sourceless_bias) for i in of_role["cue"]}
    return links | {i: link_span(spans[i], of_role["cue"], spans, readings, 0.0) for i in of_role["content"]}


def characters(pieces: Pieces, span: Piecewise) -> Span:
    """The characters of a span of word pieces."""
    return Span(int(pieces.starts[span.start]), int(pieces.ends[span.end - 1]))


def make_attributions(
    pieces: Pieces, quotations: Sequence[Quotation], spans: Sequence[Piecewise], links: dict[int, Link]
) -> tuple[Attribution, ...]:
    """One attribution a cue that has content, and one a quoted content that has no cue.

    A content without cue is kept only where it is quoted: there the marks are evidence too.
    """
    contents: dict[int, list[int]] = {}
    loose: list[int] = []
    for index, span in enumerate(spans):
        if span.role == "content":
            target = links[index].target
            if target is None:
                loose.append(index)
            else:
                contents.setdefault(target, []).append(index)
    found = [tied(pieces, spans, links, cue, members) for cue, members in contents.items()]
    marks = [span for quotation in quotations for span in quotation.outer]
    for index in loose:
        content = characters(pieces, spans[index])
        if any(content.overlaps(mark) for mark in marks):
            scores = (spans[index].score, 0.0, 0.0, links[index].score)
            found.append(Attribution(content=(content,), cue=(), source=(), method=UNLINKED, scores=scores))
    return tuple(sorted(found, key=lambda attribution: attribution.content[0]))


def tied(
    pieces: Pieces, spans: Sequence[Piecewise], links: dict[int, Link], cue: int, members: Sequence[int]
) -> Attribution:
    """The attribution of a cue with its source and its contents."""
    source = links[cue].target
    sureness = min(spans[i].score for i in members)
    link = links[cue].score * min(links[i].score for i in members)
    return Attribution(
        content=tuple(characters(pieces, spans[i]) for i in members),
        cue=(characters(pieces, spans[cue]),),
        source=() if source is None else (characters(pieces, spans[source]),),
        method=METHOD,
        scores=(sureness, spans[cue].score, 0.0 if source is None else spans[source].score, link),
    )
