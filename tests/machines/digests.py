"""The fingerprints that every machine must come to, and the command that writes them anew after a rule has changed.

In: the articles of the project; texts.jsonl: 24 texts joined of tests/examples, kept as they were; and, where their
texts are at hand, 40 articles of corpora/press. Out: digests.json, press.json, and the sample of `quoteattr doctor`::

    python -m tests.machines.digests                                  # writes digests.json and the sample
    python -m tests.machines.digests --texts articles.jsonl           # press.json, too
    qemu-x86_64 -cpu Haswell .venv/bin/python -m tests.machines.digests --check sm --texts articles.jsonl
"""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from spacy.language import Language

import quoteattr
from quoteattr.annotation.article import read_articles
from quoteattr.doctor import SAMPLE
from quoteattr.documents import Document
from quoteattr.pipeline import model_info
from quoteattr.scoring import read_gold
from quoteattr.scoring.press import read_press
from quoteattr.statements import fingerprint

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
TEXTS, DIGESTS, PRESS = HERE / "texts.jsonl", HERE / "digests.json", HERE / "press.json"
MODELS = ("sm", "lg")
FEW = ("seeds/norvane-job-cuts.txt", "seeds/russia-china-defence.txt")  # what lg reads, too; it is slow
# Of the press: every seventh article that is not for measuring alone. Its texts are not part of the project.
PRESS_PARTS, PRESS_STEP, PRESS_ARTICLES = ("train", "dev"), 7, 40


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


def read_press_texts(texts: Path) -> dict[str, str]:
    """The articles of the press that sm reads, by id.

    Args:
        texts: JSONL, a line an article: `id` and `text`.

    Raises:
        GoldError: an annotated article is missing, or has another text.
    """
    articles = {article.id: article for article in read_articles(texts)}
    gold = [one for part in PRESS_PARTS for one in read_press(ROOT / "corpora" / "press", articles, part)]
    return {one.id: one.document.text for one in gold[::PRESS_STEP][:PRESS_ARTICLES]}


def read_press_digests() -> Mapping[str, str]:
    """The fingerprint of what sm finds in each of the articles of the press, by id."""
    digests: Mapping[str, str] = json.loads(PRESS.read_text("utf-8"))
    return digests


def find_digests(nlp: Language, texts: Mapping[str, str]) -> dict[str, str]:
    """The fingerprint of what a pipeline finds in each text."""
    found = quoteattr.annotate((Document(text=text) for text in texts.values()), nlp)
    return dict(zip(texts, map(fingerprint, found), strict=True))


def find_sample(nlp: Language) -> tuple[str, str]:
    """The name of the models as the sample has it, and the fingerprint of the sample."""
    text, info = json.loads(SAMPLE.read_text("utf-8"))["text"], model_info(nlp)
    (found,) = find_digests(nlp, {"the sample": text}).values()
    return f"{info.digest} {info.spacy_model.rsplit(maxsplit=1)[0]}", found


def write(texts: Path | None) -> None:
    """Write the fingerprints that this machine comes to; those of the press where their texts are given."""
    pipelines = {model: quoteattr.load(model) for model in MODELS}
    _write(DIGESTS, {model: find_digests(nlp, read_texts(model)) for model, nlp in pipelines.items()})
    sample = json.loads(SAMPLE.read_text("utf-8"))
    _write(SAMPLE, {**sample, "fingerprints": dict(map(find_sample, pipelines.values()))})
    if texts:
        _write(PRESS, find_digests(pipelines[MODELS[0]], read_press_texts(texts)))


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")


def differences(model: str, texts: Path | None = None) -> list[str]:
    """The texts in which this machine finds other statements."""
    nlp = quoteattr.load(model)
    expected, found = {**read_digests()[model]}, find_digests(nlp, read_texts(model))
    if texts:
        expected |= read_press_digests()
        found |= find_digests(nlp, read_press_texts(texts))
    models, sample = find_sample(nlp)
    expected["the sample"] = json.loads(SAMPLE.read_text("utf-8"))["fingerprints"].get(models)
    found["the sample"] = sample
    return [name for name in found if found[name] != expected.get(name)]


def main() -> None:
    """Write the fingerprints, or say how many texts were compared and in which this machine differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", choices=MODELS, help="compare what this model finds here, and write nothing")
    parser.add_argument("--texts", type=Path, help="the articles that corpora/press annotates; sm reads 40 of them")
    arguments = parser.parse_args()
    if arguments.check is None:
        write(arguments.texts)
        return
    different = differences(arguments.check, arguments.texts)
    print("other statements in:", *different, sep="\n  ") if different else print("the same statements in every text")
    sys.exit(bool(different))


if __name__ == "__main__":
    main()
