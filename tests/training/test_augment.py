import random

import pytest

from quoteattr.components.quotations import find_quotations
from quoteattr.training.augment import PLAIN, STYLES, Augmentation, augment, change_case, change_marks
from quoteattr.training.corpus import Article, Relation
from quoteattr.training.edits import apply_edits
from tests.training.samples import marked

# A transcript says the same in other words: tests of its own.
ALWAYS = Augmentation(names=1, marks=1, outside=0.5, capitals=0.5, lower=0.2, transcripts=0)
ARTICLE = marked(
    "[content “We tried ‘everything’,”] [source Ann Lund] [cue said]. [content “It failed.”]\n\nRain fell."
)


def letters(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalpha())


@pytest.mark.parametrize("seed", range(40))
def test_the_annotation_follows_every_change(seed: int) -> None:
    shaped = augment(ARTICLE, people=(), draw=random.Random(seed), options=ALWAYS)
    relation, original = shaped.relations[0], ARTICLE.relations[0]
    for role in ("source", "cue", "content"):
        before = [letters(span.of(ARTICLE.text)) for span in original.spans(role)]
        assert [letters(span.of(shaped.text)) for span in relation.spans(role)] == before


@pytest.mark.parametrize("seed", range(20))
def test_changed_marks_are_still_quotations(seed: int) -> None:
    text = "“We tried,” Ann Lund said on Monday. “It failed.”"
    edits = change_marks(text, find_quotations(text), random.Random(seed), outside=False)
    changed = apply_edits(text, edits).text
    found = [span.of(changed).strip() for q in find_quotations(changed) for span in q.spans]
    assert found == ["We tried,", "It failed."], changed


def test_stops_move_outside_the_marks() -> None:
    text = "“We tried,” Lund said."
    edits = change_marks(text, find_quotations(text), random.Random(1), outside=True)
    changed = apply_edits(text, edits).text
    assert any(changed == f"{style[0]}We tried{style[1]}, Lund said." for style in STYLES)


def test_nothing_changes_a_plain_article() -> None:
    assert all(
        augment(ARTICLE, people=("Ann Lund",), draw=random.Random(s), options=PLAIN) == ARTICLE for s in range(30)
    )


def test_some_articles_stay_as_they_are() -> None:
    shaped = [augment(ARTICLE, people=(), draw=random.Random(s), options=Augmentation()).text for s in range(30)]
    assert ARTICLE.text in shaped
    assert len(set(shaped)) > 5


def test_the_same_draw_gives_the_same_article() -> None:
    one, other = (augment(ARTICLE, people=("Ann Lund",), draw=random.Random("a"), options=ALWAYS) for _ in range(2))
    assert one == other


@pytest.mark.parametrize("text", ["", "\n", "straße İstanbul ﬁn\n\nΣίσυφος"])
def test_letter_case_never_moves_an_offset(text: str) -> None:
    for seed in range(20):
        assert len(change_case(text, random.Random(seed), Augmentation(capitals=0.7, lower=0.3))) == len(text)


def test_an_article_without_annotation_works() -> None:
    bare = Article(id="b", text="No marks here.", relations=(Relation(source=(), cue=(), content=()),))
    assert augment(bare, people=(), draw=random.Random(2), options=ALWAYS).relations == bare.relations
