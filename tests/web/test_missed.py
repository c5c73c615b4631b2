"""What was missed is added from the page of its article, by a reviewer, at the place that it stands in."""

from pathlib import Path

import pytest
from datasette.app import Datasette

from quoteattr.errors import QuoteattrError
from quoteattr.queries import lookup
from quoteattr.spans import Span
from quoteattr.store import open_store
from quoteattr.web.pages.missed import find_places
from tests.store.extractions import ferry
from tests.web.conftest import data, get, page, post, signed

DOCUMENT = ferry().document
MISSED = f"/quotes/-/missed/{DOCUMENT.id}"
FORM = {"words": "“the  strike”", "kind": "direct", "speaker": "Ola Berg", "speaker_type": "person", "role": "engineer",
        "polarity": "asserted", "modality": "statement", "addressee": "a reporter", "note": "overlooked"}  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("missed") / "quotes.db"
    with open_store(made, create=True) as store:
        store.save(ferry(), store.start_run(version="1", model="sm"))
    return made


def test_a_missed_quote_is_added_and_stays(reviewed: Datasette, fresh: Path) -> None:
    assert f'href="{MISSED}"' in get(reviewed, f"/quotes/documents/{DOCUMENT.id}", cookies=signed(reviewed)).text
    answer = post(reviewed, MISSED, MISSED, FORM)
    assert answer.status_code == 303
    where = answer.headers["location"].split("#")[0]
    shown = page(reviewed, where)
    assert "added</strong>, says mia" in shown and "Ola Berg, engineer, to a reporter" in shown
    with open_store(fresh) as store:
        store.save(ferry(), store.start_run(version="2", model="lg"))
    (found,) = lookup(fresh, "Ola Berg")
    start, end = found["spans"][0]
    assert DOCUMENT.text[start:end] == "the strike" == found["text"]
    assert (found["method"], found["review"], found["confidence"]) == ("reviewer", "added", 1.0)


def test_of_several_places_one_is_chosen(reviewed: Datasette) -> None:
    answer = post(reviewed, MISSED, MISSED, {**FORM, "words": "that"})
    assert answer.status_code == 400 and answer.text.count('name="at"') == 2
    second = DOCUMENT.text.index("that the strike")
    assert post(reviewed, MISSED, MISSED, {**FORM, "words": "that", "at": str(second)}).status_code == 303
    (row,) = data(reviewed, "/quotes/statements.json?_shape=array&review=added")
    assert row["start"] == second


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"words": "words that nobody wrote"}, "do not stand in the article"),
        ({"words": "“ ”"}, "do not stand in the article"),
        ({"words": "the strike\nThe engines are worn out,\nby May"}, "do not stand in the article"),
        ({"words": "The engines are worn out,"}, "a statement already"),
        ({"kind": "song"}, "quoted or reported"),
        ({"polarity": ""}, "says or denies it"),
        ({"speaker_type": "god"}, "what kind of speaker"),
    ],
)
def test_what_cannot_be_added_is_told_and_kept_in_the_form(
    reviewed: Datasette, change: dict[str, str], told: str
) -> None:
    answer = post(reviewed, MISSED, MISSED, {**FORM, **change})
    assert answer.status_code == 400
    assert told in answer.text and 'value="overlooked"' in answer.text
    assert data(reviewed, "/quotes/statements.json?_shape=array&review=added") == []


def test_what_was_added_in_error_leads_back_to_its_article(reviewed: Datasette) -> None:
    where = post(reviewed, MISSED, MISSED, FORM).headers["location"].split("#")[0]
    target = f"/quotes/-/review/{where.rsplit('/', 1)[1]}"
    answer = post(reviewed, where, target, {"judgement": "wrong"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/quotes/documents/{DOCUMENT.id}")


def test_only_reviewers_add(reviewed: Datasette, path: Path) -> None:
    assert get(reviewed, MISSED).status_code == 403
    assert "missed" not in page(reviewed, f"/quotes/documents/{DOCUMENT.id}")
    assert post(reviewed, MISSED, MISSED, FORM, name="stranger").status_code == 403
    assert post(reviewed, MISSED, MISSED, FORM, token=False).status_code == 403
    assert post(reviewed, MISSED, MISSED, FORM, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert get(reviewed, "/quotes/-/missed/0123", cookies=signed(reviewed)).status_code == 404
    assert data(reviewed, "/quotes/statements.json?_shape=array&review=added") == []


def test_pieces_stand_one_after_the_other_whatever_is_between_the_words() -> None:
    text = "“We  are\nlate,” she said, “all of us.” We are late."
    assert find_places("We are late,\n“all of us.”", text) == [(Span(1, 14), Span(27, 37))]
    assert find_places("We are late", text) == [(Span(1, 13),), (Span(39, 50),)]
    with pytest.raises(QuoteattrError, match="one line a piece"):
        find_places("all of us.\nlate,", text)
