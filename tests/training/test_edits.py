import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.spans import Span
from quoteattr.training.corpus import Article, Relation
from quoteattr.training.edits import Edit, apply_edits, edit_article

TEXT = "Lund said no. Lund’s team left."


@st.composite
def edited_texts(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(st.text(alphabet="ab “”.\n", min_size=1, max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=10)))
    pairs = list(zip(cuts[: len(cuts) // 2 * 2 : 2], cuts[1::2], strict=True))
    return text, [Edit(start, end, draw(st.text(alphabet="XYZ", max_size=5))) for start, end in pairs]


def test_spans_move_with_the_words() -> None:
    edited = apply_edits(TEXT, [Edit(0, 4, "Okafor"), Edit(14, 18, "Okafor")])
    assert edited.text == "Okafor said no. Okafor’s team left."
    assert edited.move(Span(0, 4)).of(edited.text) == "Okafor"
    assert edited.move(Span(10, 12)).of(edited.text) == "no"
    assert edited.move(Span(14, 30)).of(edited.text) == "Okafor’s team left"


def test_an_edge_inside_a_replaced_part_moves_out() -> None:
    edited = apply_edits("the old mayor", [Edit(4, 13, "chair")])
    assert edited.move(Span(8, 13)).of(edited.text) == "chair"
    assert edited.move(Span(0, 7)).of(edited.text) == "the chair"


@given(edited_texts())
def test_words_outside_the_edits_stay_the_same(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    edited = apply_edits(text, edits)
    for place in range(len(text)):
        if not any(edit.start <= place < edit.end for edit in edits):
            assert edited.move(Span(place, place + 1)).of(edited.text) == text[place]


@given(edited_texts())
def test_what_encloses_an_edit_encloses_its_replacement(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    edited = apply_edits(text, edits)
    assert edited.move(Span(0, len(text))) == Span(0, len(edited.text))
    for edit in edits:
        assert edited.move(Span(edit.start, edit.end)).of(edited.text) == edit.replacement


@pytest.mark.parametrize(
    "edits", [[Edit(0, 4, ""), Edit(3, 6, "")], [Edit(2, 2, "x")], [Edit(5, 3, "")], [Edit(20, 99, "")]]
)
def test_edits_that_cannot_be_done_together_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="edit"):
        apply_edits(TEXT, edits)


def test_an_article_keeps_its_annotation() -> None:
    relation = Relation(source=(Span(0, 4),), cue=(Span(5, 9),), content=(Span(10, 12),))
    article = Article(id="a", text=TEXT, relations=(relation,), discard=(Span(14, 31),))
    moved = edit_article(article, [Edit(0, 4, "Bo")])
    words = {role: [span.of(moved.text) for span in moved.relations[0].spans(role)] for role in ("source", "cue")}
    assert words == {"source": ["Bo"], "cue": ["said"]}
    assert moved.discard[0].of(moved.text) == "Lund’s team left."
