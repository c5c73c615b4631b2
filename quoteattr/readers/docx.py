"""DOCX: the paragraphs of a document of Word.

In: bytes. Out: one `Document`, whose title is the one that the file states, or its first heading::

    document = next(read_docx(Path("release.docx").read_bytes()))

A file whose parts unpack to more than `LARGEST` is refused before anything is unpacked. Who saved the file is not who
wrote the article: there is no byline.
"""

import io
import zipfile
from collections.abc import Iterator

from quoteattr.documents import Document
from quoteattr.errors import ReadError
from quoteattr.readers.registry import reader
from quoteattr.readers.text import find_title

LARGEST = 200_000_000  # bytes, unpacked; pictures are among them
LARGEST_TEXT = 50_000_000  # bytes of the part that holds the text, which is held in memory as a tree
TEXT = "word/document.xml"
HEADINGS = ("Title", "Heading 1")


def looks_like_docx(head: bytes) -> bool:
    """Whether the file is a zip archive that begins as office documents do."""
    return head.startswith(b"PK\x03\x04") and (b"[Content_Types].xml" in head or b"word/" in head)


@reader("docx", suffixes=(".docx",), sniff=looks_like_docx)
def read_docx(data: bytes) -> Iterator[Document]:
    """The one document of a DOCX file.

    Raises:
        ReadError: it is damaged, holds no text, or unpacks to more than the limit.
    """
    from docx import Document as open_docx

    _check(data)
    try:
        opened = open_docx(io.BytesIO(data))
    except (KeyError, ValueError, SyntaxError, zipfile.BadZipFile) as error:  # lxml's errors are SyntaxErrors
        raise ReadError(f"the DOCX file is damaged: {error}") from error
    paragraphs = [(paragraph.text.strip(), paragraph.style) for paragraph in opened.paragraphs]
    text = "\n\n".join(words for words, _ in paragraphs if words)
    if not text:
        raise ReadError("the DOCX file has no text")
    heading = next((words for words, style in paragraphs if words and style and style.name in HEADINGS), None)
    yield Document(text=text, title=opened.core_properties.title or heading or find_title(text))


def _check(data: bytes) -> None:
    """Refuse a bomb. zipfile unpacks no more of a part than its header says, so that the headers can be believed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sizes = {part.filename: part.file_size for part in archive.infolist()}
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise ReadError(f"the DOCX file is damaged: {error}") from error
    if TEXT not in sizes:
        raise ReadError("this is a zip archive or an office document other than DOCX; unpack or convert it first")
    if sum(sizes.values()) > LARGEST or sizes[TEXT] > LARGEST_TEXT:
        raise ReadError(
            f"unpacks to {sum(sizes.values()) // 1_000_000:,} MB, more than the {LARGEST // 1_000_000} allowed"
        )
