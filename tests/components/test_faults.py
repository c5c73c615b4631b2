"""Texts in which a stage once raised, and their kin: nothing of them is left out, and nobody is guessed."""

from collections.abc import Iterator
from functools import cache
from itertools import islice

import pytest
from spacy.language import Language

import quoteattr
from quoteattr.components.speakers.entities import Entities, Entity
from quoteattr.documents import Document
from quoteattr.lexicon import load_entries
from quoteattr.pipeline import annotate
from quoteattr.statements import SpeakerType


@cache
def nlp() -> Language:
    return quoteattr.load()


def titles() -> Iterator[str]:
    for entry in load_entries("titles").values():
        yield from (entry.term, *entry.many("forms"))


PLACES = (
    "Mr {name} left the {title} {name}. “No,” {name} said.",
    "Mrs {name} sang at the {title} {name} on Monday, {name} said.",
    "Mr {name} paid. {title} {name} Ltd said no. {title} {name} opened in May.",
    "Mr {name} was there. It sank off {title} {name}, the {title} {name} said.",
)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", ["Ruiz", "Von"])
def test_a_titled_name_without_a_given_name_that_is_no_person(place: str, name: str) -> None:
    # Each title in one of the places: the reader of names takes all titles alike.
    own = PLACES.index(place)
    texts = [place.format(name=name, title=title) for title in islice(titles(), own, None, len(PLACES))]
    found = list(annotate([Document(text=text) for text in texts], nlp()))
    assert [(one.document.text, one.failures) for one in found] == [(text, ()) for text in texts]


OWNED = (
    "his deputy, Minister Ruiz",
    "her lawyer, Dr Ruiz",
    "his wife, Mrs Ruiz",
    "her boss, Sir Tom Ruiz",
    "his aide, Captain Ruiz",
    "her doctor, Ida Ruiz",
    "their coach, Mr Ruiz",
    "his rival, Mia Ruiz",
)
AFTER = (
    "“He chose {owned},” Orr said. “No,” Ruiz said.",
    "“She chose {owned},” Ann Orr said. It rained. Ruiz said no.",
    "“He blamed {owned},” said Tom Orr.\n\nThe town slept.\n\n“No,” Ruiz said.",
    "Ruiz spoke first. “He chose {owned},” Ann Orr said. She left. Ruiz said no.",
    "“We met {owned},” the mayor said. He smiled. “Never,” said Ruiz.",
)


@pytest.mark.parametrize("text", AFTER)
@pytest.mark.parametrize("owned", OWNED)
def test_the_owner_of_a_role_inside_a_quote(text: str, owned: str) -> None:
    (found,) = annotate([Document(text=text.format(owned=owned))], nlp())
    assert found.failures == ()
    last = max((one for one in found.statements if "Ruiz" in (one.source or "")), key=lambda one: one.spans[0])
    assert last.speaker is not None and last.speaker.endswith("Ruiz")
    # Who “his” means inside a quote, nobody has told: least of all somebody who is named only later.
    assert last.role is None or "Ruiz" not in last.role


@pytest.mark.parametrize(
    "text",
    [
        "Her SEN. ORTEGA: . Deputy Minister",
        "Mr The the Von The pilot",
        "“His wife” said. Mrs said he. His.",
        "A pilot landed. The pilot, Mia Orr, born Mia Lunt, née Hale, said no. Mrs Hale said yes.",
        "An inspector said no. The inspector, the officer, the inspector Grace Falk, said yes. She left. Falk said so.",
        "Her husband Kevin left. Mr Voss said no. Jean Voss said her husband, Mr Voss senior, said he knew.",
        "The former said. The latter said. He said the former, his, said.",
        ", said. : . “ ” said he said ’s said",
    ],
)
def test_texts_that_are_hardly_any(text: str) -> None:
    for title in (None, text, "Orr: no"):
        (found,) = annotate([Document(text=text, title=title, byline="a, ,b c")], nlp())
        assert found.failures == ()


def test_who_is_taken_for_one_person_after_the_other_is_the_last_of_them() -> None:
    entities = Entities()
    first, second, third = (entities.add(SpeakerType.PERSON, name) for name in ("a pilot", "Orr", "Mia Orr"))
    entities.merge(first.number, second.number)
    entities.merge(second.number, third.number)
    known: list[Entity] = entities.all
    assert [entity is third for entity in known] == [True, True, True]
