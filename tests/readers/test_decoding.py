import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.errors import ReadError
from quoteattr.readers.decoding import decode

SENTENCE = "“Non”, a dit Zoé Łuk — à 10 €."


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        pytest.param(SENTENCE.encode(), None, SENTENCE, id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + SENTENCE.encode(), None, SENTENCE, id="utf-8 with a mark"),
        pytest.param(SENTENCE.encode("utf-16"), None, SENTENCE, id="utf-16"),
        pytest.param(codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"), None, SENTENCE, id="utf-16 big endian"),
        pytest.param(SENTENCE.encode("utf-32"), None, SENTENCE, id="utf-32"),
        pytest.param("“No,” said Zoé.".encode("cp1252"), None, "“No,” said Zoé.", id="Windows-1252"),
        pytest.param("Łuk".encode("iso-8859-2"), "iso-8859-2", "Łuk", id="declared"),
        pytest.param("Zoé".encode(), "iso-8859-1", "Zoé", id="declared wrongly: UTF-8 is tried first"),
        pytest.param("Zoé".encode("cp1252"), "no-such-encoding", "Zoé", id="declared, unknown"),
        pytest.param("“One” “Two".encode() + b"\xe2\x80", None, "“One” “Two\ufffd", id="cut in a character"),
        pytest.param(b"One\r\nTwo\rThree\n", None, "One\nTwo\nThree\n", id="line ends"),
        pytest.param(b"Page\x0c" * 120 + b"\x1a", None, "Page\x0c" * 120 + "\x1a", id="a stray control character"),
    ],
)  # fmt: skip
def test_decodes(data: bytes, declared: str | None, text: str) -> None:
    assert decode(data, declared) == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "empty", id="no bytes"),
        pytest.param(b" \n\t\r\n", "empty", id="white space"),
        pytest.param(codecs.BOM_UTF8, "empty", id="a mark alone"),
        pytest.param(b"%PDF-1.7 \n1 0 obj", "a PDF file", id="pdf"),
        pytest.param(b"PK\x03\x04\x14\x00", "a zip archive", id="docx"),
        pytest.param(b"\x7fELF\x02\x01\x01\x00\x00", "a binary file", id="program"),
        pytest.param(bytes(range(1, 32)) * 8, "a binary file", id="control characters"),
        pytest.param(b"Zo\xe9 \x81\x8d\x8f", "not text in", id="no known encoding"),
        pytest.param(codecs.BOM_UTF16_LE + b"\x00\xd8", "not text in", id="half a UTF-16 pair"),
    ],
)
def test_refuses(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        decode(data)


@given(st.binary(max_size=200))
def test_any_bytes_give_text_or_a_read_error(data: bytes) -> None:
    try:
        text = decode(data)
    except ReadError:
        return
    assert text.strip()
    assert "\r" not in text


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1).filter(str.strip))
def test_utf8_is_unchanged(text: str) -> None:
    data = text.encode()
    if not data.startswith((codecs.BOM_UTF8, b"PK", b"%PDF-", b"GIF8")):
        assert decode(data) == text
