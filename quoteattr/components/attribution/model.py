"""The trained attribution model at work: onnxruntime and tokenizers, no torch.

In: texts with their quotations. Out: the attributions of each text, and its grammar where the model
has learned that, too::

    model = AttributionModel.load("sm")
    (found,) = model.predict([text], [find_quotations(text)])
    found.attributions

A model is a folder: model.onnx, tokenizer.json, config.json, calibration.json and, with a grammar,
grammar.json. `sm` comes with the package; other names are entry points of the group
`quoteattr.models` that give such a folder.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from importlib.metadata import entry_points
from pathlib import Path
from typing import Self

import numpy as np
import onnxruntime
from onnxruntime.capi.onnxruntime_pybind11_state import (
    Fail,
    InvalidArgument,
    InvalidProtobuf,
    NotImplemented,
)
from tokenizers import Tokenizer

from quoteattr.components.annotations import Attribution, Quotation
from quoteattr.components.attribution.calibration import Calibration
from quoteattr.components.attribution.decoding import Reading, best_spans, link_spans, make_attributions, stitch
from quoteattr.components.attribution.windows import Pieces, cut_parts, cut_windows, read_pieces
from quoteattr.components.grammar import GrammarLabels, GrammarWindow, read_window
from quoteattr.errors import ModelError
from quoteattr.statements import Device

BUNDLED = "sm"
FORMAT = 4  # of the model folder; a folder of another format is refused
ENTRY_POINTS = "quoteattr.models"
DIGEST_LENGTH = 12  # hexadecimal digits, enough to tell models apart in a table

OUTPUTS = ("labels", "views", "nulls")
GRAMMAR_OUTPUTS = ("grammar", "arcs")  # of a network that reads grammar, too
GRAMMAR = "grammar.json"
# Operators that onnxruntime would put together: for a sum and its normalisation one takes five times as long as the two
# by themselves; for quantisation and product, one rounds otherwise on Arm processors with a matrix unit (SME).
UNWANTED_FUSIONS = ("SkipLayerNormFusion", "DynamicQuantizeMatMulFusion")
# An attribute of products with weights in blocks, as it stands in model.onnx. With level 4 onnxruntime rounds
# activations to 8 bits, in another order on each kind of processor, and what is found differs; with 1 it computes in
# 32 bits, which takes 6% longer on a processor without VNNI.
ROUNDED, UNROUNDED = b"accuracy_level\x18\x04", b"accuracy_level\x18\x01"
# What the graphics processor has no operator for runs on the processor.
PROVIDERS = {Device.CPU: ["CPUExecutionProvider"], Device.CUDA: ["CUDAExecutionProvider", "CPUExecutionProvider"]}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelConfig:
    """What config.json of a model folder says.

    Attributes:
        format: of the folder.
        base: pretrained encoder that the model was trained from.
        window: word pieces that the network reads at once, marks for beginning and end included.
        overlap: pieces that two windows share at most.
        pad, begin, end: vocabulary numbers of padding and of the marks.
        outside_bias: added to the score of "no role"; below zero more is found, and more wrongly.
        sourceless_bias: added to the score of "this cue has no source".
        cueless_bias: added to the score of "this content has no cue".
        least_confidence: an indirect claim that is less sure is not reported.
    """

    format: int
    base: str
    window: int
    overlap: int
    pad: int
    begin: int
    end: int
    outside_bias: float
    sourceless_bias: float
    cueless_bias: float
    least_confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Runtime:
    """How the network is run.

    Attributes:
        device: the processor, or a graphics processor.
        threads: of onnxruntime; one, since articles are spread over processes and not over threads.
        part: pieces of a text that are decoded together. A book-long text is cut into parts, so
            that memory does not grow with it; no statement reaches that far.
    """

    device: Device = Device.CPU
    threads: int = 1
    part: int = 16_384


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart:
    """A stretch of a text that is decoded by itself."""

    pieces: Pieces
    windows: tuple[range, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a model finds in a text.

    Attributes:
        attributions: in the order of the text.
        grammar: a window each, in order; none from a model without grammar.
    """

    attributions: tuple[Attribution, ...]
    grammar: tuple[GrammarWindow, ...]


