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
from quoteattr.components.speakers.rolecandidates import RoleCandidate, find_candidates, head_of, of_words, worth
from quoteattr.components.speakers.scorer import Scorer, chances, read_scorer
from quoteattr.components.speakers.sources import Form
from quoteattr.components.speakers.unresolved import UnresolvedDescriptions
from quoteattr.components.vocabulary import (
    body_noun,
    fold,
    role_noun,
)
from quoteattr.lexicon import word_set
from quoteattr.statements import SpeakerType

FILE = "roles.json"
# Features of the phrases beside a name that is a source.
BESIDE = {rule: f"{rule}_beside_source" for rule in (Construction.RULE_BEFORE, Construction.RULE_AFTER)}
SHARE = re.compile(r"\d\s?%|\bper ?cent\b")  # “44% of voters”
NEAR = 0.1  # share of the chance of the likeliest phrase from which on another one may be taken instead


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
        self.unresolved = UnresolvedDescriptions(state)
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
        if source is None or source.form is not Form.NOMINAL or source.type is not SpeakerType.PERSON:
            return None
        return without_article(source.description) if role_noun(source.noun) is not None else None

    def find(self, index: int, resolution: Resolution) -> tuple[RoleGroup | None, tuple[RoleCandidate, ...]]:
        """The candidates of a statement, “none” the last of them; no group where there is nothing to choose."""
        source = self.state.sources[index]
        joint = source is not None and source.form is Form.JOINT
        if resolution.speaker is None or joint or resolution.role is not None:
            return None, ()
        entity = self.by_name.get(resolution.speaker)
        if entity is None or entity.number in self.state.discourse.described:
            own = () if says_nothing(resolution.speaker) else (_of_source(resolution),)
            return RoleGroup.UNNAMED, _with_none(own, resolution.type)
        if entity.number not in self.known:
            self.known[entity.number] = tuple(find_candidates(self.state, entity, self.unresolved))
        head = source.head if source is not None else None
        named = source is not None and source.form is Form.NAME
        found = tuple(_at(candidate, head, named=named) for candidate in self.known[entity.number])
        group = RoleGroup.PERSON if entity.type is SpeakerType.PERSON else RoleGroup.BODY
        return group, _with_none(found, entity.type)


def choose_phrase(candidates: Sequence[RoleCandidate], likely: Sequence[float], least: float) -> int | None:
    """The phrase that says best what a speaker is, or None.

    A phrase that a rule knows is a role, and only the best of them is to be found: weighed alone, no fewer roles are
    given where an article states none, and more are missed where it states one. Others are considered where there is
    none, and the chance that there is any role is not below the least one. Of those that are nearly as likely as the
    best, one in the source itself is taken first, one beside a name before a description, an occupation before a
    brother, and of two that say the same (“minister”, “defence minister”) the fuller one.
    """
    known = [at for at in range(len(candidates) - 1) if candidates[at].is_known]
    telling = [at for at in known if worth(candidates[at])]
    able = telling or (range(len(candidates) - 1) if 1 - likely[-1] >= least else known)
    top = max((likely[at] for at in able), default=0.0)
    near = [at for at in able if likely[at] >= NEAR * top or (at in telling and _is_beside(candidates[at]))]
    if not near:
        return None
    best = max(near, key=lambda at: (_rank(candidates[at]), round(likely[at], 6)))
    own = _words(candidates[best])
    fuller = [at for at in near if own < _words(candidates[at]) and _same_head(candidates, at, best)]
    return max(fuller, key=lambda at: round(likely[at], 6), default=best)


def _rank(candidate: RoleCandidate) -> int:
    """What is taken first of phrases that are nearly as likely: what a rule finds in the source, 98 in 100 right."""
    return 3 if _is_beside(candidate) and worth(candidate) else worth(candidate)


def _is_beside(candidate: RoleCandidate) -> bool:
    """Whether a rule finds the phrase beside the name that is the source."""
    return not candidate.features.keys().isdisjoint(BESIDE.values())


def _words(candidate: RoleCandidate) -> frozenset[str]:
    return frozenset(fold(candidate.text).split())


def _same_head(candidates: Sequence[RoleCandidate], one: int, other: int) -> bool:
    return fold(head_of(candidates[one].text.split())) == fold(head_of(candidates[other].text.split()))


def _with_none(found: tuple[RoleCandidate, ...], type_: SpeakerType) -> tuple[RoleCandidate, ...]:
    """The candidates with “none” as the last, and whether a rule knows one of the others."""
    known = any(candidate.is_known for candidate in found)
    none = (("none", 1.0), (f"none_{type_}", 1.0), ("none_of_many", math.log(1 + len(found))))
    beside = tuple(
        candidate if candidate.is_known else _with(candidate, {"another_is_known": 1.0}) for candidate in found
    )
    return (
        *(beside if known else found),
        RoleCandidate(text="", features=filled(iter([*none, ("none_is_known", float(not known))]))),
    )


def _at(candidate: RoleCandidate, head: int | None, *, named: bool) -> RoleCandidate:
    """A candidate as it is seen from a statement."""
    if head not in candidate.mentions:
        return candidate
    rules = {BESIDE[rule]: 1.0 for rule in BESIDE if named and rule in candidate.features}
    return _with(candidate, {"beside_source": 1.0, **rules})


def _with(candidate: RoleCandidate, more: Features) -> RoleCandidate:
    return replace(candidate, features={**candidate.features, **more})


def says_nothing(description: str) -> bool:
    """“the government”, “authorities”: the word only names a body; “some”, “44% of voters”: it only says how many."""
    words = ARTICLE.sub("", description).split()
    if not words or words[0].casefold() in word_set("prepositions"):
        return True
    if (len(words) == 1 and words[0].casefold() in word_set("how many")) or SHARE.search(description):
        return True
    singular = re.sub(r"ies$", "y", words[0])
    return len(words) == 1 and role_noun(words[0]) is None and bool(body_noun(words[0]) or body_noun(singular))


def _of_source(resolution: Resolution) -> RoleCandidate:
    text = ARTICLE.sub("", resolution.speaker or "")
    pairs = (*of_words(text), (f"type_{resolution.type}", 1.0), ("anonymous", float(resolution.anonymous)))
    return RoleCandidate(text=text, features=filled(iter(pairs)))


def choose_roles(state: DiscourseState, resolutions: Sequence[Resolution]) -> tuple[Resolution, ...]:
    """The resolutions with the role of each speaker."""
    chooser = RoleChooser(state)

    def with_role(index: int, resolution: Resolution) -> Resolution:
        place = state.reported[index].source or state.reported[index].spans[0]
        return replace(resolution, role=state.attempt("roles", place, lambda: chooser.choose(index, resolution), None))

    return tuple(with_role(index, one) for index, one in enumerate(resolutions))
