# ruff: noqa: E402 -- what is skipped without torch must not import it

from dataclasses import replace
from pathlib import Path

import pytest
import spacy

torch = pytest.importorskip("torch", reason="training needs the extra `train`")

from quoteattr.pipeline import find_spacy_model
from quoteattr.training.augment import Augmentation
from quoteattr.training.bases import Base
from quoteattr.training.grammar import GrammarReader
from quoteattr.training.loop import Teaching, fit, rate_factor, shuffle_batches
from quoteattr.training.network import Heads, Network, base_names
from quoteattr.training.options import Options
from tests.components.attribution.test_windows import TOKENIZER
from tests.training.samples import marked
from tests.training.test_network import SHAPE

ARTICLES = [marked(f"[source Ann Lund] [cue said] [content rates fell in week {week}].") for week in range(6)]
OPTIONS = Options(epochs=2, batch=2, checkpoint_every=2, augmentation=Augmentation(names=0))


def tiny_base() -> Base:
    shape = replace(SHAPE, vocab_size=30522, max_position_embeddings=256)
    torch.manual_seed(5)
    state = Network(shape, Heads()).encoder.state_dict()
    weights = {theirs: state[ours] for ours, theirs in base_names("bert", 2).items()}
    weights["embeddings.token_type_embeddings.weight"] = torch.zeros(2, shape.hidden_size)
    return Base(shape=shape, weights=weights, tokenizer=TOKENIZER)


class StopHere(Exception):
    pass


def run(output: Path, stop_after: int | None = None) -> dict[str, object]:
    def progress(done: int, total: int, loss: float) -> None:
        assert 0 < done <= total and loss > 0
        if done == stop_after:
            raise StopHere

    network = fit(ARTICLES, {}, tiny_base(), output=output, options=OPTIONS, progress=progress)
    return network.state_dict()


def test_a_stopped_run_goes_on_to_the_same_weights(tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    (tmp_path / "stopped").mkdir()
    whole = run(tmp_path / "whole")
    with pytest.raises(StopHere):
        run(tmp_path / "stopped", stop_after=5)
    resumed = run(tmp_path / "stopped")
    assert all(torch.equal(whole[name], resumed[name]) for name in whole)


def test_a_network_learns_the_grammar_that_it_is_taught(tmp_path: Path) -> None:
    grammarian = GrammarReader(spacy.load(find_spacy_model()), work=tmp_path)
    labels = grammarian.labels([article.text for article in ARTICLES])
    teaching = Teaching(grammarian=grammarian, labels=labels)
    options = replace(OPTIONS, epochs=12, head_rate=1e-2, shapes=1, grammar_weight=1.0)
    losses: list[float] = []

    def progress(done: int, total: int, loss: float) -> None:
        losses.append(loss)

    network = fit(ARTICLES, {}, tiny_base(), output=tmp_path, options=options, progress=progress, teaching=teaching)
    assert network.heads.grammar == sum(labels.sizes)
    assert losses[-1] < 0.8 * losses[0]


def test_training_lowers_the_loss(tmp_path: Path) -> None:
    losses: list[float] = []
    plain = Augmentation(names=0, marks=0, capitals=0, lower=0)
    # Without the loss on predicted spans, which is added midway.
    options = Options(epochs=8, batch=2, head_rate=1e-2, predicted_from=1.0, augmentation=plain)
    fit(ARTICLES, {}, tiny_base(), output=tmp_path, options=options, progress=lambda _, __, loss: losses.append(loss))
    assert losses[-1] < losses[0]


def test_rates_rise_and_fall() -> None:
    factors = [rate_factor(step, 100, 0.1) for step in range(100)]
    assert max(factors) == factors[9] == 1.0
    assert factors[0] < factors[5] and factors[50] > factors[99] > 0


def test_batches_hold_every_example_once() -> None:
    from quoteattr.components.quotations import find_quotations
    from quoteattr.training.examples import read_examples

    examples = [
        example
        for article in ARTICLES
        for example in read_examples(article, find_quotations(article.text), TOKENIZER, size=50, first=50)
    ]
    batches = shuffle_batches(examples, OPTIONS, 0)
    assert sorted(id(example) for batch in batches for example in batch) == sorted(map(id, examples))
    assert all(len(batch) <= OPTIONS.batch for batch in batches)
