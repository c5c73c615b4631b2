"""Finds what is wrong or missing in an annotation.

In: notes that were read, and the numbered article. Out: problems, each a sentence that says what and where::

    Q7 is in no list: “the best boat in the bay”
    he (candidate 31) belongs to nobody
"""

from collections import Counter
from collections.abc import Callable, Iterator

from quoteattr.annotation.corpus import Gender
from quoteattr.annotation.notes import Notes
from quoteattr.annotation.numbering import Numbered
from quoteattr.components.vocabulary import fold
from quoteattr.spans import Span
from quoteattr.statements import Kind, SpeakerType

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_SHOWN = 40  # characters of a place that a problem shows


def check(notes: Notes, numbered: Numbered) -> tuple[str, ...]:
    """What is wrong or missing, in the order of the checks below; empty when nothing is."""
    return (*notes.problems, *(problem for one in CHECKS for problem in one(notes, numbered)))


def _marks_are_covered(notes: Notes, numbered: Numbered) -> Iterator[str]:
    """Every quoted segment is a quote or none, and not both."""
    listed = Counter(statement.spans for statement in notes.annotation.statements if statement.kind is Kind.DIRECT)
    listed.update(entry.spans for entry in notes.annotation.not_quotes)
    for at, spans in enumerate(numbered.quoted, 1):
        shown = f"“{spans[0].of(numbered.text)[:_SHOWN]}”"
        if not _is_listed(spans, listed):
            yield f"Q{at} is in no list: {shown}"
        if listed[spans] > 1:
            yield f"Q{at} is listed {listed[spans]} times: {shown}"


def _is_listed(spans: tuple[Span, ...], listed: Counter[tuple[Span, ...]]) -> bool:
    """As it is, or by entries of its own for parts of it, or inside a larger one."""
    return bool(listed[spans]) or any(one.overlaps(own) for other in listed for one in other for own in spans)


def _speakers_are_entities(notes: Notes, numbered: Numbered) -> Iterator[str]:
    keys = Counter(entity.key for entity in notes.annotation.entities)
    yield from (f"entity {key} stands {count} times" for key, count in keys.items() if count > 1)
    for statement in notes.annotation.statements:
        for key in statement.speakers:
            if key not in keys:
                yield f"speaker {key} is no entity: “{statement.spans[0].of(numbered.text)[:_SHOWN]}”"


def _entities_have_mentions(notes: Notes, numbered: Numbered) -> Iterator[str]:
    for entity in notes.annotation.entities:
        if not entity.names:
            yield f"entity {entity.key} has no name and no description"
        if not entity.mentions:
            yield f"entity {entity.key} has no mention"


def _names_are_in_the_text(notes: Notes, numbered: Numbered) -> Iterator[str]:
    text = fold(numbered.text)
    for entity in notes.annotation.entities:
        for name in entity.names[:1]:
            if missing := [word for word in name.split() if fold(word.strip(".,'’\"")) not in text]:
                yield f"entity {entity.key}: “{' '.join(missing)}” of its name is not in the text"


def _mentions_mean_one(notes: Notes, numbered: Numbered) -> Iterator[str]:
    owners: dict[Span, str] = {}
    for entity in notes.annotation.entities:
        for mention in entity.mentions:
            other = owners.setdefault(mention, entity.key)
            if other != entity.key:
                yield f"{_shown(mention, numbered)} belongs to {other} and to {entity.key}"
            if mention in notes.nobody:
                yield f"{_shown(mention, numbered)} belongs to {entity.key} and to nobody (X)"


def _sources_are_mentions(notes: Notes, numbered: Numbered) -> Iterator[str]:
    for statement in notes.annotation.statements:
        owners = [entity for entity in notes.annotation.entities if entity.key in statement.speakers]
        if statement.source is None or len(owners) != 1 or statement.unsure is not None:
            continue
        if not any(mention.overlaps(statement.source) for mention in owners[0].mentions):
            yield f"the source {_shown(statement.source, numbered)} is no mention of {owners[0].key}"


def _pronouns_fit(notes: Notes, numbered: Numbered) -> Iterator[str]:
    for entity in notes.annotation.entities:
        person = entity.type in (SpeakerType.PERSON, SpeakerType.UNKNOWN)
        for mention in entity.mentions:
            word = mention.of(numbered.text).lower()
            wrong_he = word in _HE and (entity.gender is Gender.FEMALE or not person)
            wrong_she = word in _SHE and (entity.gender is Gender.MALE or not person)
            if wrong_he or wrong_she or (word in _IT and entity.type is SpeakerType.PERSON):
                yield f"{_shown(mention, numbered)} cannot mean {entity.key} ({entity.type} {entity.gender})"


def _pronouns_are_followed(notes: Notes, numbered: Numbered) -> Iterator[str]:
    """Every “he” and “she” means somebody, or is said to mean nobody."""
    known = {mention for entity in notes.annotation.entities for mention in entity.mentions} | set(notes.nobody)
    for candidate in numbered.candidates:
        if candidate.of(numbered.text).lower() in _HE | _SHE and candidate not in known:
            yield f"{_shown(candidate, numbered)} belongs to nobody; if it means nobody, list it as X"


def _cue_is_no_content(notes: Notes, numbered: Numbered) -> Iterator[str]:
    for statement in notes.annotation.statements:
        if any(cue.overlaps(span) for cue in statement.cue for span in statement.spans):
            yield f"the cue “{statement.cue[0].of(numbered.text)}” stands inside its content; give it as pN<words>"


def _shown(span: Span, numbered: Numbered) -> str:
    """A mention with its number and paragraph."""
    at = f"candidate {numbered.candidates.index(span) + 1}" if span in numbered.candidates else "no candidate"
    paragraph = next((at for at, one in enumerate(numbered.paragraphs, 1) if one.contains(span)), 0)
    return f"{span.of(numbered.text)[:_SHOWN]} ({at}, p{paragraph})"


CHECKS: tuple[Callable[[Notes, Numbered], Iterator[str]], ...] = (
    _marks_are_covered,
    _speakers_are_entities,
    _entities_have_mentions,
    _names_are_in_the_text,
    _mentions_mean_one,
    _sources_are_mentions,
    _pronouns_fit,
    _pronouns_are_followed,
    _cue_is_no_content,
)
