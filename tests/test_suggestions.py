"""What people are asked about speakers, and that their answers last."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from quoteattr.authority import link
from quoteattr.directory import undo
from quoteattr.entries import entries
from quoteattr.errors import QuoteattrError
from quoteattr.statements import Extraction, Speaker, SpeakerType
from quoteattr.store import open_store
from quoteattr.suggestions import Asked, Suggestion, answer, chosen_by_id, suggestions
from tests.store.extractions import ferry


def article(name: str, address: str, outlet: str, published: str = "2026-03-04") -> Extraction:
    """The article of the ferry with another speaker, who is not quoted word by word."""
    whole = ferry(text=ferry().document.text + address, address=address, outlet=outlet, published=published)
    speaker = Speaker(name=name, type=SpeakerType.PERSON, names=(name,))
    claim = replace(whole.claims[0], speaker=name, role=None)
    return replace(whole, quotes=(), claims=(claim,), speakers=(speaker,))


ARTICLES = (
    article("John Smith", "one.txt", "Post", "2022-03-04"),
    article("John Smith", "two.txt", "Bay"),
    article("Smith", "three.txt", "Herald"),
)


def save(path: Path, *articles: Extraction) -> None:
    with open_store(path, create=True) as store:
        run = store.start_run(version="1", model="sm")
        for each in articles:
            store.save(each, run)
        store.settle_speakers()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    save(tmp_path / "quotes.db", *ARTICLES)
    return tmp_path / "quotes.db"


def people(path: Path) -> list[tuple[str, int]]:
    return sorted((entry.name, entry.documents) for entry in entries(path))


def of_kind(path: Path, kind: Asked) -> list[Suggestion]:
    return [each for each in suggestions(path) if each.kind is kind]


def test_the_least_sure_is_asked_first_with_its_reason(database: Path) -> None:
    found = suggestions(database)
    distances = [abs(each.chance - 0.5) for each in found]
    assert distances == sorted(distances)
    namesakes = next(each for each in found if each.name == "John Smith")
    assert namesakes.question == "Is “John Smith” (1 statement in 1 document) John Smith?"
    assert namesakes.reason.startswith("same name")


def test_an_answer_lasts_over_new_extractions_and_can_be_undone(database: Path) -> None:
    namesakes = next(each for each in suggestions(database) if each.name == "John Smith")
    ((number, _),) = answer(database, accepted=[namesakes], note="asked the desk")
    assert people(database) == [("John Smith", 2), ("Smith", 1)]
    save(database, *ARTICLES, article("Ann Lee", "four.txt", "Post"))
    assert people(database) == [("Ann Lee", 1), ("John Smith", 2), ("Smith", 1)]
    undo(database, number)
    assert people(database) == [("Ann Lee", 1), ("John Smith", 1), ("John Smith", 1), ("Smith", 1)]


def test_what_was_rejected_is_not_asked_again(database: Path) -> None:
    asked = suggestions(database)
    answer(database, rejected=asked)
    assert suggestions(database) == []
    save(database, *ARTICLES)
    assert suggestions(database) == []
    assert people(database) == [("John Smith", 1), ("John Smith", 1), ("Smith", 1)]


def test_a_merge_that_was_made_is_confirmed_or_taken_apart(tmp_path: Path) -> None:
    path = tmp_path / "made.db"
    save(path, article("Ana Ruiz", "one.txt", "Post"), article("Ana Ruiz", "two.txt", "Bay"))
    with open_store(path) as store:
        store.connection.execute("UPDATE appearances SET chance = 0.7")
    (made,) = of_kind(path, Asked.MADE)
    assert made.question.startswith("Is “Ana Ruiz” (")
    assert made.question.endswith(" in 1 document) Ana Ruiz, as it stands now?")
    ((number, _),) = answer(path, rejected=[made])
    assert people(path) == [("Ana Ruiz", 1), ("Ana Ruiz", 1)]
    undo(path, number)
    with open_store(path) as store:
        store.connection.execute("UPDATE appearances SET chance = 0.7")
    answer(path, accepted=of_kind(path, Asked.MADE))
    assert people(path) == [("Ana Ruiz", 2)]
    assert of_kind(path, Asked.MADE) == []


@pytest.mark.parametrize("yes", [True, False])
def test_who_may_be_on_a_list_is_asked(database: Path, tmp_path: Path, yes: bool) -> None:
    (tmp_path / "people.csv").write_text("name,id\nJohn Smith,Q1\n", "utf-8")
    assert link(database, tmp_path / "people.csv").asked == 2
    first, second = of_kind(database, Asked.LISTED)
    assert first.question == "Is “John Smith” (1 statement in 1 document) John Smith (Q1) of the list?"
    answer(database, accepted=[first] if yes else (), rejected=[second] if yes else [first, second])
    assert of_kind(database, Asked.LISTED) == []
    tied = [tied.identifier for entry in entries(database) for tied in entry.identifiers]
    assert tied == (["Q1"] if yes else [])


def test_a_suggestion_that_is_gone_is_named(database: Path) -> None:
    with pytest.raises(QuoteattrError, match="no suggestion 123; it may have been answered"):
        list(chosen_by_id(suggestions(database), ["123"]))


def test_a_surname_is_asked_about_with_its_bearer(tmp_path: Path) -> None:
    path = tmp_path / "short.db"
    save(path, article("Tom Hale", "one.txt", "Post"), article("Hale", "two.txt", "Bay"),
         article("Uwe Hale", "three.txt", "Post"))  # fmt: skip
    asked = next(each for each in suggestions(path) if each.name == "Hale")
    assert (asked.reason, asked.other_name in ("Tom Hale", "Uwe Hale")) == ("surname alone", True)
    answer(path, accepted=[asked])
    assert (asked.other_name, 2) in people(path)
    decided = json.loads(json.dumps([entry.reasons for entry in entries(path)]))
    assert ["decided: merge"] in decided
