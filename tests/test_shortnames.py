"""Bodies by several names: which are one, and which stay apart however alike their names are."""

import random
import sqlite3
from pathlib import Path

import pytest

from quoteattr.documents import Document
from quoteattr.evidence import Appearance, bodies_key
from quoteattr.identities import identify
from quoteattr.lexicon import Entry, load_entries
from quoteattr.linkage.shortnames import is_mere_noun, longer_name_in, stands_for
from quoteattr.spans import Span
from quoteattr.statements import Claim, Extraction, Kind, Speaker, SpeakerType
from quoteattr.store import open_store
from tests.store.versions import unpack


def body(number: int, name: str, text: str) -> Appearance:
    other = longer_name_in(text, name)
    return Appearance(
        id=f"a{number}", document_id=f"d{number}", name=name, type=SpeakerType.ORGANIZATION,
        names=(name, other) if other else (name,),
    )  # fmt: skip


def rows(*told: tuple[str, str]) -> set[frozenset[str]]:
    """The speakers of articles, each given by the name of a body in it and by its text."""
    found = [body(at, name, text) for at, (name, text) in enumerate(told)]
    return {frozenset(identity.members) for identity in identify(found)}


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Orlen Label Group", "Orlen"),
        ("Dunmore Motors", "Dunmore"),
        ("Belk & Low Holdings", "Belk & Low"),
        ("Northern Ferries Company", "Northern Ferries"),
        ("Dry Dock Coalition", "Dry Dock"),
        ("Lune Air Lines International", "Lune Air Lines"),
        ("Harbours Department", "Harbours"),
        ("Carrick University", "Carrick"),
        ("Tarn Savings Bank", "Tarn Savings"),
        ("Quayside Party", "Quayside"),
    ],
)
def test_a_body_and_the_beginning_of_its_name_are_one(full: str, short: str) -> None:
    both = f"{full} was sold on Monday. “No,” {short} said."
    assert longer_name_in(both, short) == full
    assert len(rows((full, f"“No,” said {full}."), (short, both))) == 1
    # A third article has the short name only.
    assert len(rows((full, f"“No,” said {full}."), (short, both), (short, f"“No,” {short} said."))) == 1


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Bank of Dunmore", "Bank of Tarn"),
        ("New York Times", "New York"),
        ("New York University", "New York"),
        ("Orlen Daily", "Orlen"),
        ("Dunmore United Foundation", "Dunmore United"),
        ("Dunmore Steel Workers Union", "Dunmore Steel"),
        ("Carrick City Council", "Carrick"),
        ("China Shipping Group", "China"),
        ("Orlen and Belk Group", "Orlen"),
        ("White House Correspondents Committee", "White House"),
        ("Moscow Bank", "Moscow"),
    ],
)
def test_what_only_begins_alike_stays_apart(full: str, short: str) -> None:
    both = f"{full} was there on Monday. “No,” {short} said."
    assert longer_name_in(both, short) is None
    assert len(rows((full, both), (short, both))) == 2


def test_a_beginning_elsewhere_is_no_name_of_a_body_that_is_known_without_it() -> None:
    alone = [("Orlen", f"“No,” Orlen said. {at}") for at in range(5)]
    seldom = ("Orlen", "Orlen Label Group and Orlen said no.")
    found = rows(("Orlen Label Group", "“No,” said Orlen Label Group."), seldom, *alone)
    assert sorted(map(len, found)) == [1, 6]


def test_a_beginning_of_two_bodies_is_the_name_of_neither() -> None:
    first, second = "Orlen Label Group and Orlen said no.", "Orlen Motors and Orlen said no."
    told = [("Orlen Label Group", first), ("Orlen", first), ("Orlen Motors", second), ("Orlen", second)]
    assert sorted(map(len, rows(*told))) == [1, 1, 2]


@pytest.mark.parametrize(
    ("text", "longer"),
    [
        ("The Dunmore Journal wrote so. The Journal said no.", "Dunmore Journal"),
        ("Tarn Council met. The Council said no.", "Tarn Council"),
        ("The Dunmore Journal and the Lune Journal wrote so. The Journal said no.", None),
        ("The Journal said no.", None),
        ("The Norland Supreme Court met. The Supreme Court said no.", "Norland Supreme Court"),
    ],
)
def test_a_mere_noun_means_what_its_text_says(text: str, longer: str | None) -> None:
    noun = next(noun for noun in ("Supreme Court", "Council", "Journal") if noun in text)
    assert longer_name_in(text, noun) == longer


