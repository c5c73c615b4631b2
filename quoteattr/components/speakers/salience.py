"""Who is in the foreground: a short memory of mentions, each with its weight.

In: entities as they are mentioned, sentence by sentence. Out: how salient each of them is at a later
mention. Every mention puts its entity into the foreground by its grammatical function, speakers more
than others, and each sentence of the narrator leaves less of what was there before (after Lappin &
Leass 1994)::

    memory.add(0, sentence=1, prominence=1.0, mention=3, speaks=False)
    memory.values(sentence=2)  ->  {0: 0.4}
"""

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Weights of the salience model; each was set on annotated news and interviews.

    Attributes:
        decay: what a sentence leaves of the salience before it.
        repeated: share of the salience of all mentions but the strongest: ten old ones do not
            outweigh a new one.
        speaker: added for a mention that is the source of a statement: the next “she said” is most
            often the speaker before.
        close: share of the best candidate's salience from which the second best is too close.
        least: salience below which nobody is in the foreground any more.
        memory: mentions that are remembered; some ten sentences of news.
    """

    decay: float = 0.4
    repeated: float = 0.25
    speaker: float = 0.8
    close: float = 0.8
    least: float = 0.01
    memory: int = 40


@dataclass(frozen=True, slots=True)
class MentionWeight:
    """One mention of an entity; `prominence` is its weight without what it has as a source."""

    entity: int
    sentence: int
    weight: float
    mention: int
    prominence: float


class RecentMentions:
    """The last mentions; `values` takes time in proportion to their fixed number.

    Attributes:
        counts: mentions of each entity so far, also the forgotten ones.
        last: the last mention of each.
    """

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.latest: deque[MentionWeight] = deque(maxlen=weights.memory)
        self.counts: Counter[int] = Counter()
        self.last: dict[int, MentionWeight] = {}

    def add(self, entity: int, *, sentence: int, prominence: float, mention: int, speaks: bool) -> None:
        """Note a mention of an entity; `speaks`: it is the source of a statement."""
        weight = prominence + (self.weights.speaker if speaks else 0.0)
        latest = MentionWeight(entity, sentence, weight, mention, prominence)
        self.latest.append(latest)
        self.counts[entity] += 1
        self.last[entity] = latest

    def move(self, entity: int, into: int) -> None:
        """Count the mentions of an entity for another one, which it has turned out to be."""
        self.counts[into] += self.counts.pop(entity, 0)
        gone, kept = self.last.pop(entity, None), self.last.get(into)
        if gone is not None and (kept is None or kept.mention < gone.mention):
            self.last[into] = gone

    def values(self, sentence: int, skip: Callable[[MentionWeight], bool] | None = None) -> dict[int, float]:
        """The salience of each remembered entity at a sentence, mentions that `skip` names left out."""
        best: dict[int, float] = {}
        others: dict[int, float] = {}
        at, left = sentence, 1.0
        for mention in self.latest:
            if skip is not None and skip(mention):
                continue
            if mention.sentence != at:
                at, left = mention.sentence, self.weights.decay ** (sentence - mention.sentence)
            value = mention.weight * left
            known = best.get(mention.entity, 0.0)
            if value >= known:
                best[mention.entity], value = value, known
            others[mention.entity] = others.get(mention.entity, 0.0) + value
        return {entity: value + self.weights.repeated * others[entity] for entity, value in best.items()}


# How far a grammatical function puts a mention in the foreground: the order of functions is that of
# centering theory (Grosz, Joshi & Weinstein 1995), the figures are relative to a subject.
PROMINENCE = {
    "nsubj": 1.0,
    "nsubjpass": 0.9,
    "ROOT": 0.8,
    "agent": 0.8,
    "dobj": 0.8,
    "dative": 0.55,
    "attr": 0.5,
    "oprd": 0.5,
    "appos": 0.5,
    "npadvmod": 0.3,
    "pobj": 0.4,
    "poss": 0.45,
    "compound": 0.25,
    "nmod": 0.25,
}
# Clauses that stand in the background of the sentence, and how much of the foreground they keep.
BACKGROUND = {"relcl": 0.4, "acl": 0.5, "advcl": 0.7, "ccomp": 0.7, "csubj": 0.6, "pcomp": 0.6, "parataxis": 1.0}


LONGEST_CHAIN = 10  # links of a chain of conjuncts or clauses that are followed


def prominence(token: Token) -> float:
    """How much the place of a head noun in its sentence puts it in the foreground, 0..1."""
    steps = 0
    while token.dep_ == "conj" and steps < LONGEST_CHAIN:
        token, steps = token.head, steps + 1
    dependency = "agent" if token.dep_ == "pobj" and token.head.dep_ == "agent" else token.dep_
    value = PROMINENCE.get(dependency, 0.4)
    clause = token.head
    while clause.dep_ in {"aux", "auxpass", "conj", "xcomp", "prep", "pobj"} and steps < LONGEST_CHAIN:
        clause, steps = clause.head, steps + 1
    return value * BACKGROUND.get(clause.dep_, 1.0)
