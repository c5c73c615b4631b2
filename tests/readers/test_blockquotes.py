"""Block quotes of several paragraphs: all of them between marks, whatever shows who signs them."""

import pytest

from quoteattr.readers.blockquotes import is_signature, mark_paragraphs
from quoteattr.readers.html import article_of
from quoteattr.readers.markdown import read_markdown

BEFORE = "The town of Ashmere met on Friday to talk about the water that it has had too little of since the spring."
AFTER = "Rain fell over the hills later that evening, and the council meets again in June to vote on the plan."
SIGNED = ["“The well is dry.", "“We must dig.”", "— Hana Stark, warden"]
WORDS = "<p>The well is dry.</p><p>We must dig.</p>"


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(f"<blockquote>{WORDS}<footer>— Hana Stark, warden</footer></blockquote>", id="footer"),
        pytest.param(f"<blockquote>{WORDS}<footer>Hana Stark, warden</footer></blockquote>", id="footer, no dash"),
        pytest.param(f"<blockquote>{WORDS}<cite>Hana Stark, warden</cite></blockquote>", id="cite"),
        pytest.param(f"<blockquote>{WORDS}<p>— Hana Stark, warden</p></blockquote>", id="last paragraph"),
        pytest.param(f"<blockquote>{WORDS}</blockquote><p>— Hana Stark, warden</p>", id="paragraph below"),
        pytest.param("<blockquote>The well is dry.<br><br>We must dig.<br>— Hana Stark, warden</blockquote>",
                     id="breaks"),
        pytest.param(f"<figure><blockquote>{WORDS}</blockquote><figcaption>— Hana Stark, warden</figcaption></figure>",
                     id="figure"),
        pytest.param(f"<blockquote><div>{WORDS}</div><footer>— Hana Stark, warden</footer></blockquote>", id="box"),
        pytest.param("<blockquote><p>“The well is dry.<p>“We must dig.”</blockquote><p>— Hana Stark, warden</p>",
                     id="marks of its own"),
    ],
)  # fmt: skip
def test_a_signed_block_quote_of_a_page_has_all_its_paragraphs(block: str) -> None:
    page = f"<!DOCTYPE html><html><body><article><p>{BEFORE}</p>{block}<p>{AFTER}</p></article></body></html>"
    found = article_of(page).text.split("\n\n")
    assert found[found.index(BEFORE) + 1 : found.index(AFTER)] == SIGNED


@pytest.mark.parametrize(
    "block",
    [
        pytest.param("> The well is dry.\n>\n> We must dig.\n>\n> — Hana Stark, warden", id="inside"),
        pytest.param("> The well is dry.\n>\n> We must dig.\n\n— Hana Stark, warden", id="below"),
    ],
)
def test_a_signed_block_quote_of_markdown_has_all_its_paragraphs(block: str) -> None:
    (document,) = read_markdown(f"{BEFORE}\n\n{block}\n\n{AFTER}".encode())
    assert document.text.split("\n\n") == [BEFORE, *SIGNED, AFTER]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("— Hana Stark, warden of the port", True),
        ("-- Sen. Hana Stark (R-Ohio)", True),
        ("- two eggs and bread", False),
        ("– Where is the well?", False),
        ("Hana Stark, warden", False),
    ],
)
def test_what_signs_a_block_quote(line: str, expected: bool) -> None:
    assert is_signature(line) is expected


def test_what_nothing_announces_or_signs_gets_no_marks() -> None:
    assert mark_paragraphs(["The well is dry.", "We must dig."], before="It rained.", after="It rained.") == [
        "The well is dry.",
        "We must dig.",
    ]
