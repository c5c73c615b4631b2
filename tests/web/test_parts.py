"""The parts of the pages: links to words, timelines, citations, policies, shortcuts."""

import re
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from quoteattr.rendering.highlights import web_address, words_at
from quoteattr.web import policy
from quoteattr.web.chart import MOST_BARS, timeline
from quoteattr.web.citing import marked
from quoteattr.web.reviewers import is_same_site, may_review
from quoteattr.web.shortcuts import shortcut

MARKDOWN = MarkdownIt("gfm-like", {"linkify": False})
PAGE = "https://bay.example/a"


@pytest.mark.parametrize(
    ("pieces", "fragment"),
    [
        (["We are late,"], "text=We%20are%20late"),
        (["“No,” she said"], "text=No%2C%E2%80%9D%20she%20said"),
        (["twenty-one & more, please"], "text=twenty%2Done%20%26%20more%2C%20please"),
        (["one two", "three"], "text=one%20two&text=three"),
        (["a b c d e f g h i j k l m n"], "text=a%20b%20c%20d%20e,j%20k%20l%20m%20n"),
        (["first line\nsecond"], "text=first%20line%20second,first%20line%20second"),
        (["</a><script>"], "text=a%3E%3Cscript"),
    ],
)
def test_words_on_the_page_of_the_publisher(pieces: list[str], fragment: str) -> None:
    assert words_at(PAGE, pieces) == f"{PAGE}#:~:{fragment}"


def test_an_address_may_have_a_fragment_already() -> None:
    assert words_at(f"{PAGE}#top", ["no"]) == f"{PAGE}#top:~:text=no"
    assert words_at(PAGE, ["…"]) == PAGE


@pytest.mark.parametrize(
    "address",
    [
        *(None, "", "articles/a.txt", "//bay.example/", "https://", "http:bay", "https://[bad", "file:///etc/passwd"),
        *("javascript:alert(1)", "JAVASCRIPT://x/%0aalert(1)", "data:text/html,x", "vbscript:x"),
        *("https://bay.example/a b", " https://bay.example", "https://bay.example/\u202egpj", "https:\nbay"),
    ],
)
def test_only_web_addresses_become_links(address: str | None) -> None:
    assert web_address(address) is None
    assert words_at(address, ["no"]) is None


@pytest.mark.parametrize(
    ("months", "period", "names"),
    [
        ({}, "month", []),
        ({"2026-01": 2}, "month", ["2026-01"]),
        ({"2025-12": 1, "2026-02": 1}, "month", ["2025-12", "2026-01", "2026-02"]),
        ({"2015-01": 1, "2026-02": 1}, "quarter", ["2015 Q1", "2026 Q1"]),
        ({"1990": 1, "2026-02": 1}, "year", ["1990", "2026"]),
        ({"nonsense": 3, "": 1, "٢٠٢٦-01": 1, "0000-99": 1}, "month", ["0000-12"]),
        ({"0001-01": 1, "9999-12": 1}, "century", ["from 0", "from 9900"]),
    ],
)
def test_a_timeline_takes_the_period_that_fits(months: dict[str, int], period: str, names: list[str]) -> None:
    chart = timeline(months)
    assert chart.period == period
    shown = [bar.name for bar in chart.bars]
    assert shown == names or (shown[0], shown[-1]) == (names[0], names[-1])
    assert len(shown) <= MOST_BARS or period == "century"
    dated = (number for key, number in months.items() if re.match(r"[0-9]{4}", key))
    assert sum(bar.number for bar in chart.bars) == sum(dated)


def test_the_highest_bar_fills_the_height_and_none_is_outside() -> None:
    chart = timeline({"2026-01": 1, "2026-02": 4, "2026-04": 2})
    assert [bar.height / chart.height for bar in chart.bars] == [0.25, 1, 0, 0.5]
    assert all(bar.x >= 0 and bar.x + bar.width <= chart.width for bar in chart.bars)


def test_few_bars_end_before_the_right_end() -> None:
    assert not timeline({"2026-01": 1, "2026-03": 1}).full
    assert timeline({"2024-01": 1, "2026-03": 1}).full


