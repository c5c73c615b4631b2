"""From source mentions to speakers: the ordered list of ways to find one.

In: a parsed Doc, the reported statements with their source spans, and the document's title and
byline. Out: a `Resolution` for each statement and the `Speaker`s of the document::

    resolve_speakers(doc, reported, document).resolutions[0].speaker

To add a way to find a speaker, write one function `find_...(scene, index, source)` that returns a
Resolution, or None to leave the source to the next, and give it its place in WAYS.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from quoteattr.components.annotations import Reported, Resolution
from quoteattr.components.speakers.scene import Scene, read_scene
from quoteattr.components.speakers.sources import Source
from quoteattr.components.speakers.ways import (
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
)
from quoteattr.components.stages import Attempt, unguarded
from quoteattr.documents import Document
from quoteattr.spans import Span
from quoteattr.statements import Speaker

Way = Callable[[Scene, int, Source], Resolution | None]
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
    scene = read_scene(doc, reported, document, attempt=attempt)
    waiting: list[int] = list(range(len(reported)))
    while waiting:
        later = [index for index in waiting if not _is_resolved(scene, index)]
        if len(later) == len(waiting):  # what only waits for itself has no speaker
            scene.done.update(dict.fromkeys(later, Resolution()))
            break
        waiting = later[::-1]
    resolutions = tuple(scene.done[index] for index in range(len(reported)))
    return SpeakerResolution(resolutions=resolutions, speakers=_speakers(scene, resolutions))


def _is_resolved(scene: Scene, index: int) -> bool:
    """Resolve a statement if what it depends on is resolved; chains of quotes are resolved in one go."""
    before = scene.before(index)
    if before is not None and before not in scene.done and before != index:
        return False
    place = scene.reported[index].source or Span(0, 0)
    scene.done[index] = scene.attempt("speakers", place, lambda: _resolve(scene, index), Resolution())
    return True


def _resolve(scene: Scene, index: int) -> Resolution:
    source = scene.sources[index]
    if source is None:
        carried = scene.reported[index].carried
        return scene.done.get(carried, Resolution()) if carried is not None else Resolution()
    return next((found for way in WAYS if (found := way(scene, index, source))), Resolution())


def _speakers(scene: Scene, resolutions: Sequence[Resolution]) -> tuple[Speaker, ...]:
    """Everybody who speaks, once, with the names and roles of the document."""
    found: dict[str, Speaker] = {}
    by_name = {entity.name: entity for entity in scene.entities.all}
    roles: dict[str, list[str]] = {}
    for resolution in resolutions:
        if resolution.speaker is None:
            continue
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
