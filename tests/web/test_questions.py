"""Questions about speakers in the browser: who may answer, what an answer does, and that it can be undone."""

import asyncio
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from datasette_auth_passwords.utils import hash_password

from quoteattr.entries import entries
from quoteattr.store import open_store
from quoteattr.suggestions import suggestions
from quoteattr.web.serve import application
from tests.test_suggestions import ARTICLES, article, save
from tests.web.conftest import get, page

QUESTIONS = "/quotes/-/questions"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "quotes.db"
    with open_store(made, create=True) as store:
        run = store.start_run(version="1", model="sm")
        for each in ARTICLES:
            store.save(each, run)
        store.settle_speakers()
    return made


@pytest.fixture
def reviewed(path: Path, tmp_path: Path) -> Datasette:
    accounts = tmp_path / "reviewers.yml"
    accounts.write_text(f"mia: {hash_password('long enough, and no word of a song', iterations=1000)}\n", "utf-8")
    return application(path, reviewers=accounts)


def send(datasette: Datasette, form: dict[str, str], *, name: str = "mia", **options: Any) -> Any:
    """The answer to a form, sent from the page of questions."""
    cookies = {"ds_actor": datasette.sign({"a": {"id": name}}, "actor")}
    shown = get(datasette, QUESTIONS, cookies=cookies)
    found = re.search(r'name="csrftoken" value="([^"]+)"', shown.text)
    form = {**form, **({"csrftoken": found[1]} if found else {})}
    return asyncio.run(datasette.client.post(QUESTIONS, data=form, cookies=cookies | dict(shown.cookies), **options))


def people(path: Path) -> list[tuple[str, int]]:
    return sorted((entry.name, entry.documents) for entry in entries(path))


def asked(path: Path) -> str:
    return next(each.id for each in suggestions(path) if each.name == "John Smith")


def test_everybody_sees_the_questions_and_nobody_answers_without_reviewers(path: Path) -> None:
    datasette = application(path)
    shown = page(datasette, QUESTIONS)
    assert "same name, nothing known against it" in shown
    assert "<button name=" not in shown
    before = people(path)
    assert send(datasette, {"id": asked(path), "answer": "yes"}).status_code == 403
    assert people(path) == before


def test_one_click_answers_and_one_takes_it_back(reviewed: Datasette, path: Path) -> None:
    before = people(path)
    assert send(reviewed, {"id": asked(path), "answer": "yes"}).status_code == 303
    assert ("John Smith", 2) in people(path)
    assert "merge: John Smith and John Smith" in page(reviewed, QUESTIONS)
    assert "answered by mia" in page(reviewed, QUESTIONS)
    assert send(reviewed, {"undo": "1"}).status_code == 303
    assert people(path) == before
    send(reviewed, {"id": asked(path), "answer": "no"})
    assert [each for each in suggestions(path) if each.name == "John Smith"] == []


def test_all_that_are_sure_enough_are_answered_at_once(reviewed: Datasette, path: Path) -> None:
    count = len(suggestions(path))
    assert send(reviewed, {"least": "0.99"}).status_code == 303
    assert len(suggestions(path)) == count
    assert send(reviewed, {"least": "0"}).status_code == 303
    assert suggestions(path) == []


@pytest.mark.parametrize(
    "form",
    [{"id": "nothing", "answer": "yes"}, {"answer": "yes"}, {"id": "ASKED", "answer": "perhaps"},
     {"least": "many"}, {"undo": "99"}, {"undo": "x"}],
)  # fmt: skip
def test_what_is_no_answer_is_refused_and_changes_nothing(
    reviewed: Datasette, path: Path, form: dict[str, str]
) -> None:
    before = people(path)
    answer = send(reviewed, {**form, **({"id": asked(path)} if form.get("id") == "ASKED" else {})})
    assert (answer.status_code, 'role="alert"' in answer.text) == (400, True)
    assert people(path) == before


def test_another_site_and_another_person_may_not_answer(reviewed: Datasette, path: Path) -> None:
    form = {"id": asked(path), "answer": "yes"}
    assert send(reviewed, form, name="eve").status_code == 403
    assert send(reviewed, form, headers={"origin": "https://evil.example"}).status_code == 403


def test_the_page_of_a_speaker_says_who_it_may_be_and_on_what_its_names_rest(path: Path) -> None:
    with open_store(path) as store:
        run = store.start_run(version="2", model="sm")
        full = ARTICLES[1]
        store.save(replace(full, speakers=(replace(full.speakers[0], name="John A. Smith"),)), run)
        store.settle_speakers()
    datasette = application(path)
    speaker = next(entry for entry in entries(path) if entry.near)
    shown = page(datasette, f"/quotes/speakers/{speaker.id}")
    assert "May be the same:" in shown
    assert QUESTIONS in shown


def test_the_page_of_a_speaker_says_why_it_is_one_and_takes_out_what_is_not(reviewed: Datasette, path: Path) -> None:
    save(path, article("Ana Ruiz", "four.txt", "Post"), article("Ana Ruiz", "five.txt", "Bay"))
    made = next(entry for entry in entries(path) if entry.documents > 1)
    address = f"/quotes/speakers/{made.id}"
    shown = page(reviewed, address)
    assert "Why these are taken for one" in shown and made.reasons[0] in shown and "chance " in shown
    assert "Take out" not in shown  # nobody has signed in
    cookies = {"ds_actor": reviewed.sign({"a": {"id": "mia"}}, "actor")}
    shown = get(reviewed, address, cookies=cookies).text
    taken = re.search(r'name="id" value="([^"]+)"><button class="link" name="answer" value="no"', shown)
    assert taken is not None
    before = people(path)
    assert send(reviewed, {"speaker": made.id, "id": taken[1], "answer": "no"}).status_code == 303
    assert len(people(path)) == len(before) + 1
    assert send(reviewed, {"undo": "1"}).status_code == 303
    assert people(path) == before
