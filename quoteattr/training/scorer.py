"""Trains the scorer that decides who a source is, from articles in which people annotated who speaks.

In: annotations as offsets, and the file with their articles. Out: weights as JSON, and what cross-validation over the
events says of them::

    python -m quoteattr.training.scorer corpora/press articles.jsonl quoteattr/components/speakers/scorer.json

Only the part `train` is read. An article is read as the extractor reads it. Examples are the sources of its statements,
and, with less weight, all other annotated pronouns and descriptions of the narrator. A candidate is right when its name
would be right as the speaker; where no candidate is, leaving it open is. The weights are those of greatest penalised
likelihood of a conditional logit for each group of sources, so the same input gives the same weights.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from quoteattr.annotation.article import Article, read_articles
from quoteattr.annotation.corpus import AnnotatedStatement, Annotation, read_annotation
from quoteattr.components.annotations import Reported, Resolution
from quoteattr.components.component import DOCUMENT, document_of
from quoteattr.components.speakers.candidate import Candidate, Sort, SourceGroup
from quoteattr.components.speakers.candidates import CandidateFinder
from quoteattr.components.speakers.discourse_state import DiscourseState, read_state
from quoteattr.components.speakers.resolve import speakers_by_rule
from quoteattr.components.speakers.resolvers import find_description, of_referent
from quoteattr.components.speakers.sources import Form, Source
from quoteattr.components.speakers.unsourced import empty_source, find_unsourced
from quoteattr.pipeline import load
from quoteattr.scoring.gold import GoldSpeaker
from quoteattr.scoring.names import SpeakerVerdict, judge_speaker
from quoteattr.scoring.press import speaker_of
from quoteattr.statements import Kind
from quoteattr.training.choice import PENALTY, Array, fitted, held_out

PENALTIES = {SourceGroup.EMPTY: 3.0}  # of groups with few examples
MENTION_WEIGHT = 0.3  # of a pronoun or description that is no source: like one, but not the same
SAME_WORDS = 0.5  # share of the words that a found statement and an annotated one have in common
# Chance below which nobody is named: docs/accuracy.md has what other lines give on cross-validation.
LEAST = dict.fromkeys(SourceGroup, 0.4) | dict.fromkeys(
    (SourceGroup.HE_SHE, SourceGroup.THEY_IT, SourceGroup.EMPTY), 0.5
)
CLOSE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One source or other mention: its candidates, and which of them are right."""

    event: str
    group: SourceGroup
    weight: float
    candidates: tuple[Candidate, ...]
    right: tuple[bool, ...]
    settled: bool


def read_examples(folder: Path, articles: Path, part: str = "train") -> Iterator[Example]:
    """The examples of a corpus."""
    for annotation, article, doc in read_docs(folder, articles, part, load()):
        yield from _examples_of(annotation, article, doc)


def _examples_of(annotation: Annotation, article: Article, doc: Doc) -> Iterator[Example]:
    state = read_state(doc, doc._.quoteattr.reported, document_of(doc))
    finder = CandidateFinder(state)
    answers = speakers_by_rule(state)
    for index, reported in enumerate(state.reported):
        source, statement = state.sources[index], statement_of(annotation, reported)
        if source is not None and statement is not None and (group := finder.group(source)):
            gold = speaker_of(annotation, article.text, statement)
            candidates = finder.find(index, source, answers[index], reported.spans)
            yield _example(annotation, group, 1.0, candidates, gold)
        finder.note(index, answers[index].speaker)
    for index in find_unsourced(state):
        if statement := statement_of(annotation, state.reported[index]):
            gold = speaker_of(annotation, article.text, statement)
            spans = state.reported[index].spans
            candidates = finder.find(index, empty_source(state, index), Resolution(), spans)
            yield _example(annotation, SourceGroup.EMPTY, 1.0, candidates, gold)
    yield from _mentions(annotation, state, answers)


def read_docs(folder: Path, articles: Path, part: str, nlp: Language) -> Iterator[tuple[Annotation, Article, Doc]]:
    """The annotated articles of one part of a corpus, as the extractor reads them."""
    texts = {article.id: article for article in read_articles(articles)}
    for path in sorted(folder.glob("*.json")):
        annotation = read_annotation(path)
        if annotation.part == part:
            article = texts[annotation.id]
            yield annotation, article, _read_doc(article, nlp)


def _read_doc(article: Article, nlp: Language) -> Doc:
    doc = nlp.make_doc(article.text)
    doc.user_data[DOCUMENT] = article.document
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def statement_of(annotation: Annotation, reported: Reported) -> AnnotatedStatement | None:
    """The annotated statement that a found one is."""
    found = [(_shared(reported, one), at) for at, one in enumerate(annotation.statements) if not one.unsure]
    best, at = max(found, default=(0.0, 0))
    return annotation.statements[at] if best >= SAME_WORDS else None


