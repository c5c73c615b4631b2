"""Whom a name means: titles, surnames, initials, and what only holds the words."""

from collections.abc import Iterator

import pytest

from quoteattr.documents import Document
from quoteattr.statements import Extraction, Speaker, SpeakerType
from quoteattr.store import Store, open_store
from quoteattr.store.named import speakers_named

PERSON, BODY = SpeakerType.PERSON, SpeakerType.ORGANIZATION
SPEAKERS = (
    Speaker(name="Maria Ayala", type=PERSON, names=("Maria Ayala", "Ayala"), roles=("President",)),
    Speaker(name="Carl Ayala", type=PERSON, names=("Carl Ayala",), roles=("the President’s brother",)),
    Speaker(name="the Ayala campaign", type=BODY, names=("the Ayala campaign",)),
    Speaker(name="William Hale", type=PERSON, names=("William Hale", "Bill Hale"), roles=("senator",)),
    Speaker(name="William Hale Jr.", type=PERSON, names=("William Hale Jr.", "Hale")),
    Speaker(name="Harbour Office", type=BODY, names=("Harbour Office", "the Harbour Office")),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("named") / "quotes.db", create=True) as store:
        document = Document(text="Nobody says anything.", address="a.txt")
        extraction = Extraction(document=document, quotes=(), claims=(), speakers=SPEAKERS)
        store.save(extraction, store.start_run(version="1", model="sm"))
        yield store


def names(store: Store, name: str, *, loosely: bool = False) -> set[str]:
    found = speakers_named(store.connection, name, loosely=loosely)
    query = "SELECT name FROM speakers WHERE id = ?"
    return {store.connection.execute(query, (each,)).fetchone()[0] for each in found}


MARIA, CARL, WILLIAM, JUNIOR = "Maria Ayala", "Carl Ayala", "William Hale", "William Hale Jr."


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ayala", {MARIA, CARL}),
        ("President Ayala", {MARIA}),
        ("Pres. Ayala", {MARIA}),
        ("Mrs. Ayala", {MARIA}),
        ("Mr Ayala", {CARL}),
        ("president maria ayala", {MARIA}),
        ("Ayala Maria", {MARIA}),
        ("M. Ayala", {MARIA}),
        ("Senator Hale", {WILLIAM}),
        ("Sen. Bill Hale", {WILLIAM}),
        ("Will Hale", {WILLIAM}),
        ("William Hale", {WILLIAM}),
        ("William Hale Jr.", {JUNIOR}),
        ("the Harbour Office", {"Harbour Office"}),
        ("harbour office", {"Harbour Office"}),
        ("office", {"Harbour Office"}),  # nobody is called so
        ("Ayala campaign", {"the Ayala campaign"}),
        ("acting harbour senator Hale", {WILLIAM}),
        ("Dora Ayala", set()),
        ("President Quill", set()),
        ("", set()),
        ("…", set()),
    ],
)
def test_whom_a_name_means(store: Store, name: str, expected: set[str]) -> None:
    assert names(store, name) == expected


def test_loosely_all_are_meant_whose_names_hold_the_words(store: Store) -> None:
    assert names(store, "Ayala", loosely=True) == {MARIA, CARL, "the Ayala campaign"}
    assert names(store, "Mr Ayala", loosely=True) == {CARL}
