"""The ways to find a speaker, each a function of the scene, a statement and its source.

In: a `Scene`, the index of a statement, its `Source`. Out: a `Resolution`, or None when this way
does not apply. Their order stands in resolve.py.
"""

import re

from quoteattr.components.annotations import Resolution
from quoteattr.components.roles import Place, Role, best_role
from quoteattr.components.speakers.discourse import Referent
from quoteattr.components.speakers.entities import Entity
from quoteattr.components.speakers.mentions import MentionKind
from quoteattr.components.speakers.scene import Scene
from quoteattr.components.speakers.sources import Form, Source
from quoteattr.components.speakers.vocabulary import country_of, fold, pronoun, role_noun
from quoteattr.statements import Kind, SpeakerType

BYLINE = re.compile(r"^\s*(?:by\s+)?", re.I)
SEVERAL_AUTHORS = re.compile(r"\s*(?:,|&|\band\b)\s*")
HEADLINE_NAME = re.compile(r"^\s*([A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2})\s*(?::|\bsays\b|\bvows\b|\bwarns\b|\btells\b)")
# Certainty of what rests on a guess that is right nine times in ten, or less.
HEADLINE = 0.8
DESCRIBED = 0.85


def of_entity(
    scene: Scene, entity: Entity, evidence: str, *, local: int | None = None, certainty: float = 1.0
) -> Resolution:
    """The resolution that names an entity, with the role beside the mention or the best elsewhere."""
    described = entity.number in scene.discourse.described
    return Resolution(
        speaker=_lower_article(entity.name) if described else entity.name,
        type=entity.type,
        role=role_of(scene, entity, local),
        certainty=certainty,
        evidence=evidence,
    )


def unsettled(scene: Scene, candidates: tuple[int, ...], evidence: str, type_: SpeakerType) -> Resolution:
    """Nobody, with the names that were considered."""
    names = tuple(scene.entities.all[number].name for number in candidates)
    return Resolution(speaker=None, type=type_, candidates=names, evidence=evidence)


def role_of(scene: Scene, entity: Entity, local: int | None = None) -> str | None:
    """The role beside a mention if it says something, else the best that the document states."""
    everywhere = [role for index in entity.mentions for role in scene.roles.get(index, ())]
    best = best_role(everywhere)
    if local is not None:
        here = best_role(scene.roles.get(local, ()))
        if here is not None and (best is None or not set(fold(here.text).split()) <= set(fold(best.text).split())):
            best = here if here.place is not Place.CLAUSE or best is None else best
    return compose(scene, best) if best else None


def compose(scene: Scene, role: Role) -> str:
    """The role in words; “counterpart” takes over the office of the possessor.

    “his Chinese counterpart Dong Jun” beside the Russian Defence Minister: Chinese Defence Minister.
    """
    words = role.text.split()
    if role.possessor is None or fold(words[-1]) != "counterpart":
        return role.text
    possessor = _possessor(scene, role.possessor)
    office = role_of(scene, possessor) if possessor is not None else None
    if not office:
        return role.text
    return " ".join((*words[:-1], strip_country(office)))


def strip_country(office: str) -> str:
    """An office without the country before it: Russian Defence Minister -> Defence Minister."""
    words = office.split()
    for length in (2, 1):
        if len(words) > length and country_of(re.sub(r"['’]s?$", "", " ".join(words[:length]))):
            return " ".join(words[length:])
    return office


def _possessor(scene: Scene, token: int) -> Entity | None:
    for index, referent in scene.discourse.referents.items():
        if scene.mentions[index].start == token and referent.entity is not None:
            return scene.entities.all[referent.entity]
    return None


def find_carried(scene: Scene, index: int) -> Resolution | None:
    """The speaker of the quote that this one continues."""
    carried = scene.reported[index].carried
    found = scene.done.get(carried) if carried is not None else None
    return found


def find_first_person(scene: Scene, index: int, source: Source) -> Resolution | None:
    """“I told him”: the speaker of the quote around it, else the author."""
    known = pronoun(source.noun) if source.form is Form.PRONOUN else None
    if known is None or known.gender not in {"self", "other"}:
        return None
    if known.gender == "other":
        return Resolution(evidence="second person")
    around = next(
        (
            other
            for other, item in enumerate(scene.reported)
            if other != index and item.kind is Kind.DIRECT and any(span.contains(source.span) for span in item.spans)
        ),
        None,
    )
    if around is not None:
        found = scene.done.get(around) or resolve_one_around(scene, around)
        return found
    return _author(scene)


def resolve_one_around(scene: Scene, around: int) -> Resolution:
    """The speaker of the quote around a first person that is resolved later than its inside."""
    return scene.done.get(around, Resolution(evidence="first person"))


