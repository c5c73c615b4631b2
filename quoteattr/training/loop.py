"""Fitting a network to a corpus, so that an interrupted run goes on where it stopped.

In: a corpus and a base encoder. Out: the output folder with `checkpoint.pt` (to resume from) and
`weights.pt` (the fitted network)::

    fit(articles, base, output=Path("work/sm"), options=Options(epochs=3))
"""

import json
import os
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from quoteattr.components.grammar import GrammarLabels
from quoteattr.components.quotations import find_quotations
from quoteattr.training.augment import augment
from quoteattr.training.bases import Base
from quoteattr.training.corpus import Article
from quoteattr.training.examples import Batch, Example, collate, read_examples
from quoteattr.training.grammar import GrammarReader, Parsed
from quoteattr.training.losses import grammar_loss, label_loss, link_loss, opinion_loss, predicted_spans
from quoteattr.training.network import Heads, Network, load_base
from quoteattr.training.options import Options
from quoteattr.training.teacher import Opinions, Teacher

# Steps done, steps in all, loss of late; while a teacher reads: articles, and no number for the loss.
Progress = Callable[[int, int, float], None]
Loss = Callable[[Network, Batch, float], Tensor]  # of a batch, when a share of the run is over
Names = dict[str, tuple[str, ...]]  # persons by id of the article

WINDOW = 256  # word pieces, marks for beginning and end included
SHORTEST_FIRST = 64  # pieces; the first window of an article is cut at random from here up
LATE = 0.98  # share of the old value in the running mean of the loss


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaching:
    """What is learned from beside the annotation.

    Attributes:
        teacher: a larger model.
        grammarian: a spaCy pipeline.
        labels: of its grammar.
    """

    teacher: Teacher | None = None
    grammarian: GrammarReader | None = None
    labels: GrammarLabels | None = None

    def opinions(self, shape: int, articles: Sequence[Article]) -> Opinions:
        """What the teacher says of articles in a shape."""
        return self.teacher.read(shape, _texts(articles)) if self.teacher else {}

    def grammar(self, shape: int, articles: Sequence[Article]) -> Parsed:
        """The grammar of articles in a shape."""
        return self.grammarian.read(shape, _texts(articles), self.labels) if self.grammarian and self.labels else {}

    @property
    def sizes(self) -> tuple[int, ...]:
        """Columns of each kind of grammar label."""
        return self.labels.sizes if self.labels else ()


def _texts(articles: Sequence[Article]) -> list[tuple[str, str]]:
    return [(article.id, article.text) for article in articles]


def shape_articles(articles: Sequence[Article], names: Names, options: Options, shape: int) -> list[Article]:
    """The articles, augmented as drawn for this shape."""
    return [
        augment(
            article,
            people=names.get(article.id, ()),
            draw=random.Random(f"{options.seed}/{shape}/{article.id}"),
            options=options.augmentation,
        )
        for article in articles
    ]


def epoch_examples(
    articles: Sequence[Article], names: Names, base: Base, options: Options, epoch: int, teaching: Teaching
) -> Iterator[Example]:
    """The windows of all articles in the shape of this epoch."""
    size, shape = WINDOW - 2, epoch % options.shapes
    shaped = shape_articles(articles, names, options, shape)
    opinions, grammar = teaching.opinions(shape, shaped), teaching.grammar(shape, shaped)
    for article in shaped:
        yield from read_examples(
            article,
            find_quotations(article.text),
            base.tokenizer,
            size=size,
            first=random.Random(f"{options.seed}/first/{epoch}/{article.id}").randint(SHORTEST_FIRST, size),
            opinion=opinions.get(article.id),
            tokens=grammar.get(article.id),
        )


def rehearsed(articles: Sequence[Article], options: Options, epoch: int) -> list[Article]:
    """The articles that an epoch rehearses: the next share of them, round and round."""
    order = list(articles)
    random.Random(options.seed).shuffle(order)
    count = round(len(order) * options.rehearsed)
    return [order[(epoch * count + number) % len(order)] for number in range(count)]


