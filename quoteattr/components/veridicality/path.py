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
from dataclasses import dataclass, field, replace
from enum import StrEnum

from quoteattr.components.veridicality.predicates import GAP, is_negated_behind, predicate_truth, truth_of_wording
from quoteattr.components.veridicality.signatures import Governor, Truth, governor_before, has_phrase, phrase_before
from quoteattr.components.veridicality.words import AUXILIARIES, FINITE, QUOTED, Word

# Governors on one path; no sentence has more.
DEEPEST = 6

_CONDITIONS = {"if", "unless", "supposing"}
_INVERTED_CONDITIONS = {"had", "were", "should"}
_RELATIVES = {"who", "whom", "which", "that"}
_STOPS = {",", ";", ":", "(", ")", "[", "]", "—", "–", "-", "--", QUOTED, ".", "!", "?"}
_COORDINATORS = {"and", "or", "nor"}
# A negator opens a subject at most so many words before its noun: `not a single`, `hardly any`.
_DETERMINERS = {"a", "an", "any", "single", "one", "of", "the", "other", "another", "even", "them", "us"}


class Mood(StrEnum):
    """How a clause is told, when it is no plain statement."""

    CONDITION = "condition"
    COUNTERFACTUAL = "counterfactual"
    QUESTION = "question"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the words above a verb make of its act.

    Attributes:
        truth: whether it took place, as the text has it.
        mood: of the clause, None for a plain one.
        group: auxiliaries, adverbs and verbs between the subject and the verb, those of its governors with them.
        is_negated: an odd number of negations stands with the outermost node.
    """

    truth: Truth = Truth.SAID
    mood: Mood | None = None
    group: tuple[str, ...] = ()
    is_negated: bool = False


@dataclass(slots=True, kw_only=True)
class _Node:
    """A verb or noun and what has been read of its clause so far, from the right to the left.

    Attributes:
        at: number of the word behind what is still to be read.
        top: number of the verb or noun.
        subject: where its subject stands, when that is known and stands before it.
        link: how what governs it would be tied to it (`takes` of the list); None for a finite verb.
    """

    words: Sequence[Word]
    at: int
    top: int
    subject: tuple[int, int] | None
    depth: int
    link: str | None
    group: list[str] = field(default_factory=list)
    is_negated: bool = False
    has_subject: bool = False
    is_false: bool = False
    is_fabricated: bool = False
    mood: Mood | None = None

    def negate(self) -> None:
        self.is_negated = not self.is_negated


def read_path(words: Sequence[Word], head: int, subject: tuple[int, int] | None) -> Reading:
    """What all that governs a verb of speaking makes of its act.

    Args:
        words: those of the sentence.
        head: number of the verb, or of the noun that stands for it.
        subject: numbers of the first word of its subject and of the one behind it, when the subject stands before.
    """
    node = _node(words, head, subject, 0, _link_of(words[head]))
    reading = _climb(node)
    itself = governor_before(words, head + 1, frozenset({"self"}))
    truth = itself.of_complement(reading.truth) if itself else reading.truth
    if node.is_false and phrase_before(words, head + 1, "attributing") is not None:
        truth = Truth.NOT_SAID
    if truth is Truth.SAID:
        truth = truth_of_wording(words, head) or truth
    if is_negated_behind(words, head):
        truth = truth.negated
    return replace(reading, truth=truth)


def _link_of(word: Word) -> str | None:
    """How a verb of this form is tied to what governs it."""
    return "ing" if word.text.endswith("ing") else "bare" if word.is_bare else None


def _node(words: Sequence[Word], top: int, subject: tuple[int, int] | None, depth: int, link: str | None) -> _Node:
    before = subject if subject and subject[1] <= top else None
    return _Node(words=words, at=top, top=top, subject=before, depth=depth, link=link)


def _climb(node: _Node) -> Reading:
    """Read to the left until the clause ends or something governs it."""
    while node.at > 0 and node.depth < DEEPEST:
        governor = governor_before(node.words, node.at, _links(node)) or _unlisted(node)
        if governor is not None:
            return _governed(node, governor)
        if not _step(node):
            break
    return _closed(node, Reading())


def _links(node: _Node) -> frozenset[str]:
    """How a governor that ends here could be tied to the clause that has been read."""
    if node.link is None:
        return frozenset({"that"}) if node.has_subject else frozenset()
    return frozenset({node.link, "small"} if node.has_subject and node.link == "bare" else {node.link})


def _unlisted(node: _Node) -> Governor | None:
    """A verb that no list has, where it takes the clause: it says nothing new (`wanted to say`, `began saying`)."""
    word = node.words[node.at - 1]
    beside = node.link in ("ing", "bare") and not node.has_subject and node.at == node.top
    finite = node.link is None and node.has_subject
    if phrase_before(node.words, node.at, "fabricated") is not None:
        return None
    if word.is_verb and (beside or finite or node.link in ("to", "as", "that", "of", "small", "object")):
        return Governor(start=node.at - 1, part="verb", affirmed=Truth.SAID, negated=Truth.NOT_SAID)
    return None


def _governed(node: _Node, governor: Governor) -> Reading:
    """The clause as the complement of its governor."""
    first = node.words[governor.start]
    link = {"noun": "object", "word": None}.get(governor.part, _link_of(first))
    above = _node(node.words, governor.start, node.subject, node.depth + 1, link)
    outer = _climb(above)
    truth = governor.of_complement(outer.truth)
    if governor.part == "noun" and truth is not Truth.NOT_SAID:
        truth = predicate_truth(node.words, node.top) or truth
    if (above.is_false or above.is_fabricated) and truth is Truth.SAID:
        truth = Truth.NOT_SAID
    return _closed(node, replace(outer, truth=truth, group=(*outer.group, first.text)))


def _closed(node: _Node, outer: Reading) -> Reading:
    """What comes down to the node, with its own negation and mood."""
    truth = outer.truth
    if node.mood in (Mood.QUESTION, Mood.COUNTERFACTUAL) and truth is Truth.SAID:
        truth = Truth.OPEN
    return Reading(
        truth=truth.negated if node.is_negated else truth,
        mood=node.mood or outer.mood,
        group=(*outer.group, *reversed(node.group)),
        is_negated=outer.is_negated or node.is_negated,
    )


def _step(node: _Node) -> bool:
    """Read one word or phrase further to the left; False where the clause begins."""
    if node.subject and node.at == node.subject[1]:
        return _step_over_subject(node)
    affirming = phrase_before(node.words, node.at, "affirming")
    if affirming is not None:
        node.at = affirming
        return True
    if _is_negation(node):
        return True
    fabricated = phrase_before(node.words, node.at, "fabricated")
    if fabricated is not None:
        node.is_fabricated, node.at = True, fabricated
        return True
    word = node.words[node.at - 1]
    for step in (_step_over_stop, _step_over_border):
        decided = step(node, word)
        if decided is not None:
            return decided
    if word.is_verb or (node.link == "ing" and word.tag == "IN" and word.text not in ("of", "from")):
        return False
    _step_over_word(node, word)
    return True


def _step_over_word(node: _Node, word: Word) -> None:
    """An auxiliary, an adverb, or what stands between the verb and what governs it."""
    if word.text == "to" and not node.has_subject and node.link == "bare":
        node.link = "to"
    elif word.text in AUXILIARIES:
        _pass_auxiliary(node, word)
    elif word.text == "of" and node.link in ("ing", "small"):
        node.link = "of"
    elif not _is_adverb(word):
        _pass_other(node, word)
    if not node.has_subject:
        node.group.append(word.text)
    node.at -= 1


def _is_adverb(word: Word) -> bool:
    return word.tag.startswith("RB")


def _pass_auxiliary(node: _Node, word: Word) -> None:
    """`has said`, `to have said`, `is said`: the first of them is what a governor is tied to."""
    if not node.has_subject:
        node.link = "bare" if word.text in ("have", "be") else "ing" if word.text in ("having", "being") else None
    elif node.mood is None and word.text in FINITE:
        node.mood = _inversion(node, word)


def _pass_other(node: _Node, word: Word) -> None:
    """A noun, an adjective, a preposition: it separates the verb from a governor that would stand beside it."""
    if node.subject is None and not node.has_subject and node.link in ("ing", "bare"):
        is_mention = word.tag.startswith(("NN", "PR"))
        node.link = "from" if word.text == "from" else "small" if is_mention else node.link


def _is_negation(node: _Node) -> bool:
    """Take in a negator, or an adverb of falsehood, that ends here."""
    start = phrase_before(node.words, node.at, "negator")
    if start is not None:
        is_second = node.words[start].text == "neither" and "nor" in node.group
        if _reaches(node, start) and not is_second:
            node.negate()
        node.group.extend(word.text for word in reversed(node.words[start : node.at]))
        node.at = start
        return True
    start = phrase_before(node.words, node.at, "falsely")
    if start is None:
        return False
    node.is_false = True
    node.at = start
    return True


def _reaches(node: _Node, start: int) -> bool:
    """Whether a negator that stands here negates the verb: before the subject, only one that opens it or inverts."""
    if not node.has_subject or node.subject is None:
        return True
    between = node.words[node.at : node.subject[0]]
    if any(word.text in FINITE for word in between):
        return True
    return not between or (node.words[start].text != "nor" and all(word.text in _DETERMINERS for word in between))


def _step_over_subject(node: _Node) -> bool:
    """Behind the subject: a negative one negates the verb (`no minister`), any other closes the verb group."""
    assert node.subject is not None
    start, end = node.subject
    if opens_negatively(node.words, start, end):
        node.negate()
    if any(phrase_before(node.words, stop, "wording") is not None for stop in range(start + 1, end + 1)) and has_phrase(
        node.words, start, end, "fabricated"
    ):
        node.negate()
    node.has_subject, node.at = True, start
    node.link = "small" if node.link == "ing" else node.link
    return True


def opens_negatively(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a mention begins with a negator: `neither Hale nor Renn`, `no minister`, `not one of them`."""
    first = next((stop for stop in (start + 1, start + 2) if phrase_before(words, stop, "negator") is not None), None)
    if first is None or phrase_before(words, first, "negator") != start:
        return False
    if any(phrase_before(words, stop, "affirming") == start for stop in range(start + 1, min(end, start + 5) + 1)):
        return False
    is_number = first < len(words) and (words[first].tag == "CD" or words[first].text == ".")
    is_contrast = any(word.text == "but" for word in words[first:end])  # `not Hale but Renn`
    return not (words[start].text == "no" and is_number) and not is_contrast


