"""The spaCy component `quoteattr`: runs the stages over a Doc.

In: Docs with entities and a parse (any English spaCy pipeline), or with tokens only where the model
reads grammar, too. Out: the same Docs, with what the stages found in `doc._.quoteattr`;
quoteattr.records turns that into quotes and claims::

    nlp = spacy.load("en_core_web_sm")
    nlp.add_pipe("quoteattr", config={"model": "sm"})
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import minibatch

from quoteattr.choice import Device
from quoteattr.components.annotations import Attribution, Quotation, Reported
from quoteattr.components.attribution.assemble import assemble
from quoteattr.components.attribution.model import AttributionModel, Found, Runtime
from quoteattr.components.attribution.structure import find_structural
from quoteattr.components.grammar import write_grammar
from quoteattr.components.quotations import find_quotations
from quoteattr.components.speakers import SpeakerResolution, resolve_speakers
from quoteattr.components.veridicality import judge_veridicality
from quoteattr.documents import Document
from quoteattr.errors import ModelError

DOCUMENT = "quoteattr_document"  # doc.user_data key: the Document that a Doc was made from


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """What the stages found in one Doc; `resolution.resolutions[i]` belongs to `reported[i]`."""

    reported: tuple[Reported, ...]
    resolution: SpeakerResolution


def document_of(doc: Doc) -> Document:
    """The Document that the Doc was made from; one without metadata in somebody else's pipeline."""
    document = doc.user_data.get(DOCUMENT)
    return document if isinstance(document, Document) else Document(text=doc.text)


@Language.factory(
    "quoteattr",
    assigns=["doc._.quoteattr"],
    default_config={"model": "sm", "device": "cpu", "batch_size": 16},
)
def create_quoteattr(nlp: Language, name: str, model: str, device: str, batch_size: int) -> "QuoteattrComponent":
    """Make the component; `model` is sm, lg or the path of a model folder, `device` cpu or cuda.

    Raises:
        ModelError: there is no such attribution model, or the device cannot be used.
    """
    runtime = Runtime(device=Device(device))
    return QuoteattrComponent(AttributionModel.load(model, runtime=runtime), batch_size=batch_size)


class QuoteattrComponent:
    """Finds quotes and claims and their speakers in parsed Docs.

    Args:
        model: gives source, cue and content, and their links.
        batch_size: Docs whose windows go through the model together.
    """

    def __init__(self, model: AttributionModel, *, batch_size: int) -> None:
        self.model = model
        self.batch_size = batch_size
        if not Doc.has_extension("quoteattr"):
            Doc.set_extension("quoteattr", default=None)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one Doc."""
        self._annotate([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int | None = None) -> Iterator[Doc]:
        """Annotate a stream of Docs, several through the model at a time."""
        for docs in minibatch(stream, size=batch_size or self.batch_size):
            self._annotate(docs)
            yield from docs

    def _annotate(self, docs: list[Doc]) -> None:
        texts = [doc.text for doc in docs]
        quotations = [find_quotations(text) for text in texts]
        predicted = self.model.predict(texts, quotations)
        for doc, text, marks, found in zip(docs, texts, quotations, predicted, strict=True):
            self._complete(doc, found)
            doc._.quoteattr = self._annotations(doc, text, marks, found.attributions)

    def _complete(self, doc: Doc, found: Found) -> None:
        """Give a Doc that has only tokens the grammar that the model reads.

        Raises:
            ModelError: the model reads none.
        """
        if not len(doc) or (doc.has_annotation("DEP") and doc.has_annotation("ENT_IOB")):
            return
        if self.model.grammar is None:
            raise ModelError(
                f"model {self.model.name}: it reads no grammar, and the pipeline has no parser and entity recogniser "
                "before quoteattr. Add them, or use the model sm."
            )
        write_grammar(doc, found.grammar, self.model.grammar)

    def _annotations(
        self, doc: Doc, text: str, quotations: tuple[Quotation, ...], found: tuple[Attribution, ...]
    ) -> Annotations:
        confidence: Callable[[Attribution], float] = self.model.calibration.confidence
        structural = find_structural(text, quotations)
        least = self.model.config.least_confidence
        reported = assemble(text, quotations, (*found, *structural), confidence, least)
        resolution = resolve_speakers(doc, reported, document_of(doc))
        return Annotations(reported=judge_veridicality(doc, quotations, reported), resolution=resolution)
