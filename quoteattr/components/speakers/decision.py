"""Decides who a source is, in one place: by a rule that is certain, or by the scorer over everybody whom it may mean.

In: a source with its statement, and the `CandidateFinder` of its document. Out: a `Weighing`: who was weighed with what
chance, and the `Resolution`: a speaker, or nobody with the candidates::

    weigh(finder, index, source).resolution.speaker

1. The first of RESOLVERS that answers says whom the words themselves point to.
2. Where that is certain, it decides alone: a `Precedence` says why.
3. Else the scorer (scorer.json, made by `python -m quoteattr.training.scorer`) gives each candidate (candidates.py) a
   chance: a conditional logit over its features, of which the answer of the rules is one (Durrett and Klein, EMNLP
   2013, for features of coreference; McFadden 1974 for the model).
4. The likeliest is the speaker if its chance reaches the line of its group, chosen on cross-validation so that some
   4 in 100 stay open (docs/accuracy.md). Less is asked where the rules agree of a description (AGREED); more where they
   leave it open between several (CONTESTED), and of somebody who is called by nouns of another kind (CONTRADICTED:
   “the pilot” after a lawyer). Below, nobody is named, for a wrong speaker is worse than none; a description that
   contradicts the likeliest, or has only descriptions beside it, is its own speaker.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from quoteattr.components.annotations import Resolution
from quoteattr.components.speakers.candidate import Candidate, Sort, SourceGroup
from quoteattr.components.speakers.candidates import CandidateFinder
from quoteattr.components.speakers.discourse_state import DiscourseState
from quoteattr.components.speakers.resolvers import (
    find_by_label,
    find_by_name,
    find_by_nominal,
    find_by_pronoun,
    find_by_relative,
    find_continuing,
    find_description,
    find_first_person,
    find_former_and_latter,
    find_headline,
    find_joint,
    find_spoken_of,
    of_entity,
)
from quoteattr.components.speakers.scorer import Scorer, chances, read_scorer
from quoteattr.components.speakers.sources import Form, Source

Resolver = Callable[[DiscourseState, int, Source], Resolution | None]
# Answers that no scorer weighs.
CERTAIN = frozenset({"passive", "former and latter", "goes on", "headline", "label", "named together"})
RESOLVERS: tuple[Resolver, ...] = (
    find_by_label,
    find_spoken_of,
    find_first_person,
    find_by_relative,
    find_continuing,
    find_by_pronoun,
    find_joint,
    find_by_name,
    find_former_and_latter,
    find_headline,
    find_by_nominal,
    find_description,
)
# Chance from which on one is named though the rules leave it open between several: a wrong speaker is worse than none.
CONTESTED = 0.8
CONTRADICTED = 0.5  # the same though it is called by nouns of another kind than the description
AGREED = 0.25  # the same of whom the rules, too, say that a description means: they read what no feature does
MOST_EVIDENCE = 4  # features that a decision names


class Precedence(StrEnum):
    """Why a rule decides, and nobody is weighed."""

    FORM = "form"  # “I”, “who”, “A and B”: nothing to weigh
    CERTAIN = "certain"
    AMBIGUOUS = "ambiguous"
    FULL_NAME = "full name"
    NOBODY_NAMED = "nobody named"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """How the speaker of one statement is decided.

    Attributes:
        answer: what the rules say.
        precedence: why they decide; None where the scorer does.
        group: of the source.
        candidates: who was weighed, “nobody” the last; none where nobody was.
        resolution: what is decided.
    """

    answer: Resolution
    precedence: Precedence | None = None
    group: SourceGroup | None = None
    candidates: tuple[Candidate, ...] = ()
    resolution: Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Who a source is.

    Attributes:
        candidate: the one that is chosen; None where it is too close, or nobody fits.
        chance: of the best candidate, 0 to 1.
        runners_up: the others that are likely at all, the likeliest first, with their chances; of an open
            decision all of them.
        evidence: names of the features that speak for the best candidate most, the weightiest first.
    """

    candidate: Candidate | None
    chance: float
    runners_up: tuple[tuple[Candidate, float], ...]
    evidence: tuple[str, ...]


def answer_of(state: DiscourseState, index: int, source: Source) -> Resolution:
    """What the rules say of a source."""
    if source.form is Form.EMPTY:
        return Resolution()
    return next((found for resolver in RESOLVERS if (found := resolver(state, index, source))), Resolution())


def weigh(finder: CandidateFinder, index: int, source: Source) -> Weighing:
    """What the scorer says of a source; what the rules say where they decide alone."""
    state = finder.state
    answer, group = answer_of(state, index, source), finder.group(source)
    precedence = _precedence(state, source, answer) or (Precedence.FORM if group is None else None)
    if group is None or precedence is not None:
        return Weighing(answer=answer, precedence=precedence, resolution=answer)
    candidates = finder.find(index, source, answer, state.reported[index].spans)
    if answer.speaker is not None and source.form is Form.NOMINAL and not _is_anybody_named(state, candidates):
        return Weighing(answer=answer, precedence=Precedence.NOBODY_NAMED, resolution=answer)
    resolution = _of_decision(state, index, source, answer, decide(candidates, group, read_scorer()))
    return Weighing(answer=answer, group=group, candidates=candidates, resolution=resolution)


