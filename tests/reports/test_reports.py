"""A report says of each chosen statement who said it, in which context, where it is published, how it was checked."""

import io
import re
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from markdown_it import MarkdownIt

from quoteattr.reports import Form, render, report_of
from quoteattr.reports.report import MOST
from quoteattr.spans import Span
from quoteattr.store import open_store
from quoteattr.store.reviews import Correction, Judgement, Review
from tests.store.extractions import ferry
from tests.web.test_safety import FIRST, HOSTILE, SECOND, Elements

ADDRESS = "https://sound.example/ferry"
FERRY = ferry(address=ADDRESS)
REOPEN, ENGINES = FERRY.quotes
FARES = FERRY.claims[0]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "quotes.db"
    with open_store(made, create=True) as store:
        run = store.start_run(version="1", model="sm")
        for found in (FERRY, FIRST, SECOND):
            store.save(found, run)
        store.review(Review(statement=REOPEN.id, judgement=Judgement.RIGHT, reviewer="mia", note="heard it"))
    return made


def text_of(content: bytes, form: Form) -> str:
    """What somebody reads in a report."""
    if form is Form.DOCX:
        return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)
    page = content.decode()
    return re.sub(
        "<[^>]+>", "", MarkdownIt("commonmark", {"html": False}).render(page) if form is Form.MARKDOWN else page
    )


@pytest.mark.parametrize("form", Form)
def test_who_what_where_and_how_it_was_checked(path: Path, form: Form) -> None:
    report = report_of(path, [REOPEN.id, FARES.id])
    told = text_of(render(report, form), form)
    for words in (
        "Jorunn Løvås, Harbour Minister",
        "We will reopen the ferry by May, and nobody pays twice.",
        "Løvås denied ",
        "2026-03-04, Sound Gazette, Ferry",
        "Reviewed: right, says mia, ",
        "heard it",
        "Nobody has reviewed it.",
        "Found by model, sure 0.70",
        "Denied by Jorunn Løvås.",
        "Searched 4 quotes and 4 claims in 3 documents",
    ):
        assert words in told, words
    assert re.search(r"denies:\s+that fares would double", told)
    assert told.index("We will reopen") < told.index("denies")


def test_links_lead_to_the_words_at_the_publisher(path: Path) -> None:
    report = report_of(path, [ENGINES.id])
    link = f"{ADDRESS}#:~:text=The%20engines%20are%20worn%20out"
    assert f"(<{link}>)" in render(report, Form.MARKDOWN).decode()
    assert f'href="{link}"' in render(report, Form.HTML).decode()
    (found,) = [
        one.target_ref for one in docx.Document(io.BytesIO(render(report, Form.DOCX))).part.rels.values()
        if "hyperlink" in one.reltype
    ]  # fmt: skip
    assert found == link


def test_an_id_of_before_a_correction_leads_on_and_what_is_gone_is_told(path: Path) -> None:
    ((start, end),) = ENGINES.spans
    right = Correction(speaker="Ola Berg", speaker_type="person", role=None, spans=(Span(start, end - 1),),
                       polarity="denied", modality="statement", addressee=None)  # fmt: skip
    with open_store(path) as store:
        now = store.review(
            Review(statement=ENGINES.id, judgement=Judgement.CORRECTED, reviewer="tom", correction=right)
        )
    report = report_of(path, [ENGINES.id, "0123", now])
    assert [entry.record["id"] for entry in report.entries] == [now]
    assert report.missing == ("0123",)
    assert (report.entries[0].who, report.entries[0].act) == ("Ola Berg", "denies")
    assert all("0123" in text_of(render(report, form), form) for form in Form)


def test_a_report_has_an_end(path: Path) -> None:
    assert len(report_of(path, map(str, range(3 * MOST))).missing) == MOST


@pytest.mark.parametrize("form", Form)
def test_nothing_of_an_article_acts(path: Path, form: Form) -> None:
    report = report_of(path, [one.id for found in (FIRST, SECOND) for one in found.statements])
    assert len(report.entries) == 4
    content = render(report, form)
    if form is Form.DOCX:
        assert HOSTILE.replace("\u202e", "").replace("\u2066", "") in text_of(content, form)
        return
    page = content.decode()
    if form is Form.MARKDOWN:
        page = MarkdownIt("commonmark").render(page)
    elements: HTMLParser = Elements()
    elements.feed(page)
    assert isinstance(elements, Elements)
    assert not [tag for tag, _ in elements.found if tag in ("img", "script")]
    assert not [name for _, attributes in elements.found for name in attributes if name.startswith("on")]
    assert not [one for _, one in elements.found if (one.get("href") or "https:").split(":")[0] != "https"]
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", page)
