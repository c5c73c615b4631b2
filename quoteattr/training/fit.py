"""`quoteattr train`: from an annotated corpus to a model folder.

In: annotated text and the name of a base encoder. Out: a folder that `--model` takes: model.onnx
(int8), tokenizer.json, config.json, calibration.json, metrics.json and a model card (README.md)::

    train(Path("corpus.jsonl"), Path("model"), base="sm", epochs=5, seed=13)

The checkpoint lies in the same folder under `training/`; a run that was stopped goes on from it.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import spacy
import torch

from quoteattr.components.attribution.model import GRAMMAR, AttributionModel, Runtime
from quoteattr.errors import GoldError
from quoteattr.pipeline import find_spacy_model, load
from quoteattr.scoring import GoldDocument, predict, read_gold, read_predictions, write_predictions
from quoteattr.training.augment import PLAIN
from quoteattr.training.bases import ORIGINS, read_base
from quoteattr.training.calibrate import finish
from quoteattr.training.corpus import Article, hold_back, to_article
from quoteattr.training.export import export
from quoteattr.training.grammar import LABELS, GrammarReader
from quoteattr.training.loop import Names, Progress, Teaching, fit
from quoteattr.training.names import find_names
from quoteattr.training.options import Options
from quoteattr.training.pruning import Thinness
from quoteattr.training.restoring import read_trained
from quoteattr.training.teacher import OnRead, Teacher
from quoteattr.training.thin import smaller
from quoteattr.training.unasked import to_article_beside

# Share of the articles that the calibration is fitted on: 50 of 840 hold 1,200 attributions,
# enough for the seven weights of a regression.
HELD_BACK = 0.06
# Highest learning rate of the encoder: the larger one forgets sooner.
ENCODER_RATES = {"sm": 1e-4, "lg": 4e-5}
# The same for a network that is trained further, of its heads, too.
FURTHER_RATE = 4e-5
# Shapes of each article when a teacher reads them: reading one takes longer than three epochs of `sm`.
TAUGHT_SHAPES = 2
# What is left of each layer of 12 heads and 1,536 neurons when `sm` is trained: a third less to compute.
THINNESS = {"sm": Thinness(heads=6, neurons=1152), "lg": None}


def train(
    corpus: Path,
    output: Path,
    *,
    base: str = "sm",
    epochs: int = 5,
    seed: int = 13,
    resume: bool = True,
    augment: bool = True,
    teacher: str | Path | None = None,
    start: str | Path | None = None,
    beside: Sequence[Path] = (),
    texts: Sequence[Path] = (),
    part: str | None = None,
    progress: Progress | None = None,
) -> None:
    """Train an attribution model.

    Args:
        corpus: annotated text, a file or a folder.
        output: the model folder to write.
        base: name of the encoder to start from, "sm" or "lg".
        epochs: passes over the corpus.
        seed: of everything that is drawn.
        resume: go on from a checkpoint in `output`; otherwise begin anew.
        augment: vary names, marks and letter case of the articles; otherwise take them as they stand.
        teacher: a trained model, by name or path, that the labels are also learned from.
        start: a trained model, by name or path, to train further, in place of a base encoder.
        beside: what that model was trained on, to rehearse some of it in each epoch.
        texts: the articles of annotations that hold offsets only.
        part: of annotations as offsets, only this part.
        progress: called after each step with the steps done, the steps in all and the loss of late.

    Raises:
        GoldError: the corpus is not in a documented format or too small to hold articles back.
        ModelError: the base encoder or a spaCy pipeline is not installed.
    """
    kept, held = hold_back(read_gold([corpus], texts, part), HELD_BACK)
    rehearsed, held_beside = hold_back(read_gold(beside), HELD_BACK)
    if not kept or not held:
        raise GoldError(f"{corpus}: {len(kept) + len(held)} articles are too few to train on and to calibrate with.")
    work = output / "training"
    work.mkdir(parents=True, exist_ok=True)
    if not resume:
        forget(work)
    trained = read_trained(start) if start else None
    encoder = trained.base if trained else read_base(base)
    show = progress or (lambda done, total, loss: None)
    options = Options(epochs=epochs, seed=seed, encoder_rate=ENCODER_RATES[base])
    if trained:
        options = replace(options, encoder_rate=FURTHER_RATE, head_rate=FURTHER_RATE)
        if trained.labels:
            trained.labels.write(work / LABELS)
    if teacher:
        options = replace(options, shapes=TAUGHT_SHAPES)
    if not augment:
        options = replace(options, augmentation=PLAIN, shapes=1)
    articles = read_articles(kept, start, work)
    teaching = read_teaching(teacher, base, [article.text for article in articles], work, show)
    network = fit(
        articles,
        read_names([*kept, *rehearsed], work / "names.json"),
        encoder,
        output=work,
        options=options,
        progress=show,
        teaching=teaching,
        start=trained.network() if trained else None,
        beside=[to_article(document) for document in rehearsed],
    )
    thinness = None if trained else THINNESS[base]
    if thinness and thinness.is_less_than(encoder.shape):
        thin = work / "thin"
        network = smaller(
            network, encoder, articles, thinness, sizes=teaching.sizes, work=thin, seed=seed, progress=show
        )
    export(network, encoder, origin=trained.origin if trained else ORIGINS[base], folder=output)
    if teaching.labels:
        teaching.labels.write(output / GRAMMAR)
    finish(output, (*held, *held_beside))


def forget(work: Path) -> None:
    """Leave nothing of an earlier run."""
    for left in (*work.glob("**/checkpoint.pt"), *work.glob("teacher-*.npz"), *work.glob("grammar*")):
        left.unlink(missing_ok=True)


def read_articles(documents: Sequence[GoldDocument], start: str | Path | None, work: Path) -> list[Article]:
    """The documents as training sees them; what the model to train further finds in them is asked once."""
    if start is None or not any(document.shown_only for document in documents):
        return [to_article(document) for document in documents]
    kept = work / "predictions.jsonl"
    if not kept.exists():
        write_predictions(kept, dict(predict(documents, load(str(start)))))
    found = read_predictions(kept)
    return [to_article_beside(document, found[document.id]) for document in documents]


def read_teaching(
    teacher: str | Path | None, base: str, texts: Sequence[str], work: Path, progress: Progress
) -> Teaching:
    """What is learned from beside the annotation; `sm` reads grammar, too, so that it can do without spaCy's parser."""

    def show(done: int, total: int) -> None:
        progress(done, total, math.nan)

    grammarian = labels = None
    if base == "sm":
        grammarian = GrammarReader(spacy.load(find_spacy_model(), exclude=["lemmatizer"]), work=work, on_read=show)
        labels = grammarian.labels(texts)
    return Teaching(
        teacher=read_teacher(teacher, work, show) if teacher else None, grammarian=grammarian, labels=labels
    )


def read_teacher(name_or_path: str | Path, work: Path, on_read: OnRead) -> Teacher:
    """The trained model to learn from, on as many threads as training has."""
    runtime = Runtime(threads=torch.get_num_threads())
    model = AttributionModel.load(name_or_path, runtime=runtime)
    return Teacher(model, work=work, on_read=on_read)


def read_names(documents: Sequence[GoldDocument], cache: Path) -> Names:
    """The persons in each document; found once, since the entity recogniser takes minutes."""
    if not cache.exists():
        nlp = spacy.load(find_spacy_model(), disable=("parser", "lemmatizer", "attribute_ruler"))
        found = {document.id: find_names(nlp, document.text) for document in documents}
        cache.write_text(json.dumps(found), encoding="utf-8")
    return {key: tuple(people) for key, people in json.loads(cache.read_text(encoding="utf-8")).items()}
