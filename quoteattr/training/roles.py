"""Trains the scorer that decides what a speaker is, from articles in which people annotated the roles.

In: annotations as offsets, and the file with their articles. Out: weights as JSON, and what cross-validation over the
events says of them::

    python -m quoteattr.training.roles corpora/press articles.jsonl quoteattr/components/speakers/roles.json

Only the part `train` is read, as the extractor reads it, and of it the statements whose speaker is found. A phrase is
right when it would be right as the role; where the article gives none, or no phrase is right, “none” is. The weights
are fitted as those of the speakers are (quoteattr.training.scorer).
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from quoteattr.annotation.article import Article
from quoteattr.annotation.corpus import Annotation
from quoteattr.components.component import document_of
from quoteattr.components.speakers.resolve import resolve_document
from quoteattr.components.speakers.rolecandidates import RoleCandidate
from quoteattr.components.speakers.rolechoice import RoleChooser, RoleGroup, choose_phrase
from quoteattr.pipeline import load
from quoteattr.scoring.gold import GoldSpeaker
from quoteattr.scoring.names import SpeakerVerdict, judge_role, judge_speaker
from quoteattr.scoring.press import speaker_of
from quoteattr.training.choice import PENALTY, Array, fitted, held_out
from quoteattr.training.scorer import read_docs, statement_of

# Chance that there is any role from which on a phrase is given: chosen on cross-validation, so that of the statements
# of a speaker of whom the article says nothing no more than 4 to 6 in a hundred get a role.
LEAST = {RoleGroup.PERSON: 0.8, RoleGroup.BODY: 0.8, RoleGroup.UNNAMED: 0.7}
# Of the weights: phrases beside persons are of many kinds, most of them rare.
PENALTIES = {RoleGroup.PERSON: 5.0, RoleGroup.BODY: 1.0, RoleGroup.UNNAMED: 1.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleExample:
    """One statement: the phrases that may say what its speaker is, and which of them are right."""

    event: str
    group: RoleGroup
    candidates: tuple[RoleCandidate, ...]
    right: tuple[bool, ...]
    given: bool  # the article gives a role
    weight: float = 1.0


def read_examples(folder: Path, articles: Path, part: str = "train") -> Iterator[RoleExample]:
    """The examples of a corpus."""
    for annotation, article, doc in read_docs(folder, articles, part, load()):
        yield from _examples_of(annotation, article, doc)


def _examples_of(annotation: Annotation, article: Article, doc: Doc) -> Iterator[RoleExample]:
    reported = doc._.quoteattr.reported
    state, resolutions = resolve_document(doc, reported, document_of(doc))
    chooser = RoleChooser(state)
    for index, resolution in enumerate(resolutions):
        statement = statement_of(annotation, reported[index])
        group, candidates = chooser.find(index, resolution)
        if statement is None or group is None:
            continue
        gold = speaker_of(annotation, article.text, statement)
        if judge_speaker(gold, resolution.speaker) is SpeakerVerdict.RIGHT:
            yield example_of(annotation, group, candidates, gold)


def example_of(
    annotation: Annotation, group: RoleGroup, candidates: tuple[RoleCandidate, ...], gold: GoldSpeaker
) -> RoleExample:
    """The example of a statement whose speaker is known."""
    right = tuple(judge_role(gold, candidate.text or None) is SpeakerVerdict.RIGHT for candidate in candidates)
    if not any(right):
        right = (*right[:-1], True)
    return RoleExample(
        event=annotation.event or annotation.id,
        group=group,
        candidates=candidates,
        right=right,
        given=bool(gold.roles),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleOutcome:
    """What became of a statement that was not trained on.

    Attributes:
        chance: that there is a role; 1 where a rule says so.
        right: the likeliest phrase is one.
        found: one of the phrases is.
        given: the article gives a role.
    """

    chance: float
    right: bool
    found: bool
    given: bool


def cross_validate(examples: Sequence[RoleExample], penalty: float = PENALTY) -> list[RoleOutcome]:
    """What the statements of a group get from weights that were trained on other events."""
    return [outcome_of(example, chances) for example, chances in held_out(examples, penalty)]


def outcome_of(example: RoleExample, likely: Array) -> RoleOutcome:
    """What the chances of the candidates come to."""
    best = choose_phrase(example.candidates, likely.tolist(), 0.0)
    return RoleOutcome(
        chance=1.0 if best is not None and example.candidates[best].is_known else 1.0 - float(likely[-1]),
        right=best is not None and example.right[best],
        found=any(example.right[:-1]),
        given=example.given,
    )


def shares(outcomes: Sequence[RoleOutcome], least: float) -> dict[str, float]:
    """How many get the right role where there is one, and how many get one where there is none."""
    there = [outcome for outcome in outcomes if outcome.given]
    none = [outcome for outcome in outcomes if not outcome.given]
    named = [outcome for outcome in there if outcome.chance >= least]
    return {
        "statements": len(outcomes),
        "among the phrases": _share(sum(outcome.found for outcome in there), there),
        "right": _share(sum(outcome.right for outcome in named), there),
        "wrong": _share(sum(not outcome.right for outcome in named), there),
        "given where none is": _share(sum(outcome.chance >= least and not outcome.right for outcome in none), none),
    }


def _share(number: int, of: Sequence[RoleOutcome]) -> float:
    return round(number / max(1, len(of)), 3)


def train(examples: Sequence[RoleExample]) -> dict[str, object]:
    """The weights of all groups, the lines below which no role is given, and what cross-validation says."""
    groups: Mapping[RoleGroup, list[RoleExample]] = defaultdict(list)
    for example in examples:
        groups[example.group].append(example)
    weights, validated = {}, {}
    for group in RoleGroup:
        weights[group] = fitted(groups[group], PENALTIES[group])
        validated[group] = shares(cross_validate(groups[group], PENALTIES[group]), LEAST[group])
    return {"cross_validated": validated, "least": LEAST, "weights": weights}


def main(folder: Path, articles: Path, output: Path) -> None:
    """Train on a corpus, and write the weights."""
    examples = list(read_examples(folder, articles))
    stated = {"trained_on": f"{len(examples)} statements of {len({each.event for each in examples})} events"}
    output.write_text(json.dumps(stated | train(examples), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
