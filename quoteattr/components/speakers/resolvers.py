"""The ways to find a speaker, each a function of the state, a statement and its source.

In: a `DiscourseState`, the index of a statement, its `Source`. Out: a `Resolution`, or None when this way
does not apply. Their order stands in resolve.py.
"""

import re
from bisect import bisect_left

from spacy.tokens import Token

from quoteattr.components.annotations import Resolution
from quoteattr.components.names import parse_name
from quoteattr.components.roles import Place
from quoteattr.components.rolewords import take_apart
from quoteattr.components.speakers.apposition import phrase_start
from quoteattr.components.speakers.candidate import may_mean
from quoteattr.components.speakers.discourse import Referent
from quoteattr.components.speakers.discourse_state import DiscourseState, author_of
from quoteattr.components.speakers.entities import Entity
from quoteattr.components.speakers.mentions import MentionKind
from quoteattr.components.speakers.possessors import possessive_mark
from quoteattr.components.speakers.pronouns import is_spoken_of
from quoteattr.components.speakers.sources import Form, Source
from quoteattr.components.speakers.wording import type_of
from quoteattr.components.turnlabels import read_role_label
from quoteattr.components.vocabulary import body_noun, country_of, fold, pronoun, role_noun
from quoteattr.lexicon import load_entries
from quoteattr.spans import Span
from quoteattr.statements import SpeakerType

# “Rao: we will sue”, “Rao vows to sue”: the name that a headline opens with.
HEADLINE_NAME = re.compile(
    r"^\s*([A-ZÀ-Þ][\w’'-]+(?:[ ][A-ZÀ-Þ][\w’'-]+){0,3})\s*(?::|\b(?:says|vows|warns|tells|insists|denies|pledges)\b)"
)
ARTICLE = re.compile(r"^(?:the|an?|one|another|his|her|its|their)\s+", re.I)
# Share of speakers found so that are right, counted on annotated articles.
HEADLINE = 0.8
DESCRIBED = 0.9
NOMINAL = 0.9
CONTINUING = 0.9
LOOK_BACK = 20  # mentions before “the former” among which its two persons are, statements before “added”


def of_entity(entity: Entity, evidence: str, *, certainty: float = 1.0) -> Resolution:
    """The resolution that names an entity."""
    return Resolution(
        speaker=entity.name,
        type=entity.type,
        anonymous=entity.anonymous,
        certainty=certainty,
        evidence=evidence,
    )


def unsettled(state: DiscourseState, candidates: tuple[int, ...], evidence: str) -> Resolution:
    """Nobody, with the names that were considered."""
    found = [state.entities.all[number] for number in candidates]
    types = {entity.type for entity in found}
    return Resolution(
        type=types.pop() if len(types) == 1 else SpeakerType.UNKNOWN,
        candidates=tuple(entity.name for entity in found),
        evidence=evidence,
    )


def of_mention(state: DiscourseState, number: int, evidence: str) -> Resolution | None:
    """The resolution of any mention."""
    if state.mentions[number].kind is MentionKind.NAME:
        known = state.entities.of_mention.get(number, ())
        if len(known) == 1:
            return of_entity(state.entities.all[known[0]], evidence)
        return unsettled(state, known, evidence) if known else None
    referent = state.discourse.referents.get(number)
    return of_referent(state, referent, evidence) if referent else None


def of_referent(state: DiscourseState, referent: Referent, evidence: str, certainty: float = 1.0) -> Resolution:
    """The resolution of what a pronoun or description means."""
    if referent.entity is None:
        return unsettled(state, referent.candidates, evidence)
    entity = state.entities.all[referent.entity]
    return of_entity(entity, evidence, certainty=certainty * referent.certainty)


def find_by_label(state: DiscourseState, index: int, source: Source) -> Resolution | None:
    """“THE WITNESS:”, “RUIZ:”: the one person of that role or surname, else somebody who is known by it only."""
    if source.form is not Form.LABEL:
        return None
    role = read_role_label(source.span.of(state.document.text))
    holders = _holders(state, role.held_by) if role else _bearers(state, source.description)
    if len(holders) == 1:
        return of_entity(holders[0], "label")
    return Resolution(
        speaker=source.description,
        type=source.type,
        anonymous=source.anonymous,
        role=source.noun or None,
        candidates=tuple(entity.name for entity in holders),
        evidence="label",
    )


def _bearers(state: DiscourseState, surname: str) -> tuple[Entity, ...]:
    """The persons of that surname, those that are one counted once."""
    named = {
        entity.number: entity
        for entity in state.entities.all
        if entity.person_name is not None and fold(entity.person_name.surname) == fold(surname)
    }
    return tuple(named.values())


