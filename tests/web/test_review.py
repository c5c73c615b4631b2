"""Reviews in the browser: who may write, what is refused, what a correction changes."""

import asyncio
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from datasette import hookimpl
from datasette.app import Datasette
from datasette.plugins import pm
from typer.testing import CliRunner

from quoteattr.cli import app
from quoteattr.errors import QuoteattrError
from quoteattr.queries import lookup
from quoteattr.spans import Span
from quoteattr.statements import Extraction
from quoteattr.store import open_store
from quoteattr.web.serve import application
from tests.store.extractions import ferry
from tests.web.conftest import PASSWORD, data, get, page, post, signed

QUOTE = ferry().quotes[1]
STATEMENT = f"/quotes/quotes/{QUOTE.id}"
REVIEW = f"/quotes/-/review/{QUOTE.id}"
CORRECTED = {
    "judgement": "corrected",
    "speaker": "Ola  Berg ",
    "speaker_type": "person",
    "role": "chief engineer",
    "words": "The engines are worn out",
    "note": "heard it myself",
}


def send(datasette: Datasette, form: dict[str, str], **options: Any) -> Any:
    """The answer to a review, sent from the page of the statement."""
    return post(datasette, STATEMENT, REVIEW, form, **options)


def count(path: Path) -> int:
    with open_store(path, read_only=True) as store:
        return int(store.connection.execute("SELECT count(*) FROM reviews").fetchone()[0])


def test_nobody_can_review_unless_reviewers_are_named(path: Path) -> None:
    datasette = application(path)
    before = count(path)
    assert '<form class="review"' not in get(datasette, STATEMENT, cookies=signed(datasette)).text
    assert "Sign in" not in page(datasette, STATEMENT)
    assert send(datasette, CORRECTED).status_code == 403
    assert count(path) == before


def test_a_reviewer_signs_in_by_password(reviewed: Datasette) -> None:
    assert 'href="/-/login"' in page(reviewed, STATEMENT)
    login = get(reviewed, "/-/login")
    token = re.search(r'name="csrftoken" value="([^"]+)"', login.text)
    assert token is not None
    form = {"username": "mia", "password": PASSWORD, "csrftoken": token[1]}
    wrong = asyncio.run(reviewed.client.post("/-/login", data={**form, "password": "no"}, cookies=dict(login.cookies)))
    assert "ds_actor" not in wrong.cookies
    right = asyncio.run(reviewed.client.post("/-/login", data=form, cookies=dict(login.cookies)))
    assert right.status_code == 302
    shown = get(reviewed, STATEMENT, cookies=dict(right.cookies)).text
    assert "Signed in as mia" in shown and '<form class="review"' in shown


def test_a_correction_is_saved_and_shown_everywhere(reviewed: Datasette, fresh: Path) -> None:
    answer = send(reviewed, CORRECTED)
    assert answer.status_code == 303
    where = answer.headers["location"].split("#")[0]
    shown = get(reviewed, where).text
    assert "Ola Berg" in shown and "heard it myself" in shown and "says mia" in shown
    (row,) = data(reviewed, "/quotes/statements.json?_shape=array&review=corrected")
    assert (row["speaker"], row["role"], row["text"]) == ("Ola Berg", "chief engineer", "The engines are worn out")
    assert (row["method"], row["confidence"]) == ("review", 1.0)
    (document,) = data(reviewed, "/quotes/documents.json?_shape=array")
    for address in ("/", f"/quotes/documents/{document['id']}", "/quotes/-/search?words=engines", "/quotes/reviews",
                    "/quotes/-/search?words=berg", "/quotes/by_speaker?speaker=berg"):  # fmt: skip
        assert "Ola Berg" in page(reviewed, address), address
    assert [record["text"] for record in lookup(fresh, "berg")] == ["The engines are worn out"]


def test_the_act_and_the_addressee_are_corrected(reviewed: Datasette) -> None:
    act = {"polarity": "not_said", "modality": "question", "addressee": "the  council"}
    where = send(reviewed, {**CORRECTED, **act}).headers["location"].split("#")[0]
    (row,) = data(reviewed, "/quotes/statements.json?_shape=array&review=corrected")
    assert (row["polarity"], row["modality"], row["addressee"]) == ("not_said", "question", "the council")
    shown = page(reviewed, where)
    assert "did not say" in shown and "not said</strong>, question, to the council" in shown


