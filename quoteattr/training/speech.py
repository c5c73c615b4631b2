"""Trains what tells speech from titles and terms, and claims from acts and topics, on annotated articles.

In: annotations as offsets, the file with their articles, and the folder of components/speech. Out: `quotations.json`
and `claims.json` there, with what cross-validation over the events says of them::

    python -m quoteattr.training.speech corpora/press articles.jsonl quoteattr/components/speech

Only the part `train` is read, as the extractor reads it. An example is each outermost quotation that is annotated as a
quote or as none, those of sentences of our own (`quoted.yml`), on which nothing is measured, and each claim that was
found: right when it shares words enough with an annotated statement. The weights are those of greatest penalised
likelihood, so the same input gives the same weights.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from spacy.language import Language
from spacy.tokens import Doc

from quoteattr.annotation.corpus import Annotation
from quoteattr.components.annotations import Quotation, Reported
from quoteattr.components.attribution.pieces import OuterQuotations
from quoteattr.components.quotations import find_quotations
from quoteattr.components.speech import claims, quotations
from quoteattr.components.speech.judge import unquoted
from quoteattr.components.speech.logit import Logit
from quoteattr.components.speech.page import SpeechPage
from quoteattr.pipeline import load
from quoteattr.spans import Span
from quoteattr.statements import Kind
from quoteattr.training.quoted import read_sentences
from quoteattr.training.scorer import read_docs

Array = NDArray[np.float64]
Spans = Sequence[Span]

PENALTY = {"quotations": 3.0, "claims": 1.0}
OURS = 0.2  # what a sentence of our own counts beside one of an article
RARE = 5  # features that fewer examples have are left out
FOLDS = 8
SAME_QUOTATION = 0.5  # share of the shorter one's characters that a quotation and an annotated one have in common
SAME_CLAIM = 0.3  # share of all characters; a claim whose edges are off is a claim
# Chance from which on the answer is yes, chosen on the curves of cross-validation. Of quotations: of the titles and
# terms that are found, two in three are told, and one quote in sixty is lost. Of claims: 19 in 20 right ones stay.
LEAST = {"quotations": 0.7, "claims": 0.4}
CURVE = tuple(step / 10 for step in range(10))


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One quotation or claim.

    Attributes:
        event: examples of one event are held out together.
        features: by name.
        right: the answer is yes.
        found: it would be a statement if all answers were yes.
        is_ours: it stands in no article, but in a sentence of our own; nothing is measured on it.
    """

    event: str
    features: Mapping[str, float]
    right: bool
    found: bool = True
    is_ours: bool = False


def read_examples(folder: Path, articles: Path, part: str = "train") -> dict[str, list[Example]]:
    """The examples of a corpus, by question."""
    found: dict[str, list[Example]] = {"quotations": [], "claims": []}
    nlp = load()
    for annotation, _, doc in read_docs(folder, articles, part, nlp):
        found["quotations"] += quotations_of(annotation, doc, doc._.quoteattr.reported)
        found["claims"] += claims_of(annotation, doc, doc._.quoteattr.reported)
    found["quotations"] += own_examples(nlp)
    return found


def own_examples(nlp: Language) -> Iterator[Example]:
    """An example for each quotation of the sentences of quoted.yml."""
    sentences = list(read_sentences())
    for sentence, doc in zip(sentences, nlp.pipe(sentence.text for sentence in sentences), strict=True):
        for _, features, is_found in _read_quotations(doc, doc._.quoteattr.reported):
            yield Example(
                event=sentence.frame, features=features, right=sentence.is_quote, found=is_found, is_ours=True
            )


def _read_quotations(doc: Doc, reported: Sequence[Reported]) -> Iterator[tuple[Quotation, Mapping[str, float], bool]]:
    """Each outermost quotation with its features, and whether a statement holds it."""
    marked = find_quotations(doc.text)
    page = SpeechPage(doc, marked, reported)
    held = {one.quotation: one for one in reported if one.quotation is not None}
    for index in OuterQuotations(marked).indices:
        yield marked[index], quotations.features_of(page, marked[index], held.get(index)), index in held


def quotations_of(annotation: Annotation, doc: Doc, reported: Sequence[Reported]) -> Iterator[Example]:
    """An example for each quotation that is annotated as a quote or as none."""
    for quotation, features, is_found in _read_quotations(doc, reported):
        right = is_quote(annotation, quotation.spans)
        if right is not None:
            yield Example(event=_event(annotation), features=features, right=right, found=is_found)


def is_quote(annotation: Annotation, spans: Spans) -> bool | None:
    """Whether a quotation is annotated as a quote; None where it is not annotated, or careful readers may differ."""
    quotes = [one for one in annotation.statements if one.kind is Kind.DIRECT]
    candidates = [(one.spans, None if one.unsure else True) for one in quotes]
    candidates += [(one.spans, False) for one in annotation.not_quotes]
    ranked = sorted(candidates, key=lambda pair: -_overlap(pair[0], spans))
    for own, answer in ranked[:1]:
        shared = len(_offsets(own) & _offsets(spans))
        if shared >= SAME_QUOTATION * min(len(_offsets(own)), len(_offsets(spans))) > 0:
            return answer
    return None