def _step_over_stop(node: _Node, word: Word) -> bool | None:
    """A mark: an aside between two commas is left out, any other ends the clause."""
    if word.text not in _STOPS:
        return None
    if word.text == ")":
        opening = next((at for at in range(node.at - 2, -1, -1) if node.words[at].text == "("), None)
        node.at = opening if opening is not None else 0
        return opening is not None
    aside = _aside_before(node) if word.text in (",", "—", "–") else None
    if aside is None:
        if word.text == "," and node.has_subject and node.words[node.at].text in FINITE:
            _negate_from_afar(node)
        return False
    node.at = aside
    return True


def _aside_before(node: _Node) -> int | None:
    """Where the aside begins that ends in the mark before this place: `Hale, who did not come, said`."""
    if node.has_subject:
        return None
    lowest = node.subject[1] if node.subject else 0
    if node.subject is None and not all(_is_group(word) for word in node.words[node.at : node.top]):
        return None
    marks = (at for at in range(node.at - 2, lowest - 1, -1) if node.words[at].text == node.words[node.at - 1].text)
    return next(marks, None)


def _is_group(word: Word) -> bool:
    return word.text in AUXILIARIES or _is_adverb(word) or word.tag in ("TO", "MD")


def _negate_from_afar(node: _Node) -> None:
    """`Not once, in ten years, did Hale say`."""
    first = next((stop for stop in (1, 2, 3) if phrase_before(node.words, stop, "negator") is not None), None)
    if first is not None:
        node.mood = None
        node.negate()