def _shared(reported: Reported, statement: AnnotatedStatement) -> float:
    if (reported.kind is Kind.DIRECT) != (statement.kind is Kind.DIRECT):
        return 0.0
    mine = {offset for span in reported.spans for offset in range(*span)}
    theirs = {offset for span in statement.spans for offset in range(*span)}
    same = reported.source is not None and statement.source is not None and reported.source.overlaps(statement.source)
    shared = len(mine & theirs) / max(1, len(mine | theirs))
    return shared + (SAME_WORDS if same and shared else 0.0)


def _mentions(annotation: Annotation, state: DiscourseState, answers: Sequence[Resolution]) -> Iterator[Example]:
    """The annotated pronouns and descriptions of the narrator that are no sources."""
    finder = CandidateFinder(state)
    quoted = [span for one in state.reported if one.kind is Kind.DIRECT for span in one.spans]
    sources = {source.span for source in state.sources if source}
    starts = [
        source.span.start if source else one.spans[0].start
        for source, one in zip(state.sources, state.reported, strict=True)
    ]
    index = 0
    for span, key in sorted((mention, entity.key) for entity in annotation.entities for mention in entity.mentions):
        while index < len(starts) and starts[index] < span.start:
            finder.note(index, answers[index].speaker)
            index += 1
        source = None if any(one.contains(span) for one in quoted) else state.reader.read(span)
        if source is None or source.span in sources or source.head is None or source.form is Form.NAME:
            continue
        if group := finder.group(source):
            answer = _answer(state, source)
            meant = annotation.entity(key)
            gold = GoldSpeaker(names=meant.names, named=not meant.anonymous)
            candidates = finder.find(index, source, answer, ())
            yield _example(annotation, group, MENTION_WEIGHT, candidates, gold)


def _answer(state: DiscourseState, source: Source) -> Resolution:
    """What the rules say of a mention that is no source."""
    referent = state.discourse.referents.get(source.head) if source.head is not None else None
    if referent is not None:
        return of_referent(state, referent, source.form)
    return find_description(state, 0, source) if source.form is Form.NOMINAL else Resolution(evidence="pronoun")


def _example(
    annotation: Annotation, group: SourceGroup, weight: float, candidates: tuple[Candidate, ...], gold: GoldSpeaker
) -> Example:
    right = tuple(judge_speaker(gold, candidate.name or None) is SpeakerVerdict.RIGHT for candidate in candidates)
    if not any(right):
        right = (*right[:-1], True)
    return Example(
        event=annotation.event or annotation.id,
        group=group,
        weight=weight,
        candidates=candidates,
        right=right,
        settled=bool(gold.names),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a source that was not trained on."""

    chance: float  # of the likeliest candidate; 0 where that is “nobody”
    right: bool  # the candidate is
    settled: bool  # the text settles who it is


def cross_validate(examples: Sequence[Example], penalty: float = PENALTY) -> list[Outcome]:
    """What the sources of a group get from weights that were trained on other events."""
    return [_outcome(example, chances) for example, chances in held_out(examples, penalty)]


def _outcome(example: Example, chances: Array) -> Outcome:
    best = int(chances.argmax())
    open_ = example.candidates[best].sort is Sort.OPEN
    return Outcome(chance=0.0 if open_ else float(chances[best]), right=example.right[best], settled=example.settled)


def shares(outcomes: Sequence[Outcome], least: float) -> dict[str, float]:
    """How many are right, wrong, and left open though the text settles them."""
    named = [outcome for outcome in outcomes if outcome.chance >= least and outcome.chance > 0]
    left = [outcome for outcome in outcomes if not (outcome.chance >= least and outcome.chance > 0)]
    right = sum(outcome.right for outcome in named) + sum(not outcome.settled for outcome in left)
    wrong, total = sum(not outcome.right for outcome in named), max(1, len(outcomes))
    return {
        "sources": len(outcomes),
        "right": round(right / total, 3),
        "wrong": round(wrong / total, 3),
        "open": round(sum(outcome.settled for outcome in left) / total, 3),
    }


def train(examples: Sequence[Example]) -> dict[str, object]:
    """The weights of all groups, the lines below which nobody is named, and what cross-validation says."""
    groups: Mapping[SourceGroup, list[Example]] = defaultdict(list)
    for example in examples:
        groups[example.group].append(example)
    weights, validated = {}, {}
    for group in SourceGroup:
        penalty = PENALTIES.get(group, PENALTY)
        weights[group] = fitted(groups[group], penalty)
        validated[group] = shares(cross_validate(groups[group], penalty), LEAST[group])
    return {"cross_validated": validated, "least": LEAST, "close": CLOSE, "weights": weights}


def main(folder: Path, articles: Path, output: Path) -> None:
    """Train on a corpus, and write the weights."""
    examples = list(read_examples(folder, articles))
    stated = {"trained_on": f"{len(examples)} mentions of {len({each.event for each in examples})} events"}
    output.write_text(json.dumps(stated | train(examples), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
