"""What stands behind a verb of speaking, or is said of the words themselves, and makes them unsaid.

In: the words of a sentence and the place of the verb. Out: whether that makes the words said or not::

    The claim that Hale said “...” is false.          predicate_truth   ->  not said
    The quote “...”, attributed to Hale, is invented. truth_of_wording  ->  not said
    Hale said nothing of a “...”                      is_negated_behind ->  True
"""

from collections.abc import Sequence

from quoteattr.components.veridicality.signatures import Truth, has_phrase, phrase_before
from quoteattr.components.veridicality.words import COPULAS, QUOTED, Word

# Words between what has none and its grounds: `without a shred of evidence`.
_OF_GROUNDS = 4
# Words between a noun and what says more of it: `no evidence whatsoever that`, `a fake old quote`.
GAP = 3
_TOPIC = {"of", "about", "on", "regarding"}
# Words of the longest predicate with its adverbs: `has since been shown to be fake`.
PREDICATE = 7


def falsely_before(words: Sequence[Word], end: int) -> int | None:
    """Where an adverb of falsehood begins that ends here: `wrongly`, `without offering any evidence`."""
    found = phrase_before(words, end, "falsely")
    if found is not None:
        return found
    letter = phrase_before(words, end, "wording")
    if letter is not None and has_phrase(words, max(0, letter - GAP), letter, "fabricated"):
        return _cited(words, letter)
    noun = phrase_before(words, end, "grounds")
    if noun is None:
        return None
    places = range(noun - 1, max(-1, noun - 2 - _OF_GROUNDS), -1)
    return next((at for at in places if phrase_before(words, at + 1, "lacking") is not None), None)


def _cited(words: Sequence[Word], noun: int) -> int | None:
    """Where a participle stands whose object a noun is: `| citing a forged letter`."""
    return next((at for at in range(noun - 1, max(-1, noun - 2 - GAP), -1) if words[at].tag == "VBG"), None)


def predicate_truth(words: Sequence[Word], start: int) -> Truth | None:
    """What a predicate behind the words says of them: `the claim that Hale said ... is false`."""
    copulas = [at for at in range(len(words) - 1, start, -1) if words[at].text in COPULAS]
    copulas = [at for at in copulas if at == copulas[0] or _is_right_behind(words, at)]
    found = (_truth_behind(words, copula) for copula in copulas)
    truth = next((one for one in found if one is not None), None)
    return truth or (Truth.NOT_SAID if _is_groundless(words, start) else None)


def _is_right_behind(words: Sequence[Word], copula: int) -> bool:
    """Whether nothing but an auxiliary stands between quoted words and what is said of them."""
    return any(word.text == QUOTED for word in words[max(0, copula - 2) : copula])


def _truth_behind(words: Sequence[Word], copula: int) -> Truth | None:
    """What is said behind an “is”."""
    end = min(len(words), copula + PREDICATE)
    is_negated = has_phrase(words, copula - 1, end, "negator")
    if has_phrase(words, copula + 1, end, "predicate") or _is_wrongly_attributed(words, copula):
        return Truth.SAID if is_negated else Truth.NOT_SAID
    if has_phrase(words, copula + 1, end, "genuine"):
        return Truth.NOT_SAID if is_negated else Truth.SAID
    return None


def _is_wrongly_attributed(words: Sequence[Word], copula: int) -> bool:
    """`was long pinned on the queen, wrongly`."""
    clause = next((at for at in range(copula + 1, len(words)) if words[at].text in (".", ";", QUOTED)), len(words))
    is_attributed = has_phrase(words, copula + 1, clause, "attributing")
    return is_attributed and any(falsely_before(words, end) is not None for end in range(copula + 2, clause + 1))


def _is_groundless(words: Sequence[Word], start: int) -> bool:
    """Whether a verb behind the words says that nothing is in them: `has no basis`, `lacks evidence`, `fell apart`."""
    if has_phrase(words, start + 1, len(words), "hollow"):
        return True
    for end in range(start + 2, len(words) + 1):
        noun = phrase_before(words, end, "grounds")
        if noun is not None:
            near = max(start + 1, noun - GAP)
            return has_phrase(words, near, noun, "negator") or has_phrase(words, near, noun, "lacking")
    return False


