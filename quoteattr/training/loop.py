"""Fitting a network to a corpus, so that an interrupted run goes on where it stopped.

In: a corpus and a base encoder. Out: the output folder with `checkpoint.pt` (to resume from) and
`weights.pt` (the fitted network)::

    fit(articles, base, output=Path("work/sm"), options=Options(epochs=3))
"""

import json
import os
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import torch
from torch import Tensor

from quoteattr.components.quotations import find_quotations
from quoteattr.training.augment import Augmentation, augment
from quoteattr.training.bases import Base
from quoteattr.training.corpus import Article
from quoteattr.training.examples import Batch, Example, collate, read_examples
from quoteattr.training.losses import label_loss, link_loss, opinion_loss, predicted_spans
from quoteattr.training.network import Heads, Network, load_base
from quoteattr.training.teacher import Teacher

# Steps done, steps in all, loss of late; while a teacher reads: articles, and no number for the loss.
Progress = Callable[[int, int, float], None]
Names = dict[str, tuple[str, ...]]  # persons by id of the article

WINDOW = 256  # word pieces, marks for beginning and end included
SHORTEST_FIRST = 64  # pieces; the first window of an article is cut at random from here up
LATE = 0.98  # share of the old value in the running mean of the loss


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a network is fitted.

    Attributes:
        epochs: passes over the corpus.
        seed: of everything that is drawn.
        batch: windows a step.
        encoder_rate, head_rate: highest learning rates; the heads start from nothing.
        warmup: share of the steps in which the rates rise; they fall to zero in the rest.
        decay: weight decay of AdamW.
        link_weight: of the linking loss beside the label loss.
        predicted_from: share of the steps after which the linker is also taught on predicted
            spans; before, the labels are noise.
        clip: longest gradient.
        checkpoint_every: steps between two checkpoints.
        autocast: compute in bfloat16 where the processor has it.
        augmentation: how often articles are changed.
        shapes: in how many ways each article is changed; later epochs see the first ones again, cut into
            other windows. A teacher reads each once, which takes longer than an epoch of a small network.
        teacher_share: of the label loss that holds to the teacher and not to the annotation, if there is one.
    """

    epochs: int = 3
    seed: int = 13
    batch: int = 8
    encoder_rate: float = 1e-4
    head_rate: float = 1e-3
    warmup: float = 0.06
    decay: float = 0.01
    link_weight: float = 0.2
    predicted_from: float = 0.2
    clip: float = 1.0
    checkpoint_every: int = 100
    autocast: bool = True
    augmentation: Augmentation = field(default_factory=Augmentation)
    shapes: int = 100
    teacher_share: float = 0.7


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
    articles: Sequence[Article], names: Names, base: Base, options: Options, epoch: int, teacher: Teacher | None = None
) -> Iterator[Example]:
    """The windows of all articles in the shape of this epoch."""
    size, shape = WINDOW - 2, epoch % options.shapes
    shaped = shape_articles(articles, names, options, shape)
    opinions = teacher.read(shape, [(article.id, article.text) for article in shaped]) if teacher else {}
    for article in shaped:
        first = random.Random(f"{options.seed}/first/{epoch}/{article.id}").randint(SHORTEST_FIRST, size)
        quotations = find_quotations(article.text)
        opinion = opinions.get(article.id)
        yield from read_examples(article, quotations, base.tokenizer, size=size, first=first, opinion=opinion)


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


def batch_loss(network: Network, batch: Batch, *, options: Options, predicted: bool) -> Tensor:
    """The loss of one batch."""
    with torch.autocast("cpu", torch.bfloat16, enabled=options.autocast):
        labels, views, nulls = network(batch.ids, batch.features, batch.mask)
    loss = label_loss(labels, batch.labels)
    if batch.opinions is not None:
        share = options.teacher_share
        loss = (1 - share) * loss + share * opinion_loss(labels, batch.labels, batch.opinions)
    views, nulls = views.float(), nulls.float()
    links = link_loss(views, nulls, batch.spans, batch.cuts)
    if predicted:
        links = links + link_loss(views, nulls, predicted_spans(labels.detach(), batch), batch.cuts)
    return loss + options.link_weight * links


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

    def load(self, path: Path) -> None:
        """Go on from a checkpoint."""
        state = torch.load(path, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.epoch, self.step, self.done, self.late_loss = state["place"]
        torch.set_rng_state(state["random"])

    def take_step(self, batch: Batch, total: int, options: Options) -> None:
        """One step of the optimizer."""
        factor = rate_factor(self.done, total, options.warmup)
        rates = (options.encoder_rate, options.head_rate)
        for group, rate in zip(self.optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * factor
        loss = batch_loss(self.network, batch, options=options, predicted=self.done >= options.predicted_from * total)
        self.optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), options.clip)
        self.optimizer.step()
        late = loss.item()
        self.late_loss = LATE * self.late_loss + (1 - LATE) * late if self.done else late
        self.done += 1
        self.step += 1


def run_epoch(
    run: Run, batches: Sequence[Sequence[Example]], *, base: Base, options: Options, output: Path, progress: Progress
) -> None:
    """The steps of one epoch that are still to do."""
    # Other epochs have about as many steps: other first windows move the count by a few.
    total = run.done - run.step + len(batches) * (options.epochs - run.epoch)
    for examples in batches[run.step :]:
        run.take_step(collate(examples, pad=base.shape.pad_token_id, ends=base.ends), total, options)
        progress(run.done, total, run.late_loss)
        if run.done % options.checkpoint_every == 0:
            run.save(output / "checkpoint.pt")
    run.epoch, run.step = run.epoch + 1, 0
    run.save(output / "checkpoint.pt")


def fit(
    articles: Sequence[Article],
    names: Names,
    base: Base,
    *,
    output: Path,
    options: Options,
    progress: Progress,
    teacher: Teacher | None = None,
) -> Network:
    """The fitted network; an earlier checkpoint in `output` is gone on from."""
    torch.manual_seed(options.seed)
    network = Network(base.shape, Heads())
    load_base(network, base.shape, base.weights)
    run = Run(network=network, optimizer=make_optimizer(network, options))
    checkpoint = output / "checkpoint.pt"
    if checkpoint.exists():
        run.load(checkpoint)
    (output / "options.json").write_text(json.dumps(asdict(options), indent=2) + "\n", encoding="utf-8")
    network.train()
    while run.epoch < options.epochs:
        examples = list(epoch_examples(articles, names, base, options, run.epoch, teacher))
        batches = shuffle_batches(examples, options, run.epoch)
        run_epoch(run, batches, base=base, options=options, output=output, progress=progress)
    network.eval()
    torch.save(network.state_dict(), output / "weights.pt")
    return network
