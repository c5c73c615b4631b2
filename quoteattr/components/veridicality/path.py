"""The path from a verb of speaking up through all that governs it, and what comes down along it.

In: the words of a sentence, the place of the verb in them, and that of its subject. Out: a `Reading`: whether the act
of the verb took place, and in which mood it is told::

    Hale could not resist saying “...”     resist, not: what is not resisted is done  ->  said
    no record that Hale refused to say     record, no: open to its negation; refuse   ->  said
    Had Hale said “...”, he would have won                                            ->  not said, a condition

A node of the path is a verb or a noun with the words of its own clause. Its climb ends where the clause begins, so that
nothing leaks to the next verb; what takes that clause as its complement is the next node.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quoteattr.components.veridicality.nodes import Mood, Node, asks_at_start
from quoteattr.components.veridicality.predicates import (
    GAP,
    is_doubted_behind,
    is_negated_behind,
    predicate_truth,
    truth_of_wording,
)
from quoteattr.components.veridicality.signatures import Governor, Truth, governor_before, has_phrase, phrase_before
from quoteattr.components.veridicality.steps import negate_from_afar, step
from quoteattr.components.veridicality.words import COPULAS, Word

# How clauses are tied to a noun, and to a verb, that no list has.
_OF_NOUNS = frozenset({"of", "that", "where"})
_OF_VERBS = frozenset({"to", "as", "that", "of", "small", "object", "made", "words"})
# Governors on one path; no sentence has more.
DEEPEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the words above a verb make of its act.

    Attributes:
        truth: whether it took place, as the text has it.
        mood: of the clause, None for a plain one.
        group: auxiliaries, adverbs and verbs between the subject and the verb, those of its governors with them.
        is_negated: an odd number of negations stands with the outermost node.
        governors: the words that bear on the truth, those of the outermost node first.
    """

    truth: Truth = Truth.SAID
    mood: Mood | None = None
    group: tuple[str, ...] = ()
    is_negated: bool = False
    governors: tuple[str, ...] = ()


def read_path(words: Sequence[Word], head: int, subject: tuple[int, int] | None) -> Reading:
    """What all that governs a verb of speaking makes of its act.

    Args:
        words: those of the sentence.
        head: number of the verb, or of the noun that stands for it.
        subject: numbers of the first word of its subject and of the one behind it, when the subject stands before.
    """
    node = _node(words, head, subject, 0, _link_of(words[head]))
    reading = _climb(node)
    names_words = has_phrase(words, head + 1, min(len(words), head + 1 + GAP), "wording")  # `omitted any mention of`
    itself = governor_before(words, head + 1, frozenset({"self", "words"} if names_words else {"self"}))
    truth = itself.of_complement(reading.truth) if itself else reading.truth
    if node.is_false and (_is_reported(node) or phrase_before(words, head + 1, "attributing") is not None):
        truth = Truth.NOT_SAID
    if truth is Truth.SAID:
        truth = truth_of_wording(words, head) or truth
    if is_negated_behind(words, head):
        truth = truth.negated
    if truth is Truth.SAID and is_doubted_behind(words, head):
        truth = Truth.NOT_SAID
    if itself or truth is not reading.truth:
        reading = replace(reading, governors=(*reading.governors, words[head].text))
    return replace(reading, truth=truth)


def _is_reported(node: Node) -> bool:
    """`was wrongly reported to have said`: nobody is named who reports it."""
    behind = node.words[node.top + 1].text if node.top + 1 < len(node.words) else ""
    is_passive = node.words[node.top].tag == "VBN" and any(word in COPULAS for word in node.group)
    return is_passive and behind in ("to", "as", "that")


def _link_of(word: Word) -> str | None:
    """How a verb of this form is tied to what governs it."""
    if word.tag.startswith("NN"):
        return "words"
    return "ing" if word.text.endswith("ing") else "bare" if word.is_bare else None


def _node(words: Sequence[Word], top: int, subject: tuple[int, int] | None, depth: int, link: str | None) -> Node:
    before = subject if subject and subject[1] <= top else None
    return Node(words=words, at=top, top=top, subject=before, depth=depth, link=link)


def _climb(node: Node) -> Reading:
    """Read to the left until the clause ends or something governs it."""
    while node.at > 0 and node.depth < DEEPEST:
        governor = governor_before(node.words, node.at, _links(node)) or _unlisted(node)
        if governor is not None:
            return _governed(node, governor)
        if not step(node):
            negate_from_afar(node)
            break
    if node.at == 0 and node.mood is None and asks_at_start(node):
        node.mood = Mood.QUESTION
    return _closed(node, Reading())


def _links(node: Node) -> frozenset[str]:
    """How a governor that ends here could be tied to the clause that has been read."""
    if node.link is None:
        return frozenset({"that"}) if node.has_subject else frozenset()
    return frozenset({node.link, "small"} if node.has_subject and node.link == "bare" else {node.link})


def _unlisted(node: Node) -> Governor | None:
    """A verb or noun of no list that takes the clause: it says nothing new (`wanted to say`, `no hint that`)."""
    word = node.words[node.at - 1]
    beside = node.link in ("ing", "bare") and not node.has_subject and node.at == node.top
    finite = node.link is None and node.has_subject
    if any(phrase_before(node.words, node.at, word_class) is not None for word_class in ("fabricated", "untrue")):
        return None
    if word.is_verb and (
        beside or finite or node.link in ("to", "as", "that", "of", "small", "object", "made", "words")
    ):
        return Governor(start=node.at - 1, part="verb", affirmed=Truth.SAID, negated=Truth.NOT_SAID)
    if word.tag.startswith("NN") and node.link in _OF_NOUNS and node.at < node.top - 1:
        return Governor(start=node.at - 1, part="noun", affirmed=Truth.SAID, negated=Truth.NOT_SAID)
    return None


def _governed(node: Node, governor: Governor) -> Reading:
    """The clause as the complement of its governor."""
    first, phrase = node.words[governor.start], node.words[governor.start : node.at]
    of_noun = "made" if node.link == "where" else "object"
    link = {"noun": of_noun, "word": None}.get(governor.part, _link_of(first))
    above = _node(node.words, governor.start, node.subject, node.depth + 1, link)
    outer = _climb(above)
    truth = governor.of_complement(outer.truth)
    is_participle = first.tag == "VBG" and governor.start > 0 and node.words[governor.start - 1].tag.startswith("NN")
    if (governor.part == "noun" or is_participle) and truth is not Truth.NOT_SAID:  # `Posts quoting Hale as saying`
        truth = predicate_truth(node.words, node.top) or truth
    if (above.is_false or above.is_fabricated) and truth is Truth.SAID:
        truth = Truth.NOT_SAID
    bears = truth is not outer.truth or not governor.is_neutral
    told = (" ".join(word.text for word in phrase),) if bears else ()
    group, governors = (*outer.group, first.text), (*outer.governors, *told)
    return _closed(node, replace(outer, truth=truth, group=group, governors=governors))


def _closed(node: Node, outer: Reading) -> Reading:
    """What comes down to the node, with its own negation and mood."""
    truth = outer.truth
    if node.mood in (Mood.QUESTION, Mood.COUNTERFACTUAL) and truth is Truth.SAID:
        truth = Truth.OPEN
    truth = truth.negated if node.is_negated else truth
    return Reading(
        truth=Truth.OPEN if node.is_open and truth is Truth.SAID else truth,
        mood=node.mood or outer.mood,
        group=(*outer.group, *reversed(node.group)),
        is_negated=outer.is_negated or node.is_negated,
        governors=(*outer.governors, *reversed(node.negators)),
    )
