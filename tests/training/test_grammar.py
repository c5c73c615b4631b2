"""What a spaCy pipeline says of the training text, for an encoder to learn."""

from pathlib import Path

import numpy as np
import pytest
import spacy

from quoteattr.components.attribution.windows import read_pieces
from quoteattr.pipeline import find_spacy_model
from quoteattr.training.grammar import COLUMNS, HEAD, IGNORED, START, TAG, GrammarReader, by_piece
from tests.components.attribution.test_windows import TOKENIZER

TEXT = "Mia Orr said no.\n\nJonas Reyk, who runs the café, didn't agree."


@pytest.fixture(scope="module")
def grammarian(tmp_path_factory: pytest.TempPathFactory) -> GrammarReader:
    return GrammarReader(spacy.load(find_spacy_model()), work=tmp_path_factory.mktemp("work"))


def test_tokens_come_with_their_labels_and_heads(grammarian: GrammarReader) -> None:
    labels = grammarian.labels([TEXT])
    tokens = grammarian.read(0, [("a", TEXT)], labels)["a"]
    assert tokens.shape[1] == len(COLUMNS)
    said = next(row for row in tokens if TEXT[row[START] :].startswith("said"))
    assert labels.tags[said[TAG]] == "VBD VERB"
    orr = next(row for row in tokens if TEXT[row[START] :].startswith("Orr"))
    assert tokens[orr[HEAD]][START] == said[START]


def test_each_shape_is_read_once(grammarian: GrammarReader, monkeypatch: pytest.MonkeyPatch) -> None:
    labels = grammarian.labels([TEXT])
    first = grammarian.read(1, [("a", TEXT)], labels)
    monkeypatch.setattr(grammarian, "nlp", None)
    again = grammarian.read(1, [("a", TEXT)], labels)
    assert np.array_equal(first["a"], again["a"])


def test_a_pair_that_was_not_seen_before_is_not_taught(grammarian: GrammarReader) -> None:
    labels = grammarian.labels([TEXT])
    tokens = grammarian.read(2, [("a", "Oh, 12 of them!")], labels)["a"]
    assert tokens[2, TAG] == IGNORED  # a number; the text before had none


def test_pieces_that_end_no_token_are_not_taught(grammarian: GrammarReader) -> None:
    tokens = grammarian.read(3, [("a", "Oyelaran left.")], grammarian.labels([TEXT]))["a"]
    pieces = read_pieces(TOKENIZER, "Oyelaran left.", ())
    targets = by_piece(pieces, tokens)
    assert len(pieces) > 3
    assert (targets[: len(pieces) - 3] == IGNORED).all()
    assert targets[-3, 4] == len(pieces) - 2  # the last piece of the name hangs on the verb


def test_a_text_without_words_teaches_nothing(grammarian: GrammarReader, tmp_path: Path) -> None:
    tokens = grammarian.read(4, [("a", "")], grammarian.labels([TEXT]))["a"]
    assert not len(by_piece(read_pieces(TOKENIZER, "", ()), tokens))
