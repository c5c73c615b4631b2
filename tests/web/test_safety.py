"""Articles, names, titles and addresses are written by strangers: nothing of them runs, on any page."""

import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from datasette.app import Datasette

from quoteattr.documents import Document
from quoteattr.spans import Span
from quoteattr.statements import Claim, Extraction, Kind, Polarity, Quote, Speaker, SpeakerType
from quoteattr.store import open_store, rows
from quoteattr.store.reviews import Judgement, Review
from quoteattr.web.serve import application
from tests.web.conftest import data, get, page

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>\"' onmouseover='alert(1)' {{ 7*7 }} \u202egpj.exe\u2066"
)
WORDS = f"“{HOSTILE}”"


def extraction(number: int, address: str) -> Extraction:
    text = f"{HOSTILE} said: {WORDS}\n{HOSTILE} denied {HOSTILE}"
    document = Document(
        text=text, address=address, title=HOSTILE, outlet=HOSTILE, byline=HOSTILE, published=f"2026-01-0{number}"
    )
    first, second = text.index(WORDS) + 1, text.rindex(HOSTILE)
    known = {"document_id": document.id, "text": HOSTILE, "speaker": HOSTILE, "role": HOSTILE, "source": HOSTILE,
             "cue": HOSTILE, "speaker_type": SpeakerType.PERSON, "confidence": 0.5, "method": HOSTILE,
             "source_span": Span(0, len(HOSTILE))}  # fmt: skip
    quote = Quote(kind=Kind.DIRECT, spans=(Span(first, first + len(HOSTILE)),), **known)  # type: ignore[arg-type]
    claim = Claim(kind=Kind.INDIRECT, spans=(Span(second, second + len(HOSTILE)),), polarity=Polarity.DENIED, **known)  # type: ignore[arg-type]
    speaker = Speaker(name=HOSTILE, type=SpeakerType.PERSON, names=(HOSTILE, f"{HOSTILE}2"), roles=(HOSTILE,))
    return Extraction(document=document, quotes=(quote,), claims=(claim,), speakers=(speaker,))


FIRST = extraction(1, "javascript:alert(1)//<script>")
SECOND = extraction(2, 'https://bay.example/"><script>alert(1)</script>?a=1&b=<b>')
SPEAKER = rows.speaker_id(FIRST.speakers[0], FIRST.document)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hostile") / "quotes.db"
    with open_store(made, create=True) as store:
        run = store.start_run(version="1", model="sm")
        store.save(FIRST, run)
        store.save(SECOND, run)
        store.skip(HOSTILE, HOSTILE, run)
        store.review(Review(statement=FIRST.quotes[0].id, judgement=Judgement.WRONG, reviewer=HOSTILE, note=HOSTILE))
    return made


PAGES = [
    "/",
    "/quotes/-/search?words=alert",
    "/quotes/-/subjects?words=%3Cscript%3E",
    "/quotes/-/search?words=%3Cscript%3Ealert(1)%3C/script%3E%22%27",
    "/quotes/-/verify?words=%3Cscript%3Ealert(1)%3C/script%3E%3Cimg+src=x+onerror=alert(1)%3E&speaker=%3Cscript%3E",
    *(f"/quotes/documents/{found.document.id}" for found in (FIRST, SECOND)),
    f"/quotes/speakers/{SPEAKER}",
    "/quotes/-/questions",
    *(f"/quotes/quotes/{found.quotes[0].id}" for found in (FIRST, SECOND)),
    *(f"/quotes/claims/{found.claims[0].id}" for found in (FIRST, SECOND)),
    f"/quotes/-/embed/{SECOND.quotes[0].id}",
    f"/quotes/-/report?id={FIRST.quotes[0].id}&id={SECOND.claims[0].id}&id=%3Cscript%3E",
    "/quotes/-/queue",
    "/quotes/documents/%3Cscript%3E",
    "/quotes/statements",
    "/quotes/documents",
    "/quotes/reviews",
    "/quotes/latest",
]