def test_a_mere_noun_is_another_one_in_each_article() -> None:
    assert len(rows(("Council", "The Council said no."), ("Council", "No, said the Council."))) == 2
    tarn = "Tarn Council met. The Council said no."
    found = rows(("Tarn Council", "Tarn Council said no."), ("Council", tarn), ("Council", "The Council said no."))
    assert found == {frozenset({"a0", "a1"}), frozenset({"a2"})}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The Kremlin", "Kremlin", True),
        ("the White House", "White House", True),
        ("U.N. Security Council", "United Nations Security Council", True),
        ("US Harbours Department", "United States Harbours Department", True),
        ("AP", "The Associated Press", True),
        ("U.N.", "United Nations", True),
        ("Justice Department", "U.S. Department of Justice", True),
        ("UN", "UN Security Council", False),
        ("US", "US Harbours Department", False),
        ("Usher Group", "US", False),
    ],
)
def test_names_that_are_one_by_themselves(one: str, other: str, same: bool) -> None:
    assert (bodies_key(one) == bodies_key(other)) is same
    assert same or not stands_for(one, other)


@pytest.mark.parametrize("entry", load_entries("known_bodies").values(), ids=lambda entry: entry.term)
def test_a_known_body_is_in_its_example(entry: Entry) -> None:
    names = {bodies_key(name) for name in (entry.term, *entry.many("names"))}
    assert len(names) == 1
    assert bodies_key(entry.example.split(" said ")[0]) in names


@pytest.mark.parametrize("entry", load_entries("describing_words").values(), ids=lambda entry: entry.term)
def test_a_describing_word_is_at_work_in_its_example(entry: Entry) -> None:
    full = entry.example.split(" said ")[0].removeprefix("The ")
    assert stands_for(full.rsplit(" ", 1)[0], full)
    assert all(stands_for("Orlen", f"Orlen {noun}") for noun in entry.many("nouns"))


@pytest.mark.parametrize("entry", load_entries("shared_bodies").values(), ids=lambda entry: entry.term)
def test_a_shared_body_is_in_its_example(entry: Entry) -> None:
    assert is_mere_noun(entry.example.split(" said ")[0])
    assert all(is_mere_noun(noun) for noun in entry.many("nouns"))


@pytest.mark.parametrize(
    ("name", "mere"),
    [
        ("the Times", True),
        ("Supreme Court", True),
        ("US Supreme Court", False),
        ("State Department", False),
        ("Council", True),
        ("Guardian", False),
        ("Congress", False),
        ("Tarn Council", False),
    ],
)
def test_mere_nouns(name: str, mere: bool) -> None:
    assert is_mere_noun(name) is mere


TOLD = (
    ("Orlen Label Group", "Orlen Label Group said no."),
    ("Orlen", "Orlen Label Group was sold. Orlen said no."),
    ("Orlen", "No, said Orlen."),
    ("Tarn Council", "Tarn Council said no."),
    ("Council", "Tarn Council met. The Council said no."),
    ("Council", "The Council said no."),
    ("AP", "The AP said no."),
    ("Associated Press", "The Associated Press said no."),
)


def article(number: int) -> Extraction:
    """One of them, with a claim of the body."""
    name, text = TOLD[number]
    document = Document(text=f"{text} {number}", address=f"{number}.txt")
    span = Span(0, len(text))
    claim = Claim(
        document_id=document.id, kind=Kind.INDIRECT, text=text, spans=(span,), speaker=name,
        speaker_type=SpeakerType.ORGANIZATION, confidence=0.9, method="made",
    )  # fmt: skip
    speaker = Speaker(name=name, type=SpeakerType.ORGANIZATION, names=(name,))
    return Extraction(document=document, quotes=(), claims=(claim,), speakers=(speaker,))


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_articles_changes_nothing(tmp_path: Path, seed: int) -> None:
    order = random.Random(seed).sample(range(len(TOLD)), len(TOLD))
    with open_store(tmp_path / "quotes.db", create=True) as store:
        run = store.start_run(version="1", model="sm")
        for number in order:
            store.save(article(number), run)
            store.settle_speakers()
        rows = store.connection.execute(
            "SELECT a.speaker_id, d.address FROM appearances AS a JOIN documents AS d ON d.id = a.document_id"
        ).fetchall()
    found: dict[str, set[int]] = {}
    for speaker, address in rows:
        found.setdefault(speaker, set()).add(int(address.removesuffix(".txt")))
    assert sorted(map(sorted, found.values())) == [[0, 1, 2], [3, 4], [5], [6, 7]]


def test_an_older_database_with_questions_about_who_is_no_name_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "quotes.db"
    unpack(16, path)
    with sqlite3.connect(path) as connection:
        for statement in (
            "UPDATE appearances SET name = 'Weber''s spokesman', type = 'person', block = 'person spokesman'",
            "INSERT INTO speaker_suggestions (speaker_id, other_id, chance, reason) "
            "SELECT id, id, 0.5, 'same name' FROM speakers",
        ):
            connection.execute(statement)
    connection.close()
    with open_store(path) as store:
        assert store.connection.execute("SELECT count(*) FROM speaker_suggestions").fetchone()[0] == 0
        assert store.connection.execute("SELECT block FROM appearances").fetchone()[0] is None
