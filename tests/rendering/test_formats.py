import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from quoteattr.rendering import Format, article_of, articles_of, render
from quoteattr.statements import as_record
from quoteattr.store.rows import RECORD_FIELDS
from tests.rendering.articles import EMPTY, EXTRACTION, PIECE, TEXT


def rendered(form: Format, *extractions: object) -> str:
    out = io.StringIO()
    render([article_of(extraction) for extraction in extractions], form, out)  # type: ignore[arg-type]
    return out.getvalue()


def rows_of(table: str) -> list[str]:
    return [line for line in table.splitlines() if re.search(r"\d\.\d\d", line)]


def test_table_says_who_denies_what() -> None:
    rows = rows_of(rendered(Format.TABLE, EXTRACTION))
    assert len(rows) == 5
    denied = [row for row in rows if "lied about" in row]
    assert denied[0].split()[:4] == ["Ana", "Ruiz", "Mayor", "denies"]
    assert "did not say" in next(row for row in rows if "would open" in row)
    assert "? Ana Ruiz or Bo" in next(row for row in rows if "not wait" in row and "bridge" not in row)


def test_a_list_for_people_has_the_quoted_words_of_a_claim_once() -> None:
    table = rendered(Format.TABLE, EXTRACTION)
    assert table.count("so-called repairs") == 1
    assert "“so-called repairs”" in next(row for row in rows_of(table) if "lied about" in row)
    rows = Page(rendered(Format.HTML, EXTRACTION).split("<tbody>")[1]).words
    assert rows.count("so-called repairs") == 1
    assert len(json.loads(rendered(Format.JSON, EXTRACTION))) == 6


def test_a_piece_that_somebody_else_says_stands_for_itself() -> None:
    other = replace(PIECE, speaker="Bo Lind")
    changed = replace(EXTRACTION, quotes=tuple(other if found == PIECE else found for found in EXTRACTION.quotes))
    assert len(rows_of(rendered(Format.TABLE, changed))) == 6


def test_how_sure_is_told_of_words_and_of_speakers() -> None:
    sure = replace(EXTRACTION, quotes=(replace(EXTRACTION.quotes[0], speaker_confidence=0.72),))
    table = rendered(Format.TABLE, sure)
    assert "sure 0.90" in table and "likely 0.72" in table
    assert "not settled" in rendered(Format.TABLE, EXTRACTION)


def test_table_in_a_file_has_no_colour_and_one_line_a_statement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    table = rendered(Format.TABLE, EXTRACTION)
    assert "\x1b" not in table
    assert "\u202e" not in table
    assert max(map(len, table.splitlines())) == 140
    monkeypatch.setenv("COLUMNS", "90")
    assert max(map(len, rendered(Format.TABLE, EXTRACTION).splitlines())) == 90


def test_table_without_statements() -> None:
    assert "no statements found" in rendered(Format.TABLE, EMPTY)


def test_json_is_one_list_of_records() -> None:
    records = json.loads(rendered(Format.JSON, EXTRACTION, EMPTY, EXTRACTION))
    assert len(records) == 12
    assert list(records[0]) == list(RECORD_FIELDS)
    expected = json.loads(json.dumps(as_record(EXTRACTION.statements[0])))
    assert {name: records[0][name] for name in expected} == expected
    assert json.loads(rendered(Format.JSON, EMPTY)) == json.loads(rendered(Format.JSON)) == []


def test_nl_is_one_record_a_line() -> None:
    lines = rendered(Format.NL, EXTRACTION).splitlines()
    assert [json.loads(line) for line in lines] == json.loads(rendered(Format.JSON, EXTRACTION))
    assert rendered(Format.NL, EMPTY) == ""


def test_csv_has_every_field_and_runs_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(rendered(Format.CSV, EXTRACTION))))
    assert list(rows[0]) == list(RECORD_FIELDS)
    question = rows[-1]
    assert (question["text"], question["role"]) == ("'=1+1", "'=cmd|' /C calc'!A0")
    assert json.loads(question["spans"]) == [list(span) for span in EXTRACTION.quotes[-1].spans]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    assert rendered(Format.CSV).strip() == ",".join(RECORD_FIELDS)


class Page(HTMLParser):
    """What a browser would make of a page: its elements and the words between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words += data


def test_page_runs_nothing_and_loads_nothing() -> None:
    page = Page(rendered(Format.HTML, EXTRACTION))
    assert not {"script", "img", "iframe", "link", "object", "form"} & set(page.tags)
    names = {name for name, _ in page.attributes}
    assert not {name for name in names if name.startswith("on")} | ({"src"} & names)
    assert all((value or "").startswith("#s") for name, value in page.attributes if name == "href")
    assert any("default-src 'none'" in (value or "") for _, value in page.attributes)


def test_page_shows_the_text_with_its_statements() -> None:
    page = rendered(Format.HTML, EXTRACTION)
    words = re.sub(r"\s+", "", re.sub(r"<sup>.*?</sup>|<span class=\"act.*?</span>", "", page))
    assert all(re.sub(r"\s+", "", line) in Page(words).words for line in TEXT.splitlines())
    assert re.search(r'class="act no">denies</span><span class="said negated"[^>]*title="Ana Ruiz, Mayor denies', page)
    assert re.search(r'class="said direct nested unknown" title="\? Ana Ruiz or Bo Lind says', page)
    assert ">did not say</span>" in page


def test_every_number_leads_to_a_row() -> None:
    page = Page(rendered(Format.HTML, EXTRACTION, EXTRACTION))
    rows = [value for name, value in page.attributes if name == "id"]
    assert rows == [f"s{number}" for number in range(1, 11)]
    assert {value for name, value in page.attributes if name == "href"} <= {f"#{row}" for row in rows}


def test_page_of_a_query_has_no_text_and_a_row_for_each_record() -> None:
    out = io.StringIO()
    render(articles_of(article_of(EXTRACTION).records), Format.HTML, out)
    page = Page(out.getvalue())
    assert "div" in page.tags
    assert page.tags.count("tr") == 6
    assert "Ruiz denied that" not in page.words


def test_only_web_addresses_become_links() -> None:
    out = io.StringIO()
    records = [{**record, "address": "https://example.org/a?b=1&c=2"} for record in article_of(EXTRACTION).records]
    render(articles_of(records), Format.HTML, out)
    assert ("href", "https://example.org/a?b=1&c=2") in Page(out.getvalue()).attributes


def test_page_without_articles() -> None:
    assert "Nothing to show." in Page(rendered(Format.HTML)).words
