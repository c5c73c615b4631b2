"""How a network is fitted: all that a run can be told.

In: nothing but values. Out: `Options`, as `fit` takes and writes them::

    Options(epochs=10, seed=13)
"""

from dataclasses import dataclass, field

import torch

from quoteattr.training.augment import Augmentation


def computes_in_bfloat16() -> bool:
    """Whether the processor has 16-bit arithmetic of its own."""
    return torch.backends.cpu.get_cpu_capability().startswith("AVX512")


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
        autocast: compute in bfloat16; where the processor only imitates it, that takes five times as long.
        augmentation: how often articles are changed.
        shapes: in how many ways each article is changed; later epochs see the first ones again, cut into
            other windows. A teacher reads each once, which takes longer than an epoch of a small network.
        teacher_share: of the label loss that holds to the teacher and not to the annotation, if there is one: at the
            beginning and at the end of the run. What it says of every piece is easy to learn from at first; the
            annotation has the last word (teacher annealing, Clark et al. 2019).
        grammar_weight: of the loss on tags, heads and entities, where those are taught.
        rehearsed: share of the articles that are only rehearsed which an epoch goes over.
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
    autocast: bool = field(default_factory=computes_in_bfloat16)
    augmentation: Augmentation = field(default_factory=Augmentation)
    shapes: int = 100
    teacher_share: tuple[float, float] = (0.9, 0.2)
    grammar_weight: float = 0.1
    rehearsed: float = 1 / 3