def test_the_policy_allows_the_scripts_of_datasette_and_no_other() -> None:
    told = policy.tables_policy()
    scripts = told.split("script-src ")[1].split(";")[0]
    assert "unsafe" not in scripts and "*" not in scripts
    known = [path.read_text("utf-8") for path in (files("datasette") / "templates").iterdir()]
    inline = {script for text in known for script in re.findall(r"<script>(.*?)</script>", text, re.S)}
    assert scripts.count("sha256-") >= len(inline)


def test_the_policy_of_our_pages_allows_nothing_inline() -> None:
    told = policy.strict_policy()
    assert "unsafe" not in told and "default-src 'none'" in told
    templates = Path(policy.__file__).parent / "templates" / "quoteattr"
    for template in templates.iterdir():
        text = template.read_text("utf-8")
        # Data for machines does not run.
        harmful = r"<script(?! src=| type=.application/ld\+json.>)|<style|\sstyle=|\son\w+=|javascript:|\|\s*safe"
        assert not re.search(harmful, text), template.name


FACET = (
    "\n select {field} as value, count(*) as count from (\n select id, text, {field} from {table}{where} \n)\n"
    "where {field} is not null\n group by {field} order by count desc, value limit 16\n"
)


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("select count(*) from statements ", "sum(statements)"),
        ("select count(*) from quotes", "sum(quotes)"),
        ("select count(*) from statements where speaker = 'a'", None),
        ("select count(*) from documents ", None),
        (FACET.format(field="role", table="quotes", where=""), "quotes AS count"),
        (FACET.format(field="speaker", table="statements", where=""), "sum(statements) AS count"),
        (FACET.format(field="title", table="statements", where=""), None),
        (FACET.format(field="role", table="quotes", where=" where polarity = 'denied'"), None),
    ],
)
def test_whole_tables_are_counted_by_a_shortcut(sql: str, expected: str | None) -> None:
    found = shortcut(sql)
    assert (found is None) if expected is None else (found is not None and expected in found)


def served(reviewers: Any) -> Any:
    return SimpleNamespace(plugin_config=lambda name: {"reviewers": reviewers} if reviewers is not None else None)


@pytest.mark.parametrize(
    ("reviewers", "actor", "may"),
    [
        (None, {"id": "mia"}, False),
        ({}, {"id": "mia"}, False),
        ({"id": ["mia"]}, {"id": "mia"}, True),
        ({"id": ["mia"]}, {"id": "tom"}, False),
        ({"id": ["mia"]}, None, False),
        ({"id": "*"}, {"id": "tom"}, True),
        ({"unauthenticated": True}, None, False),
        (True, None, False),
        ({"team": "desk"}, {"team": "desk"}, False),
    ],
)
def test_only_reviewers_who_have_signed_in_may_review(reviewers: Any, actor: Any, may: bool) -> None:
    assert may_review(served(reviewers), SimpleNamespace(actor=actor)) is may


@pytest.mark.parametrize(
    ("headers", "same"),
    [
        ({}, True),
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"origin": "https://quotes.example", "host": "quotes.example"}, True),
        ({"origin": "https://evil.example", "host": "quotes.example"}, False),
        ({"origin": "null", "host": "quotes.example"}, False),
    ],
)
def test_a_form_of_another_site_is_told_by_its_headers(headers: dict[str, str], same: bool) -> None:
    assert is_same_site(SimpleNamespace(headers=headers)) is same


@pytest.mark.parametrize(
    "words",
    ["- a dash", "1. one", "2) two", "# a title", "> a quote", "= a line", "+ more", "* a star", "a_b_c", "~~gone~~",
     "[a](b)", "<b>bold</b>", "&copy;", "AT&T", "a|b", "back\\slash", "`code`", "a semi-final (2-1)!", "![x](y)"],
)  # fmt: skip
def test_words_mean_nothing_in_markdown(words: str) -> None:
    assert html.fromstring(MARKDOWN.render(f"> {marked(words)}")).text_content().strip() == words


@given(st.text(st.sampled_from("ab1 -_*#.!|<>~[](){}&;=+`\\:“”"), min_size=1).map(lambda text: " ".join(text.split())))
def test_no_words_mean_anything_in_markdown(words: str) -> None:
    shown = html.fromstring(MARKDOWN.render(f"> {marked(words)}")).text_content()
    assert " ".join(shown.split()) == words


def test_markdown_escapes_only_what_it_must() -> None:
    assert marked("a well-known semi-final (2-1). “So what?”") == "a well-known semi-final (2-1). “So what?”"
