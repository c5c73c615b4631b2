"""Chosen statements as a page and as files, without scripts too."""

import io

import docx
import pytest
from datasette.app import Datasette

from tests.store.extractions import ferry
from tests.web.conftest import get, page

QUOTE, CLAIM = ferry().quotes[0], ferry().claims[0]
QUERY = f"id={QUOTE.id}&id={CLAIM.id}&id={QUOTE.id}"


def test_statements_are_chosen_by_boxes_that_belong_to_one_form(datasette: Datasette) -> None:
    document = f"/quotes/documents/{ferry().document.id}"
    for address in ("/", document, f"/quotes/quotes/{QUOTE.id}", "/quotes/-/search?words=ferry"):
        shown = page(datasette, address)
        assert '<form id="report" class="basket" action="/quotes/-/report" method="get"' in shown
        assert f'<input type="checkbox" name="id" value="{QUOTE.id}" form="report">' in shown, address


def test_the_page_has_each_chosen_statement_once_and_leads_to_the_files(datasette: Datasette) -> None:
    shown = page(datasette, f"/quotes/-/report?{QUERY}")
    assert shown.count('class="entry"') == 2
    assert "Reviewed: right, says mia" in shown and "denies" in shown and "Verified here" in shown
    for form in ("md", "html", "docx"):
        assert f'href="/quotes/-/report.{form}?id={QUOTE.id}&amp;id={CLAIM.id}"' in shown
    assert "Tick “report”" in page(datasette, "/quotes/-/report")
    assert "there is no statement any more: 0123" in page(datasette, "/quotes/-/report?id=0123")


@pytest.mark.parametrize(
    ("form", "kind"), [("md", "text/markdown"), ("html", "text/html"), ("docx", "application/vnd")]
)
def test_the_files_are_to_be_kept(datasette: Datasette, form: str, kind: str) -> None:
    answer = get(datasette, f"/quotes/-/report.{form}?{QUERY}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(kind)
    assert f'.{form}"' in answer.headers["content-disposition"]
    words = "We will reopen the ferry by May, and nobody pays twice."
    if form == "docx":
        assert words in "\n".join(one.text for one in docx.Document(io.BytesIO(answer.content)).paragraphs)
    else:
        assert words in answer.text
