"""Which names are names of one person or one body.

In: mentions in the order of the text. Out: `Entity`s, and for each name mention the entities that it
may mean: one when the text settles it, several when it does not (“Ann and Peter Voss ... Voss said”).

Linear in the number of mentions: names are looked up by surname, given name and first word.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from quoteattr.components.names import PersonName, abbreviates, are_compatible, parse_name
from quoteattr.components.speakers.mentions import Mention, MentionKind
from quoteattr.components.vocabulary import (
    Gender,
    body_noun,
    country_of,
    familiar_forms,
    fold,
    is_given_name,
    name_parts,
    title,
)
from quoteattr.statements import SpeakerType

# A surname alone means the one of two bearers whose full name came this many times as often.
DOMINANCE = 3
# Sentences to the last mention of one who is near, and of one who is far; a new paragraph counts two.
NEAR, FAR = 1, 3
BEFORE_SURNAMES = frozenset({"Mr", "Mrs", "Ms"})
WORDS = re.compile(r"[\w'-]+")
# A name of several words says what it names better than one word of it does.
LONG_FORM = 3
# Words around a name that say what it is (“director at X”) outweigh the entity recogniser.
CERTAIN = 20


@dataclass(slots=True, kw_only=True)
class Entity:
    """Somebody or something that the document names or describes; grows while it is read.

    Attributes:
        number: place in the list of entities.
        type: person, organization, ...
        name: canonical name or description.
        gender: he or she once anything has said so.
        person_name: the fullest parsed name of a person.
        names: other forms in order of appearance.
        mentions: indices of its mentions.
        anonymous: the text withholds the name.
        roles: what descriptions that mean it say that it is.
    """

    number: int
    type: SpeakerType
    name: str
    gender: Gender = None
    person_name: PersonName | None = None
    names: list[str] = field(default_factory=list)
    mentions: list[int] = field(default_factory=list)
    anonymous: bool = False
    roles: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Entities:
    """The entities of a document and what each name mention may mean (entity numbers)."""

    all: list[Entity] = field(default_factory=list)
    of_mention: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def merge(self, number: int, into: int) -> None:
        """Make an entity another one of the list; its number stays valid, as do those of what it was made of."""
        gone, kept = self.all[number], self.all[into]
        kept.mentions = sorted({*kept.mentions, *gone.mentions})
        kept.names = list(dict.fromkeys((*kept.names, *gone.names)))
        self.all[:] = [kept if entity is gone else entity for entity in self.all]

    def add(self, type_: SpeakerType, name: str, gender: Gender = None) -> Entity:
        """A new entity."""
        entity = Entity(number=len(self.all), type=type_, name=name, gender=gender)
        self.all.append(entity)
        return entity


def cluster_names(mentions: Sequence[Mention], headline: str = "") -> Entities:
    """Group the name mentions of a document.

    A surname alone means the bearer whom the headline names in full, as long as no title or given
    name says otherwise.
    """
    clusters = _Clusters(headline, mentions)
    names = [(index, mention) for index, mention in enumerate(mentions) if mention.kind is MentionKind.NAME]
    for index, mention in names:
        if mention.name is not None and mention.name.is_full:
            clusters.full_name(index, mention.name, mention)
    titled = {_last_word(mention.name.surname) for _, mention in names if mention.name and mention.name.titles}
    for index, mention in names:
        if mention.name is None and _last_word(mention.words) in titled and not mention.certain:
            name = parse_name(mention.words)
            if name.is_full:  # “Prior Kemp” is a title and a surname
                clusters.full_name(index, name, mention)
    for index, mention in names:
        if index not in clusters.entities.of_mention:
            clusters.short_name(index, mention)
    clusters.decide_types(mentions)
    return clusters.entities


class _Clusters:
    def __init__(self, headline: str, mentions: Sequence[Mention]) -> None:
        self.mentions = mentions
        self.headline = f" {' '.join(WORDS.findall(fold(headline)))} "
        self.entities = Entities()
        self.by_surname: dict[str, list[int]] = defaultdict(list)
        self.by_given: dict[str, list[int]] = defaultdict(list)
        self.by_full: dict[str, int] = {}
        self.relatives: set[int] = set()
        self.bodies: dict[str, int] = {}
        self.owner: dict[str, int] = {}
        self.spelled = _acronyms(mentions)
        self.votes: dict[int, Counter[SpeakerType]] = defaultdict(Counter)

    def full_name(self, index: int, name: PersonName, mention: Mention) -> None:
        """A name with given name and surname: a known person, or a new one."""
        key = _last_word(name.surname)
        for number in self.by_surname[key]:
            known = self.entities.all[number]
            if known.person_name and are_compatible(known.person_name, name) and _same_gender(known, mention):
                self._join(known, index, mention)
                return
        person = self.entities.add(SpeakerType.PERSON, name.full, mention.gender or name.gender)
        person.person_name = name
        if mention.is_relative:
            self.relatives.add(person.number)
        self.by_surname[key].append(person.number)
        self.by_full[fold(name.full)] = person.number
        first = name.given[0]
        for given in dict.fromkeys((fold(first), fold(name.nickname), *familiar_forms(first))):
            if given and given != key:
                self.by_given[given].append(person.number)
        self._join(person, index, mention)

    def short_name(self, index: int, mention: Mention) -> None:
        """One word, or the name of a body: a person by surname or given name, else a body."""
        words = mention.name.surname if mention.name else mention.words
        key = fold(words)
        single = all(word.casefold() in name_parts("particle") for word in words.split()[:-1])
        if not single and key in self.by_full:
            self._join(self.entities.all[self.by_full[key]], index, mention)
            return
        place = mention.type is SpeakerType.ORGANIZATION and country_of(words) is not None
        bearers = [] if place or not single else self._bearers(_last_word(words), index, mention)
        if bearers:
            self.entities.of_mention[index] = tuple(bearers)
            if len(bearers) == 1:
                self._join(self.entities.all[bearers[0]], index, mention)
            return
        self._other(key.removeprefix("the "), index, mention, words)

    def _bearers(self, key: str, index: int, mention: Mention) -> list[int]:
        """Persons whom a single name may mean."""
        given = self.by_given.get(key, [])
        everybody = self.by_surname.get(key) or (
            given if self._may_be_given(mention) else self._called_first(given, key)
        )
        known = [
            number for number in everybody if self._fits(number, mention) and not self._is_later_relative(number, index)
        ]
        if len(known) <= 1:
            return known
        in_headline = [number for number in known if f" {fold(self.entities.all[number].name)} " in self.headline]
        if len(in_headline) == 1:
            return in_headline
        introduced = [number for number in known if self.entities.all[number].mentions[0] < index]
        if key in self.owner and self.owner[key] in known:
            return [self.owner[key]]
        if len(introduced) == 1:
            self.owner[key] = introduced[0]
            return introduced
        return self._nearest(known, index, mention) or self._dominant(introduced or known)

    def _called_first(self, numbers: Sequence[int], key: str) -> list[int]:
        """The one whose surname comes first, as “Mr. Sok” says of “Sok Chanthy”; it is their surname from then on."""
        found = [number for number in numbers if self._begins(self.entities.all[number].person_name, key)]
        if len(found) != 1:
            return []
        person = self.entities.all[found[0]]
        name = person.person_name
        if name is not None:
            surname, *others = name.given
            person.person_name = replace(name, given=(*others, name.surname), surname=surname, family_first=True)
            self.by_surname[key].append(found[0])
        return found

    @staticmethod
    def _begins(name: PersonName | None, key: str) -> bool:
        """Whether a name begins with a word that is no given name."""
        return name is not None and fold(name.given[0]) == key and not is_given_name(name.given[0])

    @staticmethod
    def _may_be_given(mention: Mention) -> bool:
        """Whether a single name can be a given name; that behind “Mr” is a surname."""
        titles = mention.name.titles if mention.name else ()
        return not any((found := title(words)) and found.term in BEFORE_SURNAMES for words in titles)

    def _nearest(self, numbers: list[int], index: int, mention: Mention) -> list[int]:
        """The only bearer whom this paragraph names, when others are far: “Mayor Ann Ray ..., Ray said”."""
        away = {}
        for number in numbers:
            before = [at for at in self.entities.all[number].mentions if at < index and not self.mentions[at].quoted]
            away[number] = mention.sentence - self.mentions[max(before)].sentence if before else FAR
        near = [number for number in numbers if away[number] <= NEAR]
        return near if len(near) == 1 and all(away[number] >= FAR for number in numbers if number not in near) else []

    def _fits(self, number: int, mention: Mention) -> bool:
        entity = self.entities.all[number]
        suffix = mention.name.suffix if mention.name else ""  # “Voss senior” is not the Voss without it
        of_entity = entity.person_name.suffix if entity.person_name else ""
        if entity.person_name and suffix and not of_entity:
            return False
        if self._comes_later(number, mention):
            first = self.mentions[entity.mentions[0]]
            if of_entity and not suffix:
                return False  # “President Voss ...” before “his son, Carl Voss Jr.”
            if first.sentence == mention.sentence and not mention.quoted:
                return False  # “Dr Orr met Dr Ann Orr.”
        return _same_gender(entity, mention) and not self._is_acronym(entity, mention)

    def _comes_later(self, number: int, mention: Mention) -> bool:
        titles = mention.name.titles if mention.name else ()
        return bool(titles) and self.mentions[self.entities.all[number].mentions[0]].start > mention.start

    @staticmethod
    def _is_acronym(entity: Entity, mention: Mention) -> bool:
        """“UN” is not the surname of “Kim Chol Un”."""
        body = mention.type is SpeakerType.ORGANIZATION and mention.words.isupper() and len(mention.words) > 1
        return body and entity.person_name is not None and not entity.person_name.surname.isupper()

    def _is_later_relative(self, number: int, index: int) -> bool:
        """Whether a person comes in later only, as a relative: “Dr Pike said ... Her husband, Mark Pike”."""
        return number in self.relatives and self.entities.all[number].mentions[0] > index

    def _dominant(self, numbers: list[int]) -> list[int]:
        ranked = sorted(numbers, key=lambda number: -len(self.entities.all[number].mentions))
        first, second = (len(self.entities.all[number].mentions) for number in ranked[:2])
        return ranked[:1] if first >= DOMINANCE * second else numbers

    def _other(self, key: str, index: int, mention: Mention, words: str) -> None:
        if key in self.spelled:
            words = self.spelled[key]
            key = fold(words).removeprefix("the ")
        number = self.bodies.get(key)
        if number is None:
            entity = self.entities.add(mention.type, words.removeprefix("the ").removeprefix("The "), mention.gender)
            self.bodies[key] = number = entity.number
            first = key.split(" ")[0]
            if first != key and country_of(first.title()) is None and not _is_occasion(words):
                self.bodies.setdefault(first, number)
            if mention.type is SpeakerType.PERSON:
                self.by_surname[_last_word(key)].append(number)
                for form in familiar_forms(key):
                    self.by_given[form].append(number)
        self._join(self.entities.all[number], index, mention)

    def _join(self, entity: Entity, index: int, mention: Mention) -> None:
        entity.mentions.append(index)
        self.entities.of_mention[index] = (entity.number,)
        weight = CERTAIN if mention.certain else LONG_FORM if " " in mention.words else 1
        self.votes[entity.number][mention.type] += weight
        entity.gender = entity.gender or mention.gender
        form = mention.name.full if mention.name else mention.words
        if form not in entity.names:
            entity.names.append(form)
        if mention.name is None and len(form) > len(entity.name) and form.startswith(entity.name):
            entity.name = form
        if (
            mention.name
            and entity.type is not SpeakerType.ORGANIZATION
            and (entity.person_name is None or _is_fuller(mention.name, entity.person_name))
        ):
            entity.person_name = mention.name
            entity.name = mention.name.full

    def decide_types(self, mentions: Sequence[Mention]) -> None:
        """What most mentions say; a title settles it."""
        for entity in self.entities.all:
            titled = any((name := mentions[index].name) and name.titles for index in entity.mentions)
            full = entity.person_name is not None and entity.person_name.is_full
            if titled or full:
                entity.type = SpeakerType.PERSON
                continue
            votes = self.votes[entity.number]
            votes.pop(SpeakerType.UNKNOWN, None)
            entity.type = votes.most_common(1)[0][0] if votes else SpeakerType.UNKNOWN


def _is_occasion(words: str) -> bool:
    """Whether what begins with the acronym of a body is no body itself: “NCAA Final Four”."""
    first, last = words.split()[0], words.split()[-1]
    body = body_noun(last) or last.casefold() in name_parts("body") | name_parts("company ending")
    return first.isupper() and len(first) > 1 and not body


def _acronyms(mentions: Sequence[Mention]) -> dict[str, str]:
    """The full names of the bodies whose acronym the text explains: “Harbour Guild (HG)”, “HG (Harbour Guild)”."""
    found: dict[str, str] = {}
    names = [mention for mention in mentions if mention.kind is MentionKind.NAME]
    for one, other in pairwise(names):
        if other.start != one.end + 1:
            continue
        full, short = (one.words, other.words) if other.words.isupper() else (other.words, one.words)
        if abbreviates(short, full):
            found.setdefault(fold(short), full)
    return found


def _last_word(surname: str) -> str:
    return fold(surname.split(" ")[-1])


def _same_gender(entity: Entity, mention: Mention) -> bool:
    said = _titled_gender(mention)
    return not (said and entity.gender and said != entity.gender)


def _titled_gender(mention: Mention) -> Gender:
    """The gender that titles give (given names are compared as names)."""
    for words in mention.name.titles if mention.name else ():
        found = title(words)
        if found and found.gender:
            return found.gender
    return None


def _is_fuller(name: PersonName, known: PersonName) -> bool:
    """Whether a form is a better canonical name: more parts that are not initials, then diacritics."""
    if name.family_first and known.family_first:
        return False  # “Kim Chol Un” says no more than “Kim Chol-un”

    def worth(candidate: PersonName) -> tuple[int, int, int]:
        words = (*candidate.given, candidate.surname)
        spelled = sum(len(word.rstrip(".")) > 1 for word in words)
        return min(spelled, 3), len(words), sum(not word.isascii() for word in words)

    return worth(name) > worth(known)
