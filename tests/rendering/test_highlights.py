from hypothesis import given
from hypothesis import strategies as st

from quoteattr.rendering.articles import Article, article_of
from quoteattr.rendering.highlights import Stretch, paragraphs_of
from tests.rendering.articles import DENIED, EXTRACTION, INNER, OUTER, PIECE, TEXT


def stretches() -> dict[str, Stretch]:
    return {stretch.words: stretch for paragraph in paragraphs_of(article_of(EXTRACTION)) for stretch in paragraph}


def index_of(identifier: str) -> int:
    return [record["id"] for record in article_of(EXTRACTION).records].index(identifier)


def test_the_innermost_statement_counts() -> None:
    found = stretches()
    assert found["and ‘"].statement == index_of(OUTER.id)
    assert found["we will not wait"].statement == index_of(INNER.id)
    assert found["the council had lied about the “"].statement == index_of(DENIED.id)
    assert found["so-called repairs"].statement == index_of(PIECE.id)
    assert found[". She did not say "].statement is None


def test_cue_and_source_are_marked() -> None:
    found = stretches()
    assert [words for words, stretch in found.items() if stretch.cue] == ["said", "denied"]
    assert [words for words, stretch in found.items() if stretch.source] == ["Mayor Ana Ruiz", "Ruiz"]


def test_a_statement_opens_and_closes_once() -> None:
    found = [stretch for paragraph in paragraphs_of(article_of(EXTRACTION)) for stretch in paragraph]
    for at in ("opens", "closes"):
        assert sorted(index for stretch in found for index in getattr(stretch, at)) == list(range(6))


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), min_size=1, max_size=3)


@given(st.text("ab c\n", min_size=60, max_size=60), st.lists(SPANS, max_size=6))
def test_any_spans_leave_the_text_as_it_is(text: str, statements: list[list[tuple[int, int]]]) -> None:
    records = tuple(
        {"spans": sorted([start, start + length] for start, length in spans), "cue_span": [1, 3], "source_span": None}
        for spans in statements
    )
    article = Article(title=None, outlet=None, published=None, address=None, text=text, records=records)
    paragraphs = ["".join(stretch.words for stretch in paragraph) for paragraph in paragraphs_of(article)]
    assert paragraphs == [line for line in text.split("\n") if line.strip()]


def test_paragraphs_of_the_text() -> None:
    paragraphs = [
        "".join(stretch.words for stretch in paragraph) for paragraph in paragraphs_of(article_of(EXTRACTION))
    ]
    assert "\n\n".join(paragraphs) == TEXT
