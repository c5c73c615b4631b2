"""What an article is about: its own most telling noun phrases.

In: a Doc with tags, sentences and entities. Out: phrases as the article has them, the most telling first::

    >>> find_subjects(nlp(text))
    ('harbour ferry', 'Jorunn Løvås', 'strike', 'fares')

YAKE (Campos, Mangaravite, Pasquali, Jorge, Nunes, Jatowt 2018), as textacy has it, ranks words by where they stand, how
often, beside how many others, and how they are written. A piece of a name stands for the whole of it: what is
capitalised around it ("Prime Minister Ada" is Ada Hale). Of what ranks highest are left out dates, titles, datelines,
names in the credits of pictures, nouns that any article may have (lexicon/vague_nouns.yml), and pieces of names ("York
Times"); of two phrases one of which is within the other, the better one stays, the longer one where it is what the
shorter mostly means, or a full name.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from statistics import StatisticsError

from spacy.language import Language
from spacy.tokens import Doc, Span

from quoteattr.components.attribution.pieces import DATELINE
from quoteattr.components.vocabulary import country_of, name_parts, role_noun, title
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
LONGEST = 4  # words of a name
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
    terms = (words.whole(_untitled(term.split())) for term, _ in ranked)
    telling = dict.fromkeys(" ".join(term) for term in terms if words.tell(term))
    return tuple(_distinct(telling, words))[:MOST]


def _untitled(term: list[str]) -> list[str]:
    """The phrase without titles before it: “Hale” of “Mr. Hale”."""
    while len(term) > 1 and term[0].casefold() in _titles():
        term = term[1:]
    return term


class _Words:
    """What the words of a Doc are."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        datelines = _datelines(doc)
        self.places: dict[str, list[int]] = {}
        for token in doc:
            if not any(start <= token.idx < end for start, end in datelines):
                self.places.setdefault(token.text, []).append(token.i)
        self.text = f" {' '.join(token.text for token in doc)} ".casefold()
        self.heads = {token.text for token in doc if token.pos_ in _HEADS}
        self.amounts = {token.text for token in doc if token.ent_type_ in _AMOUNTS}
        self.persons = {token.text for token in doc if token.ent_type_ == "PERSON"}
        self.names = {" ".join(token.text for token in name) for name in doc.ents}
        parts = [(name.split(), at) for name in self.names for at in range(1, name.count(" ") + 1)]
        self.beginnings = {" ".join(words[:at]) for words, at in parts} - self.names
        self.endings = {" ".join(words[at:]) for words, at in parts} - self.names

    def where(self, term: list[str]) -> list[int]:
        """Where a phrase stands, datelines apart."""
        length = len(term)
        starts = self.places.get(term[0], []) if term else []
        return [at for at in starts if [token.text for token in self.doc[at : at + length]] == term]

    def whole(self, term: list[str]) -> list[str]:
        """The name that a phrase is mostly a piece of, without what somebody is before it; nothing of a long one."""
        places = self.where(term)
        found = Counter(" ".join(token.text for token in self._around(place, len(term))) for place in places)
        name, times = max(found.items(), key=lambda each: (each[1], len(each[0]), each[0]), default=("", 0))
        if times < max(1, MOSTLY * len(places)):
            return term
        full = self._bare(name.split())
        return full if len(full) <= max(LONGEST, len(term)) else []

    def _bare(self, name: list[str]) -> list[str]:
        """A name without what somebody is before it: “Ada Hale” of “Prime Minister Ada Hale”."""
        offices = [at for at, word in enumerate(name[:-2], start=1) if role_noun(word.casefold()) or title(word)]
        bare = name[max(offices, default=0) :]
        return _untitled(bare if set(bare) <= self.persons else name)

    def _around(self, place: int, length: int) -> Span:
        """The name that a phrase is a piece of: “Tom Hale” of “quarterback Tom”, before “Hale”."""
        start, end = place, place + length
        tags = [token.pos_ for token in self.doc[start:end]]
        if tags[-1] == "PROPN" and "NOUN" in tags:
            start += len(tags) - tags[::-1].index("NOUN")
        while end < len(self.doc) and self._is_name(end - 1) and self._is_name(end):
            end += 1
        while start > 0 and self._is_name(start) and self._is_name(start - 1):
            start -= 1
        return self.doc[start:end]

    def _is_name(self, place: int) -> bool:
        token = self.doc[place]
        return token.pos_ == "PROPN" and not _is_credit(token.text) and token.text not in self.amounts

    def _is_credited(self, term: list[str]) -> bool:
        """Whether a name stands in credits of pictures only: “Photo: Tom Hale/AFP”."""
        return all(
            any(_is_credit(token.text) for token in self.doc[max(place - 2, 0) : place + len(term) + 2])
            for place in self.where(term)
        )

    def tell(self, term: list[str]) -> bool:
        """Whether a phrase tells what an article is about."""
        if not term or term[-1] not in self.heads or len("".join(term)) < _SHORTEST or term[-1].endswith("."):
            return False
        if self._is_credited(term) or (len(term) == 1 and country_of(term[0]) not in (None, term[0])):
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


def _datelines(doc: Doc) -> list[tuple[int, int]]:
    """Where the datelines of a Doc begin and end, as characters."""
    starts = [0, *(token.idx + len(token.text) for token in doc if "\n" in token.text)]
    return [found.span() for start in starts if (found := DATELINE.match(doc.text, start))]


def _is_credit(word: str) -> bool:
    return word.casefold() in name_parts("agency") or word.casefold() in _credits()


@cache
def _credits() -> frozenset[str]:
    """Words beside the name of who took a picture."""
    return frozenset(noun for noun, entry in load_entries("vague_nouns").items() if entry.one("credit"))


@cache
def _vague() -> frozenset[str]:
    """Words that tell nothing alone."""
    dates = [noun for entry in load_entries("calendar").values() for noun in entry.many("nouns")]
    return frozenset(word.casefold() for word in (*load_entries("vague_nouns"), *dates)) | _titles()


@cache
def _titles() -> frozenset[str]:
    entries = load_entries("titles").values()
    return frozenset(form.casefold() for entry in entries for form in (entry.term, *entry.many("forms")))