def _holders(state: DiscourseState, roles: frozenset[str]) -> tuple[Entity, ...]:
    """The persons of whom the text says that they have one of some roles; a label itself says nothing of anybody."""
    labels = {source.start for source in state.sources if source is not None and source.form is Form.LABEL}
    found = {}
    for number, stated in state.roles.items():
        if not labels.isdisjoint(role.start for role in stated):
            continue
        if any(_is_a(role.text, roles) for role in stated if role.place is not Place.CLAUSE):
            known = [state.entities.all[entity] for entity in state.entities.of_mention.get(number, ())]
            found.update({entity.number: entity for entity in known if entity.type is SpeakerType.PERSON})
    return tuple(found.values())


def _is_a(stated: str, roles: frozenset[str]) -> bool:
    """Whether a stated role is one of some: “chair of the board” is that of the chair."""
    head = take_apart(stated).word.casefold()
    return head in roles or stated.casefold() in roles


def find_spoken_of(state: DiscourseState, index: int, source: Source) -> Resolution | None:
    """“It was announced”, “Mills is said to be ill”: nobody is named who says so."""
    if source.head is None or source.form is Form.JOINT or source.is_label:
        return None
    spoken_of = is_spoken_of(state.discourse, state.mentions[source.head])
    return Resolution(evidence="passive") if spoken_of else None


def find_first_person(state: DiscourseState, index: int, source: Source) -> Resolution | None:
    """“I told him”: the speaker of the quote around it, else the author."""
    known = pronoun(source.noun) if source.form is Form.PRONOUN else None
    if known is None or known.gender not in {"self", "other"}:
        return None
    if known.gender == "other":
        return Resolution(evidence="second person")
    around = state.quote_around(index, source.span)
    if around is not None:
        return state.done.get(around, Resolution(evidence="first person"))
    return _author(state)


def _author(state: DiscourseState) -> Resolution:
    authors = author_of(state.document)
    if len(authors) != 1:
        return Resolution(candidates=authors, evidence="byline" if authors else "first person")
    return Resolution(speaker=authors[0], type=SpeakerType.PERSON, role="author", evidence="byline")


def find_by_relative(state: DiscourseState, index: int, source: Source) -> Resolution | None:
    """“Jo Low, who said”: the noun that the clause belongs to."""
    if source.form is not Form.RELATIVE:
        return None
    before = source.start
    while before > 0 and state.doc[before - 1].is_punct:
        before -= 1
    noun = state.doc[source.start].head.head
    number = state.ending.get(before, state.ending.get(noun.i + 1))
    if number is not None:
        number = _described_by(state, number)
    found = of_mention(state, number, "relative") if number is not None else None
    return found or _antecedent(state, index, noun)


def _described_by(state: DiscourseState, number: int) -> int:
    """The person before a description or a place: “Jo Low, a former clerk, who said”, “Jo Low of Marne, who said”."""
    mention = state.mentions[number]
    if mention.start < 2 or (mention.type is SpeakerType.PERSON and mention.kind is MentionKind.NAME):
        return number
    before = state.doc[mention.start - 1]
    apposed = mention.kind is MentionKind.NOMINAL and before.text == "," and not mention.plural
    placed = mention.kind is MentionKind.NAME and before.lower_ == "of"
    named = state.ending.get(mention.start - 1) if apposed or placed else None
    is_person = named is not None and state.mentions[named].name is not None
    return named if named is not None and is_person else number


def _antecedent(state: DiscourseState, index: int, noun: Token) -> Resolution:
    """“voters who said”: the noun of the clause is a description of its own."""
    if noun.pos_ not in {"NOUN", "PROPN", "PRON"}:
        return Resolution(evidence="relative")
    start = state.doc[phrase_start(state.doc, noun.i)].idx
    source = state.reader.read(Span(start, noun.idx + len(noun)))
    if source is None or source.form is not Form.NOMINAL:
        return Resolution(evidence="relative")
    return find_description(state, index, source)


def find_by_pronoun(state: DiscourseState, index: int, source: Source) -> Resolution | None:
    """“he said”: who is in the foreground; nobody when two are, or when “it” is nobody."""
    if source.form is not Form.PRONOUN:
        return None
    referent = state.discourse.referents.get(source.head) if source.head is not None else None
    if referent is None:
        return Resolution(evidence="pronoun")
    return of_referent(state, referent, "named together" if referent.together else "pronoun")


def find_continuing(state: DiscourseState, index: int, source: Source) -> Resolution | None:
    """“he added”: the cue says that the speaker of the statement before goes on."""
    known = pronoun(source.noun) if source.form is Form.PRONOUN and source.continues else None
    if known is None:
        return None
    numbers = range(index - 1, max(index - 1 - LOOK_BACK, -1), -1)
    before = next((found.speaker for number in numbers if (found := state.done.get(number)) and found.speaker), None)
    entity = next((entity for entity in state.entities.all if entity.name == before), None)
    if entity is None or not may_mean(known.gender, entity):
        return None
    return of_entity(entity, "goes on", certainty=CONTINUING)


