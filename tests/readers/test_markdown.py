import pytest

from quoteattr.errors import ReadError
from quoteattr.readers.markdown import read_markdown


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("*It* is **unsafe**, said [Ana Ruiz](/ruiz).", "It is unsafe, said Ana Ruiz.", id="inline"),
        pytest.param("One line\nof a paragraph.\n\nAnother.", "One line of a paragraph.\n\nAnother.", id="soft break"),
        pytest.param("One line  \nand a break", "One line\nand a break", id="hard break"),
        pytest.param("She wrote:\n\n> Every bolt was rusted.\n>\n> Not safe.\n\n— Rhea Cole",
                     "She wrote:\n\n“Every bolt was rusted.\n\n“Not safe.”\n\n— Rhea Cole",
                     id="announced block quote"),
        pytest.param("> Not safe.\n\n> Shut it.\n\nRain fell.",
                     "Not safe.\n\nShut it.\n\nRain fell.", id="block quote"),
        pytest.param("- “One,” said Bo.\n- Two", "“One,” said Bo.\n\nTwo", id="list"),
        pytest.param("Before\n\n```\ncode()\n```\n\n![alt](x.png)\n\n<div>x</div>\n\nAfter",
                     "Before\n\nAfter", id="no words"),
        pytest.param("The &amp; sign \\*stays\\*", "The & sign *stays*", id="entities and escapes"),
    ],
)  # fmt: skip
def test_words_without_markup(source: str, text: str) -> None:
    (document,) = read_markdown(source.encode())
    assert document.text == text


def test_front_matter_gives_metadata() -> None:
    metadata = "title: 'Bridge closes'\ndate: 2026-03-04\nauthor: Mia Orr\npublisher: Harbour Post\nlang: en"
    (document,) = read_markdown(f"---\n{metadata}\n---\nIt is unsafe.".encode())
    assert document.text == "It is unsafe."
    assert (document.title, document.published, document.byline) == ("Bridge closes", "2026-03-04", "Mia Orr")
    assert (document.outlet, document.language) == ("Harbour Post", "en")


def test_first_heading_is_the_title_and_stays_in_the_text() -> None:
    (document,) = read_markdown(b"# Bridge *closes*\n\nIt is unsafe.\n\n## Later")
    assert document.title == "Bridge closes"
    assert document.text.startswith("Bridge closes\n\n")


def test_a_rule_is_not_front_matter() -> None:
    (document,) = read_markdown(b"---\nIt is unsafe.\n---\n")
    assert "It is unsafe." in document.text


def test_no_words() -> None:
    with pytest.raises(ReadError, match="no text"):
        list(read_markdown(b"![](x.png)"))