def _inversion(node: _Node, auxiliary: Word) -> Mood | None:
    """An auxiliary right before the subject: a question, a condition, or what a fronted adverb brings about."""
    if node.subject is None or node.at != node.subject[0]:
        return None
    before = node.words[node.at - 2] if node.at > 1 else None
    begins = before is None or before.text in (QUOTED, "and", "but", "or")
    if not begins and before is not None and before.text not in _STOPS:
        return None
    asks = any(word.text == "?" for word in node.words[node.at :])
    if auxiliary.text in _INVERTED_CONDITIONS and not asks:
        return Mood.COUNTERFACTUAL
    return Mood.QUESTION if asks or (begins and auxiliary.text in ("did", "does", "do", "has", "have")) else None


def _step_over_border(node: _Node, word: Word) -> bool | None:
    """A word that opens a clause: what stands before it may govern the clause, or coordinate it."""
    if word.text == "as" and not node.has_subject and node.link == "ing":
        node.link, node.at = "as", node.at - 1
        return True
    if phrase_before(node.words, node.at, "border") is None or word.tag in ("RB", "DT"):  # `once`, `that day`
        return None
    if word.text in _COORDINATORS and not node.has_subject:
        return _coordinated(node, word)
    if word.text in _CONDITIONS:
        # `if she had said`, `as if she said`
        is_unreal = "had" in node.group or (node.at > 1 and node.words[node.at - 2].text == "as")
        node.mood = Mood.COUNTERFACTUAL if is_unreal and word.text == "if" else Mood.CONDITION
    elif word.text == "whether":
        node.mood = Mood.QUESTION
    elif word.text == "what" and phrase_before(node.words, node.at - 1, "negator") is not None:
        node.negate()
    elif word.text in _RELATIVES or word.text == "where":
        return _related(node, word)
    return False


