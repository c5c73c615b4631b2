"""One name for each publication; every entry of the list is at work in its own example."""

import pytest

from quoteattr.lexicon import Entry, load_entries
from quoteattr.readers.outlets import outlet_at, outlet_of, own_outlet


@pytest.mark.parametrize("entry", load_entries("outlets").values(), ids=lambda entry: entry.term)
def test_every_spelling_is_one_publication(entry: Entry) -> None:
    names = (entry.example, entry.term, *entry.many("names"))
    assert {outlet_at(name) if name.startswith("https://") else outlet_of(name) for name in names} == {entry.term}
    assert {outlet_at(f"https://www.{host}/news/bridge") for host in entry.many("hosts")} == {entry.term}


def test_no_name_or_host_means_two_publications() -> None:
    entries = load_entries("outlets").values()
    for values in ([host for entry in entries for host in entry.many("hosts")],
                   [name for entry in entries for name in {entry.term, *entry.many("names")}]):  # fmt: skip
        assert len({value.casefold() for value in values}) >= len(values) - sum(value.isupper() for value in values)


@pytest.mark.parametrize("name", ["NYT", "NYTimes", "nytimes.com", "https://www.nytimes.com/", "New York Times"])
def test_the_same_paper(name: str) -> None:
    assert outlet_of(name) == "The New York Times"


@pytest.mark.parametrize(
    ("stated", "address", "outlet"),
    [
        (("Harbour Post",), "https://www.harbourpost.example/a", "Harbour Post"),
        (("Associated Press", "Harbour Post"), "https://www.harbourpost.example/a", "Harbour Post"),
        (("Associated Press",), "https://apnews.com/article/a", "Associated Press"),
        (("harbourpost.example", "Harbour Post"), "https://www.harbourpost.example/a", "Harbour Post"),
        (("HarbourPost.example",), "https://www.harbourpost.example/a", "harbourpost.example"),
        (("Some Section",), "https://edition.cnn.com/a", "CNN"),
        (("AP",), None, "Associated Press"),
        ((), "https://www.harbourpost.example/a", None),
    ],
)
def test_what_a_page_is_called(stated: tuple[str, ...], address: str | None, outlet: str | None) -> None:
    assert own_outlet(stated, address) == outlet


@pytest.mark.parametrize(
    ("address", "outlet"),
    [
        ("https://www.harbourpost.example/a", "harbourpost.example"),
        ("https://m.harbourpost.example/a", "harbourpost.example"),
        ("https://cooking.nytimes.com/a", "The New York Times"),
        ("https://notnytimes.com/a", "notnytimes.com"),
        ("articles/a.html", None),
        ("http://[broken", None),
        (None, None),
    ],
)
def test_the_host_where_nothing_is_stated(address: str | None, outlet: str | None) -> None:
    assert outlet_at(address) == outlet
