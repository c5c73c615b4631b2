"""Decides what a speaker is: every phrase that may say so is a candidate, and one scorer chooses one, or none.

In: a `Scene` that is resolved, and the resolution of a statement. Out: its role, as the text states it::

    RoleChooser(scene).choose(index, resolution)

Candidates are the phrases beside every name of the speaker, the descriptions that were resolved to it, and what an
unnamed source is called. The weights (roles.json) are trained on annotated articles by quoteattr.training.roles.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files

from quoteattr.components.annotations import Resolution
from quoteattr.components.rolephrases import Construction, Phrase, find_phrases
from quoteattr.components.roles import Place, Role, is_office
from quoteattr.components.rolewords import take_apart
from quoteattr.components.speakers.candidate import Features, filled
from quoteattr.components.speakers.descriptions import RANKS, SOFT
from quoteattr.components.speakers.entities import Entity
from quoteattr.components.speakers.mentions import Mention, MentionKind
from quoteattr.components.speakers.nominals import without_article
from quoteattr.components.speakers.offices import in_words
from quoteattr.components.speakers.scene import Scene
from quoteattr.components.speakers.scorer import chances
from quoteattr.components.speakers.sources import Form
from quoteattr.components.speakers.ways import ARTICLE
from quoteattr.components.tokens import words_between
from quoteattr.components.vocabulary import body_noun, document_noun, fold, is_group_noun, role_noun, role_verbs, title
from quoteattr.errors import ModelError
from quoteattr.statements import SpeakerType

FILE = "roles.json"
NEAR = 0.1  # share of the chance of the likeliest phrase from which on another one may be taken instead
RULES = frozenset(each for each in Construction if each.startswith("rule_"))
CERTAIN = RULES | {Construction.ANNOUNCED}
MOST = 30  # candidates of one speaker; the rest of a long article repeats them
PAST = frozenset({"former", "ex", "then", "onetime", "one-time", "late", "retired"})
PREPOSITIONS = frozenset({"of", "at", "for", "from", "in", "with", "to", "on", "by"})
Pairs = Iterator[tuple[str, float]]


class RoleGroup(StrEnum):
    """Speakers whose roles are weighed alike: each group has weights of its own."""

    PERSON = "person"
    BODY = "body"
    UNNAMED = "unnamed"


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
        return not self.features.keys().isdisjoint(CERTAIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleScorer:
    """What decides.

    Attributes:
        weights: by group of speaker and name of the feature.
        least: chance that there is any role at all, by group, from which on one is given.
    """

    weights: Mapping[RoleGroup, Mapping[str, float]]
    least: Mapping[RoleGroup, float]


@cache
def read_role_scorer() -> RoleScorer:
    """The scorer of the package.

    Raises:
        ModelError: the file is missing or does not fit this version.
    """
    try:
        stated = json.loads((files(__package__) / FILE).read_text(encoding="utf-8"))
        return RoleScorer(
            weights={RoleGroup(group): weights for group, weights in stated["weights"].items()},
            least={RoleGroup(group): float(least) for group, least in stated["least"].items()},
        )
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{FILE}: does not fit this version ({error!r}); install quoteattr anew") from error


class RoleChooser:
    """Chooses the roles of the speakers of one document."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.by_name = {entity.name: entity for entity in scene.entities.all}
        self.known: dict[int, tuple[RoleCandidate, ...]] = {}

    def choose(self, index: int, resolution: Resolution) -> str | None:
        """The role of the speaker of a statement; None where nothing says it."""
        group, candidates = self.find(index, resolution)
        if group is None:
            return resolution.role
        scorer = read_role_scorer()
        likely = chances(candidates, scorer.weights[group])
        best = choose_phrase(candidates, likely, scorer.least[group])
        return candidates[best].text if best is not None else None

    def find(self, index: int, resolution: Resolution) -> tuple[RoleGroup | None, tuple[RoleCandidate, ...]]:
        """The candidates of a statement, “none” the last of them; no group where there is nothing to choose."""
        source = self.scene.sources[index]
        joint = source is not None and source.form is Form.JOINT
        if resolution.speaker is None or joint or resolution.role is not None:
            return None, ()
        entity = self.by_name.get(resolution.speaker)
        if entity is None or entity.number in self.scene.story.described:
            own = () if _says_nothing(resolution.speaker) else (_of_source(resolution),)
            return RoleGroup.UNNAMED, _with_none(own, resolution.type)
        if entity.number not in self.known:
            self.known[entity.number] = tuple(_candidates(self.scene, entity))
        head = source.head if source is not None else None
        found = tuple(_at(candidate, head) for candidate in self.known[entity.number])
        group = RoleGroup.PERSON if entity.type is SpeakerType.PERSON else RoleGroup.BODY
        return group, _with_none(found, entity.type)


