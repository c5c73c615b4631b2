from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.components.attribution.decoding import (
    LABELS,
    METHOD,
    UNLINKED,
    Link,
    Piecewise,
    Reading,
    best_labels,
    best_path,
    best_spans,
    link_spans,
    log_softmax,
    make_attributions,
    stitch,
)
from quoteattr.components.attribution.windows import Pieces
from quoteattr.components.quotations import find_quotations
from quoteattr.spans import Span

SIZE = 4  # of the link views in these tests


def words(text: str, inner: tuple[int, ...] = ()) -> Pieces:
    """One piece a word or mark; those in `inner` continue the piece before them."""
    starts, ends, place = [], [], 0
    for word in text.replace("“", "“ ").replace("”", " ”").split():
        start = text.index(word, place)
        starts.append(start)
        ends.append(start + len(word))
        place = ends[-1]
    return Pieces(
        ids=np.zeros(len(starts), dtype=np.int64),
        starts=np.array(starts, dtype=np.int64),
        ends=np.array(ends, dtype=np.int64),
        inner=np.isin(np.arange(len(starts)), inner),
        features=np.zeros((len(starts), 3), dtype=np.int64),
    )


def scores_of(labels: str, sureness: float = 5.0) -> np.ndarray:
    """Scores in which the labels named win: "O B-cue I-cue"."""
    raw = np.zeros((len(labels.split()), len(LABELS)), dtype=np.float32)
    for row, label in enumerate(labels.split()):
        raw[row, LABELS.index(label)] = sureness
    return log_softmax(raw)


@given(st.lists(st.lists(st.floats(-5, 5, width=32), min_size=7, max_size=7), min_size=1, max_size=30))
def test_labels_are_always_a_valid_sequence(scores: list[list[float]]) -> None:
    labels = [LABELS[label] for label in best_labels(np.array(scores, dtype=np.float32))]
    for before, label in pairwise(["O", *labels]):
        assert not label.startswith("I-") or before[2:] == label[2:]


@given(st.integers(0, 2**32 - 1), st.integers(1, 40), st.floats(0, 8), st.floats(0.5, 5))
def test_labels_are_those_of_the_search_over_all_words(seed: int, size: int, outside: float, spread: float) -> None:
    raw = np.random.default_rng(seed).normal(scale=spread, size=(size, len(LABELS))).astype(np.float32)
    raw[:, 0] += np.float32(outside)  # most words of a text are outside of all spans
    labels, searched = best_labels(raw), best_path(raw)
    assert labels == searched or sum(raw[range(size), labels]) == pytest.approx(sum(raw[range(size), searched]))


def test_a_span_that_begins_without_a_beginning_is_mended() -> None:
    spans = best_spans(scores_of("O I-cue I-cue O"), words("he has said so"))
    assert [(span.role, span.start, span.end) for span in spans] == [("cue", 1, 3)]


def test_two_contents_side_by_side_stay_two() -> None:
    spans = best_spans(scores_of("B-content I-content B-content I-content"), words("a b c d"))
    assert [(span.start, span.end) for span in spans] == [(0, 2), (2, 4)]


def test_a_span_never_ends_inside_a_word() -> None:
    pieces = words("Oka for said", inner=(1,))
    spans = best_spans(scores_of("B-source O B-cue"), pieces)
    assert all(span.end != 1 for span in spans)


def test_a_lower_bias_finds_more() -> None:
    scores = np.log(np.array([[0.55, 0.02, 0.02, 0.35, 0.02, 0.02, 0.02]], dtype=np.float32))
    assert best_spans(scores, words("claimed")) == ()
    assert [span.role for span in best_spans(scores, words("claimed"), outside_bias=-1.0)] == ["cue"]


def test_no_pieces_no_spans() -> None:
    assert best_spans(np.zeros((0, 7), dtype=np.float32), words("")) == ()


def reading(window: range, labels: np.ndarray | None = None) -> Reading:
    size = len(window)
    return Reading(
        window=window,
        labels=np.zeros((size, 7), dtype=np.float32) if labels is None else labels,
        views=np.zeros((size, 4, SIZE), dtype=np.float32),
        nulls=np.zeros((size, 2), dtype=np.float32),
    )


def test_where_windows_overlap_the_one_with_more_context_counts_more() -> None:
    first = reading(range(0, 6), scores_of("O O O O O B-cue"))
    second = reading(range(2, 10), scores_of("O O O O O O O O"))
    stitched = stitch([first, second], 10)
    assert LABELS[int(stitched[5].argmax())] == "O"  # last piece of the first window, fourth of the second
    assert np.allclose(np.exp(stitched).sum(axis=1), 1, atol=1e-5)


def point(window: Reading, asking: int, answering: int, columns: tuple[int, int]) -> None:
    """Make the piece `asking` choose the piece `answering`."""
    axis = asking % SIZE
    window.views[asking, columns[0], axis] = 10
    window.views[answering, columns[1], axis] = 10


