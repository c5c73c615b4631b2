"""Which articles are read whole, and what of the others is read alone."""

import random

from quoteattr.training.corpus import Article
from quoteattr.training.excerpts import CUT, excerpts, sentences, with_excerpts

PARAGRAPHS = (
    "“We are late,” said Mia Orr. The crew of the ferry waits for her.",
    "Rain",
    "Tom Hale, who runs the harbour at 5 p.m. on Mondays, said no. He left before noon!",
)
TEXT = "\n\n".join(PARAGRAPHS)
ARTICLES = [Article(id=f"a{number}", text=f"{TEXT} {number}", relations=()) for number in range(400)]


def test_parts_are_paragraphs_or_all_of_their_sentences() -> None:
    seen = {tuple(excerpts(TEXT, random.Random(seed))) for seed in range(40)}
    first = (PARAGRAPHS[0],), ("“We are late,” said Mia Orr.", "The crew of the ferry waits for her.")
    last = (PARAGRAPHS[2],), ("Tom Hale, who runs the harbour at 5 p.m. on Mondays, said no.", "He left before noon!")
    assert seen == {(*one, *other) for one in first for other in last}


def test_sentences_leave_out_nothing_but_white_space() -> None:
    found = list(sentences(PARAGRAPHS[2]))
    assert " ".join(found) == PARAGRAPHS[2]
    assert list(sentences("")) == []


def test_each_pass_cuts_other_articles() -> None:
    read = list(with_excerpts(ARTICLES, passes=2, seed=13))
    assert len({article.id for article in read}) == len(read)
    texts = {article.text for article in ARTICLES}
    whole = [article.id.split("/")[:2] for article in read if article.text in texts]
    passes = [{name for name, number in whole if number == wanted} for wanted in "01"]
    assert passes[0] != passes[1]
    for names in passes:
        assert abs(len(names) / len(ARTICLES) - (1 - CUT)) < 0.1


def test_the_same_seed_reads_the_same() -> None:
    one, same, other = (list(with_excerpts(ARTICLES[:40], passes=1, seed=seed)) for seed in (13, 13, 14))
    assert one == same != other
