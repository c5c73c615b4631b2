import io

import pytest

from quoteattr.documents import Document
from quoteattr.errors import ReadError
from quoteattr.readers.fields import Columns, Skipped
from quoteattr.readers.table import read_table


def rows(data: str | bytes, **names: str) -> list[Document | Skipped]:
    return list(read_table(io.BytesIO(data.encode() if isinstance(data, str) else data), Columns(names)))


EXPECTED = Document(text="“No,” Ann Lee said.", outlet="Harbour Post", published="2026-03-04", address="#2")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param('text,outlet,date\n"“No,” Ann Lee said.",Harbour Post,2026-03-04\n', id="commas"),
        pytest.param("Text\tPublisher\tPublished\n“No,” Ann Lee said.\tHarbour Post\t2026-03-04", id="tabs"),
        pytest.param("body;outlet;date\r\n“No,” Ann Lee said.;Harbour Post;2026-03-04\r\n", id="semicolons"),
        pytest.param('text,outlet,date\n\n"“No,” Ann Lee said.",Harbour Post,2026-03-04\n', id="blank row"),
    ],
)
def test_row(data: str) -> None:
    (document,) = rows(data)
    assert isinstance(document, Document)
    assert (document.text, document.outlet, document.published) == (
        EXPECTED.text, EXPECTED.outlet, EXPECTED.published,
    )  # fmt: skip


def test_text_over_several_lines_keeps_its_paragraphs() -> None:
    (document,) = rows('text,date\n"“No,” Ann Lee said.\r\n\r\nShe left.",2026-03-04\n')
    assert isinstance(document, Document)
    assert document.text == "“No,” Ann Lee said.\n\nShe left."


def test_given_columns() -> None:
    (document,) = rows("story,paper,text\nThe bridge.,Bay Weekly,x\n", text="Story", outlet="paper")
    assert document == Document(text="The bridge.", outlet="Bay Weekly", address="#2")


def test_rows_without_text_are_skipped_with_their_number() -> None:
    first, second, third = rows("text,title\nOne.,A\n,B\nThree.,C\n")
    assert isinstance(second, Skipped)
    assert [found.address for found in (first, second, third)] == ["#2", "#3", "#4"]
    assert "no field 'text'" in second.reason


def test_an_address_of_a_row_is_its_address() -> None:
    (document,) = rows("url,text\nhttps://example.org/1,One.\n")
    assert document.address == "https://example.org/1"


@pytest.mark.parametrize(
    ("data", "names", "message"),
    [
        ("story,date\nx,y\n", {}, r"no column 'text' .* has 'story', 'date'.*--text-column NAME"),
        ("text,date\nx,y\n", {"outlet": "paper"}, r"no column 'paper' for the field 'outlet'.*--map outlet=NAME"),
        (b"\x89PNG\r\n", {}, "an image"),
    ],
)
def test_refused(data: str | bytes, names: dict[str, str], message: str) -> None:
    with pytest.raises(ReadError, match=message):
        rows(data, **names)


def test_windows_1252_and_damage_in_one_row() -> None:
    one, other = rows("text,date\n“Zoé,” she said,x\n".encode("cp1252") + "“Łuk,” he said,y\n".encode())
    assert isinstance(one, Document)
    assert isinstance(other, Document)
    assert (one.text, other.text) == ("“Zoé", "“Łuk")
