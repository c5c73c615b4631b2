"""The fingerprints that every machine must come to, and the command that writes them anew after a rule has changed.

In: the articles of the project, and texts.jsonl: 24 texts joined of tests/examples, kept as they were. Out:
digests.json, and the sample of `quoteattr doctor`::

    python -m tests.machines.digests          # writes both
    qemu-x86_64 -cpu Haswell .venv/bin/python -m tests.machines.digests --check sm
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import quoteattr
from quoteattr.doctor import SAMPLE
from quoteattr.documents import Document
from quoteattr.fingerprint import fingerprint
from quoteattr.pipeline import model_info
from quoteattr.scoring import read_gold

ROOT = Path(__file__).parents[2]
TEXTS, DIGESTS = Path(__file__).with_name("texts.jsonl"), Path(__file__).with_name("digests.json")
MODELS = ("sm", "lg")
FEW = ("seeds/norvane-job-cuts.txt", "seeds/russia-china-defence.txt")  # what lg reads, too; it is slow


def read_texts(model: str) -> dict[str, str]:
    """The texts that a model reads, by name."""
    seeds = {f"seeds/{path.name}": path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))}
    if model != MODELS[0]:
        return {name: seeds[name] for name in FEW}
    gold = {f"gold/{document.id}": document.text for document in read_gold([ROOT / "tests" / "gold" / "articles"])}
    others = (json.loads(line) for line in TEXTS.read_text("utf-8").splitlines())
    return {**seeds, **gold, **{other["id"]: other["text"] for other in others}}


def read_digests() -> Mapping[str, Mapping[str, str]]:
    """The fingerprint of each text, by model and name."""
    digests: Mapping[str, Mapping[str, str]] = json.loads(DIGESTS.read_text("utf-8"))
    return digests


def find_digests(model: str) -> tuple[str, str, dict[str, str]]:
    """The name of the models as the sample has it, the fingerprint of the sample, and that of each text."""
    nlp, texts = quoteattr.load(model), read_texts(model)
    sample = json.loads(SAMPLE.read_text("utf-8"))["text"]
    found = quoteattr.annotate((Document(text=text) for text in (sample, *texts.values())), nlp)
    first, *others = map(fingerprint, found)
    info = model_info(nlp)
    return f"{info.digest} {info.spacy_model.rsplit(maxsplit=1)[0]}", first, dict(zip(texts, others, strict=True))


def write() -> None:
    """Write the fingerprints that this machine comes to."""
    found = {model: find_digests(model) for model in MODELS}
    DIGESTS.write_text(json.dumps({model: each for model, (_, _, each) in found.items()}, indent=1) + "\n", "utf-8")
    sample = json.loads(SAMPLE.read_text("utf-8"))
    sample["fingerprints"] = {models: first for models, first, _ in found.values()}
    SAMPLE.write_text(json.dumps(sample, ensure_ascii=False, indent=1) + "\n", "utf-8")


def differences(model: str) -> list[str]:
    """The texts in which this machine finds other statements."""
    expected, (models, first, found) = read_digests()[model], find_digests(model)
    sample = json.loads(SAMPLE.read_text("utf-8"))["fingerprints"].get(models)
    return [name for name in found if found[name] != expected[name]] + ["the sample"] * (first != sample)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--check"]:
        sys.exit("\n".join(differences(sys.argv[2])) or None)
    write()
