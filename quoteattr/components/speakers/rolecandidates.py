"""The phrases that may say what an entity is, with what speaks for and against each.

In: a resolved `DiscourseState` and one of its entities. Out: `RoleCandidate`s, of which rolechoice.py chooses::

    find_candidates(state, entity, UnresolvedDescriptions(state))

Candidates are the phrases beside every name of the entity, the descriptions that were resolved to it, those that may
be (unresolved.py), and nouns in the name of a body.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from quoteattr.components.grammar import words_between
from quoteattr.components.rolephrases import Construction, Phrase, find_phrases, of_pronoun
from quoteattr.components.roles import Place, Role, is_office
from quoteattr.components.rolewords import SOFT, take_apart
from quoteattr.components.speakers.candidate import Features, Pairs, filled
from quoteattr.components.speakers.discourse_state import DiscourseState
from quoteattr.components.speakers.entities import Entity
from quoteattr.components.speakers.mentions import Mention, MentionKind
from quoteattr.components.speakers.nominals import without_article
from quoteattr.components.speakers.possessors import role_with_owner
from quoteattr.components.speakers.unresolved import UnresolvedDescriptions
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

RULES = frozenset(each for each in Construction if each.startswith("rule_"))
# Constructions that a rule gives: what they say is a role, and only the best of them is to be found.
KNOWN = RULES | {Construction.ANNOUNCED}
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

    @property
    def is_known(self) -> bool:
        """Whether a rule says that it is a role."""
        return not self.features.keys().isdisjoint(KNOWN)


def worth(candidate: RoleCandidate) -> int:
    """How much a phrase tells: 2 beside the name, 1 elsewhere, 0 what everybody may be."""
    known = role_noun(head_of(candidate.text.split()))
    if known is not None and known.kinds <= SOFT:
        return 0
    return 2 if RULES & candidate.features.keys() else 1


def _shouted(text: str) -> int:
    """How many words are in capitals: “DINNER lady”."""
    return sum(word.isupper() for word in text.split())


@dataclass(slots=True, kw_only=True)
class _Found:
    """The places where one phrase stands."""

    text: str
    phrases: list[Phrase] = field(default_factory=list)
    mentions: list[int] = field(default_factory=list)
    ties: list[Features] = field(default_factory=list)


def find_candidates(
    state: DiscourseState, entity: Entity, unresolved: UnresolvedDescriptions
) -> Iterator[RoleCandidate]:
    """The candidates of an entity, equal words once."""
    found: dict[str, _Found] = {}
    for index, phrase in _phrases(state, entity, unresolved):
        text = role_with_owner(state.discourse, phrase.role, entity)
        one = found.setdefault(fold(text), _Found(text=text))
        one.text = min(one.text, text, key=_shouted)
        one.phrases.append(phrase)
        one.mentions.append(index)
        if len(found) >= MOST:
            break
    for each in unresolved.of(entity):
        text = without_article(_described(state, state.mentions[each.mention]))
        one = found.setdefault(fold(text), _Found(text=text))
        one.phrases.append(_stated(Construction.UNRESOLVED, text))
        one.mentions.append(each.mention)
        one.ties.append(each.features)
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


def _phrases(state: DiscourseState, entity: Entity, unresolved: UnresolvedDescriptions) -> Iterator[tuple[int, Phrase]]:
    """The phrases at all mentions of an entity, and the mention of each."""
    for index in entity.mentions:
        mention = state.mentions[index]
        if mention.kind is MentionKind.NAME:
            yield from ((index, phrase) for phrase in _beside(state, index))
    for index, referent in state.discourse.referents.items():
        mention = state.mentions[index]
        same = referent.entity is not None and state.entities.all[referent.entity] is entity
        if same and mention.kind is MentionKind.NOMINAL:
            yield index, _stated(Construction.DESCRIPTION, without_article(_described(state, mention)))
        elif same and mention.kind is MentionKind.PRONOUN:
            yield from ((index, phrase) for phrase in of_pronoun(state.doc, mention.end))
    for index in unresolved.resolved(entity.name):
        yield index, _stated(Construction.RESOLVED, without_article(_described(state, state.mentions[index])))
    for text in entity.roles:
        yield -1, _stated(Construction.ANNOUNCED, text)
    if entity.type is not SpeakerType.PERSON:
        words = without_article(entity.name).split()
        nouns = [word.lower() for word in words if len(words) > 1 and (body_noun(word) or document_noun(word))]
        yield from ((-1, _stated(Construction.NAME, noun)) for noun in nouns[-1:])


def _described(state: DiscourseState, mention: Mention) -> str:
    return words_between(state.doc, mention.start, mention.end)


def _stated(construction: Construction, text: str) -> Phrase:
    return Phrase(construction=construction, role=Role(text=text, place=Place.CLAUSE, start=0, end=0))


def _beside(state: DiscourseState, index: int) -> Iterator[Phrase]:
    mention = state.mentions[index]
    yield from find_phrases(state.doc, mention.start, mention.end, state.roles.get(index, ()))
    for words in mention.name.titles if mention.name else ():
        if is_office(words):
            yield _stated(Construction.RULE_TITLE, words)


def _of_places(state: DiscourseState, entity: Entity, found: _Found) -> Pairs:
    """Where and how often a phrase stands."""
    for phrase in found.phrases:
        yield phrase.construction, 1.0
    for tie in found.ties:
        yield from tie.items()
    times = len(found.phrases)
    yield "times", math.log(times)
    yield "share", times / max(1, len(entity.mentions))
    yield "at_first_mention", float(bool(found.mentions) and entity.mentions[:1] == found.mentions[:1])
    yield "owned", float(any(phrase.role.possessor is not None for phrase in found.phrases))
    yield (
        "in_headline",
        float(any(at >= 0 and state.mentions[at].end <= state.discourse.headline for at in found.mentions)),
    )
    yield (
        "in_quote",
        float(bool(found.mentions) and all(at >= 0 and state.mentions[at].quoted for at in found.mentions)),
    )


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
    yield "possessive", float("’s " in text or "'s " in text)
    yield "marks", float(any(mark in text for mark in ',;:()@“”"'))


def head_of(words: Sequence[str]) -> str:
    """The noun that heads a phrase: the last word before its first preposition."""
    last = next((at for at, word in enumerate(words) if at and word.casefold() in word_set("prepositions")), len(words))
    return words[last - 1].strip(",.") if words else ""