def truth_of_wording(words: Sequence[Word], head: int) -> Truth | None:
    """What is said of the words themselves: `the quote “...”, attributed to Hale, is invented`; `a fake quote`."""
    for end in range(head, 0, -1):
        start = phrase_before(words, end, "wording")
        if start is not None:
            if has_phrase(words, max(0, start - GAP), start, "fabricated") and not _is_aside(words, start, end):
                return Truth.NOT_SAID
            is_subject = _opens_subject(words[:start]) and not _has_own_predicate(words[start:head])
            return predicate_truth(words, head) if is_subject else None
        if words[end - 1].is_verb and words[end - 1].tag != "VBN":
            return None
    return None


def _is_aside(words: Sequence[Word], noun: int, end: int) -> bool:
    """`Renn, citing a forged letter, said`."""
    cited = _cited(words, noun)
    return cited is not None and cited > 0 and words[cited - 1].text == "," == words[min(end, len(words) - 1)].text


def _opens_subject(words: Sequence[Word]) -> bool:
    """Whether words up to a noun are still those of the subject: `A picture purporting to show a | tweet`."""
    is_plain = len(words) <= GAP and not any(word.is_verb or word.tag == "IN" for word in words)
    opens = bool(words) and words[0].tag in ("DT", "PRP$", "JJ", "NN")
    is_finite = any(word.tag in ("VBD", "VBZ", "VBP", "MD") for word in words)
    return is_plain or (opens and not is_finite and any(word.tag == "VBG" for word in words))


def _has_own_predicate(words: Sequence[Word]) -> bool:
    """Whether a noun for words has a predicate before the verb: `A photo | was denied by Hale, |hinting`."""
    copula = next((at for at, word in enumerate(words) if word.text in COPULAS), None)
    return copula is not None and not any(word.text in ("that", "which", "who", ",") for word in words[:copula])


def is_unreal(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a mention is one of words or pictures that are not real: `a fabricated letter`."""
    if not has_phrase(words, start, end, "wording"):
        return False
    return has_phrase(words, start, end, "fabricated") or predicate_truth(words, end) is Truth.NOT_SAID


def opens_with(words: Sequence[Word], end: int, word_class: str) -> bool:
    """Whether a sentence opens with words or pictures that are not real: `In a doctored video shared by fans`."""
    stop = next((at for at in range(1, end + 1) if phrase_before(words, at, "wording") is not None), None)
    if stop is None or (words[0].tag != "IN" and words[0].text != "according"):
        return False
    between = words[1 if words[0].text != "according" else 2 : stop]
    return has_phrase(words, 0, stop, word_class) and not any(word.tag in ("IN", "TO") for word in between)


def is_doubted_behind(words: Sequence[Word], head: int) -> bool:
    """Whether who tells it behind the words does so falsely: `Hale said “...”, Renn falsely claimed`."""
    comma = next((at for at in range(len(words) - 1, head, -1) if words[at].text == ","), None)
    return comma is not None and any(
        words[at].is_verb and falsely_before(words, at) is not None for at in range(comma + 1, len(words))
    )


def is_negated_behind(words: Sequence[Word], head: int) -> bool:
    """`said nothing of`, `said no such thing`, `was said by nobody`, `“...” were not the words of`."""
    behind = [word.text for word in words[head + 1 : head + 4]]
    if words[head].text in COPULAS and phrase_before(words, head + 2, "negator") == head + 1:
        return any(word.tag in ("DT", "PRP$") for word in words[head + 2 : head + 3])
    if behind[:1] == ["nothing"]:  # `said nothing of it`, `said nothing to reporters about it`
        return any(word.text in _TOPIC for word in words[head + 2 : head + 2 + PREDICATE - GAP])
    if behind[:2] == ["no", "such"]:
        return True
    return behind[:1] == ["by"] and phrase_before(words, head + 3, "negator") == head + 2
