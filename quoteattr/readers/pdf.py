"""PDF: the paragraphs of its pages.

In: bytes. Out: one `Document`. Lines are joined to paragraphs, words that the end of a line divides are put
together, a paragraph goes on over the end of a column or a page, and what stands at the top or bottom of most pages
is left out::

    document = next(read_pdf(Path("report.pdf").read_bytes()))

The metadata of a PDF names who set it and when, not who wrote the article: only a title that the text has too is
believed.
"""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from quoteattr.documents import Document
from quoteattr.errors import ReadError
from quoteattr.readers.registry import reader
from quoteattr.readers.text import find_title

# A word that the end of a line divides: "minis-" and "ter". The hyphen of "two-" and "Day" stays.
DIVIDED = re.compile(r"(?<=[a-zà-ÿ])[-‐]\n(?=[a-zà-ÿ])")
SPACES = re.compile(r"\s+")
DIGITS = re.compile(r"\d+")
SENTENCE_END = re.compile(r"[.!?:][\"'”’»)\]]*$")
PAGE_NUMBER = re.compile(r"\W*(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.I)
# Share of the pages on which the same words make a header or footer.
MOST_PAGES = 0.5
FEWEST_PAGES = 3
PROTECTED = "the PDF asks for a password; save it without one"
SCANNED = "the PDF holds pictures of pages and no text; run OCR over it first"


@reader("pdf", suffixes=(".pdf",), sniff=lambda head: head.startswith(b"%PDF-"))
def read_pdf(data: bytes) -> Iterator[Document]:
    """The one document of a PDF file.

    Raises:
        ReadError: it is damaged, asks for a password, or has no text.
    """
    pages = list(_pages(data))
    paragraphs = list(_paragraphs(_without_margins(pages)))
    if not paragraphs:
        raise ReadError(SCANNED if pages else "the PDF is damaged: no page was found")
    text = "\n\n".join(paragraphs)
    stated = _stated_title(data)
    yield Document(text=text, title=stated if stated and stated in text else find_title(text))


def _pages(data: bytes) -> Iterator[list[str]]:
    """The blocks of text of each page, as laid out, a line break after each line."""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTTextContainer
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of each fault of each font
    try:
        for page in extract_pages(io.BytesIO(data)):
            yield [block.get_text() for block in page if isinstance(block, LTTextContainer)]
    except PDFPasswordIncorrect as error:
        raise ReadError(PROTECTED) from error
    except (PDFException, PSException) as error:
        raise ReadError(f"the PDF is damaged: {error}") from error


def _stated_title(data: bytes) -> str | None:
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser
    from pdfminer.utils import decode_text

    for info in PDFDocument(PDFParser(io.BytesIO(data))).info:
        title = info.get("Title")
        if isinstance(title, bytes) and title.strip():
            return SPACES.sub(" ", decode_text(title)).strip()
    return None


def _without_margins(pages: list[list[str]]) -> Iterator[str]:
    """The blocks without page numbers and what most pages have, whatever number stands in it."""
    seen = Counter(block for page in pages for block in {_unnumbered(block) for block in page})
    often = max(FEWEST_PAGES, MOST_PAGES * len(pages))
    for page in pages:
        for block in page:
            if seen[_unnumbered(block)] < often and not PAGE_NUMBER.fullmatch(block):
                yield block


def _unnumbered(block: str) -> str:
    return DIGITS.sub("0", SPACES.sub(" ", block).strip())


def _paragraphs(blocks: Iterable[str]) -> Iterator[str]:
    """The paragraphs; one that stops in mid-sentence goes on in a block that begins with a small letter."""
    before = ""
    for block in blocks:
        words = SPACES.sub(" ", DIVIDED.sub("", block)).strip()
        if before and words[:1].islower() and not SENTENCE_END.search(before):
            before = SPACES.sub(" ", DIVIDED.sub("", f"{before}\n{words}"))
        elif words:
            if before:
                yield before
            before = words
    if before:
        yield before
