"""From source mentions to speakers: every statement of a document in turn.

In: a parsed Doc, the reported statements with their source spans, and the document's title and
byline. Out: a `Resolution` for each statement and the `Speaker`s of the document::

    resolve_speakers(doc, reported, document).resolutions[0].speaker

Here is the order in which statements are resolved; decision.py decides each of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from spacy.tokens import Doc

from quoteattr.components.annotations import Reported, Resolution
from quoteattr.components.speakers.candidates import CandidateFinder
from quoteattr.components.speakers.decision import Weighing, answer_of, weigh
from quoteattr.components.speakers.discourse_state import DiscourseState, read_state
from quoteattr.components.speakers.entities import Entity
from quoteattr.components.speakers.rolechoice import choose_roles
from quoteattr.components.speakers.sources import Source
from quoteattr.components.speakers.unsourced import empty_source, find_unsourced
from quoteattr.components.stages import Attempt, unguarded
from quoteattr.documents import Document
from quoteattr.spans import Span
from quoteattr.statements import Speaker, SpeakerType


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
    return finder.state, _decide(finder, lambda index, source: weigh(finder, index, source).resolution)


def weigh_speakers(
    doc: Doc, reported: tuple[Reported, ...], document: Document, attempt: Attempt = unguarded
) -> tuple[DiscourseState, dict[int, Weighing]]:
    """The state as `resolve_document` has it, and how it decides, by number; nothing where there is no source."""
    finder = CandidateFinder(read_state(doc, reported, document, attempt=attempt))
    weighed: dict[int, Weighing] = {}

    def note(index: int, source: Source) -> Resolution:
        weighed[index] = weigh(finder, index, source)
        return weighed[index].resolution

    _decide(finder, note)
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