def span(role: str, start: int, end: int) -> Piecewise:
    return Piecewise(role=role, start=start, end=end, score=0.9)


def test_links_follow_the_views_and_null_wins_when_nothing_answers() -> None:
    window = reading(range(0, 6))
    window.nulls[:] = 1
    spans = (
        span("source", 0, 1),
        span("source", 1, 2),
        span("cue", 2, 3),
        span("content", 3, 4),
        span("content", 5, 6),
    )
    point(window, 2, 1, (0, 1))
    point(window, 3, 2, (2, 3))
    links = link_spans(spans, [window])
    assert (links[2].target, links[3].target, links[4].target) == (1, 2, None)
    assert all(0 < link.score <= 1 for link in links.values())


def test_a_bias_against_sourceless_cues_gives_them_the_next_best() -> None:
    window = reading(range(0, 4))
    window.nulls[:] = 1
    spans = (span("source", 0, 1), span("cue", 1, 2))
    assert link_spans(spans, [window])[1].target is None
    assert link_spans(spans, [window], sourceless_bias=-2.0)[1].target == 0


def test_of_two_that_answer_alike_the_nearer_one_is_linked() -> None:
    window = reading(range(0, 40))
    spans = (span("cue", 2, 3), span("content", 5, 9), span("cue", 30, 31), span("content", 33, 38))
    for content, near, far in ((5, 2, 30), (33, 30, 2)):
        window.views[[content, content + 3], 2] = 10
        window.views[near, 3], window.views[far, 3] = 10, 10.01
    links = link_spans(spans, [window])
    assert (links[1].target, links[3].target) == (0, 2)


def test_a_link_that_the_views_are_sure_of_may_be_long() -> None:
    window = reading(range(0, 100))
    point(window, 90, 2, (2, 3))
    spans = (span("cue", 2, 3), span("cue", 80, 81), span("content", 90, 91))
    assert link_spans(spans, [window])[2].target == 0


def test_links_reach_only_what_a_window_shows() -> None:
    spans = (span("source", 0, 1), span("cue", 9, 10))
    windows = [reading(range(0, 6)), reading(range(4, 10))]
    assert link_spans(spans, windows)[1].target is None


TEXT = "“We won,” Ida Fox said. “It was easy.” “Gone” is a film."


def found_in(text: str, spans: tuple[Piecewise, ...], links: dict[int, Link]) -> list[tuple[list[str], list[str], str]]:
    attributions = make_attributions(words(text), find_quotations(text), spans, links)
    return [
        ([s.of(text) for s in each.content], [s.of(text) for s in (*each.source, *each.cue)], each.method)
        for each in attributions
    ]


def test_contents_of_one_cue_are_one_attribution() -> None:
    # pieces: “ We won, ” Ida Fox said. “ It was easy. ” “ Gone ” is a film.
    spans = (span("content", 0, 4), span("source", 4, 6), span("cue", 6, 7), span("content", 7, 12))
    links = {0: Link(target=2, score=1.0), 2: Link(target=1, score=1.0), 3: Link(target=2, score=0.8)}
    assert found_in(TEXT, spans, links) == [(["“We won,”", "“It was easy.”"], ["Ida Fox", "said."], METHOD)]


def test_contents_of_one_cue_that_follow_each_other_at_once_are_one() -> None:
    spans = (span("source", 4, 6), span("cue", 6, 7), span("content", 7, 9), span("content", 9, 12))
    links = {1: Link(target=0, score=1.0), 2: Link(target=1, score=1.0), 3: Link(target=1, score=0.8)}
    assert found_in(TEXT, spans, links) == [(["“It was easy.”"], ["Ida Fox", "said."], METHOD)]


def test_a_quoted_content_without_cue_is_kept_and_one_without_marks_is_not() -> None:
    spans = (span("content", 7, 12), span("content", 15, 17))
    links = {0: Link(target=None, score=0.9), 1: Link(target=None, score=0.9)}
    assert found_in(TEXT, spans, links) == [(["“It was easy.”"], [], UNLINKED)]


def test_a_cue_without_content_is_no_attribution() -> None:
    links = {1: Link(target=0, score=1.0)}
    assert found_in(TEXT, (span("source", 4, 6), span("cue", 6, 7)), links) == []


def test_a_cue_without_source_keeps_its_content() -> None:
    spans = (span("cue", 6, 7), span("content", 7, 12))
    links = {0: Link(target=None, score=0.9), 1: Link(target=0, score=1.0)}
    attribution = make_attributions(words(TEXT), find_quotations(TEXT), spans, links)[0]
    assert attribution.source == () and attribution.cue == (Span(18, 23),)
    assert attribution.scores[2] == pytest.approx(0.0)
