"""The spaCy component `quoteattr`: runs the stages over a Doc.

In: Docs with entities and a parse (any English spaCy pipeline), or with tokens only where the model
reads grammar, too. Out: the same Docs, with what the stages found in `doc._.quoteattr`;
quoteattr.records turns that into quotes and claims::

    nlp = spacy.load("en_core_web_sm")
    nlp.add_pipe("quoteattr", config={"model": "sm"})
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from quoteattr.components.annotations import Attribution, Quotation, Reported, Resolution
from quoteattr.components.attribution.assemble import assemble
from quoteattr.components.attribution.model import AttributionModel, Found, Runtime
from quoteattr.components.attribution.order import find_structural
from quoteattr.components.grammar import blank_doc, write_grammar
from quoteattr.components.quotations import find_quotations
from quoteattr.components.speakers import SpeakerResolution, resolve_speakers
from quoteattr.components.speech import judge_speech
from quoteattr.components.stages import Attempt, Hidden, Stages, blank, is_hidden
from quoteattr.components.veridicality import judge_veridicality
from quoteattr.documents import Document
from quoteattr.errors import ModelError
from quoteattr.statements import Device, Failure

DOCUMENT = "quoteattr_document"  # doc.user_data key: the Document that a Doc was made from


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """What the stages found in one Doc, and could not; `resolution.resolutions[i]` belongs to `reported[i]`."""

    reported: tuple[Reported, ...]
    resolution: SpeakerResolution
    failures: tuple[Failure, ...] = ()


def document_of(doc: Doc) -> Document:
    """The Document that the Doc was made from; one without metadata in somebody else's pipeline."""
    document = doc.user_data.get(DOCUMENT)
    return document if isinstance(document, Document) else Document(text=doc.text)


@Language.factory(
    "quoteattr",
    assigns=["doc._.quoteattr"],
    default_config={"model": "sm", "device": "cpu"},
)
def create_quoteattr(nlp: Language, name: str, model: str, device: str) -> "QuoteattrComponent":
    """Make the component; `model` is sm, lg or the path of a model folder, `device` cpu or cuda.

    Raises:
        ModelError: there is no such attribution model, or the device cannot be used.
    """
    runtime = Runtime(device=Device(device))
    return QuoteattrComponent(AttributionModel.load(model, runtime=runtime))


class QuoteattrComponent:
    """Finds quotes and claims and their speakers in parsed Docs.

    Args:
        model: gives source, cue and content, and their links.
    """

    def __init__(self, model: AttributionModel) -> None:
        self.model = model
        if not Doc.has_extension("quoteattr"):
            Doc.set_extension("quoteattr", default=None)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one Doc."""
        self._annotate(doc)
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int | None = None) -> Iterator[Doc]:
        """Annotate a stream of Docs, one after the other, whatever the size of a batch is elsewhere."""
        for doc in stream:
            self._annotate(doc)
            yield doc

    def _annotate(self, doc: Doc) -> None:
        document = document_of(doc)
        text = document.text
        stages = Stages(text)
        quotations: tuple[Quotation, ...] = stages.run(
            "quotations", lambda hidden: find_quotations(blank(text, hidden)), ()
        )
        bare = len(doc) > 0 and not (doc.has_annotation("DEP") and doc.has_annotation("ENT_IOB"))
        found: tuple[Attribution, ...] = stages.run(
            "model", lambda hidden: self._predict(doc, text, quotations, hidden, bare=bare), ()
        )
        structural: tuple[Attribution, ...] = stages.run(
            "rules",
            lambda hidden: find_structural(
                blank(text, hidden), _seen(quotations, hidden), is_recording=bool(document.times)
            ),
            (),
        )
        reported: tuple[Reported, ...] = stages.run(
            "statements", lambda hidden: self._report(text, quotations, (*found, *structural), hidden), ()
        )
        reported = judge_speech(doc, quotations, reported, stages.attempt)
        resolution = stages.run(
            "speakers",
            lambda hidden: _resolve(doc, reported, document, hidden, stages.attempt),
            SpeakerResolution(resolutions=(Resolution(),) * len(reported), speakers=()),
        )
        doc._.quoteattr = Annotations(
            reported=judge_veridicality(doc, quotations, reported, stages.attempt),
            resolution=resolution,
            failures=stages.finish(document.address),
        )

    def _predict(
        self, doc: Doc, text: str, quotations: tuple[Quotation, ...], hidden: Hidden, *, bare: bool
    ) -> tuple[Attribution, ...]:
        """The attributions of the model; a Doc that is bare of grammar gets that of the model, too."""
        (found,) = self.model.predict([blank(text, hidden)], [_seen(quotations, hidden)])
        if bare:
            self._complete(doc, found)
        return found.attributions

    def _report(
        self, text: str, quotations: tuple[Quotation, ...], found: tuple[Attribution, ...], hidden: Hidden
    ) -> tuple[Reported, ...]:
        """The statements of the attributions and quotations that are not hidden."""
        seen = tuple(each for each in found if not is_hidden((*each.content, *each.cue, *each.source), hidden))
        confidence: Callable[[Attribution], float] = self.model.calibration.confidence
        return assemble(
            blank(text, hidden), _seen(quotations, hidden), seen, confidence, self.model.config.least_confidence
        )

    def _complete(self, doc: Doc, found: Found) -> None:
        """Give a Doc that has only tokens the grammar that the model reads.

        Raises:
            ModelError: the model reads none.
        """
        if self.model.grammar is None:
            raise ModelError(
                f"model {self.model.name}: it reads no grammar, and the pipeline has no parser and entity recogniser "
                "before quoteattr. Add them, or use the model sm."
            )
        write_grammar(doc, found.grammar, self.model.grammar)


def _seen(quotations: tuple[Quotation, ...], hidden: Hidden) -> tuple[Quotation, ...]:
    """The quotations of which nothing is hidden; one inside another that is hidden stands by itself."""
    if not hidden:
        return quotations
    kept = [index for index, quotation in enumerate(quotations) if not is_hidden(quotation.outer, hidden)]
    place: dict[int | None, int] = {old: new for new, old in enumerate(kept)}
    return tuple(replace(quotations[index], parent=place.get(quotations[index].parent)) for index in kept)


def _resolve(
    doc: Doc, reported: tuple[Reported, ...], document: Document, hidden: Hidden, attempt: Attempt
) -> SpeakerResolution:
    """The speakers of the statements; one whose source is hidden has none."""
    if not hidden:
        return resolve_speakers(doc, reported, document, attempt)
    seen = tuple(
        replace(one, source=None, cue=None, carried=None) if one.source and is_hidden((one.source,), hidden) else one
        for one in reported
    )
    text = blank(document.text, hidden)
    return resolve_speakers(blank_doc(doc, text), seen, replace(document, text=text), attempt)
