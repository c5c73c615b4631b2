"""Which models annotate, on what, and whether subjects are found: chosen once, handed on as one value.

In: names, as a user gives them. Out: what every place that loads the models takes::

    open_annotator(ModelChoice(model="lg", device=Device.CUDA), jobs=2)
"""

from dataclasses import dataclass
from enum import StrEnum


class Device(StrEnum):
    """What runs the attribution model; spaCy always runs on the processor."""

    CPU = "cpu"
    CUDA = "cuda"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelChoice:
    """The models of a run.

    Attributes:
        model: attribution model: sm, lg or the path of a model folder.
        spacy_model: name or path of an English spaCy pipeline; None: the model reads grammar itself, or, where it
            cannot, the best one installed does.
        device: what runs the attribution model.
        subjects: whether to find what each document is about: where results are stored.
    """

    model: str = "sm"
    spacy_model: str | None = None
    device: Device = Device.CPU
    subjects: bool = False


DEFAULT = ModelChoice()
