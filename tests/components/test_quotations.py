"""Quotation marks in all their forms; the sentences stand in tests/examples/quotations.yml."""

from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.components.annotations import Repair
from quoteattr.components.quotations import find_quotations
from quoteattr.lexicon import load_entries

EXAMPLES = Path(__file__).parents[1] / "examples" / "quotations.yml"


def load_examples():
    examples = yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))
    return [
        pytest.param(example["text"], example["quotes"], id=example["case"], marks=known_failure(example.get("xfail")))
        for example in examples
    ]


def known_failure(reason):
    return [pytest.mark.xfail(strict=True, reason=reason)] if reason else []


@pytest.mark.parametrize(("text", "quotes"), load_examples())
def test_example(text, quotes):
    expected = [quote if isinstance(quote, dict) else {"words": quote} for quote in quotes]
    found = find_quotations(text)
    words = [[span.of(text) for span in quotation.spans] for quotation in found]
    assert words == [quote["words"] if isinstance(quote["words"], list) else [quote["words"]] for quote in expected]
    assert [quotation.parent for quotation in found] == [quote.get("parent") for quote in expected]
    assert [quotation.repair for quotation in found] == [quote.get("repair") for quote in expected]
    assert all(
        quotation.mark == quote.get("mark", quotation.mark) for quotation, quote in zip(found, expected, strict=True)
    )


def test_outer_spans_hold_the_marks():
    text = "Ida Moss said: « First we dig.\n« Then we build. » So: ‘Yes”"
    assert [[span.of(text) for span in quotation.outer] for quotation in find_quotations(text)] == [
        ["« First we dig.", "« Then we build. »"],
        ["‘Yes”"],
    ]


def test_an_unclosed_quotation_ends_with_its_last_word():
    text = "“The dam is sound, Voss said.  \n\nWork ends."
    (quotation,) = find_quotations(text)
    assert quotation.outer[0].of(text) == "“The dam is sound, Voss said."


def lexicon(field):
    return [pytest.param(entry, id=entry.term) for entry in load_entries("marks").values() if entry.one(field)]


@pytest.mark.parametrize("entry", lexicon("level"))
def test_a_mark_is_read_in_its_example(entry):
    found = find_quotations(entry.example)
    marks = [mark for quotation in found for span in quotation.outer for mark in (span.of(entry.example),)]
    assert any(mark.startswith(entry.term) or mark.endswith(entry.term) for mark in marks)
    assert {quotation.repair for quotation in found} <= {None, Repair.ENCODING}


@pytest.mark.parametrize("entry", [entry for entry in lexicon("level") if entry.values[0].many("damaged")])
def test_a_damaged_mark_is_read_like_the_whole_one(entry):
    for form in entry.many("damaged"):
        text = entry.example.replace(entry.term, form)
        found = find_quotations(text)
        assert found, form
        words = [[span.of(text).replace(form, entry.term) for span in quotation.spans] for quotation in found]
        whole = find_quotations(entry.example)
        assert words == [[span.of(entry.example) for span in quotation.spans] for quotation in whole]
        assert Repair.ENCODING in {quotation.repair for quotation in found}


@pytest.mark.parametrize("entry", lexicon("apostrophe"))
def test_a_clipped_word_neither_opens_nor_closes(entry):
    assert "’" in entry.example
    assert find_quotations(entry.example) == ()
    within = f"‘{entry.example} We left,’ Ann Lee said."
    (quotation,) = find_quotations(within)
    assert quotation.spans[0].of(within) == f"{entry.example} We left,"


@pytest.mark.parametrize("entry", lexicon("narrates"))
def test_a_narrating_verb_shows_a_line_of_dialogue(entry):
    assert entry.term in entry.example
    assert len(find_quotations(entry.example)) == 1
    assert find_quotations(entry.example.replace(entry.term, "xyz")) == ()


ALPHABET = [
    *(form for entry in load_entries("marks").values() for form in (entry.term, *entry.many("damaged"))),
    *"aSsin9.,:;?!()—- ",
    *("said", " dijo", ", dit", "A: ", " The ", "\n", "\n\n", "\r\n", "\u200b", "\ud800", "\x00", "…"),
]
MARKED_TEXT = st.lists(st.sampled_from(ALPHABET), max_size=60).map("".join) | st.text(max_size=60)


@given(MARKED_TEXT)
def test_spans_lie_inside_the_text_and_inside_their_marks(text):
    for quotation in find_quotations(text):
        assert len(quotation.spans) == len(quotation.outer) > 0
        assert text.startswith(quotation.mark, quotation.outer[0].start)
        for span, outer in zip(quotation.spans, quotation.outer, strict=True):
            assert 0 <= outer.start < span.start < span.end <= outer.end <= len(text)
            assert span.of(text) == span.of(text).strip() != ""
        assert all(before.end <= after.start for before, after in pairwise(quotation.outer))


@given(MARKED_TEXT)
def test_quotations_are_ordered_and_nested(text):
    found = find_quotations(text)
    starts = [quotation.outer[0].start for quotation in found]
    assert starts == sorted(set(starts))
    for place, quotation in enumerate(found):
        if quotation.parent is not None:
            assert quotation.parent < place
            spans = found[quotation.parent].spans
            assert all(any(span.contains(outer) for span in spans) for outer in quotation.outer)


@given(MARKED_TEXT)
def test_siblings_never_overlap(text):
    found = find_quotations(text)
    siblings: dict[int | None, list] = {}
    for quotation in found:
        siblings.setdefault(quotation.parent, []).extend(quotation.outer)
    for spans in siblings.values():
        assert all(before.end <= after.start for before, after in pairwise(sorted(spans)))


@given(MARKED_TEXT)
def test_the_parts_join_back_to_the_text(text):
    top = sorted(span for quotation in find_quotations(text) if quotation.parent is None for span in quotation.outer)
    bounds = [0, *(place for span in top for place in span), len(text)]
    assert "".join(text[start:end] for start, end in pairwise(bounds)) == text


@given(MARKED_TEXT, st.sampled_from(["“", "”", '"', "'", "‘", "’", "«", "„", "``", "''"]))
def test_a_stray_mark_does_not_reach_a_paragraph_that_begins_with_a_word(text, mark):
    after = 'Ann Lee spoke first. “We are late,” she said. "Never," he said. ‘The workers’ bus is full.’'
    whole = f"{text}{mark}\n\n{after}"
    alone = [[span.of(after) for span in quotation.spans] for quotation in find_quotations(after)]
    place = len(whole) - len(after)
    below = [quotation for quotation in find_quotations(whole) if quotation.outer[0].start >= place]
    assert [[span.of(whole) for span in quotation.spans] for quotation in below] == alone
    assert all(quotation.parent is None for quotation in below)
