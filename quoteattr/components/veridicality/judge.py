"""Polarity and modality of each statement, from what its verb reports and from what governs the verb.

In: a Doc, its quotations and its statements. Out: the same statements, judged::

    Ann Lee denied that the gate was open.       the verb denies                        ->  denied
    Lee did not deny that the gate was open.     and that is negated                    ->  not_said
    Far from calling it “rotten”, Lee left.      what the quoted words hang on          ->  not_said
    Lee will tell members the gate was open.     nothing has been said yet              ->  future

What is not settled (`Did Lee say ...?`) is not vouched for: not_said, with the modality that says why.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from spacy.tokens import Doc

from quoteattr.components.annotations import Quotation, Reported, changed
from quoteattr.components.attribution.clefts import is_correction, names_nobody
from quoteattr.components.attribution.cues import CueClass, CueMatch, find_cues, words_of
from quoteattr.components.attribution.frames import DENIED, NOT_SAID, head_of
from quoteattr.components.attribution.mentions import mention_before
from quoteattr.components.attribution.nested_claims import is_owned
from quoteattr.components.attribution.sentences import sentence_at
from quoteattr.components.stages import Attempt, unguarded
from quoteattr.components.veridicality.nodes import Mood
from quoteattr.components.veridicality.page import STAGE, Page, number_at, reading_at, subject_words
from quoteattr.components.veridicality.path import Reading, read_path
from quoteattr.components.veridicality.predicates import is_unreal, truth_of_wording
from quoteattr.components.veridicality.retractions import retract
from quoteattr.components.veridicality.signatures import Truth
from quoteattr.components.veridicality.words import Word
from quoteattr.spans import Span
from quoteattr.statements import Kind, Modality, Polarity

# `would not say whether she had paid`: a refusal, no hypothesis.
_THAT = " that "
_AS = re.compile(r"\bas\s+(?:an?\s+|the\s+)?[\"“‘']+$")
_UNWILLING = {"will", "would", "can", "could"}
_MOODS = {Mood.QUESTION: Modality.QUESTION, Mood.COUNTERFACTUAL: Modality.HYPOTHETICAL}
# `declined later | to state when`: the content has the verb.
_INFINITIVE = re.compile(r"(?:\w+\s+)?to\s+\w+")
# `was not shy about | calling it “rotten”`
_GERUND = re.compile(r"\w+ing\b")
# `praising | plans that “help”`: what is quoted is said of the plans.
_RELATIVE_CLAUSE = re.compile(r"[a-z]\s+(?:that|which|who)\s")
_ALL_SAID = re.compile(r"(?:\b(?:is|was)\s(?:about\s)?|^|[.”\"]\s)[Aa]ll\s(?:that\s)?$")
NEAR = 20  # characters before a source in which “was all” stands
_NOBODY = re.compile(r"(?:no[ -]one|nobody|none of \w+) that\b")
_COLON = re.compile(r"\w.*:$")
# Words between a verb and what it quotes: `said that “`, `called it “`; the opening mark stands with the second.
BESIDE = 2
# A quote that goes on with the speaker of another one stands outside the clause of its cue.
_CARRIED = "rule:carried"
_PLAIN = Reading()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What the polarity and the modality of a statement follow from.

    Attributes:
        act: what the verb of the cue itself reports.
        reading: what governs that verb.
        is_owned: the content is its source's, whatever becomes of it in the sentence.
    """

    act: str
    reading: Reading = _PLAIN
    is_owned: bool = False


def judge_veridicality(
    doc: Doc, quotations: Sequence[Quotation], reported: Sequence[Reported], attempt: Attempt = unguarded
) -> tuple[Reported, ...]:
    """The statements with their polarity and modality.

    Args:
        doc: has tags.
        quotations: those of its text.
        reported: the statements; what the verb of each reports is its `act`.
        attempt: does what concerns one statement only; one that cannot be judged is not vouched for.
    """
    page = Page(doc=doc, text=doc.text, quotations=quotations)

    def judged(one: Reported) -> Reported:
        return _judged(page, one, _whole(reported, one))

    found = tuple(
        attempt(STAGE, one.spans[0], partial(judged, one), changed(one, STAGE, polarity=Polarity.NOT_SAID))
        for one in reported
    )
    return retract(page, _as_their_pieces(found), attempt)