def shuffle_batches(examples: Sequence[Example], options: Options, epoch: int) -> list[list[Example]]:
    """Batches of windows of like length, in random order."""
    draw = random.Random(f"{options.seed}/{epoch}")
    order = sorted(examples, key=lambda example: (len(example.ids) // 16, draw.random()))
    batches = [order[start : start + options.batch] for start in range(0, len(order), options.batch)]
    draw.shuffle(batches)
    return batches


def make_optimizer(network: Network, options: Options) -> torch.optim.AdamW:
    """AdamW with one rate for the pretrained weights and one for the new ones."""
    new = [p for name, p in network.named_parameters() if not name.startswith("encoder.") or ".features." in name]
    chosen = {id(p) for p in new}
    old = [p for p in network.parameters() if id(p) not in chosen]
    groups = [{"params": old, "lr": options.encoder_rate}, {"params": new, "lr": options.head_rate}]
    return torch.optim.AdamW(groups, weight_decay=options.decay, fused=True)


def rate_factor(step: int, total: int, warmup: float) -> float:
    """The share of the highest rate at a step: rising, then falling to zero."""
    rising = max(1, round(total * warmup))
    return (step + 1) / rising if step < rising else max(0.0, (total - step) / max(1, total - rising))


def batch_loss(network: Network, batch: Batch, done: float, *, options: Options, sizes: Sequence[int] = ()) -> Tensor:
    """How far a network is from the annotation of one batch.

    Args:
        network: under training.
        batch: of examples.
        done: share of the run that is over.
        options: of the run.
        sizes: columns of each kind of grammar label; none for a network without grammar.
    """
    with torch.autocast("cpu", torch.bfloat16, enabled=options.autocast):
        labels, views, nulls, *grammar = network(batch.ids, batch.features, batch.mask)
    loss = label_loss(labels, batch.labels)
    if batch.opinions is not None:
        first, last = options.teacher_share
        share = first + (last - first) * done
        loss = (1 - share) * loss + share * opinion_loss(labels, batch.labels, batch.opinions)
    views, nulls = views.float(), nulls.float()
    links = link_loss(views, nulls, batch.spans, batch.cuts)
    if done >= options.predicted_from:
        links = links + link_loss(views, nulls, predicted_spans(labels.detach(), batch), batch.cuts)
    loss = loss + options.link_weight * links
    if grammar and batch.grammar is not None:
        loss = loss + options.grammar_weight * grammar_loss(grammar[0], grammar[1], batch.grammar, sizes)
    return loss


@dataclass(slots=True)
class Run:
    """A fit under way: what a checkpoint holds."""

    network: Network
    optimizer: torch.optim.AdamW
    epoch: int = 0
    step: int = 0  # within the epoch
    done: int = 0  # steps of all epochs
    late_loss: float = 0.0

    def save(self, path: Path) -> None:
        """Write the checkpoint so that a crash leaves the old one or the new one."""
        state = {
            "network": self.network.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "place": (self.epoch, self.step, self.done, self.late_loss),
            "random": torch.get_rng_state(),
        }
        torch.save(state, path.with_suffix(".part"))
        os.replace(path.with_suffix(".part"), path)

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go on from what a checkpoint holds."""
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.epoch, self.step, self.done, self.late_loss = state["place"]
        torch.set_rng_state(state["random"])

    def take_step(self, batch: Batch, loss_of: Loss, total: int, options: Options) -> None:
        """One step of the optimizer."""
        factor = rate_factor(self.done, total, options.warmup)
        rates = (options.encoder_rate, options.head_rate)
        for group, rate in zip(self.optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * factor
        loss = loss_of(self.network, batch, self.done / total)
        self.optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), options.clip)
        self.optimizer.step()
        late = loss.item()
        self.late_loss = LATE * self.late_loss + (1 - LATE) * late if self.done else late
        self.done += 1
        self.step += 1


def run_epoch(
    run: Run,
    batches: Sequence[Sequence[Example]],
    loss: Loss,
    *,
    base: Base,
    options: Options,
    output: Path,
    progress: Progress,
) -> None:
    """The steps of one epoch that are still to do."""
    # Other epochs have about as many steps: other first windows move the count by a few.
    total = run.done - run.step + len(batches) * (options.epochs - run.epoch)
    for examples in batches[run.step :]:
        run.take_step(collate(examples, pad=base.shape.pad_token_id, ends=base.ends), loss, total, options)
        progress(run.done, total, run.late_loss)
        if run.done % options.checkpoint_every == 0:
            run.save(output / "checkpoint.pt")
    run.epoch, run.step = run.epoch + 1, 0
    run.save(output / "checkpoint.pt")


def start_run(network: Network, options: Options, checkpoint: Path) -> Run:
    """A run at its beginning, or where its checkpoint left it."""
    run = Run(network=network, optimizer=make_optimizer(network, options))
    if checkpoint.exists():
        run.restore(torch.load(checkpoint, weights_only=True))
    return run


def new_network(base: Base, sizes: Sequence[int]) -> Network:
    """A pretrained encoder with heads that know nothing yet."""
    network = Network(base.shape, Heads(grammar=sum(sizes)))
    load_base(network, base.shape, base.weights)
    return network


def fit(
    articles: Sequence[Article],
    names: Names,
    base: Base,
    *,
    output: Path,
    options: Options,
    progress: Progress,
    teaching: Teaching | None = None,
    start: Network | None = None,
    beside: Sequence[Article] = (),
    loss: Loss | None = None,
) -> Network:
    """The fitted network; an earlier checkpoint in `output` is gone on from.

    Args:
        articles: annotated; an epoch goes over all of them.
        names: the persons in each.
        base: the encoder.
        output: the folder of checkpoint and weights.
        options: how it is fitted.
        progress: is called after each step.
        teaching: what is learned from beside the annotation.
        start: a network to train further; otherwise the pretrained encoder.
        beside: articles that a network was trained on before, of which an epoch rehearses some.
        loss: what is minimised; otherwise how far the network is from the annotation.
    """
    teaching = teaching or Teaching()
    loss = loss or partial(batch_loss, options=options, sizes=teaching.sizes)
    torch.manual_seed(options.seed)
    run = start_run(start or new_network(base, teaching.sizes), options, output / "checkpoint.pt")
    (output / "options.json").write_text(json.dumps(asdict(options), indent=2) + "\n", encoding="utf-8")
    run.network.train()
    while run.epoch < options.epochs:
        read = [*articles, *rehearsed(beside, options, run.epoch)]
        examples = list(epoch_examples(read, names, base, options, run.epoch, teaching))
        batches = shuffle_batches(examples, options, run.epoch)
        run_epoch(run, batches, loss, base=base, options=options, output=output, progress=progress)
    run.network.eval()
    torch.save(run.network.state_dict(), output / "weights.pt")
    return run.network
