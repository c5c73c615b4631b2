"""Whatever the text and whatever was found: statements lie inside the text and do not overlap where they must not."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from quoteattr.components.annotations import Attribution, Reported
from quoteattr.components.attribution.assemble import assemble
from quoteattr.components.attribution.order import find_structural
from quoteattr.components.quotations import find_quotations
from quoteattr.spans import Span
from quoteattr.statements import Kind

PIECES = ["“", "”", '"', "'", "‘", "’", "«", "»", "— ", "\n\n", "\n", ": ", ", ", ". ", "? ", " "]
PIECES += ["said", "Ann Lee", "she", "the mayor", "ANN LEE", "Q", "A", "that", "they won", "No", "according to", "I"]


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, tuple[Attribution, ...]]:
    text = "".join(draw(st.lists(st.sampled_from(PIECES), max_size=40)))
    spans = st.tuples(st.integers(0, len(text)), st.integers(1, 30)).map(
        lambda pair: Span(pair[0], min(len(text), sum(pair)))
    )
    some = st.lists(spans, max_size=3).map(lambda found: tuple(sorted(found)))
    found = st.builds(Attribution, content=some, cue=some, source=some, method=st.just("model"))
    return text, tuple(draw(st.lists(found, max_size=4)))


def statements_of(document: tuple[str, tuple[Attribution, ...]]) -> tuple[str, tuple[Reported, ...]]:
    text, found = document
    quotations = find_quotations(text)
    return text, assemble(text, quotations, (*found, *find_structural(text, quotations)), lambda one: min(one.scores))


@settings(deadline=None)
@given(documents())
def test_statements_hold_words_of_the_text(document: tuple[str, tuple[Attribution, ...]]) -> None:
    text, reported = statements_of(document)
    for one in reported:
        assert one.spans
        assert all(0 <= span.start < span.end <= len(text) for span in one.spans)
        assert all(before.end <= after.start for before, after in pairwise(one.spans))
        assert 0 <= one.confidence <= 1


@settings(deadline=None)
@given(documents())
def test_links_are_indices_of_what_they_should_be(document: tuple[str, tuple[Attribution, ...]]) -> None:
    _, reported = statements_of(document)
    for index, one in enumerate(reported):
        assert index not in (one.claim, one.parent, one.carried)
        assert one.claim is None or reported[one.claim].kind is not Kind.DIRECT
        assert one.parent is None or reported[one.parent].kind is Kind.DIRECT
    assert [one.spans[0].start for one in reported] == sorted(one.spans[0].start for one in reported)


@settings(deadline=None)
@given(documents())
def test_a_quotation_is_said_once(document: tuple[str, tuple[Attribution, ...]]) -> None:
    _, reported = statements_of(document)
    places = [(one.kind, one.spans) for one in reported if one.kind is Kind.DIRECT]
    assert len(places) == len(set(places))
