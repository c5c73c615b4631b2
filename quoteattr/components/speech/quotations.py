"""What tells words that somebody said from titles, names, terms, slogans and scare quotes.

In: a quotation and the statement that holds it. Out: features by name::

    features = features_of(page, quotation, reported)
    features["naming_before"] == 1.0     a plan dubbed “Project Fern”
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from spacy.tokens import Token

from quoteattr.components.annotations import Quotation, Reported
from quoteattr.components.attribution.adjacent import SAID, speaks
from quoteattr.components.attribution.calibration import log_odds
from quoteattr.components.attribution.cues import CueClass, find_cues, is_talk, words_of
from quoteattr.components.attribution.frames import head_of
from quoteattr.components.attribution.sentences import begins_sentence
from quoteattr.components.attribution.turns import is_title
from quoteattr.components.speech.page import SpeechPage, base_of, words_in
from quoteattr.lexicon import load_entries
from quoteattr.spans import Span
from quoteattr.statements import Kind

Pairs = Iterator[tuple[str, float]]

LENGTHS = (1, 2, 3, 4, 6, 9, 15, 30)  # words: upper ends of the classes of length
FAR = 9  # tokens before the marks in which the sign stands that bears the words
NEAR = 3  # tokens before and after the marks in which a word says what stands between them
_VERBS = {"VBD", "VBZ", "VBP", "MD"}
_OF_NAMES = {"NOUN", "PROPN", "ADJ", "NUM", "VERB", "PUNCT"}
_SENTENCE_END = (".", "!", "?", "…")
_SPOKEN_OF = re.compile(r"(?:\s(?:of|about|against))?")  # what may stand between a verb of speech and the marks
_SO_CALLED = re.compile(r"(?:so|self)[- ](?:called|styled)$", re.IGNORECASE)


def features_of(page: SpeechPage, quotation: Quotation, one: Reported | None) -> Mapping[str, float]:
    """The features of a quotation that are not 0."""
    single = dict(
        pair
        for pairs in (
            _of_words(page, quotation),
            _of_surroundings(page, quotation),
            _of_document(page, quotation),
            _of_report(page, quotation, one),
        )
        for pair in pairs
        if pair[1]
    )
    return single | dict(_together(single))


# Two that say more together than each by itself.
_TOGETHER = (
    ("naming_right_before", "no_source"),
    ("naming_right_before", "title"),
    ("naming_right_before", "held_by_nothing"),
    ("work_right_before", "title"),
    ("work_right_before", "capital"),
    ("work_after", "capital"),
    ("show_after", "capital"),
    ("title", "before_ADP"),
    ("title", "possessive_before"),
    ("title", "before_NOUN"),
    ("title", "article_before"),
    ("capital_word", "before_ADP"),
    ("capital_word", "possessive_before"),
    ("capital_word", "before_VERB"),
    ("capital_word", "before_NOUN"),
    ("nouns_only", "article_before"),
    ("nouns_only", "noun_behind"),
    ("nouns_only", "cue_names"),
    ("article_before", "cue_names"),
    ("one_adjective", "noun_behind"),
    ("one_adjective", "be_before"),
    ("sign_before", "stop"),
    ("sign_before", "capital"),
    ("headline", "noun_behind"),
    ("held_piece", "cue_after"),
    ("held_piece", "nouns_only"),
    ("held_piece", "one_adjective"),
    ("held_piece", "capital"),
    ("held_piece", "finite_verb"),
    ("held_piece", "article_before"),
    ("held_by_nothing", "nouns_only"),
    ("held_by_nothing", "one_adjective"),
    ("held_by_nothing", "capital"),
    ("held_by_nothing", "finite_verb"),
    ("held_by_nothing", "article_before"),
    ("held_model", "nouns_only"),
    ("held_model", "one_adjective"),
    ("held_model", "capital"),
    ("held_model", "finite_verb"),
    ("held_model", "article_before"),
    ("held_piece", "noun_behind"),
)


def _together(single: Mapping[str, float]) -> Pairs:
    for one, other in _TOGETHER:
        if one in single and other in single:
            yield f"{one} and {other}", 1.0


def length_class(count: int) -> str:
    """The name of a class of length: `words_3`."""
    return f"words_{next((limit for limit in LENGTHS if count <= limit), 'more')}"


def _of_words(page: SpeechPage, quotation: Quotation) -> Pairs:
    """What stands between the marks."""
    words = words_in(page.text, quotation.spans)
    said = " ".join(span.of(page.text) for span in quotation.spans)
    tokens = [token for span in quotation.spans for token in page.tokens(span)]
    yield "any", 1.0
    yield length_class(len(words)), 1.0
    yield "stop", float(said.endswith(_SENTENCE_END))
    yield "comma_at_end", float(said.endswith(","))
    yield "comma_inside", float("," in said[:-1])
    yield "capital", float(said[:1].isupper())
    yield "capital_word", float(said[:1].isupper() and len(words) == 1)
    yield "title", float(is_title(said))
    yield "first_person", float(is_talk(said))
    yield "finite_verb", float(any(token.tag_ in _VERBS for token in tokens))
    yield "to_infinitive", float(bool(words) and words[0].casefold() == "to")
    first = tokens[0] if tokens else None
    yield f"first_{first.pos_ if first is not None else 'none'}", 1.0
    content = {token.pos_ for token in tokens if not token.is_punct}
    yield "nouns_only", float(bool(content) and content <= {"NOUN", "PROPN", "ADJ", "NUM"})
    yield "one_adjective", float(len(words) == 1 and bool(content & {"ADJ", "ADV", "VERB"}))
    yield "single_marks", float(quotation.mark in "‘'‚‛`")
    yield "repaired", float(quotation.repair is not None)
    yield "paragraphs", float(len(quotation.spans) > 1)


def _of_surroundings(page: SpeechPage, quotation: Quotation) -> Pairs:
    """The words beside the marks."""
    start, end = quotation.outer[0].start, quotation.outer[-1].end
    before, after = page.before(start, NEAR), page.after(end, NEAR)
    yield from _of_before(page, start, before)
    yield from _of_after(page, end, after)
    yield "begins_sentence", float(begins_sentence(page.text, start))
    yield "so_called", float(bool(_SO_CALLED.search(_lead(page, start))))
    yield "sign_before", float(_is_behind_sign(page, start))
    right_before = _classes(before[:2] if before and before[0].lower_ in {"as", "to"} else before[:1])
    for word_class in ("naming", "work", "show", "term", "talk"):
        yield f"{word_class}_right_before", float(word_class in right_before)
        yield f"{word_class}_before", float(word_class in _classes(before))
        yield f"{word_class}_after", float(word_class in _classes(after) and _is_adjacent(page, end, after))


def is_announced(page: SpeechPage, quotation: Quotation) -> bool:
    """`A letter from Hale that read: “...”`: behind a verb of speech and a colon no title stands."""
    lead = _lead(page, quotation.outer[0].start)
    found = find_cues(lead) if lead.endswith(":") else ()
    return bool(found) and found[-1].kind is CueClass.VERB and found[-1].span.end == len(lead) - 1


def is_spoken(page: SpeechPage, quotation: Quotation, one: Reported) -> bool:
    """`shouted “Shame!”`, `spoke of “a disaster”`, `“Yes,” came the answer`: somebody’s, beside a verb of speech."""
    if one.source is None or one.cue is None:
        return False
    start, said = quotation.outer[0].start, " ".join(span.of(page.text) for span in quotation.spans)
    if is_title(said):
        return False  # `wrote “The Long Quay” in 1998`
    if one.cue.start > start:
        is_sentence = any(token.tag_ in _VERBS for span in quotation.spans for token in page.tokens(span))
        if not (is_sentence or said.endswith((*_SENTENCE_END, ","))):
            return False  # `The word “quay” comes from French`
        return one.cue.of(page.text).casefold().startswith(words_of("arriving")) and one.method == f"rule:{SAID}"
    if _is_behind_sign(page, start) or _has_noun_behind(page.after(quotation.outer[-1].end, NEAR)):
        return False  # `signs that read “Caution”`, `denied “wild” claims`
    lead = _lead(page, start)
    found = [match for match in find_cues(lead) if match.kind is CueClass.VERB and speaks(lead, match)]
    if not found or _SPOKEN_OF.fullmatch(lead, found[-1].span.end) is None:
        return _is_called(page, quotation, one)
    offset = len(page.text[:start].rstrip()) - len(lead) + found[-1].span.start
    return any(token.tag_.startswith("VB") for token in page.tokens(Span(offset, offset + 1)))


def is_name_given(page: SpeechPage, quotation: Quotation, one: Reported) -> bool:
    """`Doctors call it “glass lung”`: what a whole trade calls something is its name, not what somebody said of it."""
    verb = _naming_verb(page, quotation, one)
    if verb is None or one.source is None or verb.tag_ != "VBP":
        return False
    tokens = page.tokens(one.source)
    is_trade = len(tokens) == 1 and tokens[0].tag_ == "NNS" and "stance" not in _classes(tokens)
    words = [token for span in quotation.spans for token in page.tokens(span)]
    return is_trade and all(token.pos_ in _OF_NAMES for token in words)


def _is_called(page: SpeechPage, quotation: Quotation, one: Reported) -> bool:
    """`Lund had called the levy “theft”`: what a person called something, in small letters."""
    verb = _naming_verb(page, quotation, one)
    said = quotation.spans[0].of(page.text)
    if verb is None or one.source is None or verb.tag_ not in {"VBD", "VBN"} or not said[:1].islower():
        return False
    return any(token.pos_ == "PROPN" or token.lower_ == "who" for token in page.tokens(one.source))


def _naming_verb(page: SpeechPage, quotation: Quotation, one: Reported) -> Token | None:
    """The verb right before the marks that says what something was called, and its object."""
    start = quotation.outer[0].start
    if one.cue is None or one.cue.start > start:
        return None
    found = [match for match in find_cues(page.text, one.cue.start, start) if match.kind is CueClass.VERB]
    is_naming = bool(found) and bool(found[-1].entry.one("names"))
    return page.tokens(found[-1].span)[0] if is_naming else None


def _of_before(page: SpeechPage, start: int, before: list[Token]) -> Pairs:
    last = before[0] if before else None
    lead = _lead(page, start)
    yield "opens_paragraph", float(last is None)
    yield "colon_before", float(lead.endswith(":"))
    yield "comma_before", float(lead.endswith(","))
    if last is None or lead.endswith((":", ",")):
        return
    yield f"before_{last.pos_}", 1.0
    for place, token in enumerate(before[:2], 1):
        yield f"before{place}={base_of(token)}", 1.0
    yield "article_before", float(last.lower_ in {"a", "an", "the"})
    yield "possessive_before", float(last.tag_ in {"POS", "PRP$"})
    yield "be_before", float(base_of(last) == "be")
    yield f"before_word_{last.lower_}", float(last.lower_ in _LEADS)


# Words right before the marks that have a weight of their own.
_LEADS = {"as", "of", "on", "for", "that", "was", "is", "the", "a", "in", "to", "and", "or", "by", "with", "than"}


def _of_after(page: SpeechPage, end: int, after: list[Token]) -> Pairs:
    following = page.text[end : end + 1]
    yield "punctuation_after", float(following in ",.;:!?" and bool(following))
    yield "ends_paragraph", float(not after)
    if not _is_adjacent(page, end, after):
        return
    yield f"after_{after[0].pos_}", 1.0
    yield f"after={base_of(after[0])}", 1.0
    yield "noun_behind", float(_has_noun_behind(after))


def _is_behind_sign(page: SpeechPage, start: int) -> bool:
    """Whether something that bears words stands before the marks: `signs that read “Caution”`."""
    return any(base_of(token) in load_entries("signs") for token in page.before(start, FAR))


def _has_noun_behind(after: list[Token]) -> bool:
    """Whether the quoted words stand before a noun: the “dry zone” plan."""
    for token in after[:2]:
        if token.pos_ in {"NOUN", "PROPN"}:
            return True
        if token.pos_ != "ADJ":
            return False
    return False


def _is_adjacent(page: SpeechPage, end: int, after: list[Token]) -> bool:
    return bool(after) and not page.text[end : after[0].idx].strip() and not after[0].is_punct


def _lead(page: SpeechPage, start: int) -> str:
    return page.text[max(0, start - 40) : start].rstrip()


def _of_document(page: SpeechPage, quotation: Quotation) -> Pairs:
    """Where it stands, and how often the same words do."""
    start = quotation.outer[0].start
    words = " ".join(words_in(page.text, quotation.spans))
    quoted, written = page.times_quoted(quotation), page.times_written(words) if words else 0
    yield "headline", float(start < page.headline_end)
    yield "early", float(start < len(page.text) / 10)
    yield "quoted_again", float(quoted > 1)
    yield "quoted_often", float(quoted > 2)
    yield "written_without", float(written > quoted)


def _of_report(page: SpeechPage, quotation: Quotation, one: Reported | None) -> Pairs:
    """Which statement holds it, and how surely."""
    if one is None:
        yield "held_by_nothing", 1.0
        return
    method = one.method.partition("+")[0].removeprefix("rule:")
    yield f"held_{'piece' if one.claim is not None else method}", 1.0
    yield "confidence", log_odds(one.confidence) / 4
    yield "no_source", float(one.source is None)
    if one.cue is None:
        yield "no_cue", 1.0
        return
    start, end = quotation.outer[0].start, quotation.outer[-1].end
    yield "cue_right_before", float(0 <= start - one.cue.end <= 2)
    yield "cue_right_after", float(0 <= one.cue.start - end <= 2)
    yield "cue_after", float(one.cue.start >= end)
    yield from _of_cue(page, one, start)
    if one.claim is not None:
        yield from _of_claim(page, quotation, page.reported[one.claim])


def _of_cue(page: SpeechPage, one: Reported, start: int) -> Pairs:
    assert one.cue is not None
    behind = (match for match in find_cues(page.text, one.cue.end, start) if match.kind is CueClass.VERB)
    head = head_of(page.text, one.cue) or next(behind, None)  # `was not shy about | calling it “mad”`
    if head is None:
        yield "cue_unknown", float(any(map(str.isalpha, one.cue.of(page.text))))
        return
    yield f"cue_{head.entry.one('frame') or 'phrase'}", 1.0
    yield f"cue={head.entry.term}", 1.0
    yield "cue_names", float(bool(head.entry.one("names")))
    yield "cue_of_speech", float(bool(head.entry.one("clause")))


def _of_claim(page: SpeechPage, quotation: Quotation, claim: Reported) -> Pairs:
    """How the quotation stands in the content of its claim."""
    whole = sum(span.end - span.start for span in claim.spans)
    own = sum(span.end - span.start for span in quotation.outer)
    yield "share_of_claim", min(1.0, own / max(1, whole))
    yield "ends_claim", float(quotation.outer[-1].end + 1 >= claim.spans[-1].end)
    yield "begins_claim", float(quotation.outer[0].start - 1 <= claim.spans[0].start)
    yield "claim_is_direct", float(claim.kind is Kind.DIRECT)


def _classes(tokens: list[Token]) -> set[str]:
    """What the words beside the marks say: naming, work, show, term, talk."""
    entries = _entries()
    words = [token.lower_ for token in tokens]
    pairs = [f"{two} {one}" for one, two in pairwise(words)]
    singular = [base_of(token) for token in tokens]
    return {entries[word] for word in (*words, *pairs, *singular) if word in entries}


@cache
def _entries() -> Mapping[str, str]:
    return {term: entry.one("class") for term, entry in load_entries("quoted_words").items()}