class Elements(HTMLParser):
    """What a browser makes of a page: its elements with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attributes)))


@pytest.mark.parametrize("address", PAGES)
def test_nothing_of_it_becomes_an_element_or_an_attribute(datasette: Datasette, address: str) -> None:
    answer = get(datasette, address)
    assert answer.status_code in (200, 404)
    elements = Elements()
    elements.feed(answer.text)
    assert "img" not in [tag for tag, _ in elements.found]
    for tag, attributes in elements.found:
        assert not [name for name in attributes if name.startswith("on")], (tag, attributes)
        target = attributes.get("href") or attributes.get("src") or attributes.get("action") or ""
        assert not re.match(r"\s*(?!https?:)[a-z]+:", target, re.I), (tag, attributes)
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("address", PAGES[:14])
def test_no_mark_turns_the_direction_of_a_page(datasette: Datasette, address: str) -> None:
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", get(datasette, address).text)


def test_a_feed_of_hostile_words_is_well_formed(datasette: Datasette) -> None:
    root = ElementTree.fromstring(page(datasette, f"/quotes/speakers/{SPEAKER}.atom"))
    titles = [title.text or "" for title in root.iter("{http://www.w3.org/2005/Atom}title")]
    assert len(titles) == 5
    assert all("<script>alert(1)</script>" in title for title in titles)


@pytest.mark.parametrize("address", [*PAGES, "/-/metadata", "/quotes?sql=select+1", "/none", "/quotes/statements.json"])
def test_a_policy_is_sent_with_every_answer(datasette: Datasette, address: str) -> None:
    headers = get(datasette, address).headers
    told = headers["content-security-policy"]
    assert "default-src 'none'" in told and "base-uri 'none'" in told
    assert "unsafe" not in told.split("script-src")[1].split(";")[0]
    assert headers["x-content-type-options"] == "nosniff"


def test_our_pages_have_no_inline_script_or_style(datasette: Datasette) -> None:
    for address in PAGES[:14]:
        answer = get(datasette, address)
        assert "unsafe" not in answer.headers["content-security-policy"], address
        assert not re.search(r"<style|\sstyle=|<script>", answer.text), address


def test_a_question_that_takes_too_long_is_stopped_and_told(path: Path) -> None:
    datasette = application(path)
    datasette._settings["sql_time_limit_ms"] = 1
    database = datasette.get_database("quotes")
    execute = database.execute

    async def slow(sql: str, *rest: object, **options: object) -> object:
        endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
        return await execute(endless if "FROM documents WHERE id" in sql else sql, *rest, **options)

    database.execute = slow
    answer = get(datasette, f"/quotes/documents/{FIRST.document.id}")
    assert answer.status_code == 503
    assert "within 1 milliseconds" in answer.text


def test_visitors_write_no_sql_where_it_is_off(path: Path) -> None:
    assert get(application(path), "/quotes.json?sql=select+1").status_code == 200
    closed = application(path, sql=False)
    assert get(closed, "/quotes.json?sql=select+1").status_code == 403
    assert get(closed, "/quotes/statements.json?_where=1=1").status_code == 403
    assert data(closed, "/quotes/statements.json")["rows"]
    assert page(closed, "/quotes/latest")


def test_rows_are_limited(path: Path) -> None:
    many = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000) select i from n"
    found = data(application(path), f"/quotes.json?sql={many.replace('+', '%2B').replace(' ', '+')}")
    assert (len(found["rows"]), found["truncated"]) == (1000, True)


def test_who_may_not_see_a_table_sees_no_page_of_it(path: Path) -> None:
    metadata = {"databases": {"quotes": {"tables": {"documents": {"allow": {"id": "editor"}}}}}}
    datasette = Datasette([str(path)], metadata=metadata)
    assert get(datasette, f"/quotes/documents/{FIRST.document.id}").status_code == 403
    assert get(datasette, "/").status_code == 403
    closed = Datasette([str(path)], metadata={"allow": {"id": "editor"}})
    assert get(closed, f"/quotes/speakers/{SPEAKER}").status_code == 403
