"""One step to the left of a verb: an auxiliary, a negation, the subject, an aside, or the border of the clause.

In: a `Node`: what has been read of a clause. Out: the node one word or phrase further; False where the clause ends::

    no minister [has said “...”]     ->  no [minister has said “...”]  ->  negated
    Hale, who never came, [said]     ->  Hale [, who never came, said]: an aside negates nothing
    did not come but [said]          ->  False: “but” opens a clause of its own
"""

from collections.abc import Sequence

from quoteattr.components.veridicality.borders import step_over_border
from quoteattr.components.veridicality.nodes import OPENINGS, STOPS, Mood, Node
from quoteattr.components.veridicality.predicates import falsely_before, opens_with
from quoteattr.components.veridicality.signatures import governor_within, has_phrase, phrase_before
from quoteattr.components.veridicality.words import AUXILIARIES, FINITE, Word

# Where who is accused of it asks back.
_ASKING_BACK, _SELF = {"where", "when"}, {"i", "we"}
# What ties a report to the one who errs in it, and the words between: `misled viewers | when`.
_ERRING_LINKS = {"in", "when", "by"}
_ERRING_GAP = 2
_INVERTED_CONDITIONS = {"had", "were", "should"}
# A negator opens a subject at most so many words before its noun: `not a single`, `hardly any`.
_DETERMINERS = {"a", "an", "any", "single", "one", "of", "the", "other", "another", "even", "them", "us"}


def step(node: Node) -> bool:
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
    untrue = phrase_before(node.words, node.at, "untrue")
    if untrue is not None:
        node.is_false, node.at = True, untrue
        return True
    word = node.words[node.at - 1]
    if word.text in _ERRING_LINKS and _errs(node):
        node.is_false = True  # `erred in claiming that Hale said`, `lied when he said that Hale said`
        return False
    for step in (_step_over_stop, step_over_border):
        decided = step(node, word)
        if decided is not None:
            return decided
    ends = node.link == "words" or (node.link == "ing" and word.text not in ("of", "for", "from"))
    if word.is_verb or (word.tag == "IN" and ends):
        return False
    _step_over_word(node, word)
    return True


def _step_over_word(node: Node, word: Word) -> None:
    """An auxiliary, an adverb, or what stands between the verb and what governs it."""
    if word.text == "to" and not node.has_subject and node.link == "bare":
        node.link = "to"
    elif word.text in AUXILIARIES:
        _pass_auxiliary(node, word)
    elif word.text in ("of", "for") and node.link in ("ing", "small"):
        node.link = "of"
    elif not _is_adverb(word):
        _pass_other(node, word)
    if not node.has_subject:
        node.group.append(word.text)
    node.at -= 1


def _is_adverb(word: Word) -> bool:
    return word.tag.startswith("RB")


def _pass_auxiliary(node: Node, word: Word) -> None:
    """`has said`, `to have said`, `is said`: the first of them is what a governor is tied to."""
    if not node.has_subject:
        node.link = "bare" if word.text in ("have", "be") else "ing" if word.text in ("having", "being") else None
    elif node.mood is None and word.text in FINITE:
        node.mood = _inversion(node, word)


def _pass_other(node: Node, word: Word) -> None:
    """A noun, an adjective, a preposition: it separates the verb from a governor that would stand beside it."""
    if not node.has_subject and (node.link == "ing" or (node.subject is None and node.link == "bare")):
        is_mention = word.tag.startswith(("NN", "PR"))
        node.link = "from" if word.text == "from" else "small" if is_mention else node.link


def _is_negation(node: Node) -> bool:
    """Take in a negator, or an adverb of falsehood, that ends here."""
    start = phrase_before(node.words, node.at, "negator")
    if start is not None:
        is_second = node.words[start].text == "neither" and "nor" in node.group
        if _reaches(node, start) and not is_second:
            node.negate(start, node.at)
        node.group.extend(word.text for word in reversed(node.words[start : node.at]))
        node.at = start
        return True
    if node.link == "to" and not node.has_subject:
        excess = phrase_before(node.words, node.at, "excess")
        if excess is not None:
            node.negate(excess, node.at)  # `was too tired to say`
            node.at = excess
            return True
        node.is_false = node.is_false or phrase_before(node.words, node.at, "erring") is not None
    falsely, hearsay = falsely_before(node.words, node.at), phrase_before(node.words, node.at, "hearsay")
    node.is_false = node.is_false or falsely is not None
    node.is_open = node.is_open or (falsely is None and hearsay is not None)
    start = hearsay if falsely is None else falsely
    node.at = node.at if start is None else start
    return start is not None


