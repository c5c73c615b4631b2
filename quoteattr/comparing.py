"""How one wording differs from another: exact, a fragment, near; and what the difference touches.

In: two wordings. Out: a `Comparison` with a word diff in the words as they were written::

    >>> found = compare(wording("we build boats"), wording("“In winter we build boats.”"))
    >>> found.match, found.cut
    (<Match.FRAGMENT: 'fragment'>, True)
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, groupby
from math import ceil

from rapidfuzz.distance import Levenshtein

from quoteattr.contrasts import Concern, count_negations, has_name, is_telling, turned
from quoteattr.wording import Wording

# Fewer words in a row than these recur by chance.
SHORTEST = 3
# Share of the words that two near wordings have in common, by weight; and how many of the long ones may have unrelated
# ones in their place, in a wording of so many words: with more, the same frame says something else.
NEAR = 0.66
REPLACED, REPLACED_LONG, LONG = 2, 3, 30
# Share of the telling words of what was given that a near wording has, and how many at least: "it is what we have" and
# "it is all we have" are the same words and say nothing of each other.
SHARED, FEWEST_SHARED = 0.6, 2
# A short word ("the", "of", "has") says less than a long one, whether it stays or goes.
SHORT, SHORT_WEIGHT = 3, 0.5
# Words that begin with the same letters are taken for forms of one: "abandon", "abandoned".
STEM = 4
# In a wording so many times as long as the other, the place that fits is looked for first.
LONGER = 1.3


class Match(StrEnum):
    """How a given wording relates to one that was found."""

    EXACT = "exact"
    FRAGMENT = "fragment"
    NEAR = "near"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A stretch of a word diff: what was given and what was found there, either of which may be empty."""

    given: str
    found: str
    same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How a given wording relates to one that was found.

    Attributes:
        match: exact, fragment, near or none.
        similarity: 0..1, the share of the words that stay; 1 for exact and for a fragment.
        shared: 0..1, the share of the telling words of what was given (no "the", no "would") that stay, in any form.
        cut: what was given begins or ends inside a sentence of what was found, or leaves something out of it.
        differences: word diff in the order of the text, with what the found wording has before and after.
        concerns: what the differences touch that may turn the meaning; "context": a negation in what was cut off.
        changed: how many words were changed, left out or put in, without those that the wordings mark themselves.
    """

    match: Match
    similarity: float
    shared: float
    cut: bool
    differences: tuple[Difference, ...]
    concerns: tuple[Concern, ...]
    changed: int


def marked(differences: Iterable[Difference]) -> str:
    """A word diff as text: [-given-] {+found+}."""
    return " ".join(piece for difference in differences for piece in _marked(difference))


def _marked(difference: Difference) -> list[str]:
    if difference.same:
        return [difference.found]
    given, found = difference.given, difference.found
    return [f"[-{given}-]"] * bool(given) + [f"{{+{found}+}}"] * bool(found)


@dataclass(frozen=True, slots=True)
class _Step:
    """Words a to b of what was given against words c to d of what was found."""

    a: int
    b: int
    c: int
    d: int
    same: bool


def compare(given: Wording, found: Wording) -> Comparison:
    """How `given` relates to `found`.

    Similarity is that of a word-level Levenshtein alignment (rapidfuzz) with the words weighted by length, within the
    place of `found` that fits best. What either wording marks as left out counts for nothing; words in brackets stand
    for at most as many as they are.
    """
    steps = _verbatim(given, found)
    verbatim = steps is not None
    steps = steps if steps is not None else _aligned(given, found)
    inner = _inner(steps)
    changes = [step for step in inner if not step.same]
    similarity = 1.0 if verbatim else _similarity(inner, given, found)
    replaced = sum(_replaced(step, given, found) for step in changes)
    shared, telling = _shared(inner, given, found)
    match = _match(given, found, similarity, replaced, pieces=len(steps) if verbatim else 0)
    if match is Match.NEAR and not verbatim and not (shared >= FEWEST_SHARED and shared >= SHARED * telling):
        match = Match.NONE
    cut = match is not Match.EXACT and _is_cut(inner, found)
    return Comparison(
        match=match,
        similarity=round(similarity, 3),
        shared=1.0 if verbatim else round(shared / telling, 3) if telling else 0.0,
        cut=cut,
        differences=tuple(_difference(step, given, found) for step in steps),
        concerns=_concerns(inner, given, found, cut=cut),
        changed=sum(_changed(step, given, found) for step in changes),
    )


def _match(given: Wording, found: Wording, similarity: float, replaced: int, *, pieces: int) -> Match:
    """What a similarity means; `pieces` is how many stretches a verbatim match has, 0 for one that is none."""
    if pieces == 1:
        return Match.EXACT if given.letters == found.letters else Match.NEAR
    if len(given.words) < SHORTEST:
        return Match.NONE
    if pieces:
        return Match.FRAGMENT
    most = REPLACED if len(given.words) < LONG else REPLACED_LONG
    return Match.NEAR if similarity >= NEAR and replaced <= most else Match.NONE


def _verbatim(given: Wording, found: Wording) -> list[_Step] | None:
    """The steps when every segment of what was given stands in what was found, in this order; None otherwise."""
    if given.words == found.words:
        return [_Step(0, len(given.words), 0, len(found.words), True)] if given.words else None
    segments = [segment for segment in given.segments() if segment]
    if sum(map(len, segments)) < SHORTEST:
        return None
    steps: list[_Step] = []
    a = c = 0
    for segment in segments:
        begin = _next(given.words, segment, a)
        place = _next(found.words, segment, c)
        if begin < 0 or place < 0:
            return None
        between = _Step(a, begin, c, place, False)
        if (steps and not _fits(between, given)) or _is_edited(found, place, place + len(segment)):
            return None
        steps.append(between)
        a, c = begin + len(segment), place + len(segment)
        steps.append(_Step(begin, a, place, c, True))
    steps.append(_Step(a, len(given.words), c, len(found.words), False))
    return [step for step in steps if step.a < step.b or step.c < step.d]


def _fits(between: _Step, given: Wording) -> bool:
    """Whether what stands between two segments can be what was found there: as many words, or any behind "…"."""
    return _has_gap(given, between.a, between.b) or between.d - between.c <= between.b - between.a


def _is_edited(text: Wording, first: int, last: int) -> bool:
    """Whether words within these were left out or replaced."""
    return _has_gap(text, first + 1, last - 1) or not text.bracketed.isdisjoint(range(first, last))


def _has_gap(text: Wording, first: int, last: int) -> bool:
    """Whether a wording says that words were left out at these."""
    return any(first <= gap <= last for gap in text.gaps)


def _next(words: Sequence[str], segment: Sequence[str], start: int) -> int:
    """Where a segment next stands among the words, -1 if nowhere."""
    length = len(segment)
    for index in range(start, len(words) - length + 1):
        if words[index] == segment[0] and words[index : index + length] == segment:
            return index
    return -1


def _aligned(given: Wording, found: Wording) -> list[_Step]:
    first, last = _place(given.words, found.words)
    opcodes = Levenshtein.opcodes(given.words, found.words[first:last])
    steps = [
        _Step(code.src_start, code.src_end, code.dest_start + first, code.dest_end + first, code.tag == "equal")
        for code in opcodes
    ]
    around = (
        _Step(0, 0, 0, first, False),
        *steps,
        _Step(len(given.words), len(given.words), last, len(found.words), False),
    )
    joined: list[_Step] = []
    for same, group in groupby(around, key=lambda step: step.same):
        run = [step for step in group if step.a < step.b or step.c < step.d]
        if run:
            joined.append(_Step(run[0].a, run[-1].b, run[0].c, run[-1].d, same))
    return joined


def _place(given: Sequence[str], found: Sequence[str]) -> tuple[int, int]:
    """Where a much longer wording has most of the given words, by weight: first word, and one past the last."""
    length = ceil(LONGER * len(given)) + 1
    if len(found) <= length:
        return 0, len(found)
    wanted = set(given)
    upto = [0.0, *accumulate(_weight([word]) if word in wanted else 0.0 for word in found)]
    first = max(range(len(found) - length + 1), key=lambda start: (upto[start + length] - upto[start], -start))
    return first, first + length


def _inner(steps: Sequence[_Step]) -> Sequence[_Step]:
    """The steps without what only the found wording has before and after."""
    first = 1 if steps and steps[0].a == steps[0].b else 0
    last = len(steps) - 1 if len(steps) > first and steps[-1].a == steps[-1].b else len(steps)
    return steps[first:last]


def _similarity(steps: Iterable[_Step], given: Wording, found: Wording) -> float:
    kept = lost = 0.0
    for step in steps:
        if step.same:
            kept += _weight(given.words[step.a : step.b])
        else:
            lost += max(map(_weight, _unmarked(step, given, found)))
    return kept / (kept + lost) if kept else 0.0


def _unmarked(step: _Step, given: Wording, found: Wording) -> tuple[Sequence[str], Sequence[str]]:
    """The words of a change that neither wording says itself to have left out or replaced: given ones, found ones.

    "…" stands for any words of the other wording, words in brackets for as many as they are.
    """
    one = [given.words[index] for index in range(step.a, step.b) if index not in given.bracketed]
    other = [found.words[index] for index in range(step.c, step.d) if index not in found.bracketed]
    placed, replaced = step.b - step.a - len(one), step.d - step.c - len(other)
    return (
        [] if _has_gap(found, step.c, step.d) else one[replaced:],
        [] if _has_gap(given, step.a, step.b) else other[placed:],
    )


def _is_marked(step: _Step, given: Wording, found: Wording) -> bool:
    """Whether a wording says itself of all the words of a change that they were left out or replaced."""
    return not any(_unmarked(step, given, found))


def _changed(step: _Step, given: Wording, found: Wording) -> int:
    return max(map(len, _unmarked(step, given, found)))


def _replaced(step: _Step, given: Wording, found: Wording) -> int:
    """How many long words have unrelated ones in their place: "bridge" for "ferry", not for "bridges"."""
    one, other = ([word for word in words if len(word) > SHORT] for words in _unmarked(step, given, found))
    stems = [{word[:STEM] for word in words} for words in (one, other)]
    return min(sum(word[:STEM] not in stems[1] for word in one), sum(word[:STEM] not in stems[0] for word in other))


def _shared(steps: Iterable[_Step], given: Wording, found: Wording) -> tuple[int, int]:
    """How many telling words of what was given stay, as they are or in another form; and how many there are."""
    shared = telling = 0
    for step in steps:
        places = [index for index in range(step.a, step.b) if index not in given.bracketed]
        words = [given.words[index] for index in places if is_telling(given.words[index])]
        others = found.words[step.c : step.d]
        shared += len(words) if step.same else sum(any(_are_forms(word, other) for other in others) for word in words)
        telling += len(words)
    return shared, telling


def _are_forms(one: str, other: str) -> bool:
    """Whether two words may be forms of one: "abandon" and "abandoned", "pay" and "pays"."""
    length = min(STEM, max(SHORT, min(len(one), len(other))))
    return one[:length] == other[:length]


def _weight(words: Iterable[str]) -> float:
    return sum(1.0 if len(word) > SHORT or word.isdigit() else SHORT_WEIGHT for word in words)


def _is_cut(inner: Sequence[_Step], found: Wording) -> bool:
    """Whether the found wording goes on within a sentence: before, after or inside what was given."""
    if not inner or inner[0].c >= inner[-1].d:
        return False
    first, last = inner[0].c, inner[-1].d
    inside = any(not step.same and step.a == step.b for step in inner)
    return inside or not (found.opens_sentence(first) and found.opens_sentence(last))


def _difference(step: _Step, given: Wording, found: Wording) -> Difference:
    return Difference(given=given.between(step.a, step.b), found=found.between(step.c, step.d), same=step.same)


def _concerns(inner: Sequence[_Step], given: Wording, found: Wording, *, cut: bool) -> tuple[Concern, ...]:
    """What the differences touch that may turn the meaning, each once."""
    touched: set[Concern] = set()
    if cut and inner and count_negations(_rest_of_sentence(inner, found)):
        touched.add(Concern.CONTEXT)
    for step in inner:
        one, other = given.words[step.a : step.b], found.words[step.c : step.d]
        if not step.same and _is_marked(step, given, found):
            # What an ellipsis or a bracket stands for is no change, but may hold a "not".
            touched.update([Concern.CONTEXT] * (count_negations(one) != count_negations(other)))
        elif not step.same:
            touched.update(turned(one, other))
            if one and other and (has_name(given, step.a, step.b) or has_name(found, step.c, step.d)):
                touched.add(Concern.NAME)
    return tuple(sorted(touched))


def _rest_of_sentence(inner: Sequence[_Step], found: Wording) -> Sequence[str]:
    """The words that the found wording has in the same sentence, before and after what was given."""
    first, last = inner[0].c, inner[-1].d
    begin, end = first, last
    while not found.opens_sentence(begin):
        begin -= 1
    while not found.opens_sentence(end):
        end += 1
    return (*found.words[begin:first], *found.words[last:end])
