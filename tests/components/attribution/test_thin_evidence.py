"""Where the evidence is thin, a claim is left out; a quotation is reported all the same."""

import pytest

from quoteattr.components.attribution.assemble import assemble
from quoteattr.components.quotations import find_quotations
from quoteattr.spans import span_text
from tests.components.attribution.tables import read_marked

MARKED = (
    "{s|Lund} {k|hopes} {c|that rates will fall}. {s2|Hale} {k2|called} {c2|it “a sham”}. "
    "{c3|“Never again,”} {k3|said} {s3|Orr}."
)


@pytest.mark.parametrize(
    ("sureness", "least", "words"),
    [
        (0.3, 0.35, ["it “a sham”", "a sham", "Never again,"]),
        (0.4, 0.35, ["that rates will fall", "it “a sham”", "a sham", "Never again,"]),
        (0.1, 0.0, ["that rates will fall", "it “a sham”", "a sham", "Never again,"]),
    ],
)
def test_only_claims_without_marks_are_left_out(sureness: float, least: float, words: list[str]) -> None:
    text, found = read_marked(MARKED)
    reported = assemble(text, find_quotations(text), found, lambda one: sureness, least)
    assert [span_text(text, one.spans) for one in reported] == words
