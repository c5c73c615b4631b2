from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs the extra `train`")

from quoteattr.components.attribution.decoding import LABELS
from quoteattr.components.quotations import find_quotations
from quoteattr.spans import Span
from quoteattr.training.corpus import Article
from quoteattr.training.examples import HEAD, Example, collate, read_examples
from quoteattr.training.grammar import IGNORED
from tests.components.attribution.test_windows import TOKENIZER
from tests.training.samples import marked

ARTICLE = marked("[source Ann Lund] [cue said] [content rates fell]. [content They will rise], she thinks.")


def examples(article: Article, size: int = 60, first: int = 60) -> list[Example]:
    return list(read_examples(article, find_quotations(article.text), TOKENIZER, size=size, first=first))


def test_each_piece_gets_its_label() -> None:
    (example,) = examples(ARTICLE)
    assert [LABELS[label] for label in example.labels[:6]] == [
        "B-source",
        "I-source",
        "B-cue",
        "B-content",
        "I-content",
        "O",
    ]


def test_spans_carry_their_relation() -> None:
    (example,) = examples(ARTICLE)
    assert [span.role for span in example.spans] == ["source", "cue", "content", "content"]
    assert all(span.relations == {0} for span in example.spans)
    assert example.cut == frozenset()


def test_links_out_of_a_window_are_not_taught() -> None:
    windows = examples(ARTICLE, size=6, first=6)
    assert len(windows) > 1
    assert all(window.cut == {0} for window in windows)


def test_damaged_text_is_left_out() -> None:
    (example,) = examples(replace(ARTICLE, discard=(Span(0, 8),)))
    assert list(example.labels[:2]) == [IGNORED, IGNORED]
    assert example.labels[2] != IGNORED


def test_a_batch_is_padded_and_framed() -> None:
    short, long = examples(marked("[source Lund] [cue spoke]."))[0], examples(ARTICLE)[0]
    batch = collate([short, long], pad=0, ends=(101, 102))
    assert batch.ids.shape == batch.labels.shape == (2, len(long.ids) + 2)
    assert batch.ids[0, 0] == 101 and batch.ids[0, len(short.ids) + 1] == 102
    assert batch.mask.sum(dim=1).tolist() == [len(short.ids) + 2, len(long.ids) + 2]
    assert (batch.labels[0, len(short.ids) + 1 :] == IGNORED).all()
    cue = next(span for span in batch.spans if span.role == "cue" and span.row == 1)
    assert LABELS[int(batch.labels[1, cue.start])] == "B-cue"


def test_the_grammar_goes_with_its_window_and_heads_beyond_it_are_left_out() -> None:
    article = marked("[source Ann Lund] [cue said] [content rates fell].")
    pieces = len(TOKENIZER.encode(article.text, add_special_tokens=False).ids)
    starts = [0, 4, 9, 14, 20, 24]
    ends = [3, 8, 13, 19, 24, 25]
    # Everything hangs on "said", the third of six tokens.
    tokens = np.array([[s, e, 1, 2, 0, int(s == 0), 2] for s, e in zip(starts, ends, strict=True)])
    whole, *_ = read_examples(article, (), TOKENIZER, size=pieces, first=pieces, tokens=tokens)
    batch = collate([whole], pad=0, ends=(101, 102))
    assert batch.grammar is not None
    assert batch.grammar[0, 1:-1, HEAD].tolist() == [3, 3, IGNORED, 3, 3, 3]
    assert batch.grammar[0, 0].tolist() == [IGNORED] * 5
    cut = list(read_examples(article, (), TOKENIZER, size=4, first=4, tokens=tokens))
    assert [each.grammar[:, HEAD].tolist() for each in cut if each.grammar is not None] == [
        [2, 2, IGNORED, 2],
        [IGNORED, IGNORED],
    ]
