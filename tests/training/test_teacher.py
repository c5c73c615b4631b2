# ruff: noqa: E402 -- what is skipped without torch must not import it

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the extra `train`")

from quoteattr.components.attribution.decoding import LABELS
from quoteattr.components.attribution.model import AttributionModel
from quoteattr.components.quotations import find_quotations
from quoteattr.errors import ModelError
from quoteattr.training.examples import collate, read_examples
from quoteattr.training.grammar import IGNORED
from quoteattr.training.loop import Teaching, fit
from quoteattr.training.losses import opinion_loss
from quoteattr.training.teacher import Teacher
from tests.components.attribution.test_windows import TOKENIZER
from tests.training.samples import marked
from tests.training.test_loop import ARTICLES, OPTIONS, tiny_base

TEXT = "“We tried,” Ann Lund said. “It failed.”"


@pytest.fixture(scope="module")
def model() -> AttributionModel:
    return AttributionModel.load("sm")


def test_a_teacher_says_of_each_piece_how_likely_each_label_is(model: AttributionModel, tmp_path: Path) -> None:
    opinion = Teacher(model, work=tmp_path).read(0, [("a", TEXT)])["a"]
    encoding = TOKENIZER.encode(TEXT, add_special_tokens=False)
    assert opinion.shape == (len(encoding.ids), len(LABELS))
    assert np.allclose(np.exp(opinion).sum(axis=1), 1, atol=0.02)
    best = dict(zip(encoding.tokens, (LABELS[i] for i in opinion.argmax(axis=1)), strict=True))
    assert (best["lund"], best["said"], best["tried"]) == ("I-source", "B-cue", "I-content")


def test_each_shape_is_read_once(model: AttributionModel, tmp_path: Path) -> None:
    read: list[tuple[int, int]] = []
    teacher = Teacher(model, work=tmp_path, on_read=lambda done, total: read.append((done, total)))
    first = teacher.read(0, [("a", TEXT), ("b", "")])
    again = Teacher(model, work=tmp_path, on_read=lambda done, total: read.append((done, total))).read(0, [])
    assert read == [(1, 2), (2, 2)]
    assert np.array_equal(first["a"], again["a"]) and len(first["b"]) == 0
    teacher.read(1, [("a", TEXT.upper())])
    assert read[2:] == [(1, 1)]


def test_the_opinion_goes_with_its_window() -> None:
    article = marked("[source Ann Lund] [cue said] [content rates fell].\n\nThey rose.\n\nThey fell.")
    pieces = len(TOKENIZER.encode(article.text, add_special_tokens=False).ids)
    opinion = np.arange(pieces * len(LABELS), dtype=np.float32).reshape(pieces, -1)
    cut = list(read_examples(article, (), TOKENIZER, size=8, first=8, opinion=opinion))
    assert len(cut) > 1
    assert np.array_equal(np.concatenate([each.opinion for each in cut if each.opinion is not None]), opinion)
    batch = collate(cut, pad=0, ends=(101, 102))
    assert batch.opinions is not None
    assert np.array_equal(batch.opinions[batch.mask.bool() & (batch.labels != IGNORED)].numpy(), opinion)


def test_a_teacher_with_other_pieces_is_refused() -> None:
    article = marked("[source Ann Lund] [cue said] [content rates fell].")
    with pytest.raises(ModelError, match="choose a teacher with the same vocabulary"):
        list(read_examples(article, (), TOKENIZER, size=8, first=8, opinion=np.zeros((3, 7), dtype=np.float32)))


def test_agreeing_with_the_teacher_costs_nothing() -> None:
    scores = torch.randn(1, 4, len(LABELS))
    labels = torch.tensor([[0, 1, 2, IGNORED]])
    said = torch.log_softmax(scores, dim=-1)
    assert opinion_loss(scores, labels, said).item() == pytest.approx(0, abs=1e-6)
    said[0, 3] = 5.0  # beside the text: counts for nothing
    assert opinion_loss(scores, labels, said).item() == pytest.approx(0, abs=1e-6)
    assert opinion_loss(scores + torch.tensor([3.0, *[0.0] * 6]), labels, said).item() > 0.1


def test_a_network_learns_from_a_teacher(model: AttributionModel, tmp_path: Path) -> None:
    def trained(folder: str, teacher: Teacher | None) -> torch.Tensor:
        (tmp_path / folder).mkdir()
        network = fit(
            ARTICLES, {}, tiny_base(), output=tmp_path / folder, options=OPTIONS,
            progress=lambda done, total, loss: None, teaching=Teaching(teacher=teacher),
        )  # fmt: skip
        text = ARTICLES[0].text
        (example,) = read_examples(ARTICLES[0], find_quotations(text), TOKENIZER, size=200, first=200)
        batch = collate([example], pad=0, ends=(101, 102))
        with torch.no_grad():
            labels: torch.Tensor = network(batch.ids, batch.features, batch.mask)[0]
        return labels

    assert not torch.equal(trained("alone", None), trained("taught", Teacher(model, work=tmp_path)))
    assert sorted(path.name for path in tmp_path.glob("teacher-*.npz"))
