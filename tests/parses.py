"""What the model says of the example texts, kept beside them, so that tests of rules answer alike on every processor.

In: a text with its quotations. Out: what the model said of it when `make parses` asked it last: attributions, and tags,
heads and entities of its tokens::

    doc = pipeline()("“No,” said Ann Lee.")
    extraction = extract("“No,” said Ann Lee.", title="Refused")

A text of which nothing is kept, or what another model has said, fails the test with the command that renews all.
"""

import gzip
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import quoteattr
from quoteattr.components.annotations import Attribution, Quotation
from quoteattr.components.attribution.calibration import Calibration
from quoteattr.components.attribution.model import BUNDLED, AttributionModel, Found, find_folder, read_config
from quoteattr.components.grammar import GrammarLabels, GrammarWindow, write_grammar
from quoteattr.documents import Document
from quoteattr.pipeline import annotate
from quoteattr.spans import Span
from quoteattr.statements import Extraction

STORE = Path(__file__).parent / "examples" / "parses.json.gz"
RENEW = "run `make parses`, and look at what changes"
MODEL_FILES = ("model.onnx", "tokenizer.json", "config.json", "grammar.json")
SCORE_DIGITS = 5

Answer = dict[str, list[Any]]


class ParseError(LookupError):
    """Nothing is kept for a text, or another model has said it."""


@dataclass(slots=True)
class Answers:
    """What is kept, by text; `renewing` asks the model for the rest, and keeps what is asked for."""

    model: str
    known: dict[str, Answer]
    renewing: bool = False
    asked: dict[str, Answer] = field(default_factory=dict)

    @classmethod
    def read(cls) -> "Answers":
        """Reads the file; an empty one when there is none."""
        if not STORE.exists():
            return cls(model="", known={})
        lines = gzip.decompress(STORE.read_bytes()).decode("utf-8").splitlines()
        return cls(model=json.loads(lines[0])["model"], known=dict(json.loads(line) for line in lines[1:]))

    def write(self) -> None:
        """Writes what has been asked for, one line a text."""
        lines = [{"model": model_digest()}, *sorted(self.asked.items())]
        text = "\n".join(json.dumps(line, separators=(",", ":")) for line in lines)
        STORE.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))


@cache
def answers() -> Answers:
    """The one that all tests of a process share."""
    return Answers.read()


@cache
def model_digest() -> str:
    """Which model this is: its network and all that its answers are read with."""
    _, folder = find_folder(BUNDLED)
    whole = hashlib.sha256()
    for name in MODEL_FILES:
        whole.update((folder / name).read_bytes())
    return whole.hexdigest()[:16]


def key_of(text: str, quotations: Sequence[Quotation]) -> str:
    """What the model reads: the text, and which of it is quoted."""
    return hashlib.sha256(f"{text}\0{quotations!r}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


class StoredModel:
    """Stands for the model `sm`: says what is kept, and asks the model itself only to renew that."""

    name = BUNDLED

    def __init__(self) -> None:
        _, folder = find_folder(BUNDLED)
        self.config = read_config(folder / "config.json")
        self.calibration = Calibration.read(folder / "calibration.json")
        grammar = GrammarLabels.read(folder / "grammar.json")
        assert grammar is not None
        self.grammar = grammar

    def predict(self, texts: Sequence[str], quotations: Sequence[tuple[Quotation, ...]]) -> list[Found]:
        """As `AttributionModel.predict`."""
        return [self._found(text, marks) for text, marks in zip(texts, quotations, strict=True)]

    def _found(self, text: str, quotations: tuple[Quotation, ...]) -> Found:
        stored, key = answers(), key_of(text, quotations)
        if stored.renewing and stored.model == model_digest() and key in stored.known:
            stored.asked[key] = stored.known[key]  # after a change of decoding, delete the file first
        elif stored.renewing:
            (found,) = _model().predict([text], [quotations])
            stored.asked[key] = packed(text, found, self.grammar)
        if stored.renewing:
            return unpacked(stored.asked[key])
        if stored.model != model_digest():
            raise ParseError(f"{STORE.name} is what another model has said: {RENEW}")
        if key not in stored.known:
            raise ParseError(f"nothing is kept in {STORE.name} for “{text[:60]}”: {RENEW}")
        return unpacked(stored.known[key])


@cache
def _model() -> AttributionModel:
    return AttributionModel.load(BUNDLED)


def packed(text: str, found: Found, labels: GrammarLabels) -> Answer:
    """An answer as it is kept: a row an attribution, and a column each for what is said of the tokens."""
    doc = spacy.blank("en").make_doc(text)
    write_grammar(doc, found.grammar, labels)
    tokens = [token for token in doc if token.tag_ and token.tag_ != "_SP"]
    row = {token.i: number for number, token in enumerate(tokens)}
    return {
        "attributions": [
            [one.content, one.cue, one.source, [round(score, SCORE_DIGITS) for score in one.scores]]
            for one in found.attributions
        ],
        "starts": [token.idx for token in tokens],
        "lengths": [len(token) for token in tokens],
        "tags": [labels.tags.index(f"{token.tag_} {token.pos_}") for token in tokens],
        "dependencies": [labels.dependencies.index(token.dep_) for token in tokens],
        "entities": [labels.entities.index(_entity(token.ent_iob_, token.ent_type_)) for token in tokens],
        "heads": [row[token.head.i] for token in tokens],
    }


def _entity(place: str, kind: str) -> str:
    return f"{place}-{kind}" if kind else "O"


def unpacked(answer: Answer) -> Found:
    """What the model would say: of each token, one label and one head for which everything speaks."""
    attributions = tuple(
        Attribution(
            content=_spans(content), cue=_spans(cue), source=_spans(source), method="model", scores=tuple(scores)
        )
        for content, cue, source, scores in answer["attributions"]
    )
    return Found(attributions=attributions, grammar=(_window(answer),) if answer["starts"] else ())


def _spans(pairs: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in pairs)


def _window(answer: Answer) -> GrammarWindow:
    starts, heads = np.array(answer["starts"], dtype=np.int64), np.array(answer["heads"], dtype=np.int64)
    tokens = np.arange(len(heads))
    each = np.eye(len(heads), dtype=np.float16)
    return GrammarWindow(
        starts=starts,
        ends=starts + np.array(answer["lengths"], dtype=np.int64),
        tags=np.array(answer["tags"], dtype=np.int64),
        dependencies=np.array(answer["dependencies"], dtype=np.int64),
        entities=np.array(answer["entities"], dtype=np.int64),
        begins=_begins(heads),
        roots=(heads == tokens).astype(np.float32),
        asks=each[heads],
        answers=each,
    )


def _begins(heads: np.ndarray) -> np.ndarray:
    """Where a sentence begins: no head of a token lies across."""
    first, last = np.minimum(heads, np.arange(len(heads))), np.maximum(heads, np.arange(len(heads)))
    crossed = np.zeros(len(heads) + 1, dtype=np.int64)
    np.add.at(crossed, first + 1, 1)
    np.add.at(crossed, last + 1, -1)
    return np.cumsum(crossed)[: len(heads)] == 0


@cache
def pipeline() -> Language:
    """As `quoteattr.load()`, with what is kept in the place of the model."""
    with patch.object(AttributionModel, "load", return_value=StoredModel()):
        return quoteattr.load()


def parse(text: str) -> Doc:
    """The Doc of a text."""
    return pipeline()(text)


def extract(text: str, **metadata: str | None) -> Extraction:
    """As `quoteattr.extract`."""
    (extraction,) = annotate([Document(text=text, **metadata)], pipeline())
    return extraction
