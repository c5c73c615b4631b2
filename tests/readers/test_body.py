"""The whole article and nothing else; where that cannot be told, the document says so."""

import json

import pytest

from quoteattr.documents import Document
from quoteattr.readers.html import article_of

SENTENCES = [
    f"The {name} of the old bridge was inspected on Monday, and the council said that it would have to be replaced."
    for name in ("deck", "railing", "north pier", "south pier", "lamp row", "drainage", "toll house", "footpath")
]


def page(body: str, head: str = "") -> Document:
    return article_of(f"<!DOCTYPE html><html><head><title>Bridge</title>{head}</head><body>{body}</body></html>")


def paragraphs(*sentences: str) -> str:
    return "".join(f"<p>{sentence}</p>" for sentence in sentences)


def test_an_article_that_advertisements_divide() -> None:
    chunks = "".join(
        f'<div class="grid"><div class="body">{paragraphs(*SENTENCES[at : at + 2])}</div><div class="ad">Ad</div></div>'
        for at in range(0, 8, 2)
    )
    found = page(f'<article><div class="chunks">{chunks}</div></article>').text.split("\n\n")
    assert [words for words in found if words in SENTENCES] == SENTENCES


def test_another_article_below_is_left_out() -> None:
    others = [words.replace("bridge", "school") for words in SENTENCES[:3]]
    article = '<article><div class="grid"><div class="body">{}</div></div></article>'
    found = page(article.format(paragraphs(*SENTENCES)) + article.format(paragraphs(*others))).text
    assert SENTENCES[-1] in found and "school" not in found


def test_text_that_line_breaks_divide() -> None:
    found = page(f'<div class="article"><div class="content">{"<br><br>".join(SENTENCES[:4])}</div></div>').text
    assert found.split("\n\n")[-4:] == SENTENCES[:4]


def test_the_text_that_a_page_states_beside_its_markup() -> None:
    stated = json.dumps({"@type": "NewsArticle", "articleBody": "\n\n".join(SENTENCES)})
    head = f'<script type="application/ld+json">{stated}</script>'
    assert page(f"<article>{paragraphs(*SENTENCES[:2])}</article>", head).text.split("\n\n") == SENTENCES
    assert page(f"<article>{paragraphs(*SENTENCES)}</article>", head).text.split("\n\n")[-8:] == SENTENCES


@pytest.mark.parametrize("box", ["related", "sidebar", "teaser"])
def test_an_article_around_which_more_text_stands_says_so(box: str) -> None:
    """Five paragraphs of eight stand in boxes, and nobody can tell that they are none of the article."""
    boxes = "".join(f'<div class="{box}"><p>{words}</p></div>' for words in SENTENCES[3:])
    cut = page(f'<article><div class="body">{paragraphs(*SENTENCES[:3])}</div>{boxes}</article>')
    assert cut.warning == "its article may be cut: 5 of 8 paragraphs around it were not taken for its text"
    assert page(f'<article><div class="body">{paragraphs(*SENTENCES)}</div></article>').warning is None