def _errs(node: Node) -> bool:
    ends = range(node.at - 1, max(0, node.at - 2 - _ERRING_GAP), -1)
    return any(phrase_before(node.words, end, "erring") is not None for end in ends)


def _reaches(node: Node, start: int) -> bool:
    """Whether a negator that stands here negates the verb: before the subject, only one that opens it or inverts."""
    if not node.has_subject or node.subject is None:
        return True
    between = node.words[node.at : node.subject[0]]
    if any(word.text in FINITE for word in between):
        return True
    return not between or (node.words[start].text != "nor" and all(word.text in _DETERMINERS for word in between))


def _step_over_subject(node: Node) -> bool:
    """Behind the subject: a negative one negates the verb (`no minister`), any other closes the verb group."""
    assert node.subject is not None
    start, end = node.subject
    if opens_negatively(node.words, start, end):
        node.negate(start, start + 1)
    if any(phrase_before(node.words, stop, "wording") is not None for stop in range(start + 1, end + 1)) and has_phrase(
        node.words, start, end, "fabricated"
    ):
        node.negate(start, end)
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


def _step_over_stop(node: Node, word: Word) -> bool | None:
    """A mark: an aside between two commas is left out, any other ends the clause."""
    if word.text not in STOPS:
        return None
    if word.text == ")":
        opening = next((at for at in range(node.at - 2, -1, -1) if node.words[at].text == "("), None)
        node.at = opening if opening is not None else 0
        return opening is not None
    if node.subject and node.at - 1 == node.subject[1] and word.text == ",":
        node.at -= 1  # `the envoy, Samir Haddad, | said`
        return True
    aside = _aside_before(node) if word.text in (",", "—", "–") else None
    if aside is None:
        if word.text == ",":
            _read_beyond_comma(node)
        return False
    node.is_false = node.is_false or falsely_before(node.words, node.at - 1) is not None  # `Renn, wrongly, said that`
    node.at = aside
    return True


def _aside_before(node: Node) -> int | None:
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


def _read_beyond_comma(node: Node) -> None:
    """What stands before the comma that ends a clause, and bears on it all the same."""
    if node.link is None and _opens_unreal(node):
        node.negate(0, node.at - 1)  # `In a deepfake shared on Sunday, Hale says`
    elif node.link is None and opens_with(node.words, node.at - 1, "untrue"):
        node.is_false = True  # `In a false post, Renn says that Hale said`
    elif node.link == "ing" and governor_within(node.words, node.at - 1, "self") is not None:
        node.is_false = True  # `misquoted Hale, reporting that he said`


def _opens_unreal(node: Node) -> bool:
    is_report = node.words[0].text == "according"  # `According to a false claim, Hale said`
    return any(opens_with(node.words, node.at - 1, kind) for kind in ("fabricated", "untrue")[: 1 + is_report])


def negate_from_afar(node: Node) -> None:
    """`Not once, in ten years, did Hale say`; `Neither in the letter nor in the talk that followed did Hale say`."""
    if not node.has_subject or node.words[node.at].text not in FINITE or node.negators:
        return
    for first in range(1, min(3, node.at) + 1):
        if phrase_before(node.words, first, "affirming") is not None:
            return
        if phrase_before(node.words, first, "negator") is not None:
            node.mood = None
            node.negate(0, first)
            return


def _inversion(node: Node, auxiliary: Word) -> Mood | None:
    """An auxiliary right before the subject: a question, a condition, or what a fronted adverb brings about."""
    if node.subject is None or node.at != node.subject[0]:
        return None
    before = node.words[node.at - 2] if node.at > 1 else None
    asks_back = before is not None and before.text in _ASKING_BACK and node.words[node.subject[0]].text in _SELF
    begins = before is None or before.text in OPENINGS or asks_back  # `Where did I say “...”?`
    if not begins and before is not None and before.text not in STOPS:
        return None
    asks = any(word.text == "?" for word in node.words[node.at :])
    if auxiliary.text in _INVERTED_CONDITIONS and not asks:
        return Mood.COUNTERFACTUAL
    return Mood.QUESTION if asks or (begins and auxiliary.text in ("did", "does", "do", "has", "have")) else None
