"""From scores of word pieces to the tags, heads and entities of a Doc."""

from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from quoteattr.components.attribution.windows import cut_windows, read_pieces
from quoteattr.components.grammar import (
    GrammarLabels,
    GrammarWindow,
    find_heads,
    last_pieces,
    read_window,
    write_grammar,
)
from quoteattr.errors import ModelError
from quoteattr.pipeline import find_spacy_model
from quoteattr.training.grammar import GrammarReader, by_piece, parsed
from tests.components.attribution.test_windows import TOKENIZER

TEXT = (
    "Harbour Minister Mia Orr didn't say when the ferry would sail.\n\n"
    "“We are late,” said Jonas Reyk, who runs the café in Port Sable. He can't wait.\n"
)
PASSIVE = "Kim Woo was told. The crews said that its members were relieved."
NLP = spacy.load(find_spacy_model(), exclude=["lemmatizer"])


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> GrammarLabels:
    return GrammarReader(NLP, work=tmp_path_factory.mktemp("work")).labels([TEXT, PASSIVE])


def windows_of(doc: Doc, labels: GrammarLabels, size: int = 254) -> list[GrammarWindow]:
    """What a network would say that has learned a Doc by heart."""
    pieces = read_pieces(TOKENIZER, doc.text, ())
    targets = by_piece(pieces, parsed(doc, labels).astype(np.int64))
    scores = np.zeros((len(pieces), sum(labels.sizes)), dtype=np.float32)
    for column, first in enumerate(np.cumsum([0, *labels.sizes[:-1]])):
        known = np.flatnonzero(targets[:, column] >= 0)
        scores[known, first + targets[known, column]] = 5
    arcs = np.zeros((len(pieces), 2, len(pieces)), dtype=np.float32)
    arcs[:, 1] = np.eye(len(pieces))
    tied = np.flatnonzero(targets[:, 4] >= 0)
    arcs[tied, 0, targets[tied, 4]] = 1
    cut = [slice(window.start, window.stop) for window in cut_windows(pieces, size=size, overlap=size // 3)]
    return [read_window(pieces.starts[w], pieces.ends[w], scores[w], arcs[w], labels) for w in cut]


def grammar_of(doc: Doc) -> list[tuple[object, ...]]:
    return [
        (t.text, t.tag_, t.pos_, t.dep_, t.head.i, t.ent_iob_, t.ent_type_, bool(t.is_sent_start))
        for t in doc
        if not t.is_space
    ]


def test_what_the_network_has_learned_is_what_the_doc_says(labels: GrammarLabels) -> None:
    learned, doc = NLP(TEXT), spacy.blank("en")(TEXT)
    write_grammar(doc, windows_of(learned, labels), labels)
    assert grammar_of(doc) == grammar_of(learned)
    assert [entity.text for entity in doc.ents] == [entity.text for entity in learned.ents]


def test_a_sentence_that_windows_cut_is_one_sentence(labels: GrammarLabels) -> None:
    learned, doc = NLP(TEXT), spacy.blank("en")(TEXT)
    windows = windows_of(learned, labels, size=12)
    assert len(windows) > 3
    write_grammar(doc, windows, labels)
    assert [sentence.text for sentence in doc.sents] == [sentence.text for sentence in learned.sents]
    assert [(token.tag_, token.ent_type_) for token in doc] == [(token.tag_, token.ent_type_) for token in learned]


def test_white_space_begins_no_sentence(labels: GrammarLabels) -> None:
    text = "\n\n" + TEXT
    doc = spacy.blank("en")(text)
    write_grammar(doc, windows_of(NLP(text), labels), labels)
    assert not any(sentence.text.isspace() for sentence in doc.sents)
    assert {token.pos_ for token in doc if token.is_space} == {"SPACE"}


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("Kim Woo was told that Jonas Reyk left.", {1: "nsubj"}, {1: "nsubjpass", 6: "nsubj"}),
        ("The crews said that its members were relieved.", {1: "nsubjpass"}, {1: "nsubj", 5: "nsubjpass"}),
    ],
)
def test_the_subject_of_a_passive_verb_and_no_other_is_passive(
    labels: GrammarLabels, text: str, wrong: dict[int, str], right: dict[int, str]
) -> None:
    learned, doc = NLP(text), spacy.blank("en")(text)
    for index, dependency in wrong.items():
        learned[index].dep_ = dependency
    write_grammar(doc, windows_of(learned, labels), labels)
    assert {index: doc[index].dep_ for index in right} == right


def test_a_doc_without_words_keeps_its_tokens(labels: GrammarLabels) -> None:
    for text in ("", " ", "\n\n"):
        doc = spacy.blank("en")(text)
        write_grammar(doc, (), labels)
        assert doc.text == text and not doc.ents


def test_a_token_is_read_at_its_last_piece() -> None:
    doc = spacy.blank("en")("They didn't.")
    pieces = read_pieces(TOKENIZER, doc.text, ())
    starts = np.array([token.idx for token in doc])
    rows = last_pieces(pieces.starts, pieces.ends, starts, starts + np.array([len(token) for token in doc]))
    assert [doc.text[pieces.starts[row] : pieces.ends[row]] for row in rows] == ["They", "didn", "t", "."]


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 30), st.integers(0, 9)), min_size=1, max_size=30))
def test_every_sentence_becomes_one_tree(tokens: list[tuple[bool, int, int]]) -> None:
    size = len(tokens)
    scores = np.zeros((size, size), dtype=np.float32)
    for dependent, (_, head, _) in enumerate(tokens):
        scores[dependent, head % size] = 1  # circles and heads in other sentences among them
    roots = np.array([root for _, _, root in tokens], dtype=np.float32)
    sentences = np.cumsum([begins for begins, _, _ in tokens])
    heads = find_heads(scores, roots, sentences)
    for token in range(size):
        place = token
        for _ in range(size):
            assert sentences[heads[place]] == sentences[token]
            place = heads[place]
        assert heads[place] == place
        assert roots[place] == roots[sentences == sentences[token]].max()


def test_labels_survive_their_file(labels: GrammarLabels, tmp_path: Path) -> None:
    labels.write(tmp_path / "grammar.json")
    assert GrammarLabels.read(tmp_path / "grammar.json") == labels
    assert GrammarLabels.read(tmp_path / "other.json") is None


@pytest.mark.parametrize("content", ["", "{}", '{"tags": 1}', "[]"])
def test_damaged_labels_are_an_error_that_names_the_file(content: str, tmp_path: Path) -> None:
    path = tmp_path / "grammar.json"
    path.write_text(content)
    with pytest.raises(ModelError, match=r"grammar\.json: no readable labels"):
        GrammarLabels.read(path)
