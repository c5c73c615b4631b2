import random

import pytest

from quoteattr.training.edits import apply_edits
from quoteattr.training.names import find_names, load_names, rename

TEXT = "Ann Lund spoke. “No,” Lund said. Lund’s rival, Will Frost, left; he will return. LUND WINS."


def renamed(text: str, people: tuple[str, ...], seed: int = 1) -> str:
    return apply_edits(text, rename(text, people, random.Random(seed))).text


def test_a_person_has_the_same_new_name_throughout() -> None:
    words = renamed(TEXT, ("Ann Lund",)).split()
    given, surname = words[0], words[1]
    assert (given, surname) != ("Ann", "Lund")
    assert f"{surname} said." in renamed(TEXT, ("Ann Lund",))
    assert f"{surname}’s rival" in renamed(TEXT, ("Ann Lund",))
    assert f"{surname.upper()} WINS" in renamed(TEXT, ("Ann Lund",))


def test_a_name_that_is_also_a_word_is_left_alone() -> None:
    assert "he will return" in renamed(TEXT, ("Will Frost",))
    assert "Will " in renamed(TEXT, ("Will Frost",))
    assert "Frost" not in renamed(TEXT, ("Will Frost",))


def test_nobody_to_rename_changes_nothing() -> None:
    assert renamed(TEXT, ()) == TEXT


def test_other_draws_give_other_names() -> None:
    assert len({renamed(TEXT, ("Ann Lund",), seed) for seed in range(10)}) > 5


@pytest.mark.parametrize("language", sorted(load_names()))
def test_lists_hold_enough_names_and_are_sorted(language: str) -> None:
    lists = load_names()[language]
    assert set(lists) == {"given", "surname"}
    for names in lists.values():
        assert len(names) >= 10
        assert names == sorted(set(names), key=str.casefold)


def test_find_names_takes_full_names_only() -> None:
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PERSON", "pattern": name} for name in ("Ann Lund", "Lund")])
    assert find_names(nlp, "Ann Lund left. Lund’s team stayed.") == ("Ann Lund",)
