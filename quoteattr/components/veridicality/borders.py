"""Where a clause begins, and what may govern it from there: a conjunction, a relative, “that”, “if”.

In: a `Node` that stands before such a word. Out: True where the clause is shared or governed, and the node is behind
what does so; False where the clause ends; None where the word opens none::

    did not confirm or [say]           ->  True: the verb shares what negates the other one
    claimed, wrongly, that [Hale said] ->  True, before “claimed”; “wrongly” makes it unsaid
    although [Hale said]               ->  False
"""

from collections.abc import Sequence

from quoteattr.components.veridicality.nodes import STOPS, Mood, Node, asks_at_start
from quoteattr.components.veridicality.predicates import GAP, falsely_before, predicate_truth
from quoteattr.components.veridicality.signatures import Truth, governor_before, phrase_before
from quoteattr.components.veridicality.words import AUXILIARIES, FINITE, QUOTED, Word

_CONDITIONS = {"if", "unless", "supposing"}
_RELATIVES = {"who", "whom", "which", "that"}
_OF_OBJECT = ("NN", "JJ", "DT", "PRP$", "CD")
_ASIDES = {",", "—", "–"}
_COORDINATORS = {"and", "or", "nor"}


def step_over_border(node: Node, word: Word) -> bool | None:
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
        before = node.words[node.at - 2] if node.at > 1 else None
        if word.text == "if" and phrase_before(node.words, node.at - 1, "asking") is not None:
            node.mood = Mood.QUESTION  # `wonder if she said`
            return False
        is_unreal = "had" in node.group or (before is not None and before.text == "as")
        node.mood = Mood.COUNTERFACTUAL if is_unreal and word.text == "if" else Mood.CONDITION
    elif word.text == "whether" or (word.text == "as" and asks_at_start(node)):
        node.mood = Mood.QUESTION  # `Did Hale, as posts claim, say “...”?`
    elif word.text == "what" and phrase_before(node.words, node.at - 1, "negator") is not None:
        node.negate(node.at - 2, node.at)
    elif word.text == "that" and phrase_before(node.words, node.at - 1, "providing") is not None:
        node.mood = Mood.CONDITION
    elif word.text in _RELATIVES or word.text == "where":
        return _related(node, word)
    return False


def _coordinated(node: Node, word: Word) -> bool:
    """`did not confirm or say`: a bare verb shares the auxiliaries, and what negates them, with the one before it."""
    shares = node.link in ("bare", "ing") or word.text in ("or", "nor")
    if not shares or any(each in AUXILIARIES for each in node.group):
        return False
    node.at -= 1
    while node.at > 0:
        before = node.words[node.at - 1]
        if before.text in AUXILIARIES or before.text == "to" or before.text in STOPS - {","}:
            return True
        if phrase_before(node.words, node.at, "negator") is not None:
            return True
        if governor_before(node.words, node.at, frozenset({node.link or ""})) is not None:
            return True
        if node.subject and node.at == node.subject[1]:
            return True
        node.at -= 1
    return False


def _related(node: Node, word: Word) -> bool:
    """`that`, `who`, `which`, `where`: a clause that a governor takes, or one that says more of a noun."""
    node.at -= 1
    place = node.at - (word.text == "which" and node.at > 0 and node.words[node.at - 1].text in ("in", "on", "where"))
    link = "that" if word.text in ("that", "which") and place == node.at else "where"
    if place == 0 or (node.words[place - 1].text in STOPS and link == "that" and place < 2):
        if predicate_truth(node.words, node.top) is Truth.NOT_SAID:
            node.negate(place, place + 1)  # `That Hale said so was never proven`
        return False
    place = _before_aside(node, place)
    for end in range(place, max(0, place - GAP - 1), -1):
        before = node.words[end - 1]
        is_noun = before.tag.startswith("NN") and end == place and _may_be_of_noun(node, word, link)
        if governor_before(node.words, end, frozenset({link})) or (before.is_verb and word.text == "that") or is_noun:
            node.at, node.link, node.has_subject, node.subject = end, link, False, None
            return True
        if before.text in STOPS - {QUOTED, ","}:
            break
    imagined = _before_object(node.words, node.at) if word.text == "who" else 0
    if governor_before(node.words, imagined, frozenset({"small"})) is not None:
        node.at, node.link, node.has_subject, node.subject = imagined, "small", True, None
        return True
    node.mood = node.mood or _mood_of_cleft(node)
    negator = _negative_antecedent(node) if word.text != "where" else None
    if negator is not None:
        node.negate(negator, negator + 1)
    return False


def _may_be_of_noun(node: Node, word: Word, link: str) -> bool:
    """`no hint that Hale said`, `a talk in which Hale said`; not `the man who said`."""
    return (word.text == "that" and node.has_subject) or (word.text in ("where", "which") and link == "where")


def _before_object(words: Sequence[Word], end: int) -> int:
    """Where an object begins that ends here: `imagine | a president`."""
    while end and words[end - 1].tag.startswith(_OF_OBJECT):
        end -= 1
    return end


def _mood_of_cleft(node: Node) -> Mood | None:
    """`Had it been Hale who said`, `Was it Hale who said ...?`, `if it was Hale who said`."""
    words = node.words[: node.at]
    place = next((at for at in range(len(words) - 1, -1, -1) if words[at].text == "it"), None)
    if place is None:
        return None
    before = words[place - 1].text if place else ""
    if before in _CONDITIONS:
        return Mood.CONDITION
    if before in FINITE and place < 2:
        return Mood.QUESTION if asks_at_start(node) else Mood.COUNTERFACTUAL
    return None


def _before_aside(node: Node, place: int) -> int:
    """Where the words end that a clause hangs on, before adverbs and an aside: `claimed, wrongly, | that`."""
    falsely = falsely_before(node.words, place)
    if falsely is not None:
        node.negate(falsely, place)
        return falsely
    mark = node.words[place - 1].text if place else ""
    if mark not in _ASIDES:
        return place
    opening = next((at for at in range(place - 2, -1, -1) if node.words[at].text in STOPS), None)
    if opening is None or node.words[opening].text != mark:
        return place
    falsely = falsely_before(node.words, place - 1)
    if falsely is not None:
        node.negate(falsely, place - 1)
    return opening


def _negative_antecedent(node: Node) -> int | None:
    """The negator of `no minister who said`, not that of `it was Hale, not Renn, who said`."""
    at = node.at
    asked = phrase_before(node.words, node.subject[0], "negator") if node.subject else None
    if asked is not None:
        return asked  # `it was Hale, not Renn, who said`, and Renn is the one asked about
    if at and node.words[at - 1].text == ",":
        at = next((place for place in range(at - 2, -1, -1) if node.words[place].text == ","), 0)
    while at > 0:
        word = node.words[at - 1]
        start = phrase_before(node.words, at, "negator")
        if start is not None:
            negates = start == 0 or word.text != "not" or node.words[start - 1].text in AUXILIARIES
            return start if negates else None
        if word.is_verb or word.text in AUXILIARIES or word.text in STOPS or word.text == "but":
            return None  # `it was not Renn but Hale who said`
        at -= 1
    return None
