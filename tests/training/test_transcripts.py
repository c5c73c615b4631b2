import random

import pytest

from quoteattr.training.corpus import Article
from quoteattr.training.transcripts import as_transcript
from tests.training.samples import marked


def spans_of(article: Article) -> dict[str, list[str]]:
    return {
        role: [s.of(article.text) for s in article.relations[0].spans(role)] for role in ("source", "cue", "content")
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[content “We tried,”] [source Ann Lund] [cue said].", {"LUND: We tried,", "Ann Lund: We tried,"}),
        (
            "[source Lund] [cue said]: [content “We ‘tried’. It failed.”]",
            {"LUND: We ‘tried’. It failed.", "Lund: We ‘tried’. It failed."},
        ),
        (
            "[content “We tried,”] [source she] [cue said]. [content “It failed.”]",
            {"she: We tried, It failed."},
        ),
    ],
)
def test_a_paragraph_that_is_a_quote_becomes_a_turn(before: str, after: set[str]) -> None:
    article = marked(f"Rain fell.\n\n{before}\n\nMore rain.")
    shaped = [as_transcript(article, random.Random(seed)) for seed in range(20)]
    assert {each.text.split("\n\n")[1] for each in shaped} == after
    for each in shaped:
        label, words = each.text.split("\n\n")[1].split(": ", 1)
        assert spans_of(each) == {"source": [label], "cue": [":"], "content": [words]}


@pytest.mark.parametrize(
    "text",
    [
        "[content “We tried,”] [source Ann Lund] [cue said] after the boats had come back to the harbour.",
        "[source Ann Lund] [cue said] [content that they “tried”].",
        "[content “We tried.”]\n\nSo [cue said] [source Ann Lund].",
        "[source The man who had been first to see the boats leave] [cue said]: [content “They left.”]",
    ],
)
def test_other_paragraphs_stay(text: str) -> None:
    article = marked(text)
    # The long source ends in a word without a capital: it makes no label.
    assert as_transcript(article, random.Random(1)) == article


def test_offsets_after_a_turn_follow() -> None:
    first = marked("[content “We tried,”] [source Ann Lund] [cue said].\n\n")
    second = marked(first.text + "[source Hale] [cue denied] [content it].")
    both = Article(id="b", text=second.text, relations=(*first.relations, *second.relations))
    shaped = as_transcript(both, random.Random(1))
    assert [s.of(shaped.text) for s in shaped.relations[1].source] == ["Hale"]
    assert [s.of(shaped.text) for s in shaped.relations[1].content] == ["it"]
