"""`quoteattr thin`: a smaller model that says what a trained one says, from text without annotation.

In: a model folder and documents. Out: a model folder whose network has fewer heads and neurons::

    thin("sm", documents, Path("small"), thinness=Thinness(heads=5, neurons=640))

What can be made up for is left out (`pruning.py`), and then the network learns from the full one: the states of
each layer, and what the heads say (distillation: Hinton, Vinyals and Dean 2015; the states: Jiao et al. 2020).
"""

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from torch import Tensor, no_grad
from torch.nn import functional

from quoteattr.components.attribution.model import GRAMMAR, AttributionModel, find_folder
from quoteattr.components.quotations import find_quotations
from quoteattr.documents import Document
from quoteattr.errors import ModelError
from quoteattr.training.augment import PLAIN
from quoteattr.training.bases import Base
from quoteattr.training.corpus import Article
from quoteattr.training.examples import Batch, Example, collate, read_examples
from quoteattr.training.excerpts import with_excerpts
from quoteattr.training.export import export
from quoteattr.training.loop import WINDOW, Progress, fit
from quoteattr.training.network import Network
from quoteattr.training.options import Options
from quoteattr.training.pruning import Thinness, pruned
from quoteattr.training.restoring import read_trained

RATE = 1e-4  # highest learning rate, of heads and encoder
WEIGHED = 20  # batches that show what can be made up for
# How much each part of the loss counts; the first and the last are shares of what is to be learned.
STATES, LABELS, TAGS, VIEWS = 1.0, 2.0, 0.2, 0.3
# Taken over from the full model: thresholds, calibration and grammar are those of what it says.
KEPT = ("config.json", "calibration.json", "metrics.json", GRAMMAR)
CARD = """
Made smaller by `quoteattr thin` to {heads} heads and {neurons} neurons a layer: network {digest}. The figures above are
of the network before.
"""


def thin(
    model: str | Path,
    documents: Iterable[Document],
    output: Path,
    *,
    thinness: Thinness,
    start: str | Path | None = None,
    epochs: int = 2,
    seed: int = 13,
    resume: bool = True,
    progress: Progress | None = None,
) -> None:
    """Make a trained model smaller.

    Args:
        model: by name or path.
        documents: text of the kind that it will read; a million words are enough.
        output: the model folder to write.
        thinness: how much of each layer is left.
        start: a smaller model made before, by name or path, to teach further; otherwise parts are left out anew.
        epochs: passes over the documents.
        seed: of everything that is drawn.
        resume: go on from a checkpoint in `output`; otherwise begin anew.
        progress: called after each step with the steps done, the steps in all and the loss of late.

    Raises:
        ModelError: there is no such model, it holds weights in blocks, is smaller already, or `start` is not so small.
    """
    trained, begun = read_trained(model), read_trained(start) if start else None
    shape, folder = trained.base.shape, find_folder(model)[1]
    if not thinness.is_less_than(shape):
        raise ModelError(
            f"{model} has {shape.num_attention_heads} heads and {shape.intermediate_size} neurons a layer; "
            f"{thinness.heads} and {thinness.neurons} are not fewer"
        )
    if begun and begun.base.shape != thinness.shape(shape):
        raise ModelError(f"{start} has other sizes than {thinness.heads} heads and {thinness.neurons} neurons a layer")
    work = output / "training"
    work.mkdir(parents=True, exist_ok=True)
    if not resume:
        (work / "checkpoint.pt").unlink(missing_ok=True)
    articles = [Article(id=document.id, text=document.text, relations=()) for document in documents]
    network = smaller(
        trained.network(),
        trained.base,
        articles,
        thinness,
        sizes=trained.labels.sizes if trained.labels else (),
        work=work,
        start=begun.network() if begun else None,
        epochs=epochs,
        seed=seed,
        progress=progress or (lambda done, total, loss: None),
    )
    export(network, trained.base, origin=trained.origin, folder=output)
    for name in KEPT:
        if (folder / name).exists():
            shutil.copy(folder / name, output / name)
    card = (folder / "README.md").read_text(encoding="utf-8")
    digest = AttributionModel.load(output).digest
    told = CARD.format(heads=thinness.heads, neurons=thinness.neurons, digest=digest)
    (output / "README.md").write_text(card + told, encoding="utf-8")