def claims_of(annotation: Annotation, doc: Doc, reported: Sequence[Reported]) -> Iterator[Example]:
    """An example for each claim that was found."""
    marked = find_quotations(doc.text)
    unsaid = {
        index
        for index, one in enumerate(reported)
        if one.quotation is not None and is_quote(annotation, marked[one.quotation].spans) is False
    }
    kept = unquoted(reported, unsaid)
    page = SpeechPage(doc, marked, kept)
    for one in kept:
        right = None if one.kind is Kind.DIRECT else is_claim(annotation, one.spans)
        if right is not None:
            yield Example(event=_event(annotation), features=claims.features_of(page, one), right=right)


def is_claim(annotation: Annotation, spans: Spans) -> bool | None:
    """Whether a claim is annotated as a statement with a proposition; None where careful readers may differ."""
    best = max(annotation.statements, key=lambda one: _overlap(one.spans, spans), default=None)
    if best is None or _overlap(best.spans, spans) < SAME_CLAIM:
        return False
    return None if best.unsure else not best.phrase


def _offsets(spans: Spans) -> frozenset[int]:
    return frozenset(offset for span in spans for offset in range(*span))


def _overlap(one: Spans, other: Spans) -> float:
    mine, theirs = _offsets(one), _offsets(other)
    return len(mine & theirs) / max(1, len(mine | theirs))


def _event(annotation: Annotation) -> str:
    return annotation.event or annotation.id


def fit(examples: Sequence[Example], penalty: float = 1.0) -> dict[str, float]:
    """The weights of greatest penalised likelihood, by name of the feature."""
    counts = Counter(name for example in examples for name in example.features)
    names = sorted(name for name, count in counts.items() if count >= RARE)
    rows = np.array([[example.features.get(name, 0.0) for name in names] for example in examples])
    signs = np.array([1.0 if example.right else -1.0 for example in examples])
    counted = np.array([OURS if example.is_ours else 1.0 for example in examples])

    def loss(weights: Array) -> tuple[float, Array]:
        margins = signs * (rows @ weights)
        total = float((counted * np.logaddexp(0.0, -margins)).sum()) + 0.5 * penalty * float(weights @ weights)
        gradient: Array = penalty * weights - rows.T @ (counted * signs / (1.0 + np.exp(margins)))
        return total, gradient

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 2000}).x
    return {name: round(float(weight), 3) for name, weight in zip(names, found, strict=True)}


def cross_validate(examples: Sequence[Example], penalty: float = 1.0) -> list[float]:
    """The chance of each example by weights of other events."""
    events = sorted({example.event for example in examples})
    chances = [0.0] * len(examples)
    for fold in range(FOLDS):
        held = set(events[fold::FOLDS])
        logit = Logit(weights=fit([example for example in examples if example.event not in held], penalty), least=0.0)
        for index, example in enumerate(examples):
            if example.event in held:
                chances[index] = logit.chance(example.features)
    return chances


def curve(examples: Sequence[Example], chances: Sequence[float]) -> list[dict[str, float]]:
    """Of what was found, how much stays from a chance on: the right ones, and the others."""
    found = [
        (example.right, chance)
        for example, chance in zip(examples, chances, strict=True)
        if example.found and not example.is_ours
    ]
    return [_point(found, least) for least in CURVE]


def _point(found: Iterable[tuple[bool, float]], least: float) -> dict[str, float]:
    rights, others = Counter[bool](), Counter[bool]()
    for right, chance in found:
        (rights if right else others)[chance >= least] += 1
    precision = rights[True] / max(1, rights[True] + others[True])
    return {
        "least": least,
        "right": rights[True],
        "wrong": others[True],
        "recall": round(rights[True] / max(1, rights.total()), 3),
        "precision": round(precision, 3),
    }


def train(examples: Sequence[Example], least: float, penalty: float) -> dict[str, object]:
    """The weights, the chance from which on the answer is yes, and what cross-validation says."""
    real = [example for example in examples if not example.is_ours]
    right = sum(example.right for example in real)
    ours = f", and {len(examples) - len(real)} of our own sentences" if len(real) < len(examples) else ""
    return {
        "trained_on": f"{len(real)} examples, {right} right, of {len({one.event for one in real})} events{ours}",
        "least": least,
        "cross_validated": curve(examples, cross_validate(examples, penalty)),
        "weights": fit(examples, penalty),
    }


def main(folder: Path, articles: Path, output: Path) -> None:
    """Train on a corpus, and write the weights."""
    for question, examples in read_examples(folder, articles).items():
        stated = train(examples, LEAST[question], PENALTY[question])
        (output / f"{question}.json").write_text(json.dumps(stated, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