def _precedence(state: DiscourseState, source: Source, answer: Resolution) -> Precedence | None:
    """Why the rules decide without weighing anybody; None where they do not."""
    if answer.evidence in CERTAIN:
        return Precedence.CERTAIN
    if _is_ambiguous(source, answer):
        return Precedence.AMBIGUOUS
    return Precedence.FULL_NAME if _is_named_in_full(state, source, answer) else None


def _is_named_in_full(state: DiscourseState, source: Source, answer: Resolution) -> bool:
    """Whether the source is a full name, and the rules found whose it is; of a body, a name of several words."""
    if source.form is not Form.NAME or source.head is None or answer.speaker is None:
        return False
    mention = state.mentions[source.head]
    return mention.name.is_full if mention.name else answer.speaker == mention.words and " " in mention.words


def _is_anybody_named(state: DiscourseState, candidates: Sequence[Candidate]) -> bool:
    """Whether one of those whom a description may mean has a name."""
    entities = (candidate.entity for candidate in candidates)
    return any(entity is not None and entity.number not in state.discourse.described for entity in entities)


def _is_ambiguous(source: Source, answer: Resolution) -> bool:
    """Whether the words themselves fit two alike: “Voss” after Ann and Peter Voss, “the minister” after two of them."""
    return source.form is not Form.PRONOUN and answer.speaker is None and len(answer.candidates) > 1


def _of_decision(
    state: DiscourseState, index: int, source: Source, answer: Resolution, decision: Decision
) -> Resolution:
    chosen = decision.candidate
    others = tuple(other.name for other, _ in decision.runners_up)
    best = decision.runners_up[0][0] if decision.runners_up else None
    unnamed = best is None or not {"other_kind", "known_by_description", "described"}.isdisjoint(best.features)
    if chosen is None and answer.evidence == "description" and unnamed:  # “Ola Lind, a lawyer, ... The pilot said”
        chance = next((value for other, value in decision.runners_up if other.name == answer.speaker), 0.0)
        return replace(answer, chance=chance, candidates=others, reasons=decision.evidence)
    if chosen is None:
        return Resolution(type=answer.type, candidates=others, evidence=answer.evidence, reasons=decision.evidence)
    if chosen.name == answer.speaker:
        found = answer
    elif chosen.sort is Sort.DESCRIBED or chosen.entity is None:
        found = find_description(state, index, source)
    else:
        found = of_entity(chosen.entity, "scorer")
    return replace(found, chance=decision.chance, candidates=others, reasons=decision.evidence)


def decide(candidates: Sequence[Candidate], group: SourceGroup, scorer: Scorer) -> Decision:
    """Choose among the candidates of a source, of which the last one is always “nobody”.

    Two candidates of one name (a person whom the document brings in twice) are one answer.
    """
    weights = scorer.weights[group]
    likely = dict[str, tuple[float, Candidate]]()
    for candidate, chance in zip(candidates, chances(candidates, weights), strict=True):
        before, first = likely.get(candidate.name, (0.0, candidate))
        likely[candidate.name] = (before + chance, first)
    ranked = sorted(likely.values(), key=lambda pair: -round(pair[0], 6))
    chance, best = ranked[0]
    settled = best.sort is not Sort.OPEN and chance >= least_chance(best, candidates, group, scorer)
    others = ranked[1:] if settled else ranked
    return Decision(
        candidate=best if settled else None,
        chance=chance,
        runners_up=tuple(
            (other, value) for value, other in others if value >= scorer.close and other.sort is not Sort.OPEN
        ),
        evidence=_evidence(best, ranked[1][1] if len(ranked) > 1 else None, weights),
    )


def least_chance(best: Candidate, candidates: Sequence[Candidate], group: SourceGroup, scorer: Scorer) -> float:
    """The chance from which on the best candidate is the speaker."""
    if group in {SourceGroup.DEFINITE, SourceGroup.INDEFINITE} and "answer" in best.features:
        return AGREED
    contested = CONTESTED if "open_candidates" in candidates[-1].features else 0.0
    contradicted = CONTRADICTED if "other_kind" in best.features else 0.0
    return max(scorer.least[group], contested, contradicted)


def _evidence(best: Candidate, second: Candidate | None, weights: Mapping[str, float]) -> tuple[str, ...]:
    """The features that speak for one candidate more than for another."""
    against = second.features if second else {}
    gains = {name: weights.get(name, 0.0) * (value - against.get(name, 0.0)) for name, value in best.features.items()}
    ranked = sorted((name for name, gain in gains.items() if gain > 0), key=lambda name: (-gains[name], name))
    return tuple(ranked[:MOST_EVIDENCE])