def find_joint(state: DiscourseState, index: int, source: Source) -> Resolution | None:
    """“Mr Falk and Ms Tan”: one speaker with both names in full; of “Falk or Tan”, nobody, and both candidates."""
    if source.form is not Form.JOINT:
        return None
    members = tuple(dict.fromkeys(_member(state, part) for part in source.parts))
    if source.is_open:
        return Resolution(candidates=members, evidence="either")
    known = [state.entities.of_mention.get(part, ()) for part in source.parts]
    persons = all(len(each) == 1 and state.entities.all[each[0]].type is SpeakerType.PERSON for each in known)
    settled = persons and len(members) == len(source.parts)
    speaker = f"{', '.join(members[:-1])} and {members[-1]}" if settled else source.description
    return Resolution(speaker=speaker, type=source.type, candidates=members, members=members, evidence="joint")


def _member(state: DiscourseState, part: int) -> str:
    """Who one of several is: by name where the text has it, else by description."""
    found = of_mention(state, part, "joint")
    if found is not None and found.speaker is not None:
        return found.speaker
    mention = state.mentions[part]
    return mention.span.of(state.document.text) if mention.name is None else mention.name.full


def find_by_name(state: DiscourseState, index: int, source: Source) -> Resolution | None:
    """The person or body that the source names."""
    if source.form is not Form.NAME or source.head is None:
        return None
    return of_mention(state, source.head, "name")


def find_headline(state: DiscourseState, index: int, source: Source) -> Resolution | None:
    """“the chief executive” of whom only the headline gives the name: “Rao: we will sue”."""
    name = _name_in_headline(state.document.title or "")
    if source.form is not Form.NOMINAL or source.type is not SpeakerType.PERSON or name is None:
        return None
    if state.doc[source.start].lower_ != "the" or not role_noun(source.noun) or _is_known(state, source):
        return None
    return Resolution(
        speaker=name,
        type=SpeakerType.PERSON,
        role=ARTICLE.sub("", source.description),
        certainty=HEADLINE,
        evidence="headline",
    )


def _name_in_headline(headline: str) -> str | None:
    found = HEADLINE_NAME.match(headline)
    words = found.group(1) if found else ""
    if not words or ARTICLE.match(words) or words.casefold() in load_entries("labels") or country_of(words):
        return None
    return parse_name(words).full if body_noun(words.split()[-1]) is None else None


def _is_known(state: DiscourseState, source: Source) -> bool:
    """Whether a description means somebody of whom the text has spoken before."""
    referent = state.discourse.referents.get(source.head) if source.head is not None else None
    if referent is None or referent.entity is None:
        return referent is not None
    itself = state.discourse.described.get(referent.entity) == source.head
    return not itself or state.entities.all[referent.entity].number != referent.entity


def find_by_nominal(state: DiscourseState, index: int, source: Source) -> Resolution | None:
    """“the minister”: the person in the document who is one, or the unnamed source of before."""
    if source.form is not Form.NOMINAL or not _is_known(state, source) or source.head is None:
        return None
    return of_referent(state, state.discourse.referents[source.head], "nominal", NOMINAL)


def find_former_and_latter(state: DiscourseState, index: int, source: Source) -> Resolution | None:
    """“The latter said ...; the former ...”: the last two persons who were told of."""
    words = source.description.casefold()
    if source.form is not Form.NOMINAL or words not in {"the former", "the latter"}:
        return None
    last = bisect_left(state.mentions, source.start, key=lambda mention: mention.start)
    persons: list[int] = []
    for number in range(last - 1, max(last - LOOK_BACK, -1), -1):
        entity = state.entity_of(number)
        if entity is not None and entity.type is SpeakerType.PERSON and entity.number not in persons:
            persons.append(entity.number)
    if len(persons) < 2:
        return Resolution(evidence="former and latter")
    chosen = state.entities.all[persons[0 if words == "the latter" else 1]]
    return of_entity(chosen, "former and latter", certainty=NOMINAL)


def _is_relative(state: DiscourseState, source: Source) -> bool:
    """Whether a source is somebody of the one before it: “whose lawyer”."""
    return state.doc[source.start].tag_ == "WP$"


def _with_antecedent(state: DiscourseState, source: Source, words: str) -> str | None:
    """“Ida Moss, | whose lawyer” -> “Ida Moss’s lawyer”; None where no name stands before “whose”."""
    if not _is_relative(state, source):
        return words
    before = (state.ending[end] for end in (source.start, source.start - 1) if end in state.ending)
    owner = next((state.discourse.entity_of(index) for index in before), None)
    return f"{owner.name}{possessive_mark(state.discourse)} {words.partition(' ')[2]}" if owner else None


def find_description(state: DiscourseState, index: int, source: Source) -> Resolution:
    """A source without a name: its description is the speaker, with its owner by name."""
    entity = state.discourse.entity_of(source.head) if source.head is not None else None
    words = entity.name if entity is not None and entity.number in state.discourse.described else source.description
    return Resolution(
        speaker=_with_antecedent(state, source, words),
        type=type_of(state.doc[source.end - 1], None) if _is_relative(state, source) else source.type,
        anonymous=source.anonymous,
        certainty=DESCRIBED,
        evidence="description",
    )
