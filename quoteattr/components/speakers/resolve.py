"""From source mentions to speakers: what the rules answer, and what the scorer makes of it.

In: a parsed Doc, the reported statements with their source spans, and the document's title and
byline. Out: a `Resolution` for each statement and the `Speaker`s of the document::

    resolve_speakers(doc, reported, document).resolutions[0].speaker

The first of WAYS that answers gives the scorer a feature; the scorer decides (scorer.py). Rules decide alone where
they are certain: “I”, “who”, “A and B”, “it was announced”, and what has no source of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

from spacy.tokens import Doc

from quoteattr.components.annotations import Reported, Resolution
from quoteattr.components.speakers.candidate import Candidate, Sort, SourceGroup
from quoteattr.components.speakers.candidates import CandidateFinder
from quoteattr.components.speakers.discourse_state import DiscourseState, read_state
from quoteattr.components.speakers.entities import Entity
from quoteattr.components.speakers.resolvers import (
    find_by_label,
    find_by_name,
    find_by_nominal,
    find_by_pronoun,
    find_by_relative,
    find_description,
    find_first_person,
    find_former_and_latter,
    find_headline,
    find_joint,
    find_spoken_of,
    of_entity,
)
from quoteattr.components.speakers.rolechoice import choose_roles
from quoteattr.components.speakers.scorer import Decision, chance_of, decide, read_scorer
from quoteattr.components.speakers.sources import Form, Source
from quoteattr.components.speakers.unsourced import empty_source, find_unsourced
from quoteattr.components.stages import Attempt, unguarded
from quoteattr.documents import Document
from quoteattr.spans import Span
from quoteattr.statements import Speaker, SpeakerType

Way = Callable[[DiscourseState, int, Source], Resolution | None]
# Chance of the best of those whom a description may mean below which the answer of the rules stands.
UNSURE = 0.4
# The same where the source itself names whom the rules found (“AP reports”): somebody else must be likelier than not.
UNSURE_OF_NAMED = 0.5
# Answers that no scorer weighs.
CERTAIN = frozenset({"passive", "former and latter", "headline", "label", "named together"})
WAYS: tuple[Way, ...] = (
    find_by_label,
    find_spoken_of,
    find_first_person,
    find_by_relative,
    find_by_pronoun,
    find_joint,
    find_by_name,
    find_former_and_latter,
    find_headline,
    find_by_nominal,
    find_description,
)


class AloneReason(StrEnum):
    """Why the rules decide without the scorer."""

    FORM = "form"  # “I”, “who”, “A and B”: nothing to weigh
    CERTAIN = "certain"
    GOES_ON = "goes on"
    AMBIGUOUS = "ambiguous"
    FULL_NAME = "full name"
    UNSURE = "unsure"  # all were weighed, and nobody is likely enough to gainsay the rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """How the speaker of one statement is decided.

    Attributes:
        answer: what the rules say.
        alone: why they decide; None where the scorer does.
        group: of the source.
        candidates: who was weighed, “nobody” the last; none where nobody was.
        resolution: what is decided.
    """

    answer: Resolution
    alone: AloneReason | None = None
    group: SourceGroup | None = None
    candidates: tuple[Candidate, ...] = ()
    resolution: Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerResolution:
    """Who speaks in one document; `resolutions[i]` belongs to the i-th statement."""

    resolutions: tuple[Resolution, ...]
    speakers: tuple[Speaker, ...]


def resolve_speakers(
    doc: Doc, reported: tuple[Reported, ...], document: Document, attempt: Attempt = unguarded
) -> SpeakerResolution:
    """Find the speaker of every statement of a document.

    Args:
        doc: parsed, with entities; its text is the document's text.
        reported: statements with the spans of their sources.
        document: its title and byline are evidence too.
        attempt: does what concerns one statement or one mention only.
    """
    state, resolutions = resolve_document(doc, reported, document, attempt)
    resolutions = choose_roles(state, resolutions)
    return SpeakerResolution(resolutions=resolutions, speakers=_speakers(state, resolutions))


def resolve_document(
    doc: Doc, reported: tuple[Reported, ...], document: Document, attempt: Attempt = unguarded
) -> tuple[DiscourseState, tuple[Resolution, ...]]:
    """What is known of a document, and who speaks in each statement, without their roles."""
    finder = CandidateFinder(read_state(doc, reported, document, attempt=attempt))
    return finder.state, _decide(finder, lambda index, source: _weigh(finder, index, source).resolution)


def weigh_speakers(
    doc: Doc, reported: tuple[Reported, ...], document: Document, attempt: Attempt = unguarded
) -> tuple[DiscourseState, dict[int, Weighing]]:
    """The state as `resolve_document` has it, and how it decides, by number; nothing where there is no source."""
    finder = CandidateFinder(read_state(doc, reported, document, attempt=attempt))
    weighed: dict[int, Weighing] = {}

    def weigh(index: int, source: Source) -> Resolution:
        weighed[index] = _weigh(finder, index, source)
        return weighed[index].resolution

    _decide(finder, weigh)
    return finder.state, weighed


def speakers_by_rule(state: DiscourseState) -> tuple[Resolution, ...]:
    """What the rules alone say of every statement."""
    return _in_order(state, lambda index, source: answer_of(state, index, source), lambda index, speaker: None)


Resolve = Callable[[int, Source], Resolution]
Note = Callable[[int, str | None], None]


def _decide(finder: CandidateFinder, resolve: Resolve) -> tuple[Resolution, ...]:
    """Resolve every statement, those without a source when the speakers of all others are known."""
    state = finder.state
    _in_order(state, resolve, finder.note)
    found = set[int]()
    for index in find_unsourced(state) if finder.by_name else ():  # else there is nobody to weigh
        source, place = empty_source(state, index), state.reported[index].spans[0]
        state.done[index] = state.attempt("speakers", place, partial(resolve, index, source), Resolution())
        found.add(index)
    for index in sorted(range(len(state.reported)), key=lambda index: state.reported[index].spans[:1]):
        carried = state.reported[index].carried
        if carried in found and state.sources[index] is None:
            state.done[index] = state.done[carried]
            found.add(index)
    return tuple(state.done[index] for index in range(len(state.reported)))


def _in_order(state: DiscourseState, resolve: Resolve, note: Note) -> tuple[Resolution, ...]:
    """Resolve every statement, what others depend on first."""
    waiting: list[int] = list(range(len(state.reported)))
    while waiting:
        later = [index for index in waiting if not _is_resolved(state, resolve, note, index)]
        if len(later) == len(waiting):  # what only waits for itself has no speaker
            state.done.update(dict.fromkeys(later, Resolution()))
            break
        waiting = later[::-1]
    return tuple(state.done[index] for index in range(len(state.reported)))


def _is_resolved(state: DiscourseState, resolve: Resolve, note: Note, index: int) -> bool:
    """Resolve a statement if what it depends on is resolved; chains of quotes are resolved in one go."""
    before = state.before(index)
    if before is not None and before not in state.done and before != index:
        return False
    source = state.sources[index]
    if source is None:
        carried = state.reported[index].carried
        state.done[index] = state.done.get(carried, Resolution()) if carried is not None else Resolution()
    else:
        place = state.reported[index].source or Span(0, 0)
        state.done[index] = state.attempt("speakers", place, lambda: resolve(index, source), Resolution())
    note(index, state.done[index].speaker)
    return True


def answer_of(state: DiscourseState, index: int, source: Source) -> Resolution:
    """What the rules say of a source."""
    if source.form is Form.EMPTY:
        return Resolution()
    return next((found for way in WAYS if (found := way(state, index, source))), Resolution())


def _weigh(finder: CandidateFinder, index: int, source: Source) -> Weighing:
    """What the scorer says of a source; what the rules say where they decide alone."""
    state = finder.state
    answer, group = answer_of(state, index, source), finder.group(source)
    alone = _alone(finder, index, source, answer)
    if group is None or alone is not None:
        return Weighing(answer=answer, alone=alone or AloneReason.FORM, resolution=answer)
    candidates = finder.find(index, source, answer, state.reported[index].spans)
    decision = decide(candidates, group, read_scorer())
    weighing = Weighing(answer=answer, group=group, candidates=candidates, resolution=answer)
    if answer.speaker is not None and decision.chance < _least_to_gainsay(candidates, answer, group):
        chance = chance_of(answer.speaker, candidates, group, read_scorer())
        return replace(weighing, alone=AloneReason.UNSURE, resolution=replace(answer, chance=chance))
    return replace(weighing, resolution=_of_decision(state, index, source, answer, decision))


def _least_to_gainsay(candidates: Sequence[Candidate], answer: Resolution, group: SourceGroup) -> float:
    """The chance that somebody else must have to be taken in place of whom the rules found."""
    if any("named" in candidate.features for candidate in candidates if candidate.name == answer.speaker):
        return UNSURE_OF_NAMED
    return UNSURE if group is SourceGroup.DEFINITE else 0.0


def _alone(finder: CandidateFinder, index: int, source: Source, answer: Resolution) -> AloneReason | None:
    """Why the rules decide without weighing anybody; None where they do not."""
    if answer.evidence in CERTAIN:
        return AloneReason.CERTAIN
    if source.continues and answer.speaker is not None and answer.speaker == finder.speaker_before(index):
        return AloneReason.GOES_ON
    if _is_ambiguous(source, answer):
        return AloneReason.AMBIGUOUS
    return AloneReason.FULL_NAME if _is_named_in_full(finder.state, source, answer) else None


def _is_named_in_full(state: DiscourseState, source: Source, answer: Resolution) -> bool:
    """Whether the source is a full name, and the rules found whose it is; of a body, a name of several words."""
    if source.form is not Form.NAME or source.head is None or answer.speaker is None:
        return False
    mention = state.mentions[source.head]
    return mention.name.is_full if mention.name else answer.speaker == mention.words and " " in mention.words


def _is_ambiguous(source: Source, answer: Resolution) -> bool:
    """Whether the words themselves fit two alike: “Voss” after Ann and Peter Voss, “the minister” after two of them."""
    return source.form is not Form.PRONOUN and answer.speaker is None and len(answer.candidates) > 1


def _of_decision(
    state: DiscourseState, index: int, source: Source, answer: Resolution, decision: Decision
) -> Resolution:
    chosen = decision.candidate
    others = tuple(other.name for other, _ in decision.runners_up)
    if chosen is None:
        return Resolution(type=answer.type, candidates=others, evidence=answer.evidence, reasons=decision.evidence)
    if chosen.name == answer.speaker:
        found = answer
    elif chosen.sort is Sort.DESCRIBED or chosen.entity is None:
        found = find_description(state, index, source)
    else:
        found = of_entity(chosen.entity, "scorer")
    return replace(found, chance=decision.chance, candidates=others, reasons=decision.evidence)


def _speakers(state: DiscourseState, resolutions: Sequence[Resolution]) -> tuple[Speaker, ...]:
    """Everybody who speaks, once, with the names and roles of the document."""
    found: dict[str, Speaker] = {}
    by_name = {entity.name: entity for entity in state.entities.all}
    roles: dict[str, list[str]] = {}
    for resolution in resolutions:
        if resolution.speaker is None:
            continue
        for member in resolution.members:
            found.setdefault(member, _member(member, by_name.get(member)))
        stated = roles.setdefault(resolution.speaker, [])
        if resolution.role and resolution.role not in stated:
            stated.append(resolution.role)
        entity = by_name.get(resolution.speaker)
        names = dict.fromkeys((resolution.speaker, *(entity.names if entity else ())))
        found[resolution.speaker] = Speaker(
            name=resolution.speaker,
            type=resolution.type,
            anonymous=resolution.anonymous,
            names=tuple(names),
            roles=tuple(stated),
        )
    return tuple(found.values())


def _member(name: str, entity: Entity | None) -> Speaker:
    """One of several who speak together."""
    if entity is None:
        return Speaker(name=name, type=SpeakerType.UNKNOWN, names=(name,))
    names = tuple(dict.fromkeys((name, *entity.names)))
    return Speaker(name=name, type=entity.type, anonymous=entity.anonymous, names=names)
