"""The phrases that may say what an entity is, with what speaks for and against each.

In: a resolved `DiscourseState` and one of its entities. Out: `RoleCandidate`s, of which rolechoice.py chooses::

    find_candidates(state, entity)

Candidates are the phrases beside every name of the entity, the descriptions that were resolved to it, and nouns in the
name of a body. Descriptions that may mean it because they stand near are none: of those that would be taken, every
third one was somebody else's.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from quoteattr.components.grammar import root_between, words_between
from quoteattr.components.rolephrases import Construction, Phrase, find_far_phrases, find_phrases, of_pronoun
from quoteattr.components.roles import Place, Role, is_office
from quoteattr.components.rolewords import take_apart
from quoteattr.components.speakers.candidate import Features, Pairs, filled
from quoteattr.components.speakers.descriptions import SOFT
from quoteattr.components.speakers.discourse_state import DiscourseState
from quoteattr.components.speakers.entities import Entity
from quoteattr.components.speakers.mentions import Mention, MentionKind
from quoteattr.components.speakers.nominals import AGE, without_article
from quoteattr.components.speakers.offices import in_words
from quoteattr.components.speakers.sources import Form
from quoteattr.components.vocabulary import (
    body_noun,
    document_noun,
    fold,
    is_group_noun,
    is_role_modifier,
    role_noun,
    role_verbs,
    title,
)
from quoteattr.lexicon import word_set
from quoteattr.statements import SpeakerType

# Constructions of a phrase that a rule says is a role.
KNOWN = frozenset({each for each in Construction if each.startswith("rule_")} | {Construction.ANNOUNCED})
AGENT = re.compile(r"(?:er|or|ist|ian|man|woman|ent|ant|eur)s?$")  # endings of nouns of those who do something
MOST = 30  # candidates of one speaker; the rest of a long article repeats them


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleCandidate:
    """One phrase that may say what a speaker is; without words it is the answer “none”.

    Attributes:
        text: without article.
        features: by name; what is not there is 0.
        mentions: indices of the mentions that it stands at.
    """

    text: str
    features: Features
    mentions: frozenset[int] = frozenset()


def is_known(candidate: RoleCandidate) -> bool:
    """Whether a rule says that a phrase is a role."""
    return not candidate.features.keys().isdisjoint(KNOWN)


def tells(candidate: RoleCandidate) -> bool:
    """Whether a phrase says more than what everybody may be: an occupation, not a brother or a man."""
    known = role_noun(head_of(candidate.text.split()))
    return known is None or not known.kinds <= SOFT


def _shouted(text: str) -> int:
    """How many words are in capitals: “DINNER lady”."""
    return sum(word.isupper() for word in text.split())


@dataclass(slots=True, kw_only=True)
class _Found:
    """The places where one phrase stands."""

    text: str
    phrases: list[Phrase] = field(default_factory=list)
    mentions: list[int] = field(default_factory=list)


def find_candidates(state: DiscourseState, entity: Entity) -> Iterator[RoleCandidate]:
    """The candidates of an entity, equal words once."""
    found: dict[str, _Found] = {}
    for index, phrase in _phrases(state, entity):
        text = in_words(state.story, phrase.role, entity)
        one = found.setdefault(fold(text), _Found(text=text))
        one.text = min(one.text, text, key=_shouted)
        one.phrases.append(phrase)
        one.mentions.append(index)
        if len(found) >= MOST:
            break
    words = {key: frozenset(key.split()) for key in found}
    for key, one in found.items():
        part = any(words[key] < other for other in words.values())
        whole = any(other < words[key] for other in words.values())
        pairs = (
            *of_words(one.text),
            *_of_places(state, entity, one),
            ("part_of_another", float(part)),
            ("holds_another", float(whole)),
        )
        yield RoleCandidate(text=one.text, features=filled(iter(pairs)), mentions=frozenset(one.mentions))


def _phrases(state: DiscourseState, entity: Entity) -> Iterator[tuple[int, Phrase]]:
    """The phrases at all mentions of an entity, and the mention of each."""
    for index in entity.mentions:
        mention = state.mentions[index]
        if mention.kind is MentionKind.NAME:
            yield from ((index, phrase) for phrase in _beside(state, index))
    for index, referent in state.story.referents.items():
        mention = state.mentions[index]
        same = referent.entity is not None and state.entities.all[referent.entity] is entity
        if same and mention.kind is MentionKind.NOMINAL:
            yield index, _described(state, Construction.DESCRIPTION, mention)
        elif same and mention.kind is MentionKind.PRONOUN:
            yield from ((index, phrase) for phrase in of_pronoun(state.doc, mention.end))
    for index in _resolved(state, entity.name):
        yield index, _described(state, Construction.RESOLVED, state.mentions[index])
    for text in entity.roles:
        yield -1, _stated(Construction.ANNOUNCED, text)
    if entity.type is not SpeakerType.PERSON:
        words = without_article(entity.name).split()
        nouns = [word.lower() for word in words if len(words) > 1 and (body_noun(word) or document_noun(word))]
        yield from ((-1, _stated(Construction.NAME, noun)) for noun in nouns[-1:])


def _resolved(state: DiscourseState, name: str) -> Iterator[int]:
    """The mentions of the descriptions that were decided to mean the speaker of that name."""
    for index, source in enumerate(state.sources):
        done = state.done.get(index)
        if source is None or source.form is not Form.NOMINAL or source.head is None or done is None:
            continue
        if done.speaker == name and not state.mentions[source.head].plural:
            yield source.head


def _described(state: DiscourseState, construction: Construction, mention: Mention) -> Phrase:
    words = words_between(state.doc, mention.start, mention.end)
    text = without_article(AGE.sub("", words).removesuffix(" ") or words)  # “the 33-year-old striker”
    role = Role(text=text, place=Place.CLAUSE, start=mention.start, end=mention.end)
    return Phrase(construction=construction, role=role)


def _stated(construction: Construction, text: str) -> Phrase:
    return Phrase(construction=construction, role=Role(text=text, place=Place.CLAUSE, start=0, end=0))


def _beside(state: DiscourseState, index: int) -> Iterator[Phrase]:
    mention = state.mentions[index]
    yield from find_phrases(state.doc, mention.start, mention.end, state.roles.get(index, ()))
    yield from find_far_phrases(state.doc, mention.start)
    for words in mention.name.titles if mention.name else ():
        if is_office(words):
            yield _stated(Construction.RULE_TITLE, words)


def _of_places(state: DiscourseState, entity: Entity, found: _Found) -> Pairs:
    """Where and how often a phrase stands."""
    kind = _kind(found.text)
    for phrase in found.phrases:
        yield phrase.construction, 1.0
        yield f"{phrase.construction}_{kind}", 1.0
        yield from _of_tokens(state.doc, phrase.role)
    times = len(found.phrases)
    yield "times", math.log(times)
    yield "share", times / max(1, len(entity.mentions))
    yield "at_first_mention", float(bool(found.mentions) and entity.mentions[:1] == found.mentions[:1])
    yield "owned", float(any(phrase.role.possessor is not None for phrase in found.phrases))
    yield "in_headline", float(any(at >= 0 and state.mentions[at].end <= state.story.headline for at in found.mentions))
    yield (
        "in_quote",
        float(bool(found.mentions) and all(at >= 0 and state.mentions[at].quoted for at in found.mentions)),
    )


def _kind(text: str) -> str:
    """What the head of a phrase is, in one word."""
    head = head_of(text.split())
    if role_noun(head) is not None or role_noun(" ".join(text.split()[-2:])) is not None:
        return "role"
    if title(text) is not None:
        return "title"
    if body_noun(head) is not None:
        return "body"
    return "name" if head[:1].isupper() else ("agent" if AGENT.search(head) else "thing")


def _of_tokens(doc: Doc, role: Role) -> Pairs:
    """What the words around a phrase, and their grammar, say of it."""
    if role.end <= role.start:
        return
    before = doc[role.start - 1].lower_ if role.start else ""
    first = doc[role.start].lower_ if role.place is Place.CLAUSE else before
    for word in (before, first):
        if word in {"a", "an", "the"}:
            yield f"article_{word[:2].strip()}", 1.0
    yield f"begins_{doc[role.start].tag_[:3]}", 1.0
    head = doc[root_between(doc, role.start, role.end).i]
    yield f"grammar_{head.dep_}", 1.0
    yield f"entity_{head.ent_type_}", 1.0
    yield "sentence_end", float(role.end < len(doc) and doc[role.end].text in {".", "\n"})


def of_words(text: str) -> Pairs:
    """What the words of a phrase say of it."""
    words = text.split()
    head = head_of(words)
    known = role_noun(head)
    kinds = {
        "role": known is not None or role_noun(" ".join(words[-2:])) is not None,
        "title": title(text) is not None,
        "body": body_noun(head) is not None,
        "group": is_group_noun(head),
        "document": document_noun(head) is not None,
    }
    yield from ((f"head_{kind}", float(holds)) for kind, holds in kinds.items())
    if len(words) == 1 and not kinds["role"]:  # “the government”, “police”, “authorities”: they name it
        yield from ((f"only_{kind}", float(holds)) for kind, holds in kinds.items())
    yield "all_capital", float(bool(words) and all(word[:1].isupper() for word in words))
    yield "head_unknown", float(not any(kinds.values()))
    yield from ((f"kind_{kind}", 1.0) for kind in (known.kinds if known else ()))
    yield "head_plural", float(known.plural if known else head.endswith("s"))
    yield "head_capital", float(head[:1].isupper())
    parts = take_apart(text)
    yield "organization", float(parts.organization is not None)
    yield "no_role_noun", float(not parts.word)
    yield f"words_{min(len(words), 8)}", 1.0
    yield "modified", float(any(is_role_modifier(word) for word in words))
    yield "rank", float(any(word.casefold() in word_set("ranks") for word in words))
    yield "begins_with_preposition", float(bool(words) and words[0].casefold() in word_set("prepositions"))
    yield "ends_with_preposition", float(bool(words) and words[-1].casefold() in word_set("prepositions"))
    yield "begins_with_verb", float(bool(words) and words[0].casefold() in role_verbs())
    yield "digit", float(any(character.isdigit() for character in text))
    yield "holds_possessive", float("’s " in text or "'s " in text)
    yield "marks", float(any(mark in text for mark in ',;:()@“”"'))


def head_of(words: Sequence[str]) -> str:
    """The noun that heads a phrase: the last word before its first preposition."""
    last = next((at for at, word in enumerate(words) if at and word.casefold() in word_set("prepositions")), len(words))
    return words[last - 1].strip(",.") if words else ""
