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

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

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
# Chosen where the figures are flat, on the articles of PolNeAR that were held back from training and on its
# development part.
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
        grammar: scores of tags, dependencies, entities and beginnings of sentences; None without such a head.
        arcs: (pieces, 2, size): a token as dependent and as head; None without.
    """

    window: range
    labels: Floats
    views: Floats
    nulls: Floats
    grammar: Floats | None = None
    arcs: Floats | None = None


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
    """The best valid sequence of labels, scores (words, 7).

    The best label of each word by itself is the best sequence too, where it is a valid one. Only between two
    words that are certainly outside of all spans, and only where it is not, does the sequence have to be searched.
    """
    labels = scores.argmax(axis=1)
    before = np.concatenate([[0], labels[:-1]])  # what may follow "O" may stand at the beginning
    invalid = np.flatnonzero(allowed_steps()[before, labels])
    if len(invalid):
        borders = np.concatenate([[-1], np.flatnonzero(surely_outside(scores)), [len(scores)]])
        for place in np.unique(np.searchsorted(borders, invalid)).tolist():
            start, stop = borders[place - 1] + 1, borders[place]
            labels[start:stop] = best_path(scores[start:stop])
    found: list[int] = labels.tolist()
    return found


def surely_outside(scores: Floats) -> npt.NDArray[np.bool_]:
    """Words that are "O" in the best valid sequence, whatever their neighbours are.

    "O" is so much better than all other labels that this outweighs the most that it can cost: a span that went
    through the word begins anew on the next one, B-x in the place of I-x.
    """
    begins, insides = scores[:, 1::2], scores[:, 2::2]
    cost = np.zeros(len(scores), dtype=np.float32)
    cost[:-1] = np.maximum((insides - begins).max(axis=1), 0.0)[1:]
    sure: npt.NDArray[np.bool_] = scores[:, 0] - scores[:, 1:].max(axis=1) > cost
    return sure


def best_path(scores: Floats) -> list[int]:
    """The best valid sequence of the labels of some words (Viterbi)."""
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
    labels = np.array(best_labels(words))
    roles = (labels + 1) // 2  # 0 for "O", then those of ROLES
    begins = labels % 2 == 1
    begins[1:] |= roles[1:] != roles[:-1]
    begins[0] = True
    first_words = np.flatnonzero(begins)
    edges = [*firsts[first_words].tolist(), len(pieces)]
    chances = role_chances(scores)
    return tuple(
        Piecewise(
            role=ROLES[role - 1], start=start, end=end, score=min(float(chances[role - 1, start:end].mean()), 1.0)
        )
        for role, (start, end) in zip(roles[first_words].tolist(), pairwise(edges), strict=True)
        if role
    )


def role_chances(scores: Floats) -> Floats:
    """How likely each piece is a part of each role, (3, pieces)."""
    chances = np.exp(scores.T)
    both: Floats = chances[1::2] + chances[2::2]
    return both


def central_readings(spans: Sequence[Piecewise], readings: Sequence[Reading]) -> list[int]:
    """For each span the window in which most of it lies, and among equals the one with most around it."""
    starts, ends = (np.array([getattr(span, edge) for span in spans])[:, None] for edge in ("start", "end"))
    firsts, stops = (np.array([getattr(reading.window, edge) for reading in readings]) for edge in ("start", "stop"))
    common = np.minimum(ends, stops) - np.maximum(starts, firsts)
    around = np.minimum(starts - firsts, stops - ends)
    # The pieces around count only among equals: less than the last digit of those in common.
    found: list[int] = (common * (2 * int(stops.max()) + 1) + around).argmax(axis=1).tolist()
    return found


def span_edges(reading: Reading, spans: Sequence[Piecewise]) -> npt.NDArray[np.int64]:
    """The rows of the first and the last piece of each span in a window that may cut it, (spans, 2)."""
    window = reading.window
    rows = [(max(span.start, window.start), min(span.end, window.stop) - 1) for span in spans]
    return np.array(rows, dtype=np.int64).reshape(-1, 2) - window.start


def link_in_window(
    asking: Sequence[int], keys: Sequence[int], spans: Sequence[Piecewise], reading: Reading, null_bias: float
) -> dict[int, Link]:
    """For each span that asks (cues or contents, not both) the best of the spans `keys`, or none."""
    asks, answers, null = (0, 1, 0) if spans[asking[0]].role == "cue" else (2, 3, 1)
    window = reading.window
    near = [key for key in keys if spans[key].start >= window.start and spans[key].end <= window.stop]
    rows = span_edges(reading, [spans[index] for index in asking])
    queries = reading.views[rows, asks].mean(axis=1)
    found = reading.views[span_edges(reading, [spans[key] for key in near]), answers].mean(axis=1)
    scores = np.empty((len(asking), 1 + len(near)), dtype=np.float32)
    scores[:, 0] = reading.nulls[rows, null].mean(axis=1) + null_bias
    scores[:, 1:] = queries @ found.T / np.float32(queries.shape[-1] ** 0.5)
    between = pieces_between([spans[index] for index in asking], [spans[key] for key in near])
    scores[:, 1:] -= FARTHER[spans[asking[0]].role] * between
    chances = np.exp(log_softmax(scores))
    best = chances.argmax(axis=1).tolist()
    return {
        index: Link(target=near[at - 1] if at else None, score=float(row[at]))
        for index, at, row in zip(asking, best, chances, strict=True)
    }


def pieces_between(ones: Sequence[Piecewise], others: Sequence[Piecewise]) -> Floats:
    """How many word pieces stand between each two spans, (ones, others); none when they touch or overlap."""
    starts, ends = (np.array([getattr(span, edge) for span in ones])[:, None] for edge in ("start", "end"))
    other_starts, other_ends = (np.array([getattr(span, edge) for span in others]) for edge in ("start", "end"))
    between: Floats = np.maximum(np.maximum(other_starts - ends, starts - other_ends), 0).astype(np.float32)
    return between


def link_spans(
    spans: Sequence[Piecewise],
    readings: Sequence[Reading],
    *,
    sourceless_bias: float = 0.0,
    cueless_bias: float = 0.0,
) -> dict[int, Link]:
    """For each cue its source and for each content its cue, by index into `spans`.

    Args:
        spans: of all roles.
        readings: of all windows.
        sourceless_bias: added to the score of "this cue has no source"; below zero more cues get one.
        cueless_bias: added to the score of "this content has no cue"; below zero more contents get one.
    """
    if not spans:
        return {}
    of_role = {role: [i for i, span in enumerate(spans) if span.role == role] for role in ROLES}
    central = central_readings(spans, readings)
    links: dict[int, Link] = {}
    for role, keys, bias in (("cue", "source", sourceless_bias), ("content", "cue", cueless_bias)):
        asking: dict[int, list[int]] = {}
        for index in of_role[role]:
            asking.setdefault(central[index], []).append(index)
        for number, indices in asking.items():
            links |= link_in_window(indices, of_role[keys], spans, readings[number], bias)
    return links


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


def without_seams(spans: Sequence[Piecewise], members: Sequence[int]) -> Iterator[Piecewise]:
    """The contents of one cue in order; those between which no piece stands are one."""
    whole = spans[members[0]]
    for index in members[1:]:
        if spans[index].start == whole.end:
            whole = replace(whole, end=spans[index].end)
        else:
            yield whole
            whole = spans[index]
    yield whole


def tied(
    pieces: Pieces, spans: Sequence[Piecewise], links: dict[int, Link], cue: int, members: Sequence[int]
) -> Attribution:
    """The attribution of a cue with its source and its contents."""
    source = links[cue].target
    sureness = min(spans[i].score for i in members)
    link = links[cue].score * min(links[i].score for i in members)
    return Attribution(
        content=tuple(characters(pieces, span) for span in without_seams(spans, members)),
        cue=(characters(pieces, spans[cue]),),
        source=() if source is None else (characters(pieces, spans[source]),),
        method=METHOD,
        scores=(sureness, spans[cue].score, 0.0 if source is None else spans[source].score, link),
    )