def _as_their_pieces(reported: Sequence[Reported]) -> tuple[Reported, ...]:
    """A claim without a cue is said if its quoted words are: `hard to imagine | Ortega saying “we lose”`."""
    pieces = defaultdict[int, list[Polarity]](list)
    for one in reported:
        if one.claim is not None:
            pieces[one.claim].append(one.polarity)
    return tuple(
        changed(one, STAGE, polarity=Polarity.NOT_SAID)
        if one.cue is None and set(pieces[index]) == {Polarity.NOT_SAID}
        else one
        for index, one in enumerate(reported)
    )


def find_grounds(doc: Doc, quotations: Sequence[Quotation], reported: Sequence[Reported]) -> tuple[Grounds | None, ...]:
    """What `judge_veridicality` judges each statement by; None for one without a cue of its own."""
    page = Page(doc=doc, text=doc.text, quotations=quotations)
    return tuple(_grounds(page, one, _whole(reported, one)) for one in reported)


def _whole(reported: Sequence[Reported], one: Reported) -> Reported:
    """The claim that a quote is a piece of."""
    is_piece = one.kind is Kind.DIRECT and one.claim is not None and reported[one.claim].cue == one.cue
    return reported[one.claim] if is_piece and one.claim is not None else one


def _judged(page: Page, one: Reported, whole: Reported) -> Reported:
    """A statement as it stands in its sentence; `whole` is the claim that a quoted piece belongs to, else itself."""
    grounds = _grounds(page, one, whole)
    if grounds is None:
        return one
    modality = _modality(grounds.act, grounds.reading)
    if grounds.is_owned:
        return changed(one, STAGE, modality=modality)
    return changed(one, STAGE, polarity=_polarity(grounds.act, grounds.reading.truth), modality=modality)


def _grounds(page: Page, one: Reported, whole: Reported) -> Grounds | None:
    """What a statement is judged by, if it has a cue of its own, or words that say of it that nobody said it."""
    if one.method.startswith(_CARRIED):
        return None
    if one.cue is None:
        found = _reading_beside(page, one) or _reading_of_words(page, one)
        return Grounds(act=one.act, reading=found) if found else None
    match = head_of(page.text, one.cue)
    if match is not None and match.kind is CueClass.PHRASE and not match.span.of(page.text).endswith("saying"):
        if _is_by_fabrication(page, one):
            return Grounds(act=one.act, reading=Reading(truth=Truth.NOT_SAID))  # `according to a hoax`
        return Grounds(act=one.act, is_owned=True)  # `according to`: no verb that could be negated
    if is_owned(page.text, one) or is_correction(page.text, one):
        return Grounds(act=one.act, is_owned=True)  # `rejected Quill’s claim that`: Quill does claim it
    if names_nobody(page.text, one) or _tells_nobody(page, one, match):
        return Grounds(act=one.act, reading=Reading(truth=Truth.NOT_SAID))
    announced = one.cue.of(page.text) + page.text[one.cue.end : max(one.cue.end, one.spans[0].start - 1)].rstrip()
    if (match is None or not _is_of_speech(match)) and _COLON.search(announced):
        return Grounds(act=Modality.STATEMENT)  # `did not mince his words:`: the colon reports, whatever was not done
    if _stands_free(page, one):
        return Grounds(act=one.act)
    head = _head(page, one.cue)
    start = whole.spans[0].start
    if start <= one.cue.start:
        act, reading = one.act, _reading_beside(page, one) or reading_at(page, head, one.source)
    else:
        nearest = _nearest_verb(page, head, one.cue, start)
        act = one.act if nearest is None else nearest.entry.one("frame", Modality.STATEMENT)
        is_interposed = nearest is not None and "," in page.text[one.cue.end : nearest.span.start]
        subject = None if is_interposed else one.source  # `Did Hale, as posts claim, say`: the posts do not say
        reading = reading_at(page, head if nearest is None else nearest.span.start, subject)
    if one.source is not None and _ALL_SAID.search(page.text, max(0, one.source.start - NEAR), one.source.start):
        reading = replace(reading, group=())  # `“No,” was all she would say`: and that she did
    if reading.truth is Truth.SAID and _is_by_fabrication(page, one):
        reading = replace(reading, truth=Truth.NOT_SAID)
    if one.kind is Kind.DIRECT and act == DENIED and _AS.search(page.text, one.cue.start, one.spans[0].start):
        act = Modality.STATEMENT  # `dismissed the report as “gossip”`: gossip is what is said
    if whole is not one and reading.truth is Truth.SAID:
        behind = head if start > one.cue.start else start
        reading = _reading_of_piece(page, behind, one) or _reading_of_words(page, one) or reading
    return Grounds(act=act, reading=reading)