def test_what_is_not_sent_stays_as_it_is(reviewed: Datasette) -> None:
    claim = ferry().claims[0]
    form = {"judgement": "corrected", "speaker": "Ola Berg"}
    assert post(reviewed, f"/quotes/claims/{claim.id}", f"/quotes/-/review/{claim.id}", form).status_code == 303
    (row,) = data(reviewed, "/quotes/statements.json?_shape=array&review=corrected")
    assert (row["speaker"], row["polarity"], row["text"]) == ("Ola Berg", "denied", claim.text)


def test_one_correction_of_a_speaker_holds_for_the_others_of_the_article(reviewed: Datasette) -> None:
    claim = ferry().claims[0]
    address = f"/quotes/claims/{claim.id}"
    shown = get(reviewed, address, cookies=signed(reviewed)).text
    assert "Also 1 that was given the same speaker" in shown  # of three, one is reviewed, one is this
    assert "same speaker" not in page(reviewed, address)
    form = {"judgement": "corrected", "speaker": "Jorunn Aas"}
    post(reviewed, address, f"/quotes/-/review/{claim.id}", form)
    assert "Also 1 that was given the same speaker" in get(reviewed, address, cookies=signed(reviewed)).text
    form["scope"] = "speaker"
    assert post(reviewed, address, f"/quotes/-/review/{claim.id}", form).status_code == 303
    found = data(reviewed, "/quotes/statements.json?_shape=array&speaker=Jorunn+Aas")
    assert {(row["text"], row["polarity"], row["modality"]) for row in found} == {
        ("that fares would double", "denied", "statement"), ("that the strike is over", "asserted", "thought"),
    }  # fmt: skip
    (other,) = data(reviewed, "/quotes/statements.json?_shape=array&review=right")
    assert other["speaker"] == "Jorunn Løvås"


def test_a_correction_is_still_there_after_another_extraction(reviewed: Datasette, fresh: Path) -> None:
    where = send(reviewed, CORRECTED).headers["location"].split("#")[0]
    with open_store(fresh) as store:
        store.save(ferry(), store.start_run(version="2", model="lg"))
    assert "Ola Berg" in page(reviewed, where)
    told = CliRunner().invoke(app, ["evaluate", str(fresh)])
    assert "reviewed 2 statements, by 1 reviewers" in told.stdout


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"judgement": ""}, "Say whether it is right"),
        ({"judgement": "maybe"}, "Say whether it is right"),
        ({"words": "words that nobody wrote"}, "do not stand in the document"),
        ({"words": " \n "}, "do not stand in the document"),
        ({"words": "a senior engineer said.\nThe engines"}, "in this order"),
        ({"speaker_type": "god"}, "what kind of speaker"),
        ({"note": "x" * 2001}, "at most 2,000 characters"),
        ({"addressee": "x" * 2001}, "at most 2,000 characters"),
        ({"polarity": "maybe"}, "says or denies it"),
        ({"modality": "song"}, "what kind of act"),
        ({"judgement": "added"}, "Say whether it is right"),
    ],
)
def test_a_review_that_says_nothing_is_refused_and_kept_in_the_form(
    reviewed: Datasette, fresh: Path, change: dict[str, str], told: str
) -> None:
    before = count(fresh)
    answer = send(reviewed, {**CORRECTED, **change})
    assert answer.status_code == 400
    assert told in answer.text
    assert 'value="chief engineer"' in answer.text
    assert count(fresh) == before


def test_words_that_are_left_as_they_are_need_not_be_shown_to_the_letter(tmp_path: Path, accounts: Path) -> None:
    path = tmp_path / "quotes.db"
    document = replace(ferry().document, text=ferry().document.text.replace("are worn", "are\u202e worn"))
    start = document.text.index("The engines")
    words = document.text[start : document.text.index(",” a senior") + 1]
    made = replace(QUOTE, document_id=document.id, text=words, spans=(Span(start, start + len(words)),))
    with open_store(path, create=True) as store:
        found = Extraction(document=document, quotes=(made,), claims=(), speakers=())
        store.save(found, store.start_run(version="1", model="sm"))
    datasette = application(path, reviewers=accounts)
    cookies = signed(datasette)
    shown = get(datasette, f"/quotes/quotes/{made.id}", cookies=cookies)
    token = re.search(r'name="csrftoken" value="([^"]+)"', shown.text)
    assert token is not None and "\u202e" not in shown.text
    form = {**CORRECTED, "words": "The engines are worn out,", "csrftoken": token[1]}
    answer = asyncio.run(
        datasette.client.post(f"/quotes/-/review/{made.id}", data=form, cookies=cookies | dict(shown.cookies))
    )
    assert answer.status_code == 303


