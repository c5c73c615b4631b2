"""Trains the ranker that chooses whom “he” and “she” mean, from text with annotated coreference.

In: JSON lines with `text` and `clusters`, each with `mentions` [start, end, form, link] (GUM, Zeldes 2017, as
converted). Out: weights as JSON, and what cross-validation over the documents says of them::

    python -m quoteattr.training.pronouns gum_coref.jsonl quoteattr/components/speakers/ranker.json

A document is read as the extractor reads it, but for the pronouns: each is given to whom it means, so that
one mistake does not spoil the examples behind it. The weights are those of greatest likelihood of a
conditional logit whose penalty draws them towards `PRIOR`, found by Newton's method: the same input gives the
same weights.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quoteattr.components.speakers.discourse_state import read_state
from quoteattr.components.speakers.ranker import FEATURES, PronounCandidate, values_of
from quoteattr.components.speakers.story import Referent, Story
from quoteattr.documents import Document
from quoteattr.pipeline import load
from quoteattr.spans import Span

Array = NDArray[np.float64]

PENALTY = 1.0
# What news is like, as far as the corpus is too small to say: “he added” does not occur in it at all.
PRIOR = {
    **{"salience": 1.0, "foremost": 1.0, "near": 1.0, "known": 0.8, "person": 0.8, "latest": 0.5},
    **{"speaker": 0.5, "speaks_on": 0.7, "continues": 2.0},
}
# A biography has one hero, whom nearly every pronoun means; the extractor reads news.
GENRES = {"news": 4.0, "bio": 0.3}
STEPS = 50  # of Newton's method, which takes about ten
FOLDS = 10
# Chance from which on the best candidate is taken: a wrong speaker is worse than none.
LEAST = 0.6
CLOSE = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One pronoun: a row of features for each candidate, which of them is meant, and how much it counts."""

    document: str
    weight: float
    rows: Array
    right: int


def read_examples(path: Path) -> Iterator[Example]:
    """The examples of a corpus."""
    nlp = load()
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for line, doc in zip(lines, nlp.pipe(line["text"] for line in lines), strict=True):
        recorder = Recorder(line)
        for _ in range(2):  # the first reading finds which entity is which cluster
            recorder.examples.clear()
            state = read_state(doc, doc._.quoteattr.reported, Document(text=line["text"]), recorder)
            recorder.learn(state.story)
        yield from recorder.examples.values()


class Recorder:
    """Takes the place of the ranker: knows whom a pronoun means, and notes the candidates.

    Args:
        line: a document of the corpus.
    """

    def __init__(self, line: Mapping[str, Any]) -> None:
        self.id = str(line["id"])
        self.weight = GENRES.get(line.get("genre", ""), 1.0)
        self.clusters: dict[Span, int] = {}
        for number, cluster in enumerate(line["clusters"]):
            for start, end, *_ in cluster["mentions"]:
                self.clusters.setdefault(Span(start, end), number)
        self.spans: list[Span] = []
        self.cluster_of: dict[int, int] = {}
        self.examples: dict[int, Example] = {}

    def __call__(self, candidates: tuple[PronounCandidate, ...], index: int) -> Referent | None:
        """Whom a pronoun means, if that is one of the candidates."""
        wanted = self.clusters.get(self.spans[index]) if self.spans else None
        right = [at for at, each in enumerate(candidates) if self.cluster_of.get(each.entity, -1) == wanted]
        if wanted is None or len(right) != 1:
            return None
        rows = np.array([values_of(each) for each in candidates])
        self.examples[index] = Example(document=self.id, weight=self.weight, rows=rows, right=right[0])
        return Referent(entity=candidates[right[0]].entity)

    def learn(self, story: Story) -> None:
        """Note which entity is which cluster: the one that most of its names and descriptions belong to."""
        self.spans = [mention.span for mention in story.mentions]
        votes: dict[int, Counter[int]] = defaultdict(Counter)
        for index, mention in enumerate(story.mentions):
            entity = story.entity_of(index) if index not in story.pronouns.values() else None
            cluster = self._cluster_at(mention.span)
            if entity is not None and cluster is not None:
                votes[entity.number][cluster] += 1
        self.cluster_of = {entity: found.most_common(1)[0][0] for entity, found in votes.items()}

    def _cluster_at(self, span: Span) -> int | None:
        """The cluster of the shortest annotated mention that begins or ends with a span and contains it."""
        around = [
            (len(text), cluster)
            for text, cluster in ((range(*known), number) for known, number in self.clusters.items())
            if text.start <= span.start and span.end <= text.stop and span.start * span.end >= 0
            if text.start == span.start or text.stop == span.end
        ]
        return min(around)[1] if around else None


def fit(examples: Sequence[Example], penalty: float = PENALTY) -> Array:
    """The weights of greatest penalised likelihood."""
    prior = np.array([PRIOR.get(name, 0.0) for name in FEATURES])
    weights = prior.copy()
    for _ in range(STEPS):
        gradient, curvature = penalty * (prior - weights), penalty * np.eye(len(FEATURES))
        for example in examples:
            likely = _chances(example, weights)
            mean = likely @ example.rows
            gradient += example.weight * (example.rows[example.right] - mean)
            spread = (example.rows * likely[:, None]).T @ example.rows - np.outer(mean, mean)
            curvature += example.weight * spread
        step = np.linalg.solve(curvature, gradient)
        weights = weights + step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def _chances(example: Example, weights: Array) -> Array:
    scores = example.rows @ weights
    odds: Array = np.exp(scores - scores.max())
    return odds / odds.sum()


def cross_validate(examples: Sequence[Example], least: float = LEAST) -> dict[str, float]:
    """How many pronouns of documents that were not trained on are given to the right one, a wrong one, nobody."""
    documents = sorted({example.document for example in examples})
    found: Counter[str] = Counter()
    for fold in range(FOLDS):
        held = set(documents[fold::FOLDS])
        weights = fit([example for example in examples if example.document not in held])
        for example in examples:
            if example.document in held:
                likely = _chances(example, weights)
                best = int(likely.argmax())
                found["none" if likely[best] < least else "right" if best == example.right else "wrong"] += 1
    return {name: round(number / len(examples), 3) for name, number in sorted(found.items())}


def main(corpus: Path, output: Path) -> None:
    """Train on a corpus, and write the weights."""
    examples = tuple(read_examples(corpus))
    weights = fit(examples)
    stated = {
        "trained_on": f"{len(examples)} pronouns in {len({each.document for each in examples})} documents of GUM",
        "cross_validated": cross_validate(examples),
        "least": LEAST,
        "close": CLOSE,
        "weights": {name: round(float(weight), 4) for name, weight in zip(FEATURES, weights, strict=True)},
    }
    output.write_text(json.dumps(stated, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