def _tells_nobody(page: Page, one: Reported, match: CueMatch | None) -> bool:
    """`told | no one that the fund was empty`."""
    has_addressee = match is not None and match.entry.one("addressee") == "object"
    return has_addressee and _NOBODY.match(page.text, one.spans[0].start) is not None


def _is_of_speech(match: CueMatch) -> bool:
    """Whether a cue is a verb of speaking: not a noun, and not the doubt of `left no doubt:`."""
    return match.kind is not CueClass.NOUN and match.entry.one("frame") != Modality.THOUGHT


def _stands_free(page: Page, one: Reported) -> bool:
    """Whether quoted words are sentences of their own behind the cue: `She would not say more. “I am tired.”`."""
    if one.kind is not Kind.DIRECT or one.quotation is None or one.cue is None:
        return False
    outer = page.quotations[one.quotation].outer[0]
    return one.cue.end < outer.start and sentence_at(page.text, one.cue.start).end <= outer.start


def _is_by_fabrication(page: Page, one: Reported) -> bool:
    """Whether the source stands behind the verb and is not real: `“...,” reads a fabricated letter`."""
    if one.source is None or one.cue is None or one.source.start < one.cue.end:
        return False
    words = page.words_around(one.source.start)
    numbers = [number for number, word in enumerate(words) if word.span.overlaps(one.source)]
    return bool(numbers) and is_unreal(words, numbers[0], numbers[-1] + 1)


def _reading_of_piece(page: Page, head: int, piece: Reported) -> Reading | None:
    """What governs a verb right before quoted words in a claim: `found no proof that Hale had said “it is lost”`."""
    assert piece.cue is not None
    start = piece.spans[0].start
    is_before = start < piece.cue.start
    verbs = [one for one in find_cues(page.text, head, start) if one.kind is CueClass.VERB]
    nearest = _as_verb(page.words_around(head), [one for one in verbs if is_before or one.span.start > head])
    if nearest is None:
        return None
    # The verb is not the cue: who asks, or denies, does not do what it says.
    is_far = is_before or piece.source is None or piece.source.end <= piece.cue.start < nearest.span.start
    source = mention_before(page.text, head, nearest.span.start) if is_far else piece.source
    between = page.text[nearest.span.end : start].split()
    is_clause = between[:1] == ["that"] and not any(word.endswith((",", ";")) for word in between)
    if len(between) > BESIDE and between[-2:-1] != ["to"] and not is_clause:
        return None  # `told oil workers to “...”`: the mark is the last
    reading = reading_at(page, nearest.span.start, source)
    if reading.mood is Mood.QUESTION:
        return replace(reading, truth=Truth.NOT_SAID)  # `users ask whether Hale said “it is lost”`
    return reading if reading.truth is not Truth.SAID else None


def _nearest_verb(page: Page, head: int, cue: Span, content: int) -> CueMatch | None:
    """The verb of speaking nearest to a content that follows, where the cue is what governs it: `refused to say`."""
    is_listed = head_of(page.text, cue) is not None
    verb = _INFINITIVE.match(page.text, content) or (None if is_listed else _GERUND.match(page.text, content))
    stop = max(cue.end, verb.end() if verb else content)
    matches = [one for one in find_cues(page.text, head, stop) if one.kind is CueClass.VERB and one.span.start > head]
    return _as_verb(page.words_around(head), matches)


