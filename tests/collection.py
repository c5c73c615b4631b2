"""A made-up collection: who really speaks is known, and 20 pairs of people share a full name.

In: a seed. Out: extractions of short articles, and for each speaker of each article who that is.
"""

import random
from dataclasses import dataclass, field

from quoteattr.documents import Document
from quoteattr.spans import Span
from quoteattr.statements import Extraction, Kind, Quote, Speaker, SpeakerType

# fmt: off
GIVEN = (
    "Ana", "Bo", "Carla", "Dario", "Elin", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kira", "Lars", "Mira",
    "Nils", "Olga", "Paul", "Quinn", "Rosa", "Sven", "Tara", "Ulla", "Viktor", "Wanda", "Xenia", "Yara", "Zeno",
    "Aino", "Bruno", "Celia", "Dag",
)
SYLLABLES = (
    "Bar", "Den", "Fal", "Gor", "Hal", "Kes", "Lor", "Mun", "Nor", "Pel", "Rav", "Sol", "Tor", "Ves", "Wik", "Zan",
    "Ost", "Bri", "Cal", "Dov",
)
ENDINGS = (
    "berg", "dahl", "ford", "lund", "mark", "moor", "nes", "quist", "rup", "stad", "thorpe", "vik",
)
PLACES = (
    "Marne", "Larkford", "Ostrava", "Belm", "Thurso", "Nyland", "Corvane", "Hask", "Pellin", "Drava", "Ashmere",
    "Tolv",
)
# fmt: on
# What people are; roles of two lines contradict each other.
ROLES = (
    ("mayor of {place}", "{place} mayor", "mayor"),
    ("head coach of {place} Rovers", "{place} Rovers coach", "coach"),
    ("cardiologist at {place} General Hospital", "{place} cardiologist", "cardiologist"),
    ("economist at the University of {place}", "{place} economist", "economist"),
    ("chief executive of {place} Shipping", "{place} Shipping chief executive", "chief executive"),
    ("defence lawyer from {place}", "{place} lawyer", "lawyer"),
    ("novelist from {place}", "{place} novelist", "novelist"),
    ("farmer near {place}", "{place} farmer", "farmer"),
    ("head teacher of {place} School", "{place} head teacher", "head teacher"),
    ("police inspector in {place}", "{place} police inspector", "inspector"),
)
OUTLETS = tuple(f"{place} {kind}" for kind in ("Post", "Herald") for place in PLACES[:6])
PEOPLE, PAIRS, SHARED_SURNAMES = 300, 20, 40


@dataclass(slots=True)
class Person:
    """Somebody, and whom the papers speak to beside them."""

    number: int
    name: str
    roles: tuple[str, ...]
    outlets: tuple[str, ...]
    friends: list["Person"] = field(default_factory=list)


def people(chance: random.Random) -> list[Person]:
    """300 people: 20 pairs of one full name, 40 surnames that two of different given names bear."""
    surnames = [first + last for first in SYLLABLES for last in ENDINGS]
    chance.shuffle(surnames)
    names = []
    for _ in range(PAIRS):
        names += [f"{chance.choice(GIVEN)} {surnames.pop()}"] * 2
    for _ in range(SHARED_SURNAMES):
        surname = surnames.pop()
        names += [f"{given} {surname}" for given in chance.sample(GIVEN, 2)]
    names += [f"{chance.choice(GIVEN)} {surnames.pop()}" for _ in range(PEOPLE - len(names))]
    found = []
    for number, name in enumerate(names):
        # The two of a pair are next to each other: they get different lines of ROLES.
        line = ROLES[(chance.randrange(5) * 2 + number % 2) % len(ROLES)]
        place = chance.choice(PLACES)
        roles = tuple(role.format(place=place) for role in line)
        found.append(Person(number, name, roles, tuple(chance.sample(OUTLETS, 4))))
    for person in found:
        person.friends = chance.sample([other for other in found if other.name != person.name], 4)
    return found


def collection(articles: int = 2000, seed: int = 7) -> list[tuple[Extraction, dict[str, int]]]:
    """Articles, each with the number of the person behind each name in it."""
    chance = random.Random(seed)
    everybody = people(chance)
    return [_article(number, chance.choice(everybody), chance) for number in range(articles)]


def _article(number: int, hero: Person, chance: random.Random) -> tuple[Extraction, dict[str, int]]:
    speakers = [hero, *chance.sample(hero.friends, chance.randint(1, 2))]
    text = f"Article {number}. " + " ".join(f"“Word {at},” said {each.name}." for at, each in enumerate(speakers))
    document = Document(
        text=text,
        address=f"article-{number}.txt",
        outlet=chance.choice(hero.outlets),
        published=f"202{chance.randint(3, 6)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
    )
    quotes, told = [], []
    for at, person in enumerate(speakers):
        role = chance.choice(person.roles) if chance.random() < 0.85 else None
        start = text.index(f"Word {at},")
        span = Span(start, start + len(f"Word {at},"))
        quotes.append(
            Quote(
                document_id=document.id,
                kind=Kind.DIRECT,
                text=span.of(text),
                spans=(span,),
                speaker=person.name,
                speaker_type=SpeakerType.PERSON,
                role=role,
                confidence=0.9,
                method="made",
            )
        )
        told.append(
            Speaker(
                name=person.name,
                type=SpeakerType.PERSON,
                names=(person.name, person.name.split()[-1]),
                roles=(role,) if role else (),
            )
        )
    extraction = Extraction(document=document, quotes=tuple(quotes), claims=(), speakers=tuple(told))
    return extraction, {person.name: person.number for person in speakers}


def b_cubed(found: list[object], true: list[object]) -> float:
    """B-cubed F (Bagga and Baldwin 1998): of each item, how pure and how complete its cluster is."""
    clusters: dict[object, set[int]] = {}
    classes: dict[object, set[int]] = {}
    for at, (one, other) in enumerate(zip(found, true, strict=True)):
        clusters.setdefault(one, set()).add(at)
        classes.setdefault(other, set()).add(at)
    shared = [len(clusters[one] & classes[other]) for one, other in zip(found, true, strict=True)]
    precision = sum(n / len(clusters[one]) for n, one in zip(shared, found, strict=True)) / len(found)
    recall = sum(n / len(classes[other]) for n, other in zip(shared, true, strict=True)) / len(found)
    return 2 * precision * recall / (precision + recall)