def _author(scene: Scene) -> Resolution:
    byline = BYLINE.sub("", scene.document.byline or "").strip()
    if not byline:
        return Resolution(evidence="first person")
    authors = tuple(filter(None, SEVERAL_AUTHORS.split(byline)))
    if len(authors) > 1:
        return Resolution(candidates=authors, type=SpeakerType.PERSON, evidence="byline")
    return Resolution(speaker=byline, type=SpeakerType.PERSON, role="author", evidence="byline")


def find_by_relative(scene: Scene, index: int, source: Source) -> Resolution | None:
    """“Jo Low, who said”: the noun that the clause belongs to, read as a source of its own."""
    if source.form is not Form.RELATIVE:
        return None
    before = source.start - 1
    while before > 0 and scene.doc[before].text in {",", "—", "–"}:
        before -= 1
    best = None
    for number, mention in enumerate(scene.mentions):
        if mention.start > before:
            break
        if mention.end == before + 1:
            best = number
    if best is None:
        return Resolution(evidence="relative")
    return of_mention(scene, best, "relative")


def of_mention(scene: Scene, number: int, evidence: str) -> Resolution | None:
    """The resolution of any mention."""
    mention = scene.mentions[number]
    if mention.kind is MentionKind.NAME:
        known = scene.entities.of_mention.get(number, ())
        if len(known) == 1:
            return of_entity(scene, scene.entities.all[known[0]], evidence, local=number)
        return unsettled(scene, known, evidence, SpeakerType.PERSON) if known else None
    referent = scene.discourse.referents.get(number)
    return of_referent(scene, referent, evidence) if referent else None


def of_referent(scene: Scene, referent: Referent, evidence: str) -> Resolution:
    """The resolution of what a pronoun or description means."""
    if referent.entity is None:
        types = {scene.entities.all[number].type for number in referent.candidates}
        type_ = types.pop() if len(types) == 1 else SpeakerType.UNKNOWN
        return unsettled(scene, referent.candidates, evidence, type_)
    return of_entity(scene, scene.entities.all[referent.entity], evidence, certainty=referent.certainty)


def find_by_pronoun(scene: Scene, index: int, source: Source) -> Resolution | None:
    """“he said”: who is in the foreground; nobody when two are, or when “it” is nobody."""
    if source.form is not Form.PRONOUN:
        return None
    referent = scene.discourse.referents.get(source.head) if source.head is not None else None
    return of_referent(scene, referent, "pronoun") if referent else Resolution(evidence="pronoun")


def find_joint(scene: Scene, index: int, source: Source) -> Resolution | None:
    """“Blue Co and Red Co”: one speaker with both names, each of them a candidate."""
    if source.form is not Form.JOINT:
        return None
    names = []
    for part in source.parts:
        known = scene.entities.of_mention.get(part, ())
        names += [scene.entities.all[number].name for number in known]
    return Resolution(speaker=source.description, type=source.type, candidates=tuple(names), evidence="joint")


def find_by_name(scene: Scene, index: int, source: Source) -> Resolution | None:
    """The person or body that the source names."""
    if source.form is not Form.NAME or source.head is None:
        return None
    return of_mention(scene, source.head, "name")


def find_by_nominal(scene: Scene, index: int, source: Source) -> Resolution | None:
    """“the minister”: the person in the document who is one."""
    if source.form is not Form.NOMINAL or source.head is None or source.anonymous:
        return None
    referent = scene.discourse.referents.get(source.head)
    if referent is None:
        return None
    if referent.entity is not None and scene.discourse.described.get(referent.entity) == source.head:
        return None  # the description itself, for the first time
    return of_referent(scene, referent, "nominal")


def find_headline(scene: Scene, index: int, source: Source) -> Resolution | None:
    """“the chief executive” of whom only the headline gives the name: “Rao: we will sue”."""
    found = HEADLINE_NAME.match(scene.document.title or "")
    if source.form is not Form.NOMINAL or source.type is not SpeakerType.PERSON or not found:
        return None
    if scene.doc[source.start].lower_ != "the":
        return None
    return Resolution(
        speaker=found.group(1),
        type=SpeakerType.PERSON,
        role=_without_article(source.description),
        certainty=HEADLINE,
        evidence="headline",
    )


def find_description(scene: Scene, index: int, source: Source) -> Resolution | None:
    """A source without a name: its description is the speaker."""
    role = (
        _without_article(source.description) if source.type is SpeakerType.PERSON and role_noun(source.noun) else None
    )
    return Resolution(
        speaker=source.description,
        type=source.type,
        anonymous=source.anonymous,
        role=role,
        certainty=DESCRIBED,
        evidence="description",
    )


def _without_article(words: str) -> str:
    return re.sub(r"^(?:the|an?|one|another)\s+", "", words, flags=re.I)


def _lower_article(words: str) -> str:
    return words[:1].lower() + words[1:] if re.match(r"(?:The|An?|One|Another|Some|His|Her)\b", words) else words
