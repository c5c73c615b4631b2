"""What a page states about itself: JSON-LD before Open Graph before other `meta`."""

import json
from typing import Any

import pytest
from lxml.html import document_fromstring

from quoteattr.readers.stated import Stated, stated_by

OG = (
    '<meta property="og:title" content="Bridge, of og"><meta property="og:site_name" content="Post, of og">'
    '<meta property="article:author" content="Olga Og"><meta property="article:published_time" content="2026-03-02">'
    '<meta property="og:url" content="https://harbourpost.example/og">'
)
META = (
    '<meta name="dc.title" content="Bridge, of meta"><meta name="publisher" content="Post, of meta">'
    '<meta name="author" content="Meta Orr"><meta name="date" content="3 March 2026">'
)
ARTICLE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Bridge, of &ldquo;LD&rdquo;",
    "publisher": {"@type": "Organization", "name": "Post, of LD"},
    "author": [{"@type": "Person", "name": "Linda Orr"}, {"@type": "Person", "name": "By Tom Hale, Staff Writer"}],
    "datePublished": "2026-03-01T10:00:00Z",
    "mainEntityOfPage": {"@id": "https://harbourpost.example/ld"},
}


def stated(head: str, *items: Any) -> Stated:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(item)}</script>' for item in items)
    return stated_by(
        document_fromstring(f"<html lang='en-GB'><head>{head}{scripts}</head><body><p>x</p></body></html>")
    )


def test_json_ld_before_open_graph_before_meta() -> None:
    found = stated(META + OG, ARTICLE)
    assert (found.title, found.outlet, found.byline) == ("Bridge, of “LD”", "Post, of LD", "Linda Orr and Tom Hale")
    assert (found.published, found.address, found.language) == ("2026-03-01", "https://harbourpost.example/ld", "en")
    found = stated(META + OG)
    assert (found.title, found.outlet, found.byline) == ("Bridge, of og", "Post, of og", "Olga Og and Meta Orr")
    assert (found.published, found.address) == ("2026-03-02", "https://harbourpost.example/og")
    found = stated(META)
    assert (found.title, found.outlet, found.byline) == ("Bridge, of meta", "Post, of meta", "Meta Orr")
    assert (found.published, found.address) == ("2026-03-03", None)


def test_a_graph_whose_author_stands_elsewhere_in_it() -> None:
    person = {"@type": "Person", "@id": "#mia", "name": "Mia Orr"}
    article = {**ARTICLE, "author": {"@id": "#mia"}, "publisher": {"@id": "#post"}}
    post = {"@type": "NewsMediaOrganization", "@id": "#post", "name": "Harbour Post"}
    found = stated("", {"@graph": [article, person, post]})
    assert (found.byline, found.outlet) == ("Mia Orr", "Harbour Post")


@pytest.mark.parametrize(
    "item",
    [
        [],
        None,
        "NewsArticle",
        {"@type": ["NewsArticle", 3], "author": [None, 7, {"name": ["Mia Orr"]}], "publisher": [None], "url": 9},
        {"@type": "NewsArticle", "author": {"name": {"@value": "Mia"}}, "mainEntityOfPage": [], "articleBody": 3},
    ],
)
def test_what_is_not_as_it_should_be_states_nothing(item: Any) -> None:
    found = stated("", item)
    assert (found.title, found.outlet, found.published, found.address, found.body) == (None,) * 5


def test_a_script_that_is_no_json() -> None:
    page = "<html><head><script type='application/ld+json'>{'a': [</script></head><body><p>x</p></body></html>"
    assert stated_by(document_fromstring(page)).title is None


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("https://harbourpost.example/2026/bridge#top", "https://harbourpost.example/2026/bridge"),
        ("https://harbourpost.example/?p=7", "https://harbourpost.example/?p=7"),
        ("https://harbourpost.example/", None),
        ("/2026/bridge", None),
        ("javascript:alert(1)//x", None),
        ("https://[broken/x", None),
        ("https://harbourpost.example/a b", None),
        ("https://harbourpost.example/" + "a" * 3000, None),
    ],
)
def test_the_canonical_address_of_a_page(link: str, address: str | None) -> None:
    assert stated(f'<link rel="canonical" href="{link}">').address == address
    assert stated(f'<link rel="canonical" href="{link}">' + OG).address == address or "https://harbourpost.example/og"
