"""A draft is checked in the browser: who may ask for it, what is refused, what stands beside each quote."""

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from quoteattr.web import checking
from quoteattr.web.pages import draft as pages
from quoteattr.web.serve import application
from tests.test_drafts import DRAFT, Pattern
from tests.web.conftest import get, signed
from tests.web.test_safety import HOSTILE, Elements

ADDRESS = "/quotes/-/draft"


@pytest.fixture
def checker(monkeypatch: pytest.MonkeyPatch) -> checking.Checker:
    """One that has loaded what needs no model."""
    made = checking.Checker()
    made._annotator = Pattern()
    monkeypatch.setattr(pages, "CHECKER", made)
    return made


def send(datasette: Datasette, text: str = "", *, file: tuple[str, bytes] | None = None, **options: Any) -> Any:
    files = {"file": file or ("", b"")}
    return asyncio.run(datasette.client.post(ADDRESS, data={"text": text}, files=files, **options))


@pytest.fixture
def served(path: Path, checker: checking.Checker) -> Datasette:
    return application(path, drafts=None)


def test_every_quote_has_its_verdict_beside_it(served: Datasette) -> None:
    assert f'href="{ADDRESS}"' in get(served, "/").text
    assert 'enctype="multipart/form-data"' in get(served, ADDRESS).text
    answer = send(served, DRAFT)
    assert answer.status_code == 200
    for number, outcome in enumerate(("Near", "Other speaker", "Not found", "Fragment"), 1):
        card = answer.text.split(f'id="v-{number}"')[1].split("</li>")[0]
        assert f">{outcome}</strong>" in card and f'href="#q-{number}"' in card
        assert f'href="#v-{number}"' in answer.text and f'id="q-{number}"' in answer.text
    assert "Searched" in answer.text and "4 quotes" in answer.text
    assert "/quotes/-/verify?words=Bread+is+dear" in answer.text


def test_a_file_is_checked_and_named(served: Datasette) -> None:
    answer = send(served, file=("ferry.md", DRAFT.encode()))
    assert answer.status_code == 200 and "4 quotes in ferry.md" in answer.text


@pytest.mark.parametrize(
    ("text", "file", "told"),
    [
        ("", None, "Paste an article, or choose a file."),
        ("", ("draft.pdf", b"%PDF-1.7 and no more"), "cannot be read"),
        ("This will raise an error in what annotates it.", None, "the document asked for it"),
        ("", ("draft.txt", b"x" * 10_000_001), "at most 10 MB"),
    ],
)
def test_what_cannot_be_checked_is_told(
    served: Datasette, text: str, file: tuple[str, bytes] | None, told: str
) -> None:
    answer = send(served, text, file=file)
    assert answer.status_code == 400
    assert told in answer.text and text in answer.text


@pytest.mark.parametrize(
    "sent",
    [
        {"data": {"text": DRAFT}},
        {"content": b"--x\r\n", "headers": {"content-type": "multipart/form-data; boundary=x"}},
        {"content": b"\xff", "headers": {"content-type": "text/plain"}},
    ],
    ids=["urlencoded", "cut off", "text"],
)
def test_what_is_no_such_form_is_told(served: Datasette, sent: Any) -> None:
    assert asyncio.run(served.client.post(ADDRESS, **sent)).status_code == 400


def test_nothing_of_a_draft_becomes_an_element(served: Datasette) -> None:
    answer = send(served, f"{HOSTILE}\n“{HOSTILE}” said Ana Ruiz.", headers={"host": "localhost"})
    elements = Elements()
    elements.feed(answer.text)
    assert "img" not in [tag for tag, _ in elements.found]
    assert not [name for _, attributes in elements.found for name in attributes if name.startswith("on")]
    assert "<script>alert" not in answer.text
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", answer.text)


def test_only_people_at_this_machine_and_reviewers_may_ask(
    path: Path, reviewed: Datasette, checker: checking.Checker
) -> None:
    closed, local, open_ = application(path), application(path, drafts=None), application(path, drafts=True)
    assert [get(one, ADDRESS).status_code for one in (closed, local, open_)] == [403, 200, 200]
    proxy = {"x-forwarded-for": "203.0.113.9"}
    assert [get(one, ADDRESS, headers=proxy).status_code for one in (local, open_)] == [403, 200]
    assert send(local, DRAFT, headers=proxy).status_code == 403
    assert send(local, DRAFT, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert ADDRESS not in get(closed, "/").text
    assert get(reviewed, ADDRESS).status_code == 403
    assert get(reviewed, ADDRESS, cookies=signed(reviewed)).status_code == 200
    assert get(reviewed, ADDRESS, cookies=signed(reviewed, "stranger")).status_code == 403


def test_a_draft_of_a_reviewer_needs_the_token(reviewed: Datasette, checker: checking.Checker) -> None:
    cookies = signed(reviewed)
    shown = get(reviewed, ADDRESS, cookies=cookies)
    token = re.search(r'name="csrftoken" value="([^"]+)"', shown.text)
    assert token is not None
    cookies |= dict(shown.cookies)
    for given, status in ((token[1], 200), ("made-up", 403)):
        form = {"data": {"csrftoken": given, "text": DRAFT}, "files": {"file": ("", b"")}}
        assert asyncio.run(reviewed.client.post(ADDRESS, cookies=cookies, **form)).status_code == status


def test_who_comes_when_many_wait_is_asked_to_come_back(served: Datasette, checker: checking.Checker) -> None:
    for _ in range(checking.MOST_WAITING + 1):
        checker._places.acquire()
    answer = send(served, DRAFT)
    assert answer.status_code == 503 and "in a minute" in answer.text
    checker._places.release()
    assert send(served, DRAFT).status_code == 200
