from typing import Any

import pytest
from fpdf import FPDF

from quoteattr.errors import ReadError
from quoteattr.readers.pdf import read_pdf

FIRST = (
    'The old bridge will close on Friday, the council said on Monday. "It is not safe," said Mayor Ana Ruiz, who spoke '
    "to reporters outside the town hall after a meeting that had lasted for most of the night."
)
SECOND = 'Work starts in May, and a ferry will run until the autumn. "Nobody asked us," said Bo Lind, a shopkeeper.'


def pdf(*pages: list[str], header: str = "", title: str | None = None, password: str | None = None) -> bytes:
    made: Any = FPDF()
    made.set_font("Helvetica", size=11)
    made.set_top_margin(25)
    if title:
        made.set_title(title)
    for number, paragraphs in enumerate(pages, 1):
        made.add_page()
        if header:
            made.text(10, 8, header)
            made.text(100, 290, f"Page {number} of {len(pages)}")
        for paragraph in paragraphs:
            made.multi_cell(120, 5, paragraph)
            made.ln(8)
    if password:
        made.set_encryption(owner_password="x", user_password=password)
    return bytes(made.output())


def test_paragraphs_and_title() -> None:
    (document,) = read_pdf(pdf(["Bridge closes for good", FIRST, SECOND]))
    assert document.text.split("\n\n") == ["Bridge closes for good", FIRST, SECOND]
    assert document.title == "Bridge closes for good"
    assert (document.byline, document.published) == (None, None)


def test_headers_and_page_numbers_are_left_out_and_a_sentence_goes_on_over_pages() -> None:
    cut = SECOND.index("until")
    pages = [[FIRST], [SECOND[:cut]], [SECOND[cut:]], ["That was all."]]
    (document,) = read_pdf(pdf(*pages, header="Harbour Post, 4 March 2026"))
    assert document.text.split("\n\n") == [FIRST, SECOND, "That was all."]


def test_words_that_the_end_of_a_line_divides() -> None:
    (document,) = read_pdf(pdf(["The harbour minis-\nter called it a two-\nDay affair."]))
    assert document.text == "The harbour minister called it a two- Day affair."


def test_a_stated_title_counts_when_the_text_has_it() -> None:
    (document,) = read_pdf(pdf(["News", "Bridge closes", FIRST], title="Bridge closes"))
    assert document.title == "Bridge closes"
    (document,) = read_pdf(pdf(["Bridge closes", FIRST], title="Microsoft Word - final2.doc"))
    assert document.title == "Bridge closes"


def test_a_protected_file() -> None:
    with pytest.raises(ReadError, match="asks for a password"):
        list(read_pdf(pdf([FIRST], password="secret")))


def test_a_file_of_pictures() -> None:
    with pytest.raises(ReadError, match="run OCR"):
        list(read_pdf(pdf([])))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", pdf([FIRST])[:300], b"%PDF-1.4\n%%EOF", b"%PDF-1.7" + bytes(500)])
def test_damaged(data: bytes) -> None:
    with pytest.raises(ReadError, match="damaged"):
        list(read_pdf(data))
