"""What an output was made with, kept with it: a run that goes on has to be the same, and a reader wants to know.

In: models and options. Out: manifest.json, first with these alone, at the end of a run also with what there is::

    {"format": 1, "version": "0.1.0", "model": "sm", "model_digest": ..., "spacy_model": ..., "started": ...,
     "options": {"shard_size": 1000, ...}, "documents": 2000, ..., "shards": [{"shard": "part-000000/0000", ...}]}

What was skipped, and why, is in the marker of each shard (output.py), which belongs to the manifest: in a crawl of the
web most pages are skipped, and one file could not hold them all.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from quoteattr import __version__
from quoteattr.errors import QuoteattrError
from quoteattr.readers import ReadOptions
from quoteattr.scale.places import Folder
from quoteattr.statements import ModelInfo

MANIFEST = "manifest.json"
FORMAT = 1
COUNTS = ("documents", "quotes", "claims", "skipped", "repeated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What decides what an output holds.

    Attributes:
        version: of quoteattr.
        model, model_digest, spacy_model: what annotated.
        options: how documents were read and cut into shards.
        started: when the batch began, which is when its one run did.
    """

    version: str
    model: str
    model_digest: str
    spacy_model: str
    options: Mapping[str, Any]
    started: str

    @property
    def run(self) -> dict[str, Any]:
        """The row of `runs` that `quoteattr extract` would have made."""
        return {
            "version": self.version,
            "model": self.model,
            "model_digest": self.model_digest,
            "spacy_model": self.spacy_model,
            "options": "{}",
            "started": self.started,
        }


def new_manifest(info: ModelInfo, options: ReadOptions, shard_size: int) -> Manifest:
    """The manifest of a batch that begins now."""
    reading = {**asdict(options), "columns": dict(options.columns.names)}
    return Manifest(
        version=__version__,
        model=info.model,
        model_digest=info.digest,
        spacy_model=info.spacy_model,
        options={**reading, "shard_size": shard_size},
        started=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def read_manifest(folder: Folder) -> Manifest | None:
    """The manifest of an output; None when there is none yet.

    Raises:
        QuoteattrError: it is none, or of a later version.
    """
    data = folder.read(MANIFEST)
    if data is None:
        return None
    try:
        found = json.loads(data)
        if found["format"] != FORMAT:
            raise QuoteattrError(
                f"{folder.address}/{MANIFEST} is of format {found['format']}, which a newer quoteattr writes; update it"
            )
        return Manifest(**{name: found[name] for name in Manifest.__dataclass_fields__})
    except (KeyError, TypeError, ValueError) as err:
        raise QuoteattrError(f"{folder.address}/{MANIFEST} was not written by `quoteattr batch`: {err!r}") from err


def adopt_manifest(folder: Folder, wanted: Manifest) -> Manifest:
    """The manifest that the output has, or the wanted one, which it has then.

    Raises:
        QuoteattrError: the output was made with something else, or holds files of other programs.
    """
    known = read_manifest(folder)
    if known is None:
        if folder.names():
            raise QuoteattrError(f"{folder.address} holds something else already; name a new folder")
        write_manifest(folder, wanted, ())
        return wanted
    differences = list(_differences(known, wanted))
    if differences:
        raise QuoteattrError(
            f"{folder.address} was made with {'; '.join(differences)}. Go on with the same, or name a new folder"
        )
    return known


def _differences(known: Manifest, wanted: Manifest) -> Iterable[str]:
    for name in ("version", "model", "model_digest", "spacy_model"):
        if getattr(known, name) != getattr(wanted, name):
            yield f"{name} {getattr(known, name)}, not {getattr(wanted, name)}"
    for name, value in wanted.options.items():
        if known.options.get(name) != value:
            yield f"option {name} {known.options.get(name)!r}, not {value!r}"


def write_manifest(folder: Folder, manifest: Manifest, shards: Iterable[Mapping[str, Any]]) -> None:
    """Write what an output was made with, and what it holds.

    Args:
        folder: the output.
        manifest: what it was made with.
        shards: name and `COUNTS` of each shard that is done.
    """
    done = list(shards)
    totals = {name: sum(shard[name] for shard in done) for name in COUNTS}
    whole = {"format": FORMAT, **asdict(manifest), **totals, "shards": done}
    folder.write(MANIFEST, (json.dumps(whole, indent=1) + "\n").encode("utf-8"))