def reads_grammar(name_or_path: str | Path) -> bool:
    """Whether a model reads tags, heads and entities, so that it needs no spaCy pipeline beside it.

    Raises:
        ModelError: there is no such model.
    """
    return (find_folder(name_or_path)[1] / GRAMMAR).exists()


def find_folder(name_or_path: str | Path) -> tuple[str, Path]:
    """Name and folder of a model: the one in the package, an installed one, or a path.

    Raises:
        ModelError: there is no such model.
    """
    name = str(name_or_path)
    if name == BUNDLED:
        return name, Path(__file__).parents[2] / "models" / BUNDLED
    for entry in entry_points(group=ENTRY_POINTS, name=name):
        return name, Path(entry.load()())
    folder = Path(name_or_path)
    if folder.is_dir():
        return folder.resolve().name, folder
    installed = sorted({BUNDLED, *(entry.name for entry in entry_points(group=ENTRY_POINTS))})
    raise ModelError(
        f"{name}: no such model. Installed: {', '.join(installed)}; a path must be a folder made by `quoteattr train`."
    )


def read_config(path: Path) -> ModelConfig:
    """The configuration of a model folder; entries that only describe are left out.

    Raises:
        ModelError: it is missing, damaged or of another format.
    """
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        config = ModelConfig(**{field.name: values[field.name] for field in fields(ModelConfig)})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"{path}: no readable model configuration ({error!r}). Train or install the model again."
        ) from error
    if config.format != FORMAT:
        raise ModelError(f"{path}: format {config.format}, but this version reads {FORMAT}. Install a matching model.")
    return config


def write_config(config: ModelConfig, path: Path) -> None:
    """Write the file that `read_config` reads."""
    path.write_text(json.dumps(asdict(config), indent=2) + "\n", encoding="utf-8")


def open_session(path: Path, runtime: Runtime) -> onnxruntime.InferenceSession:
    """The network, ready to run on its device.

    Raises:
        ModelError: the file is missing or is no network, or the device cannot be used.
    """
    providers = PROVIDERS[runtime.device]
    if providers[0] not in onnxruntime.get_available_providers():
        raise ModelError(
            f"device {runtime.device}: the installed onnxruntime has no {providers[0]}. "
            "Install onnxruntime-gpu instead of onnxruntime, or use --device cpu."
        )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = runtime.threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        network = path.read_bytes().replace(ROUNDED, UNROUNDED)
        session = onnxruntime.InferenceSession(
            network, options, providers=providers, disabled_optimizers=list(UNWANTED_FUSIONS)
        )
    except (OSError, Fail, InvalidArgument, InvalidProtobuf, NotImplemented) as error:
        raise ModelError(f"{path}: cannot be loaded ({error}). Install or train the model again.") from error
    if session.get_providers()[0] != providers[0]:  # onnxruntime goes on without a device that it cannot use
        raise ModelError(
            f"device {runtime.device}: onnxruntime cannot use it. Check its driver and libraries, or use --device cpu."
        )
    return session


