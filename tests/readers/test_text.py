import pytest

from quoteattr.readers.text import find_title, read_text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param("Bridge closes for good\n\nIt is unsafe.", "Bridge closes for good", id="headline"),
        pytest.param("\n\n  Bridge closes\nIt is unsafe.", "Bridge closes", id="one line break, white space"),
        pytest.param("Rao: we will sue\n\nThe firm will sue.", "Rao: we will sue", id="speaker in the headline"),
        pytest.param("Will the bridge close?\n\nIt may.", "Will the bridge close?", id="question"),
        pytest.param("The bridge will close on Friday.\n\nIt is unsafe.", None, id="a sentence"),
        pytest.param("“It is over.”\n\nThe mayor was blunt.", None, id="a sentence that ends in a mark"),
        pytest.param("Ida Moss said:\n\n“We wait.”", None, id="leads into the next line"),
        pytest.param("Q: Will you run?\n\nA: I have not decided.", None, id="transcript"),
        pytest.param("SEN. VEGA: Did you know?\nMR. LOW: No.", None, id="hearing"),
        pytest.param("Bridge closes for good", None, id="nothing follows"),
        pytest.param("Word " * 40 + "\n\nIt is unsafe.", None, id="too long"),
    ],
)
def test_title(text: str, title: str | None) -> None:
    assert find_title(text) == title


def test_text_is_the_file() -> None:
    data = "Bridge closes\r\n\r\n  “It is   unsafe,” the council said.\r\n".encode()
    (document,) = read_text(data)
    assert document.text == data.decode().replace("\r\n", "\n")
    assert document.title == "Bridge closes"