def _as_verb(words: Sequence[Word], matches: Sequence[CueMatch]) -> CueMatch | None:
    """The last of the cues, if it is a verb here."""
    number = number_at(words, matches[-1].span.start) if matches else None
    return matches[-1] if number is not None and words[number].tag.startswith("VB") else None


def _head(page: Page, cue: Span) -> int:
    """Where the verb or noun of a cue begins; a colon stands for the verb before it."""
    text = page.text
    match = head_of(text, cue)
    if match is not None and match.kind is not CueClass.NOUN:
        return match.span.start
    if not any(letter.isalpha() for letter in cue.of(text)):
        before = find_cues(text, sentence_at(text, cue.start).start, cue.start)
        return before[-1].span.start if before else cue.start
    # `did not use the word`: the verb that the noun stands with; a cue that no list has may also be without any.
    verbs = [word.span.start for word in page.words_around(cue.start) if word.is_verb and cue.contains(word.span)]
    if verbs:
        return verbs[-1]
    return match.span.start if match else cue.end - len(cue.of(text).split()[-1])


def _reading_beside(page: Page, one: Reported) -> Reading | None:
    """What governs a quotation by a verb of its own, when its cue follows: `Far from calling it “rotten”, Lee said`.

    None where no such verb says that it was not said.
    """
    if one.kind is not Kind.DIRECT or one.quotation is None:
        return None
    start = one.spans[0].start
    if one.claim is not None and one.cue is not None and one.cue.start < start:
        return None  # a piece behind the cue of its claim
    sentence = sentence_at(page.text, one.cue.start if one.cue is not None else max(0, start - 2))
    if start <= sentence.start:
        return None
    matches = find_cues(page.text, sentence.start, start - 1)
    words = page.words_around(sentence.start)
    at = number_at(words, matches[-1].span.start) if matches else None
    if at is None or any(word.text in ",;" for word in words[at:] if word.span.end <= start):
        return None
    verb = matches[-1].span
    is_thought = one.claim is not None and matches[-1].entry.one("frame") == Modality.THOUGHT
    if is_thought or _RELATIVE_CLAUSE.search(page.text, verb.end, start):
        return None  # `could not understand why “these people” came, she said`
    that = page.text.rfind(_THAT, sentence.start, verb.start)
    clause = that + len(_THAT) if that >= 0 else sentence.start
    is_finite = words[at].tag in ("VBD", "VBZ", "VBP")
    subject = subject_words(words, at, mention_before(page.text, clause, verb.start)) if is_finite else None
    reading = read_path(words, at, subject)
    return reading if reading.truth is Truth.NOT_SAID else None


def _reading_of_words(page: Page, one: Reported) -> Reading | None:
    """What a sentence without a cue says of quoted words: `The quote “...”, shared by fans, is invented`."""
    if one.quotation is None or one.spans[0].start < 2:
        return None
    words = page.words_around(one.spans[0].start - 2)
    at = number_at(words, one.spans[0].start)
    truth = truth_of_wording(words, at) if at is not None else None
    return Reading(truth=truth) if truth is Truth.NOT_SAID else None


def _polarity(act: str, truth: Truth) -> Polarity:
    said = truth.negated if act == NOT_SAID else truth
    if said is not Truth.SAID:
        return Polarity.NOT_SAID
    return Polarity.DENIED if act == DENIED else Polarity.ASSERTED


def _modality(act: str, reading: Reading) -> Modality:
    modality = Modality(act) if act in set(Modality) else Modality.STATEMENT
    if reading.is_negated and not _UNWILLING.isdisjoint(reading.group):
        return modality
    if reading.mood in _MOODS:
        return _MOODS[reading.mood]
    if _has(reading, "future"):
        return Modality.FUTURE
    if reading.mood is Mood.CONDITION or (_has(reading, "possible") and not _has(reading, "past")):
        return modality if modality is Modality.THOUGHT else Modality.HYPOTHETICAL
    return modality


def _has(reading: Reading, word_class: str) -> bool:
    """Whether a word of a class of function_words.yml stands in the verb group."""
    padded = f" {' '.join(reading.group)} "
    return any(f" {word} " in padded for word in words_of(word_class))
