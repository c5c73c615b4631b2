"""Annotated articles as training sees them.

In: annotated text in the formats of `quoteattr evaluate`. Out: `Article` values, and which of them
are held back for calibration::

    kept, held = hold_back(read_gold([Path("corpus.jsonl")]), share=0.06)
    articles = [to_article(gold) for gold in kept]
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quoteattr.scoring import GoldDocument
from quoteattr.spans import Span

Arrays = Mapping[str, NDArray[Any]]  # by id of the article

ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One attribution: who (source) reports (cue) what (content)."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]

    def spans(self, role: str) -> tuple[Span, ...]:
        """The spans of one of ROLES."""
        return {"source": self.source, "cue": self.cue, "content": self.content}[role]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An annotated text; nothing is known about the spans of `discard` (damaged text)."""

    id: str
    text: str
    relations: tuple[Relation, ...]
    discard: tuple[Span, ...] = ()


def to_article(gold: GoldDocument) -> Article:
    """What training needs of an annotated document."""
    relations = tuple(
        Relation(source=relation.source, cue=relation.cue, content=relation.content) for relation in gold.relations
    )
    return Article(id=gold.id, text=gold.text, relations=relations, discard=gold.ignored)


def hold_back(
    documents: Iterable[GoldDocument], share: float
) -> tuple[tuple[GoldDocument, ...], tuple[GoldDocument, ...]]:
    """The documents to train on and those held back for calibration, chosen by a hash of the id.

    The choice does not depend on the order of the corpus nor on a seed: a later run that goes
    on from this one's weights holds the same documents back.
    """
    kept: list[GoldDocument] = []
    held: list[GoldDocument] = []
    for document in documents:
        place = int.from_bytes(hashlib.sha256(document.id.encode()).digest()[:4], "big") / 2**32
        (held if place < share else kept).append(document)
    return tuple(kept), tuple(held)


def kept(path: Path, make: Callable[[], Arrays]) -> Arrays:
    """The arrays of a file, made first where it does not exist; a crash leaves no half of it."""
    if not path.exists():
        part = path.with_suffix(".part.npz")
        np.savez_compressed(part, allow_pickle=False, **make())
        os.replace(part, path)
    with np.load(path, allow_pickle=False) as found:
        return {name: found[name] for name in found.files}
