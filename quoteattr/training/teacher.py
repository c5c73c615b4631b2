"""What a larger model says of the training text, for a small one to learn from (distillation).

In: a trained model and articles in the shapes that they are trained in. Out: for each piece of each
article the logarithms of the teacher's label probabilities::

    teacher = Teacher(AttributionModel.load("lg"), work=Path("model/training"))
    opinions = teacher.read(0, [(article.id, article.text)])
    opinions["a1"].shape  # (pieces, 7)

Hinton, Vinyals and Dean 2015: where the annotation says one thing, the teacher says how close the
others were. Both models must cut text into the same word pieces, as MiniLM and MPNet do.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from quoteattr.components.attribution.decoding import LABELS, Floats, stitch
from quoteattr.components.attribution.model import AttributionModel
from quoteattr.components.quotations import find_quotations
from quoteattr.training.corpus import Arrays, kept

Opinions = Mapping[str, Floats]  # by id of the article
OnRead = Callable[[int, int], None]  # articles that the teacher has read of a shape, and how many there are


class Teacher:
    """Reads each shape of the corpus once, and keeps what it said of it on disk.

    Attributes:
        model: the trained model.
        work: the folder of the training run.
        on_read: is called after each article.
    """

    def __init__(self, model: AttributionModel, *, work: Path, on_read: OnRead = lambda done, total: None) -> None:
        self.model, self.work, self.on_read = model, work, on_read

    def read(self, shape: int, articles: Sequence[tuple[str, str]]) -> Opinions:
        """What the teacher says of articles, given as id and text; `shape` numbers how they were changed."""
        found = kept(self.work / f"teacher-{self.model.digest}-{shape}.npz", lambda: self._read(articles))
        return {identifier: opinion.astype(np.float32) for identifier, opinion in found.items()}

    def _read(self, articles: Sequence[tuple[str, str]]) -> Arrays:
        found = {}
        for count, (identifier, text) in enumerate(articles, start=1):
            found[identifier] = self.labels(text).astype(np.float16)
            self.on_read(count, len(articles))
        return found

    def labels(self, text: str) -> Floats:
        """The logarithms of the label probabilities of each piece of a text."""
        parts = self.model.parts(text, find_quotations(text))
        said = [stitch(self.model.read(part), len(part.pieces)) for part in parts]
        return np.concatenate(said) if said else np.zeros((0, len(LABELS)), dtype=np.float32)