def choose_phrase(candidates: Sequence[RoleCandidate], likely: Sequence[float], least: float) -> int | None:
    """The phrase that says best what a speaker is, or None.

    A phrase that a rule knows is a role, and only the best of them is to be found; others are considered where there
    is none, and the chance that there is any role is not below the least one. Of those that are nearly as likely as
    the best, one beside a name is taken before a description, an occupation before a brother, and of two that say the
    same (“minister”, “defence minister”) the fuller one.
    """
    known = [at for at in range(len(candidates) - 1) if candidates[at].is_known]
    telling = [at for at in known if _worth(candidates[at])]
    able = telling or (range(len(candidates) - 1) if 1 - likely[-1] >= least else known)
    top = max((likely[at] for at in able), default=0.0)
    near = [at for at in able if likely[at] >= NEAR * top]
    if not near:
        return None
    best = max(near, key=lambda at: (_worth(candidates[at]), round(likely[at], 6)))
    own = _words(candidates[best])
    fuller = [at for at in near if own < _words(candidates[at]) and _same_head(candidates, at, best)]
    return max(fuller, key=lambda at: round(likely[at], 6), default=best)


def _worth(candidate: RoleCandidate) -> int:
    """How much a phrase tells: 2 beside the name, 1 elsewhere, 0 what everybody may be."""
    known = role_noun(_head(candidate.text.split()))
    if known is not None and known.kinds <= SOFT:
        return 0
    return 2 if RULES & candidate.features.keys() else 1


def _words(candidate: RoleCandidate) -> frozenset[str]:
    return frozenset(fold(candidate.text).split())


def _same_head(candidates: Sequence[RoleCandidate], one: int, other: int) -> bool:
    return fold(_head(candidates[one].text.split())) == fold(_head(candidates[other].text.split()))


def _with_none(found: tuple[RoleCandidate, ...], type_: SpeakerType) -> tuple[RoleCandidate, ...]:
    none = filled(iter([("none", 1.0), (f"none_{type_}", 1.0), ("none_of_many", math.log(1 + len(found)))]))
    return (*found, RoleCandidate(text="", features=none))


def _at(candidate: RoleCandidate, head: int | None) -> RoleCandidate:
    """A candidate as it is seen from a statement."""
    if head not in candidate.mentions:
        return candidate
    return RoleCandidate(
        text=candidate.text, features={**candidate.features, "beside_source": 1.0}, mentions=candidate.mentions
    )


def _says_nothing(description: str) -> bool:
    """“the government”, “authorities”: the word only names a body; “one of them”: nothing is said at all."""
    words = ARTICLE.sub("", description).split()
    if not words or words[0].casefold() in PREPOSITIONS:
        return True
    singular = re.sub(r"ies$", "y", words[0])
    return len(words) == 1 and role_noun(words[0]) is None and bool(body_noun(words[0]) or body_noun(singular))


def _of_source(resolution: Resolution) -> RoleCandidate:
    text = ARTICLE.sub("", resolution.speaker or "")
    pairs = (*_of_words(text), (f"type_{resolution.type}", 1.0), ("anonymous", float(resolution.anonymous)))
    return RoleCandidate(text=text, features=filled(iter(pairs)))


def _shouted(text: str) -> int:
    """How many words are in capitals: “DINNER lady”."""
    return sum(word.isupper() for word in text.split())


@dataclass(slots=True, kw_only=True)
class _Found:
    """The places where one phrase stands."""

    text: str
    phrases: list[Phrase] = field(default_factory=list)
    mentions: list[int] = field(default_factory=list)


def _candidates(scene: Scene, entity: Entity) -> Iterator[RoleCandidate]:
    """The candidates of an entity, equal words once."""
    found: dict[str, _Found] = {}
    for index, phrase in _phrases(scene, entity):
        text = in_words(scene.story, phrase.role, entity)
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
            *_of_words(one.text),
            *_of_places(scene, entity, one),
            ("part_of_another", float(part)),
            ("holds_another", float(whole)),
        )
        yield RoleCandidate(text=one.text, features=filled(iter(pairs)), mentions=frozenset(one.mentions))


