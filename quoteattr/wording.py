"""Wordings: the words of a quote as they are compared.

In: a text. Out: its words, where they stand, and what the text says of itself was left out or replaced::

    >>> wording("we'll build [it] … now").words
    ('we', 'will', 'build', 'it', 'now')

Case, marks, spacing, hyphens and diacritics do not count. Contractions are read in full ("we'll" is "we will"), an
ellipsis stands for any words that were left out, and words in square brackets for whatever they replace.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

# Marks of omission (…, ..., [...]), square brackets, percent, numbers (1,200.5), and words with their apostrophes.
_TOKEN = re.compile(
    r"(?P<gap>[\[(]?(?:…|\.(?:\s?\.){2,})\s?[\])]?)|(?P<open>\[)|(?P<close>\])|(?P<percent>%|\bper cent\b)"
    r"|(?P<number>\d+(?:[.,]\d+)*(?![^\W_]))|(?P<word>[^\W_](?:[^\W_]|[\u0300-\u036f]|['’ʼ](?=[^\W_]))*)",
    re.I,
)
_APOSTROPHES = str.maketrans("’ʼ", "''")
_CONTRACTIONS = (
    (re.compile("can't$"), "can not"),
    (re.compile("won't$"), "will not"),
    (re.compile("n't$"), " not"),
    (re.compile("'ll$"), " will"),
    (re.compile("'re$"), " are"),
    (re.compile("'ve$"), " have"),
    (re.compile("'m$"), " am"),
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A text and its words.

    Attributes:
        text: as it was written.
        words: as they are compared.
        spans: where each stands in the text.
        gaps: indexes of words before which something was left out ("…"), also one past the last.
        bracketed: indexes of words in square brackets.
    """

    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    gaps: frozenset[int]
    bracketed: frozenset[int]

    @property
    def is_edited(self) -> bool:
        """Whether it says of itself that words within it were left out or replaced."""
        return bool(self.bracketed or self.gaps - {0, len(self.words)})

    @property
    def letters(self) -> str:
        """What is left without case, marks, spacing and diacritics: the same for two exact wordings."""
        return "".join(filter(str.isalnum, _folded(_DECIMAL.sub("point", self.text))))

    def segments(self) -> list[tuple[str, ...]]:
        """The stretches of words between omissions and bracketed words."""
        cuts = sorted({0, len(self.words), *self.gaps, *self.bracketed, *(index + 1 for index in self.bracketed)})
        return [self.words[start:end] for start, end in pairwise(cuts) if start not in self.bracketed]

    def between(self, first: int, last: int) -> str:
        """The text from one word to another (exclusive), with the marks between them."""
        return self.text[self.spans[first][0] : self.spans[last - 1][1]] if first < last else ""

    def opens_sentence(self, index: int) -> bool:
        """Whether a sentence begins with this word, or the text is over."""
        if index in (0, len(self.words)):
            return True
        between = self.text[self.spans[index - 1][1] : self.spans[index][0]]
        return _SENTENCE_END.search(between) is not None


# What stands for words that are not there.
_EDIT = re.compile(r"\[[^\]]*\]|…|\.(?:\s?\.){2,}")
# Between two words: a mark that ends a sentence.
_SENTENCE_END = re.compile(r"[.!?…]")
# "1.5" is not "15".
_DECIMAL = re.compile(r"(?<=\d)\.(?=\d)")


def stretches_of(text: str) -> list[str]:
    """The text between omissions and words in brackets."""
    return _EDIT.split(text)


# Whoever has many sentences checked asks of the same statements again and again.
@lru_cache(maxsize=2_048)
def wording(text: str) -> Wording:
    """The words of a text, with the omissions and replacements that it marks itself."""
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    gaps: set[int] = set()
    bracketed: set[int] = set()
    inside = False
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "gap":
            gaps.add(len(words))
        elif kind in ("open", "close"):
            inside = kind == "open"
        else:
            spelled = _spelled(token.group(), kind)
            if inside:
                bracketed.update(range(len(words), len(words) + len(spelled)))
            words += spelled
            spans += [token.span()] * len(spelled)
    return Wording(text, tuple(words), tuple(spans), frozenset(gaps), frozenset(bracketed))


def _spelled(token: str, kind: str | None) -> list[str]:
    """The words that a token stands for."""
    if kind == "percent":
        return ["percent"]
    if kind == "number":
        return [token.replace(",", "")]
    word = _folded(token).translate(_APOSTROPHES)
    if "'" in word:
        for ending, full in _CONTRACTIONS:
            if ending.search(word):
                return ending.sub(full, word).split()
    return ["can", "not"] if word == "cannot" else [word]


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