def test_a_review_needs_the_token_of_the_form(reviewed: Datasette, fresh: Path) -> None:
    before = count(fresh)
    assert send(reviewed, CORRECTED, token=False).status_code == 403
    assert send(reviewed, {**CORRECTED, "csrftoken": "made-up"}, token=False).status_code == 403
    assert send(reviewed, CORRECTED, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert send(reviewed, CORRECTED, headers={"origin": "https://evil.example"}).status_code == 403
    assert count(fresh) == before


def test_a_review_needs_a_reviewer(reviewed: Datasette, fresh: Path) -> None:
    before = count(fresh)
    assert send(reviewed, CORRECTED, name="stranger").status_code == 403
    assert asyncio.run(reviewed.client.post(REVIEW, data=CORRECTED)).status_code == 403
    assert count(fresh) == before
    assert get(reviewed, REVIEW).status_code == 404


def test_a_review_of_what_has_gone_is_told(reviewed: Datasette, fresh: Path) -> None:
    with open_store(fresh) as store:
        store.connection.execute("DELETE FROM quotes WHERE id = ?", (QUOTE.id,))
    assert send(reviewed, CORRECTED).status_code in (403, 404)


def test_password_hashes_are_shown_to_nobody(reviewed: Datasette) -> None:
    for address in ("/-/metadata.json", "/-/plugins.json", "/-/settings.json"):
        assert "pbkdf2" not in get(reviewed, address).text


@pytest.mark.parametrize("text", ["", "mia", "- mia", "mia: secret", "mia: [1]", "{", "1: pbkdf2_sha256$1$a$b"])
def test_accounts_that_are_none_are_told(tmp_path: Path, path: Path, text: str) -> None:
    file = tmp_path / "reviewers.yml"
    file.write_text(text, "utf-8")
    with pytest.raises(QuoteattrError, match=r"reviewers\.yml"):
        application(path, reviewers=file)


def test_passwords_need_their_plugin(path: Path, accounts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quoteattr.web.accounts.find_spec", lambda name: None)
    with pytest.raises(QuoteattrError, match=r"pip install 'quoteattr\[review\]'"):
        application(path, reviewers=accounts)


def test_a_database_that_cannot_be_written_has_no_reviewers(
    path: Path, accounts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quoteattr.web.serve.is_frozen", lambda path: True)
    with pytest.raises(QuoteattrError, match="cannot be written"):
        application(path, reviewers=accounts)


def test_datasette_with_a_settings_file_of_its_own_can_name_reviewers(fresh: Path) -> None:
    metadata = {"plugins": {"quoteattr": {"reviewers": {"id": ["tom"]}}}}
    datasette = Datasette([str(fresh)], metadata=metadata)
    answer = send(datasette, {"judgement": "right"}, name="tom")
    assert answer.status_code == 303
    assert "says tom" in get(datasette, STATEMENT).text


def test_a_token_reviews_without_a_cookie(reviewed: Datasette, fresh: Path) -> None:
    class Tokens:
        """Stands in for datasette-auth-tokens."""

        __name__ = "tokens"

        @hookimpl
        def actor_from_request(self, request: Any) -> dict[str, str] | None:
            return {"id": "mia"} if request.headers.get("authorization") == "Bearer of-mia" else None

    tokens = Tokens()
    pm.register(tokens)
    try:
        before = count(fresh)
        for token, status in (("Bearer of-tom", 403), ("Bearer of-mia", 303)):
            answer = asyncio.run(
                reviewed.client.post(REVIEW, data={"judgement": "right"}, headers={"authorization": token})
            )
            assert answer.status_code == status
    finally:
        pm.unregister(tokens)
    assert count(fresh) == before + 1
