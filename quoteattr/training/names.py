"""Names of persons in an article, and other names in their place.

In: an article and the entities of a spaCy pipeline. Out: edits that give each person a new name,
the same one throughout the article ("Ann Lund ... Lund's" -> "Ngozi Okafor ... Okafor's")::

    edits = rename(article.text, find_names(nlp, article.text), random.Random(3))

A model trained on one year of one country else learns who its politicians are. The sex of a name
is not kept: no label depends on it.
"""

import random
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

import yaml
from spacy.language import Language

from quoteattr.training.edits import Edit

NameLists = Mapping[str, Mapping[str, list[str]]]

_CAPITALISED = re.compile(r"[^\W\d_][\w’'-]*")
_POSSESSIVE = re.compile(r"['’]s?$")
SHORTEST_NAME = 3  # characters; "Al", "Bo" and initials stay as they are


@cache
def load_names() -> NameLists:
    """Given names and surnames by language, from names.yml."""
    lists: NameLists = yaml.load(files(__package__).joinpath("names.yml").read_text("utf-8"), yaml.BaseLoader)
    return lists


def find_names(nlp: Language, text: str) -> tuple[str, ...]:
    """The persons that the text calls by a name of two words or more, as they stand."""
    people = (ent.text for ent in nlp(text).ents if ent.label_ == "PERSON" and "\n" not in ent.text)
    names = {_POSSESSIVE.sub("", " ".join(person.split())) for person in people}
    return tuple(sorted(name for name in names if " " in name))


def choose_names(people: Iterable[str], text: str, draw: random.Random) -> dict[str, str]:
    """A new name for each word of a person's name: the last is a surname, the first a given name.

    A word that the text also writes in lower case ("Will", "Rose") is left alone, since it may
    be no name.
    """
    lists, chosen = load_names(), {}
    used: set[str] = set()
    for person in people:
        words = [word for word in person.split() if _CAPITALISED.fullmatch(word) and len(word) >= SHORTEST_NAME]
        language = lists[draw.choice(sorted(lists))]
        for kind, word in (("surname", words[-1:]), ("given", words[:1] if len(words) > 1 else [])):
            for old in word:
                free = [name for name in language[kind] if name not in used]
                if old not in chosen and free:
                    chosen[old] = draw.choice(free)
                    used.add(chosen[old])
    lower = set(re.findall(r"\b[a-z]+\b", text))
    return {old: new for old, new in chosen.items() if old[0].isupper() and old.lower() not in lower}


def rename(text: str, people: Iterable[str], draw: random.Random) -> list[Edit]:
    """Edits that replace the names of `people` throughout the text, in capitals where they were."""
    chosen = choose_names(people, text, draw)
    chosen |= {old.upper(): new.upper() for old, new in chosen.items()}
    edits = []
    for match in _CAPITALISED.finditer(text):
        word = _POSSESSIVE.sub("", match.group())
        if word in chosen:
            edits.append(Edit(match.start(), match.start() + len(word), chosen[word]))
    return edits
