"""A byline is the names of people; every word of the list is at work in its own example."""

import pytest

from quoteattr.lexicon import Entry, load_entries
from quoteattr.readers.bylines import author_names, join_names


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By MIA ORR and Tom Hale, Bay Press Political Writer, 4 March 2026", "MIA ORR and Tom Hale"),
        ("By MIA ORR, AP Auto Writer", "MIA ORR"),
        ("Mia Orr | NJ Harbour Media for NJ.example", "Mia Orr"),
        ("Mia Orr, CNN Editor-at-large", "Mia Orr"),
        ("MIA ORR and TOM HALE Associated Press", "MIA ORR and TOM HALE"),
        ("Mia Orr March 4, 2026", "Mia Orr"),
        ("Mia OrrMarch 4, 2026", "Mia Orr"),
        ("Monday March 4, 2026 7:45 am PST by Mia Orr", "Mia Orr"),
        ("Mia Orr; Tom Hale", "Mia Orr and Tom Hale"),
        ("Mia Orr & Tom Hale", "Mia Orr and Tom Hale"),
        ("Martin Hale Jr.", "Martin Hale Jr."),
        ("April May and June Orr", "April May and June Orr"),
        ("Juan de la Cruz and Zoé O’Neill", "Juan de la Cruz and Zoé O’Neill"),
        ("Mia", "Mia"),
        ("Mia Orr, Norvane", "Mia Orr"),
        ("Mia Orr @miaorr", "Mia Orr"),
        ("Reuters", None),
        ("By The Associated Press", None),
        ("Harbour News Bureau", None),
        ("Staff Reports", None),
        ("the ministries of two countries", None),
        ("4 March 2026", None),
    ],
)
def test_people_only(byline: str, names: str | None) -> None:
    assert author_names(byline) == names


def test_each_person_once_and_not_the_publication() -> None:
    assert join_names(["Mia Orr", "By MIA ORR", "Harbour Post"], "Harbour Post") == "Mia Orr"


@pytest.mark.parametrize("entry", load_entries("byline_words").values(), ids=lambda entry: entry.term)
def test_no_word_of_the_list_is_part_of_a_name(entry: Entry) -> None:
    entry.one("place", allowed=("", "before"))
    assert entry.term in entry.example.casefold().replace(",", "").split()
    assert author_names(entry.example) in ("Mia Orr", "Tom Hale", None)
