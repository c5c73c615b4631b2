"""The grammar of a Doc (tags, heads, entities), as the encoder that finds attributions reads it.

In: a Doc that has tokens and nothing else, and what the network says of the word pieces of its text.
Out: the same Doc with tags, parts of speech, a tree for each sentence, and entities::

    labels = GrammarLabels.read(folder / "grammar.json")
    write_grammar(doc, windows, labels)

One pass of one small encoder stands for the three networks of a spaCy pipeline. It has learned from
such a pipeline (`quoteattr train`), so labels are those of OntoNotes and mean the same.

A head is chosen among the tokens of the sentence by the product of two learned views of a token, as
sources and cues are linked (Dozat and Manning, ICLR 2017); what would go round in a circle hangs on the
root. A token is read at its last word piece: "do" and "n't" both begin in the piece "don".
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc, Token

from quoteattr.errors import ModelError

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Halves = npt.NDArray[np.float16]

ATTRIBUTES = ("TAG", "POS", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE")  # of spaCy, in the order of `as_array`
ROOT = "ROOT"
# Each token is labelled by itself; these labels hang together.
AUXILIARY, PARTICIPLE = "auxpass", "VBN "
PASSIVES = {"nsubj": "nsubjpass", "csubj": "csubjpass"}
SPACE = "_SP SPACE"  # tag and part of speech of white space, which has no word piece
INSIDE, OUTSIDE, BEGIN = 1, 2, 3  # numbers of spaCy's ENT_IOB
NEVER = np.float32(-1e9)


@dataclass(frozen=True, slots=True, kw_only=True)
class GrammarLabels:
    """What the columns of the network's grammar mean, in their order.

    Attributes:
        tags: a fine tag and a part of speech, "NN NOUN".
        dependencies: labels of a token's tie to its head; ROOT among them.
        entities: "O", "B-PERSON", "I-PERSON", ...
    """

    tags: tuple[str, ...]
    dependencies: tuple[str, ...]
    entities: tuple[str, ...]

    @property
    def sizes(self) -> tuple[int, int, int, int]:
        """Columns of tags, dependencies, entities, and of "goes on" and "begins a sentence"."""
        return len(self.tags), len(self.dependencies), len(self.entities), 2

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """The labels of a model folder; None when its network reads no grammar.

        Raises:
            ModelError: the file is damaged.
        """
        if not path.exists():
            return None
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            return cls(**{name: tuple(values[name]) for name in ("tags", "dependencies", "entities")})
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"{path}: no readable labels ({error!r}). Train or install the model again.") from error

    def write(self, path: Path) -> None:
        """Write the file that `read` reads."""
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class GrammarWindow:
    """What the network says of the grammar of one window, one row a word piece.

    Attributes:
        ends: characters of the text where the pieces end.
        starts: where they begin.
        tags, dependencies, entities: number of the best label.
        begins: whether a sentence begins here.
        roots: how much speaks for the root of a sentence.
        asks, answers: the views of a token as dependent and as head, (pieces, size).
    """

    starts: Ints
    ends: Ints
    tags: Ints
    dependencies: Ints
    entities: Ints
    begins: npt.NDArray[np.bool_]
    roots: Floats
    asks: Halves
    answers: Halves


def read_window(starts: Ints, ends: Ints, scores: Floats, arcs: Floats, labels: GrammarLabels) -> GrammarWindow:
    """The best labels of a window.

    Args:
        starts: characters where its pieces begin.
        ends: and end.
        scores: of all labels, (pieces, sum of `labels.sizes`).
        arcs: the views, (pieces, 2, size).
        labels: what the columns mean.
    """
    tags, dependencies, entities, begins = np.split(scores, np.cumsum(labels.sizes)[:-1], axis=1)
    return GrammarWindow(
        starts=starts,
        ends=ends,
        tags=tags.argmax(axis=1),
        dependencies=dependencies.argmax(axis=1),
        entities=entities.argmax(axis=1),
        begins=begins[:, 1] > begins[:, 0],
        roots=dependencies[:, labels.dependencies.index(ROOT)].copy(),  # a view would hold on to all scores
        asks=arcs[:, 0].astype(np.float16),
        answers=arcs[:, 1].astype(np.float16),
    )


def last_pieces(starts: Ints, ends: Ints, token_starts: Ints, token_ends: Ints) -> Ints:
    """The last word piece that shares a character with each token; -1 for a token without any."""
    last = np.searchsorted(starts, token_ends, "left") - 1
    shared = (last >= 0) & (ends[np.maximum(last, 0)] > token_starts) if len(ends) else np.zeros(len(last), dtype=bool)
    return np.where(shared, last, -1)


def write_grammar(doc: Doc, windows: Sequence[GrammarWindow], labels: GrammarLabels) -> None:
    """Set tags, heads and entities of a Doc.

    Args:
        doc: its tokens only; what else it has is replaced.
        windows: of its text, in order; where two overlap, the first one counts.
        labels: of the network.
    """
    if not len(doc):
        return
    token_starts, lengths = doc.to_array(["IDX", "LENGTH"]).astype(np.int64).T
    token_ends = token_starts + lengths
    grammar = _Columns(len(doc))
    done = 0  # characters whose tokens have been read
    for window in windows:
        if not len(window.ends) or window.ends[-1] <= done:
            continue
        first, stop = np.searchsorted(token_ends, [done, window.ends[-1]], "right").tolist()
        rows = last_pieces(window.starts, window.ends, token_starts[first:stop], token_ends[first:stop])
        tokens = first + np.flatnonzero(rows >= 0)
        done = int(window.ends[-1])
        if len(tokens):
            grammar.fill(tokens, rows[rows >= 0], window)
    grammar.attach_space()
    grammar.agree(labels)
    doc.from_array(list(ATTRIBUTES), grammar.as_array(doc, labels))  # type: ignore[arg-type]


def blank_doc(doc: Doc, text: str) -> Doc:
    """A Doc with blank tokens where a text of the same length has nothing but blanks; their grammar is that of space.

    Args:
        doc: with grammar; it stays as it is.
        text: what is to be read of it.
    """
    words = [text[token.idx : token.idx + len(token)] for token in doc]
    values = doc.to_array(list(ATTRIBUTES))
    hidden = [index for index, word in enumerate(words) if word.isspace() and not doc[index].is_space]
    tag, part = SPACE.split()
    columns = {"TAG": doc.vocab.strings.add(tag), "POS": doc.vocab.strings.add(part), "ENT_IOB": OUTSIDE, "ENT_TYPE": 0}
    for name, value in columns.items():
        values[hidden, ATTRIBUTES.index(name)] = value
    made = Doc(doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in doc])
    made.from_array(list(ATTRIBUTES), values)  # type: ignore[arg-type]
    return made


class _Columns:
    """The grammar of the tokens of a Doc while it is put together; -1 where nothing is known."""

    def __init__(self, length: int) -> None:
        self.tags, self.dependencies, self.entities = (np.full(length, -1, dtype=np.int64) for _ in range(3))
        self.heads = np.arange(length, dtype=np.int64)
        self._root: int | None = None  # of the last sentence of the window before

    def fill(self, tokens: Ints, rows: Ints, window: GrammarWindow) -> None:
        """Take what a window says of `tokens`, read at its `rows`."""
        self.tags[tokens] = window.tags[rows]
        self.dependencies[tokens] = window.dependencies[rows]
        self.entities[tokens] = window.entities[rows]
        sentences = np.cumsum(window.begins[rows]).astype(np.int64)
        scores = window.asks[rows].astype(np.float32) @ window.answers[rows].astype(np.float32).T
        heads = tokens[find_heads(scores, window.roots[rows], sentences)]
        roots = tokens[heads == tokens]
        if self._root is not None and not sentences[0]:  # a sentence that the window before has cut
            heads[heads == tokens] = np.where(roots == roots[0], self._root, roots)
        self._root = int(roots[-1])
        self.heads[tokens] = heads

    def attach_space(self) -> None:
        """Hang what has no word piece on the token before it, so that it begins no sentence."""
        unread = np.flatnonzero(self.tags < 0)
        for index in unread.tolist():
            if index:
                self.heads[index] = index - 1
            elif len(unread) < len(self.tags):
                self.heads[0] = int(np.argmax(self.tags >= 0))

    def agree(self, labels: GrammarLabels) -> None:
        """Let a subject be passive where its verb is a participle with a passive auxiliary before it, and only there.

        “Kim Woo was told that ...” is not told by Kim Woo.
        """
        numbers = {label: number for number, label in enumerate(labels.dependencies)}
        participles = [number for number, label in enumerate(labels.tags) if label.startswith(PARTICIPLE)]
        place = np.arange(len(self.heads))
        helps = (self.dependencies == numbers.get(AUXILIARY, -2)) & (place < self.heads)
        passive = np.isin(place, self.heads[helps]) & np.isin(self.tags, participles)
        for active_name, passive_name in PASSIVES.items():
            if active_name in numbers and passive_name in numbers:
                subjects = np.isin(self.dependencies, [numbers[active_name], numbers[passive_name]])
                names = np.where(passive[self.heads], numbers[passive_name], numbers[active_name])
                self.dependencies = np.where(subjects, names, self.dependencies)

    def as_array(self, doc: Doc, labels: GrammarLabels) -> npt.NDArray[np.uint64]:
        """What `Doc.from_array` takes, one row a token."""
        number = doc.vocab.strings.add
        pairs = [label.split() for label in (*labels.tags, SPACE)]
        tags = np.array([number(tag) for tag, _ in pairs], dtype=np.uint64)
        parts = np.array([number(part) for _, part in pairs], dtype=np.uint64)
        dependencies = np.array([*map(number, labels.dependencies), number("dep")], dtype=np.uint64)
        types = np.array([*(number(label[2:]) if label != "O" else 0 for label in labels.entities), 0], dtype=np.uint64)
        place = np.arange(len(self.heads))
        dependency = dependencies[self.dependencies]
        dependency[self.heads == place] = number(ROOT)
        return np.column_stack(
            [
                tags[self.tags],
                parts[self.tags],
                dependency,
                (self.heads - place).astype(np.uint64),
                entity_places(self.entities, labels).astype(np.uint64),
                types[self.entities],
            ]
        )


def entity_places(entities: Ints, labels: GrammarLabels) -> Ints:
    """BEGIN, INSIDE or OUTSIDE of each token; a name that goes on after nothing of its type begins there."""
    kinds = sorted({label[2:] for label in labels.entities})  # "" for "O"
    kind = np.array([*(kinds.index(label[2:]) for label in labels.entities), 0])[entities]
    first = np.array([*(label.startswith("B-") for label in labels.entities), False])[entities]
    before = np.concatenate([[0], kind[:-1]])
    places = np.where(first | (kind != before), BEGIN, INSIDE)
    return np.where(kind == 0, OUTSIDE, places)


def find_heads(scores: Floats, roots: Floats, sentences: Ints) -> Ints:
    """The head of each token, its own number for the root of a sentence; every sentence is one tree.

    Args:
        scores: how much speaks for a head, (dependents, heads).
        roots: how much speaks for being the root.
        sentences: number of the sentence of each token, rising.
    """
    size = len(sentences)
    chosen = np.where(sentences[:, None] == sentences[None, :], scores, NEVER)
    chosen[np.arange(size), np.arange(size)] = NEVER
    heads = chosen.argmax(axis=1)
    borders = [0, *(np.flatnonzero(sentences[1:] != sentences[:-1]) + 1).tolist(), size]
    found: list[int] = heads.tolist()
    for start, stop in pairwise(borders):
        root = start + int(roots[start:stop].argmax())
        found[root] = root
        break_circles(found, root, range(start, stop))
    return np.array(found, dtype=np.int64)


def break_circles(heads: list[int], root: int, tokens: range) -> None:
    """Hang each circle of a sentence on its root, at the token that closes it."""
    reached = {root}
    for token in tokens:
        path = []
        while token not in reached:
            reached.add(token)
            path.append(token)
            token = heads[token]
        if path and token in path:
            heads[path[-1]] = root


def words_between(doc: Doc, start: int, end: int) -> str:
    """The text of some tokens."""
    if end - start == 1:
        return doc[start].text
    if start >= end:
        return ""
    return "".join([doc[index].text_with_ws for index in range(start, end - 1)]) + doc[end - 1].text


def root_between(doc: Doc, start: int, end: int) -> Token:
    """The token that heads some tokens; most mentions have only one."""
    return doc[start] if end - start == 1 else doc[start:end].root
