"""What an article is about: its own most telling noun phrases.

In: a Doc with tags, sentences and entities. Out: phrases as the article has them, the most telling first::

    >>> find_subjects(nlp(text))
    ('harbour ferry', 'Jorunn Løvås', 'strike', 'fares')

YAKE (Campos, Mangaravite, Pasquali, Jorge, Nunes, Jatowt 2018), as textacy has it, ranks words by where they stand, how
often, beside how many others, and how they are written. Of what it ranks highest are left out dates, titles, and nouns
that any article may have (lexicon/vague_nouns.yml), and pieces of names ("York Times"); of two phrases one of which is
within the other, the better one stays, the longer one where it is what the shorter mostly means, or a full name.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from statistics import StatisticsError

from spacy.language import Language
from spacy.tokens import Doc

from quoteattr.lexicon import load_entries

NAME = "quoteattr_subjects"
# How many an article has at most, of how many that YAKE ranks highest.
MOST, RANKED = 8, 30
# What a phrase is made of, and what it may end with.
_TAGS, _HEADS = ("NOUN", "PROPN", "ADJ"), ("NOUN", "PROPN")
# Entities that are no subject.
_AMOUNTS = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"})
_SHORTEST = 3  # characters
MOSTLY = 0.6  # share of what a phrase stands in that makes it a part of a longer one
# Tokens that are looked at: an article says early what it is about, and reading all of it would cost twice as much.
BEGINNING = 250


@Language.factory(NAME, assigns=["doc._.quoteattr_subjects"])
def create_subjects(nlp: Language, name: str) -> "SubjectsComponent":
    """Make the component that finds what a Doc is about."""
    return SubjectsComponent()


class SubjectsComponent:
    """Notes the subjects of Docs in `doc._.quoteattr_subjects`."""

    def __init__(self) -> None:
        if not Doc.has_extension(NAME):
            Doc.set_extension(NAME, default=())

    def __call__(self, doc: Doc) -> Doc:
        """Note the subjects of one Doc."""
        doc._.set(NAME, find_subjects(doc))
        return doc


def subjects_of(doc: Doc) -> tuple[str, ...]:
    """What the component has noted; nothing where the pipeline has none."""
    found: tuple[str, ...] = doc._.get(NAME) if Doc.has_extension(NAME) else ()
    return found


def find_subjects(doc: Doc) -> tuple[str, ...]:
    """The most telling noun phrases of a Doc, the best first."""
    # Takes as long to import as all else, and is wanted only where results are stored.
    from textacy.extract.keyterms.yake import yake

    beginning = doc[:BEGINNING].as_doc() if len(doc) > BEGINNING else doc
    try:
        ranked = yake(beginning, normalize=None, include_pos=_TAGS, topn=RANKED)
    except StatisticsError:  # a text of one word has no standard deviation
        return ()
    words = _Words(beginning)
    terms = (_untitled(term.split()) for term, _ in ranked)
    telling = (" ".join(term) for term in terms if words.tell(term))
    return tuple(_distinct(telling, words))[:MOST]


def _untitled(term: list[str]) -> list[str]:
    """The phrase without titles before it: “Hale” of “Mr. Hale”."""
    while len(term) > 1 and term[0].casefold() in _titles():
        term = term[1:]
    return term


class _Words:
    """What the words of a Doc are."""

    def __init__(self, doc: Doc) -> None:
        self.text = f" {' '.join(token.text for token in doc)} ".casefold()
        self.heads = {token.text for token in doc if token.pos_ in _HEADS}
        self.amounts = {token.text for token in doc if token.ent_type_ in _AMOUNTS}
        self.persons = {token.text for token in doc if token.ent_type_ == "PERSON"}
        self.names = {" ".join(token.text for token in name) for name in doc.ents}
        parts = [(name.split(), at) for name in self.names for at in range(1, name.count(" ") + 1)]
        self.beginnings = {" ".join(words[:at]) for words, at in parts} - self.names
        self.endings = {" ".join(words[at:]) for words, at in parts} - self.names

    def tell(self, term: list[str]) -> bool:
        """Whether a phrase tells what an article is about."""
        if not term or term[-1] not in self.heads or len("".join(term)) < _SHORTEST or term[-1].endswith("."):
            return False
        vague = _vague()
        return not self._cuts(term) and not all(word.casefold() in vague or word in self.amounts for word in term)

    def mean(self, term: str, other: str) -> bool:
        """Whether a phrase within another one stands for it: a person's name, or what mostly stands in the other."""
        if set(other.split()) <= self.persons:
            return True
        return self.number(other) >= MOSTLY * self.number(term)

    def number(self, term: str) -> int:
        """How often the phrase stands in the Doc."""
        return self.text.count(f" {term.casefold()} ")

    def _cuts(self, term: list[str]) -> bool:
        """Whether a phrase begins or ends within a name: “York Times”, “Prime Minister Ada” of Ada Hale."""
        if " ".join(term) in self.names:
            return False
        ends = (" ".join(term[at:]) in self.beginnings for at in range(len(term)))
        begins = (" ".join(term[:at]) in self.endings for at in range(1, len(term) + 1))
        return any(ends) or any(begins)


def _distinct(terms: Iterable[str], words: _Words) -> Iterator[str]:
    """The phrases without those that say the same as a better one; each as the phrase that it mostly is a part of."""
    ranked = list(terms)
    kept: list[str] = []
    for term in ranked:
        fuller = (other for other in ranked if _within(term, other) and words.mean(term, other))
        full = max(fuller, key=len, default=term)
        if not any(_within(full, other) or _within(other, full) for other in kept):
            kept.append(full)
            yield full


def _within(term: str, other: str) -> bool:
    return f" {term.casefold()} " in f" {other.casefold()} "


@cache
def _vague() -> frozenset[str]:
    """Words that tell nothing alone."""
    dates = [noun for entry in load_entries("calendar").values() for noun in entry.many("nouns")]
    return frozenset(word.casefold() for word in (*load_entries("vague_nouns"), *dates)) | _titles()


@cache
def _titles() -> frozenset[str]:
    entries = load_entries("titles").values()
    return frozenset(form.casefold() for entry in entries for form in (entry.term, *entry.many("forms")))
