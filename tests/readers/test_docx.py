import io
import zipfile

import pytest
from docx import Document as new_document

from quoteattr.errors import ReadError
from quoteattr.readers import docx
from quoteattr.readers.docx import read_docx

PARAGRAPHS = ["“It is not safe,” said Mayor Ana Ruiz.", "Work starts in May."]


def made(title: str | None = None, heading: str | None = None, paragraphs: list[str] = PARAGRAPHS) -> bytes:
    document, out = new_document(), io.BytesIO()
    document.core_properties.title = title or ""
    if heading:
        document.add_heading(heading, 1)
    for paragraph in (*paragraphs, ""):
        document.add_paragraph(paragraph)
    document.save(out)
    return out.getvalue()


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def test_paragraphs_and_title() -> None:
    (document,) = read_docx(made(title="Bridge closes", heading="A heading"))
    assert document.text == "\n\n".join(["A heading", *PARAGRAPHS])
    assert (document.title, document.byline) == ("Bridge closes", None)
    (document,) = read_docx(made(heading="Bridge closes"))
    assert document.title == "Bridge closes"


def test_no_text() -> None:
    with pytest.raises(ReadError, match="no text"):
        list(read_docx(made(paragraphs=[])))


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "LARGEST", 1_000_000)
    with pytest.raises(ReadError, match=r"unpacks to \d+ MB, more than"):
        list(read_docx(archive(word__document_xml=b"", **{"word/document.xml": b" " * 2_000_000})))


def test_a_bomb_of_entities_is_not_expanded() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    text = (
        f'{bomb}]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        "<w:t>&j;</w:t></w:r></w:p></w:body></w:document>"
    )
    with zipfile.ZipFile(io.BytesIO(made())) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    with pytest.raises(ReadError):
        list(read_docx(archive(**{**parts, "word/document.xml": text.encode()})))


@pytest.mark.parametrize("data", [b"PK\x03\x04", made()[:2000], made().replace(b"PK\x01\x02", b"PK\x01\x03")])
def test_damaged(data: bytes) -> None:
    with pytest.raises(ReadError, match="damaged"):
        list(read_docx(data))


def test_another_archive() -> None:
    with pytest.raises(ReadError, match="other than DOCX"):
        list(read_docx(archive(notes=b"x")))
