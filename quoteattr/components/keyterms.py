"""YAKE: which words and phrases of a text tell most, from how they stand in it alone.

In: a Doc with tags and sentences. Out: its terms, the most telling first::

    rank_terms(nlp(text), ("NOUN", "PROPN", "ADJ"), 30)

What Campos, Mangaravite, Pasquali, Jorge, Nunes and Jatowt (2018) describe, to the last digit as textacy 0.13 computes
it (how often a term stands counts less than in the paper; of terms that look alike the best stays). textacy itself
loads scikit-learn and pandas for it: two seconds and 150 MB before the first document.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log2, prod
from statistics import mean, stdev

from rapidfuzz.distance import Levenshtein
from spacy.tokens import Doc

WINDOW = 2  # words to the left and right that a word is seen beside
LONGEST = 3  # words of a term
ALIKE = 0.8  # share of letters in common with a better term from which a term is left out
_LETTERS = re.compile(r"[^\W_]+")


@dataclass(slots=True)
class _Word:
    """Where a word stands.

    Attributes:
        capitals: how often it is written with one that does not begin a sentence.
        sentences: the number of the sentence, each time.
        left, right: the words beside it.
    """

    capitals: int = 0
    sentences: list[int] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    right: list[str] = field(default_factory=list)


def rank_terms(doc: Doc, tags: Collection[str], most: int) -> list[str]:
    """The most telling terms of a Doc, the best first; none where it has fewer than two words that are no stop words.

    Args:
        doc: with tags and sentences.
        tags: what the words of a term are.
        most: terms that are wanted.
    """
    words = _read(doc)
    common = {token.text for token in doc if token.is_stop}
    frequencies = [len(word.sentences) for text, word in words.items() if text not in common]
    if len(frequencies) < 2:
        return []
    scores = _score(words, usual=mean(frequencies) + stdev(frequencies), sentences=sum(1 for _ in doc.sents))
    found = {}
    for term, times in Counter(_terms(doc, tags)).items():
        parts = [scores[word] for word in term]
        if len(term) == 1:
            times = len(words[term[0]].sentences)  # with other tags, too
        found[" ".join(term)] = prod(parts, start=1.0) / (log2(1 + times) * (1.0 + sum(parts)))
    return _distinct(sorted(found, key=found.__getitem__), most)


def _read(doc: Doc) -> Mapping[str, _Word]:
    """The words of a Doc, in the order in which they first stand there."""
    words: dict[str, _Word] = defaultdict(_Word)
    for number, sentence in enumerate(doc.sents):
        tokens = list(sentence)
        beside = [None if token.is_punct or token.is_space else token.text for token in tokens]
        for place, token in enumerate(tokens):
            word = words[token.text]
            word.capitals += token.is_upper or (token.is_title and not token.is_sent_start)
            word.sentences.append(number)
            word.left += filter(None, beside[max(place - WINDOW, 0) : place])
            word.right += filter(None, beside[place + 1 : place + 1 + WINDOW])
    return words


def _score(words: Mapping[str, _Word], *, usual: float, sentences: int) -> dict[str, float]:
    """How little each word tells.

    Args:
        words: of the Doc.
        usual: how often a word stands there that is no stop word, one standard deviation more than the mean.
        sentences: how many there are.
    """
    most = max(len(word.sentences) for word in words.values())
    found = {}
    for text, word in words.items():
        times = len(word.sentences)
        left, right = len(set(word.left)), len(set(word.right))
        sides = left / max(len(word.left), 1) + right / max(len(word.right), 1)
        related = 1.0 + sides * (times / most) + left / most + right / most
        place = log2(log2(3 + mean(word.sentences)))
        spread = len(set(word.sentences)) / sentences
        case = word.capitals / log2(1 + times)
        found[text] = (related * place) / (case + (times / usual / related) + (spread / related))
    return found


def _terms(doc: Doc, tags: Collection[str]) -> Iterator[tuple[str, ...]]:
    """The terms of a Doc, each time that they stand there: first those of one word, then those of two."""
    fits = [token.pos_ in tags and not token.is_punct and not token.is_space for token in doc]
    ends = [fit and not token.is_stop for fit, token in zip(fits, doc, strict=True)]
    texts = [token.text for token in doc]
    for length in range(1, LONGEST + 1):
        for start in range(len(doc) - length + 1):
            stop = start + length
            if ends[start] and ends[stop - 1] and all(fits[start:stop]):
                yield tuple(texts[start:stop])


def _distinct(ranked: Sequence[str], most: int) -> list[str]:
    """The best terms without those that are within a better one, or look like one."""
    kept: dict[str, str] = {}
    for term in ranked:
        letters = " ".join(sorted(_LETTERS.findall(term.lower())))
        if any(term in better for better in kept) or (letters and _is_among(letters, kept.values())):
            continue
        kept[term] = letters
        if len(kept) == most:
            break
    return list(kept)


def _is_among(letters: str, others: Iterable[str]) -> bool:
    return any(Levenshtein.normalized_similarity(letters, other) >= ALIKE for other in others)
