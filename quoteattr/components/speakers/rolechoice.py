"""Decides what a speaker is: every phrase that may say so is a candidate, and one scorer chooses one, or none.

In: a `DiscourseState` that is resolved, and the resolution of a statement. Out: its role, as the text states it::

    RoleChooser(state).choose(index, resolution)

Candidates are those of rolecandidates.py, and what an unnamed source is called. The weights (roles.json) are trained on
annotated articles by quoteattr.training.roles.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from quoteattr.components.annotations import Resolution
from quoteattr.components.rolephrases import Construction
from quoteattr.components.speakers.candidate import Features, filled
from quoteattr.components.speakers.discourse_state import DiscourseState
from quoteattr.components.speakers.nominals import without_article
from quoteattr.components.speakers.resolvers import ARTICLE
from quoteattr.components.speakers.rolecandidates import (
    KNOWN,
    RoleCandidate,
    find_candidates,
    head_of,
    is_known,
    of_words,
    tells,
)
from quoteattr.components.speakers.scorer import Scorer, chances, read_scorer
from quoteattr.components.speakers.sources import Form
from quoteattr.components.vocabulary import (
    body_noun,
    fold,
    pronoun,
    role_noun,
)
from quoteattr.statements import SpeakerType

FILE = "roles.json"
# Features of the phrases in the source: beside its name, or the description that it is.
BESIDE = {rule: f"{rule}_beside_source" for rule in (Construction.RULE_BEFORE, Construction.RULE_AFTER)}
OWN_WORDS = "own_words"
DESCRIBED = frozenset({Construction.DESCRIPTION, Construction.RESOLVED})
BESIDE_NAME = frozenset(BESIDE.values())
# Constructions of which one is enough; behind a name, one in ten is somebody else's (“Ann Low, advisers of ...”).
CERTAIN = KNOWN - {Construction.RULE_AFTER}
NEAR = 0.1  # share of the chance of the best phrase that a fuller one of the same head must have


class RoleGroup(StrEnum):
    """Speakers whose roles are weighed alike: each group has weights of its own."""

    PERSON = "person"
    BODY = "body"
    UNNAMED = "unnamed"


def read_role_scorer() -> Scorer:
    """The scorer of roles: `least` is the chance that there is any role at all from which on one is given."""
    return read_scorer(FILE, RoleGroup)


class RoleChooser:
    """Chooses the roles of the speakers of one document."""

    def __init__(self, state: DiscourseState) -> None:
        self.state = state
        self.by_name = {entity.name: entity for entity in state.entities.all}
        self.known: dict[int, tuple[RoleCandidate, ...]] = {}

    def choose(self, index: int, resolution: Resolution) -> str | None:
        """The role of the speaker of a statement; None where nothing says it."""
        group, candidates = self.find(index, resolution)
        if group is None:
            return resolution.role if resolution.speaker is not None else self._of_open(index)
        scorer = read_role_scorer()
        likely = chances(candidates, scorer.weights[group])
        best = choose_phrase(candidates, likely, scorer.least[group])
        return candidates[best].text if best is not None else None

    def _of_open(self, index: int) -> str | None:
        """What a source says that its speaker is, where the text leaves open who of several that is: “the governor”."""
        source = self.state.sources[index]
        if source is None or source.form is not Form.NOMINAL:
            return None
        return without_article(source.description)

    def find(self, index: int, resolution: Resolution) -> tuple[RoleGroup | None, tuple[RoleCandidate, ...]]:
        """The candidates of a statement, “none” the last of them; no group where there is nothing to choose."""
        source = self.state.sources[index]
        joint = source is not None and source.form is Form.JOINT
        if resolution.speaker is None or joint or resolution.role is not None:
            return None, ()
        entity = self.by_name.get(resolution.speaker)
        if entity is None or entity.number in self.state.story.described:
            own = () if _is_bare(resolution.speaker) else (_of_source(resolution),)
            return RoleGroup.UNNAMED, _with_none(own, resolution.type)
        if entity.number not in self.known:
            self.known[entity.number] = tuple(find_candidates(self.state, entity))
        head = source.head if source is not None else None
        named = source is not None and source.form is Form.NAME
        found = tuple(_at(candidate, head, named=named) for candidate in self.known[entity.number])
        group = RoleGroup.PERSON if entity.type is SpeakerType.PERSON else RoleGroup.BODY
        return group, _with_none(found, entity.type, names=entity.name.count(" ") + 1)


def choose_phrase(candidates: Sequence[RoleCandidate], likely: Sequence[float], least: float) -> int | None:
    """The phrase that says what a speaker is, or None where the chance that there is any role is below the least one.

    What stands beside the name in the source is the role at this time (“Then-senator Ada Quint”), and where a rule is
    certain, there is a role. What everybody may be (“his sister”) gives way to what the source says (“the
    hairdresser”), and of two that say the same (“minister”, “defence minister”) the fuller one is taken.
    """
    telling = [at for at in range(len(candidates) - 1) if tells(candidates[at])]
    certain = any(not CERTAIN.isdisjoint(candidate.features) for candidate in candidates)
    if len(candidates) < 2 or (not certain and 1 - likely[-1] < least):
        return None
    own = [at for at in telling if not BESIDE_NAME.isdisjoint(candidates[at].features)]
    best = max(own or range(len(candidates) - 1), key=lambda at: round(likely[at], 6))
    if best not in telling:
        best = next((at for at in telling if OWN_WORDS in candidates[at].features), best)
    near = (at for at in range(len(candidates) - 1) if likely[at] >= NEAR * likely[best])
    fuller = (at for at in near if _says_more(candidates[at].text, candidates[best].text))
    return max(fuller, key=lambda at: round(likely[at], 6), default=best)


def _says_more(one: str, other: str) -> bool:
    """Whether a phrase has the head of another one, and all its words and more."""
    mine, theirs = fold(one).split(), fold(other).split()
    return set(theirs) < set(mine) and head_of(mine) == head_of(theirs)


def _with_none(found: tuple[RoleCandidate, ...], type_: SpeakerType, names: int = 0) -> tuple[RoleCandidate, ...]:
    """The candidates with “none” as the last, and whether a rule says that one of the others is a role."""
    known = any(map(is_known, found))
    none = (("none", 1.0), (f"none_{type_}", 1.0), ("none_of_many", math.log(1 + len(found))))
    named = (("none_of_one_name", float(names == 1)), ("none_is_known", float(not known)))
    beside = tuple(
        candidate if is_known(candidate) else _with(candidate, {"another_is_known": 1.0}) for candidate in found
    )
    return (
        *(beside if known else found),
        RoleCandidate(text="", features=filled(iter([*none, *named]))),
    )


def _at(candidate: RoleCandidate, head: int | None, *, named: bool) -> RoleCandidate:
    """A candidate as it is seen from a statement."""
    if head not in candidate.mentions:
        return candidate
    rules = {BESIDE[rule]: 1.0 for rule in BESIDE if named and rule in candidate.features}
    own = {OWN_WORDS: 1.0} if "head_role" in candidate.features and DESCRIBED & candidate.features.keys() else {}
    return _with(candidate, {"beside_source": 1.0, **rules, **own})


def _with(candidate: RoleCandidate, more: Features) -> RoleCandidate:
    return replace(candidate, features={**candidate.features, **more})


def _is_bare(description: str) -> bool:
    """“authorities”, “police”: the word stands for a name, and says nothing of it."""
    singular = re.sub(r"ies$", "y", description)
    return role_noun(description) is None and bool(body_noun(description) or body_noun(singular))


def _of_source(resolution: Resolution) -> RoleCandidate:
    """What an unnamed source is called, which may say no more than a name: “the government”, “both of them”."""
    description = resolution.speaker or ""
    text = ARTICLE.sub("", description) or description
    words = description.split()
    pairs = (
        *of_words(text),
        (f"type_{resolution.type}", 1.0),
        (f"alone_{resolution.type}", float(len(text.split()) == 1)),
        ("anonymous", float(resolution.anonymous)),
        ("definite", float(words[0].casefold() in {"the", "this", "that"})),
        ("holds_pronoun", float(any(pronoun(word) is not None for word in words))),
        ("holds_and", float("and" in words)),
        ("site", float("." in text.strip("."))),
    )
    return RoleCandidate(text=text, features=filled(iter(pairs)))


def choose_roles(state: DiscourseState, resolutions: Sequence[Resolution]) -> tuple[Resolution, ...]:
    """The resolutions with the role of each speaker."""
    chooser = RoleChooser(state)

    def with_role(index: int, resolution: Resolution) -> Resolution:
        place = state.reported[index].source or state.reported[index].spans[0]
        return replace(resolution, role=state.attempt("roles", place, lambda: chooser.choose(index, resolution), None))

    return tuple(with_role(index, one) for index, one in enumerate(resolutions))