def _phrases(scene: Scene, entity: Entity) -> Iterator[tuple[int, Phrase]]:
    """The phrases at all mentions of an entity, and the mention of each."""
    for index in entity.mentions:
        mention = scene.mentions[index]
        if mention.kind is MentionKind.NAME:
            yield from ((index, phrase) for phrase in _beside(scene, index))
    for index, referent in scene.story.referents.items():
        mention = scene.mentions[index]
        same = referent.entity is not None and scene.entities.all[referent.entity] is entity
        if same and mention.kind is MentionKind.NOMINAL:
            yield index, _stated(Construction.DESCRIPTION, without_article(_described(scene, mention)))
    for text in entity.roles:
        yield -1, _stated(Construction.ANNOUNCED, text)
    if entity.type is not SpeakerType.PERSON:
        words = without_article(entity.name).split()
        nouns = [word.lower() for word in words if len(words) > 1 and (body_noun(word) or document_noun(word))]
        yield from ((-1, _stated(Construction.NAME, noun)) for noun in nouns[-1:])


def _described(scene: Scene, mention: Mention) -> str:
    return words_between(scene.doc, mention.start, mention.end)


def _stated(construction: Construction, text: str) -> Phrase:
    return Phrase(construction=construction, role=Role(text=text, place=Place.CLAUSE, start=0, end=0))


def _beside(scene: Scene, index: int) -> Iterator[Phrase]:
    mention = scene.mentions[index]
    yield from find_phrases(scene.doc, mention.start, mention.end, scene.roles.get(index, ()))
    for words in mention.name.titles if mention.name else ():
        if is_office(words):
            yield _stated(Construction.RULE_TITLE, words)


def _of_places(scene: Scene, entity: Entity, found: _Found) -> Pairs:
    """Where and how often a phrase stands."""
    for phrase in found.phrases:
        yield phrase.construction, 1.0
    times = len(found.phrases)
    yield "times", math.log(times)
    yield "share", times / max(1, len(entity.mentions))
    yield "at_first_mention", float(bool(found.mentions) and entity.mentions[:1] == found.mentions[:1])
    yield "owned", float(any(phrase.role.possessor is not None for phrase in found.phrases))
    yield "in_headline", float(any(at >= 0 and scene.mentions[at].end <= scene.story.headline for at in found.mentions))
    yield (
        "in_quote",
        float(bool(found.mentions) and all(at >= 0 and scene.mentions[at].quoted for at in found.mentions)),
    )


def _of_words(text: str) -> Pairs:
    """What the words of a phrase say of it."""
    words = text.split()
    head = _head(words)
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
    yield "past", float(any(word.casefold() in PAST for word in words))
    yield "rank", float(any(word.casefold() in RANKS for word in words))
    yield "begins_with_preposition", float(bool(words) and words[0].casefold() in PREPOSITIONS)
    yield "ends_with_preposition", float(bool(words) and words[-1].casefold() in PREPOSITIONS)
    yield "begins_with_verb", float(bool(words) and words[0].casefold() in role_verbs())
    yield "digit", float(any(character.isdigit() for character in text))
    yield "possessive", float("’s " in text or "'s " in text)
    yield "marks", float(any(mark in text for mark in ',;:()“”"'))


def _head(words: Sequence[str]) -> str:
    """The noun that heads a phrase: the last word before its first preposition."""
    last = next((at for at, word in enumerate(words) if at and word.casefold() in PREPOSITIONS), len(words))
    return words[last - 1].strip(",.") if words else ""


def choose_roles(scene: Scene, resolutions: Sequence[Resolution]) -> tuple[Resolution, ...]:
    """The resolutions with the role of each speaker."""
    chooser = RoleChooser(scene)

    def with_role(index: int, resolution: Resolution) -> Resolution:
        place = scene.reported[index].source or scene.reported[index].spans[0]
        return replace(resolution, role=scene.attempt("roles", place, lambda: chooser.choose(index, resolution), None))

    return tuple(with_role(index, one) if one.speaker else one for index, one in enumerate(resolutions))