def read_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer of a model folder.

    Raises:
        ModelError: the file is missing or damaged.
    """
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        if "model" not in values:
            raise ValueError("no vocabulary in it")
    except (OSError, ValueError, TypeError) as error:
        raise ModelError(f"{path}: no readable tokenizer ({error}). Install or train the model again.") from error
    return Tokenizer.from_file(str(path))


class AttributionModel:
    """Finds attributions in texts.

    Attributes:
        name: "sm", "lg" or the name of the folder.
        folder: where the model lies.
        config: what its config.json says.
        calibration: turns the scores of an attribution into a confidence.
        grammar: what the columns of its grammar mean; None when it reads none.
    """

    def __init__(self, name: str, folder: Path, runtime: Runtime) -> None:
        """Open the model in `folder`; ModelError when something of it is missing."""
        self.name, self.folder, self.runtime = name, folder, runtime
        self.config = read_config(folder / "config.json")
        self.calibration = Calibration.read(folder / "calibration.json")
        self.grammar = GrammarLabels.read(folder / GRAMMAR)
        self._outputs = (*OUTPUTS, *(GRAMMAR_OUTPUTS if self.grammar else ()))
        self._tokenizer = read_tokenizer(folder / "tokenizer.json")
        self._session = open_session(folder / "model.onnx", runtime)

    @classmethod
    def load(cls, name_or_path: str | Path = BUNDLED, *, runtime: Runtime | None = None) -> Self:
        """Open a model by name or path.

        Raises:
            ModelError: there is no such model, or its folder is not complete.
        """
        name, folder = find_folder(name_or_path)
        return cls(name, folder, runtime or Runtime())

    @cached_property
    def digest(self) -> str:
        """Which network this is: the beginning of the SHA-256 of model.onnx."""
        return hashlib.sha256((self.folder / "model.onnx").read_bytes()).hexdigest()[:DIGEST_LENGTH]

    def predict(self, texts: Sequence[str], quotations: Sequence[tuple[Quotation, ...]]) -> list[Found]:
        """What is found in each text.

        Args:
            texts: any texts; an empty one has no attributions.
            quotations: what find_quotations gives for each of them.
        """
        return [self._find(text, marks) for text, marks in zip(texts, quotations, strict=True)]

    def _find(self, text: str, quotations: tuple[Quotation, ...]) -> Found:
        attributions: list[Attribution] = []
        grammar: list[GrammarWindow] = []
        for part in self.parts(text, quotations):
            readings = self.read(part)
            attributions += self.decode(part, readings, quotations)
            grammar += self._grammar(part, readings)
        return Found(attributions=tuple(attributions), grammar=tuple(grammar))

    def _grammar(self, part: TextPart, readings: Sequence[Reading]) -> Iterator[GrammarWindow]:
        """The grammar of each window of a part."""
        for reading in readings:
            if self.grammar is not None and reading.grammar is not None and reading.arcs is not None:
                rows = slice(reading.window.start, reading.window.stop)
                starts, ends = part.pieces.starts[rows], part.pieces.ends[rows]
                yield read_window(starts, ends, reading.grammar, reading.arcs, self.grammar)

    def parts(self, text: str, quotations: Sequence[Quotation]) -> Iterator[TextPart]:
        """The parts of a text with their windows; one, unless it is very long."""
        for pieces in cut_parts(read_pieces(self._tokenizer, text, quotations), self.runtime.part):
            windows = cut_windows(pieces, size=self.config.window - 2, overlap=self.config.overlap)
            yield TextPart(pieces=pieces, windows=tuple(windows))

    def read(self, part: TextPart) -> tuple[Reading, ...]:
        """What the network says of each window of a part."""
        return tuple(self._run(part.pieces, window) for window in part.windows)

    def decode(
        self, part: TextPart, readings: Sequence[Reading], quotations: Sequence[Quotation]
    ) -> tuple[Attribution, ...]:
        """The attributions of a part; `quotations` are those of its text."""
        scores = stitch(readings, len(part.pieces))
        spans = best_spans(scores, part.pieces, outside_bias=self.config.outside_bias)
        links = link_spans(
            spans, readings, sourceless_bias=self.config.sourceless_bias, cueless_bias=self.config.cueless_bias
        )
        return make_attributions(part.pieces, quotations, spans, links)

    def _run(self, pieces: Pieces, window: range) -> Reading:
        """What the network says of one window.

        One at a time: the scale of 8-bit numbers is that of all that runs together, so in a batch
        a text would change with its neighbours; on one thread a batch is no faster.
        """
        rows = slice(window.start, window.stop)
        ids = np.concatenate([[self.config.begin], pieces.ids[rows], [self.config.end]])[None]
        features = np.pad(pieces.features[rows], ((1, 1), (0, 0)))[None]
        inputs = {"ids": ids, "features": features}
        said = (output[0, 1:-1] for output in self._session.run(self._outputs, inputs))
        return Reading(window=window, **dict(zip(self._outputs, said, strict=True)))
