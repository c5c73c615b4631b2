"""The grammar of the training text, as a spaCy pipeline reads it, for the encoder to learn.

In: a spaCy pipeline and articles in the shapes that they are trained in. Out: the tokens of each
article with their tags, heads and entities as numbers::

    grammarian = Grammarian(spacy.load("en_core_web_sm"), work=Path("model/training"))
    parsed = grammarian.read(0, [(article.id, article.text)])
    parsed["a1"].shape  # (tokens, 7), columns as in COLUMNS

What the pipeline says is not checked: the encoder learns its errors, too, where they are regular.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from quoteattr.components.attribution.windows import Ints, Pieces
from quoteattr.components.grammar import GrammarLabels, last_pieces
from quoteattr.training.corpus import Arrays, kept

# Columns of a parsed article: characters of a token, numbers of its labels in GrammarLabels (IGNORED where they are
# not among them), whether it begins a sentence, and the token that is its head.
COLUMNS = ("start", "end", "tag", "dependency", "entity", "begins", "head")
START, END, TAG, DEPENDENCY, ENTITY, BEGINS, HEAD = range(len(COLUMNS))
# Columns of `by_piece`.
TARGETS = ("tag", "dependency", "entity", "begins", "head")
IGNORED = -100  # what the loss leaves out
LABELS = "grammar.json"

Parsed = Mapping[str, Ints]  # by id of the article
OnRead = Callable[[int, int], None]  # articles read of a shape, and how many there are


class GrammarReader:
    """Reads each shape of the corpus once, and keeps what it read on disk.

    Attributes:
        nlp: a pipeline with tagger, parser and entity recogniser.
        work: the folder of the training run.
        on_read: is called after each article.
    """

    def __init__(self, nlp: Language, *, work: Path, on_read: OnRead = lambda done, total: None) -> None:
        self.nlp, self.work, self.on_read = nlp, work, on_read

    def labels(self, texts: Sequence[str]) -> GrammarLabels:
        """The labels of the pipeline; of tags and parts of speech the pairs that it gives these texts."""
        known = GrammarLabels.read(self.work / LABELS)
        if known is None:
            pairs = {f"{token.tag_} {token.pos_}" for doc in self.nlp.pipe(texts) for token in doc if token.tag_}
            kinds = self.nlp.get_pipe("ner").labels  # type: ignore[attr-defined]
            known = GrammarLabels(
                tags=tuple(sorted(pairs)),
                dependencies=tuple(self.nlp.get_pipe("parser").labels),  # type: ignore[attr-defined]
                entities=("O", *(f"{place}-{kind}" for kind in kinds for place in "BI")),
            )
            known.write(self.work / LABELS)
        return known

    def read(self, shape: int, articles: Sequence[tuple[str, str]], labels: GrammarLabels) -> Parsed:
        """The grammar of articles, given as id and text; `shape` numbers how they were changed."""
        found = kept(self.work / f"grammar-{shape}.npz", lambda: self._parse(articles, labels))
        return {identifier: tokens.astype(np.int64) for identifier, tokens in found.items()}

    def _parse(self, articles: Sequence[tuple[str, str]], labels: GrammarLabels) -> Arrays:
        found = {}
        pairs = ((text, identifier) for identifier, text in articles)
        for count, (doc, identifier) in enumerate(self.nlp.pipe(pairs, as_tuples=True, batch_size=16), start=1):
            found[identifier] = parsed(doc, labels)
            self.on_read(count, len(articles))
        return found


def parsed(doc: Doc, labels: GrammarLabels) -> np.ndarray[tuple[int, ...], np.dtype[np.int32]]:
    """The grammar of a Doc, one row a token, columns as in COLUMNS."""
    tags = {label: number for number, label in enumerate(labels.tags)}
    dependencies = {label: number for number, label in enumerate(labels.dependencies)}
    entities = {label: number for number, label in enumerate(labels.entities)}
    rows = [
        (
            token.idx,
            token.idx + len(token),
            tags.get(f"{token.tag_} {token.pos_}", IGNORED),
            dependencies.get(token.dep_, IGNORED),
            entities.get(f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O", IGNORED),
            int(bool(token.is_sent_start)),
            token.head.i,
        )
        for token in doc
    ]
    return np.array(rows, dtype=np.int32).reshape(-1, len(COLUMNS))


def by_piece(pieces: Pieces, tokens: Ints) -> Ints:
    """What each word piece should say, (pieces, TARGETS); IGNORED but at the last piece of a token.

    The head is the number of the last piece of the token that is the head; IGNORED for a root, which is known by
    its dependency.
    """
    targets = np.full((len(pieces), len(TARGETS)), IGNORED, dtype=np.int64)
    if not len(pieces) or not len(tokens):
        return targets
    last = last_pieces(pieces.starts, pieces.ends, tokens[:, START], tokens[:, END])
    read = np.flatnonzero(last >= 0)
    targets[last[read], :4] = tokens[read][:, TAG : BEGINS + 1]
    heads = tokens[read, HEAD]
    targets[last[read], 4] = np.where(heads == read, IGNORED, np.where(last[heads] >= 0, last[heads], IGNORED))
    return targets