def smaller(
    network: Network,
    base: Base,
    articles: Sequence[Article],
    thinness: Thinness,
    *,
    sizes: Sequence[int],
    work: Path,
    start: Network | None = None,
    epochs: int = 2,
    seed: int = 13,
    progress: Progress,
) -> Network:
    """A smaller network that says of articles what a trained one says.

    Args:
        network: the trained one.
        base: its shape and tokenizer.
        articles: their annotation is not looked at.
        thinness: how much of each layer is left.
        sizes: columns of each kind of grammar label.
        work: folder of the checkpoint.
        start: a smaller network to teach further.
        epochs: passes over the articles.
        seed: of everything that is drawn.
        progress: called after each step.
    """
    work.mkdir(parents=True, exist_ok=True)
    read = list(with_excerpts(articles, passes=epochs, seed=seed))
    options = Options(epochs=1, seed=seed, encoder_rate=RATE, head_rate=RATE, decay=0.0, augmentation=PLAIN)
    full = network.eval().requires_grad_(False)
    start = start or pruned(full, base.shape, thinness, _weighed(read, base, options))
    start = _without_dropout(start)
    loss = Likeness(full, sizes)
    return fit(read, {}, base, output=work, options=options, progress=progress, start=start, loss=loss)


def _weighed(articles: Sequence[Article], base: Base, options: Options) -> list[Batch]:
    """The first batches of the articles."""
    found: list[Example] = []
    wanted = WEIGHED * options.batch
    for article in articles:
        found += read_examples(
            article, find_quotations(article.text), base.tokenizer, size=WINDOW - 2, first=WINDOW - 2
        )
        if len(found) >= wanted:
            break
    rows = range(0, min(len(found), wanted), options.batch)
    return [collate(found[row : row + options.batch], pad=base.shape.pad_token_id, ends=base.ends) for row in rows]


def _without_dropout(network: Network) -> Network:
    """The network with nothing left to chance: what it is to say is known to the last digit."""
    heads = replace(network.heads, dropout=0.0)
    network.heads = heads
    for module in network.modules():
        if hasattr(module, "p"):
            module.p = 0.0
    return network


class Likeness:
    """How far a network is from another one in what it says, and in the states of its layers.

    Attributes:
        full: the network to be like.
        sizes: columns of each kind of grammar label.
    """

    def __init__(self, full: Network, sizes: Sequence[int]) -> None:
        self.full, self.sizes = full, sizes

    def __call__(self, network: Network, batch: Batch, done: float) -> Tensor:
        """The loss of one batch."""
        with no_grad():
            wanted = self._states(self.full, batch)
            labels, views, nulls, *grammar = self.full.read(wanted[-1][None])
        states = self._states(network, batch)
        our_labels, our_views, our_nulls, *our_grammar = network.read(states[-1][None])
        loss = STATES * sum(map(_share_missed, states, wanted)) / len(states)
        loss = loss + LABELS * _divergence(our_labels, labels)
        loss = loss + VIEWS * (_share_missed(our_views, views) + _share_missed(our_nulls, nulls))
        if grammar:
            columns = zip(
                our_grammar[0].split(list(self.sizes), -1), grammar[0].split(list(self.sizes), -1), strict=True
            )
            loss = loss + TAGS * sum(_divergence(ours, theirs) for ours, theirs in columns)
            loss = loss + VIEWS * _share_missed(our_grammar[1], grammar[1])
        return loss

    def _states(self, network: Network, batch: Batch) -> list[Tensor]:
        """The states of the pieces of a batch behind each layer, (pieces, size)."""
        pieces = batch.mask.bool()
        return [states[pieces] for states in network.encoder.states(batch.ids, batch.features, batch.mask)]


def _share_missed(found: Tensor, wanted: Tensor) -> Tensor:
    """The square of what is missed, as a share of the square of what is wanted."""
    return (found - wanted).square().mean() / wanted.square().mean()


def _divergence(found: Tensor, wanted: Tensor) -> Tensor:
    """How far scores are from others (Kullback-Leibler, nats a piece)."""
    ours, theirs = (functional.log_softmax(scores.flatten(0, -2), dim=-1) for scores in (found, wanted))
    return functional.kl_div(ours, theirs, reduction="batchmean", log_target=True)