def _coordinated(node: _Node, word: Word) -> bool:
    """`did not confirm or say`: a bare verb shares the auxiliaries, and what negates them, with the one before it."""
    shares = node.link in ("bare", "ing") or word.text in ("or", "nor")
    if not shares or any(each in AUXILIARIES for each in node.group):
        return False
    node.at -= 1
    while node.at > 0:
        before = node.words[node.at - 1]
        if before.text in AUXILIARIES or before.text == "to" or before.text in _STOPS - {","}:
            return True
        if phrase_before(node.words, node.at, "negator") is not None:
            return True
        if governor_before(node.words, node.at, frozenset({node.link or ""})) is not None:
            return True
        if node.subject and node.at == node.subject[1]:
            return True
        node.at -= 1
    return False


def _related(node: _Node, word: Word) -> bool:
    """`that`, `who`, `which`, `where`: a clause that a governor takes, or one that says more of a noun."""
    node.at -= 1
    place = node.at - (word.text == "which" and node.at > 0 and node.words[node.at - 1].text in ("in", "on", "where"))
    link = "that" if word.text in ("that", "which") and place == node.at else "where"
    for end in range(place, max(0, place - GAP - 1), -1):
        before = node.words[end - 1]
        if governor_before(node.words, end, frozenset({link})) or (before.is_verb and word.text == "that"):
            node.at, node.link, node.has_subject, node.subject = end, link, False, None
            return True
        if before.text in _STOPS - {QUOTED, ","}:
            break
    if word.text != "where" and _has_negative_antecedent(node):
        node.negate()
    return False


def _has_negative_antecedent(node: _Node) -> bool:
    """`no minister who said`, `it was not Renn who said`; but `it was Hale, not Renn, who said`."""
    at = node.at
    if node.subject and phrase_before(node.words, node.subject[0], "negator") is not None:
        return True  # `it was Hale, not Renn, who said`, and Renn is the one asked about
    if at and node.words[at - 1].text == ",":
        at = next((place for place in range(at - 2, -1, -1) if node.words[place].text == ","), 0)
    while at > 0:
        word = node.words[at - 1]
        start = phrase_before(node.words, at, "negator")
        if start is not None:
            return start == 0 or word.text != "not" or node.words[start - 1].text in AUXILIARIES
        if word.is_verb or word.text in AUXILIARIES or word.text in _STOPS:
            return False
        at -= 1
    return False
