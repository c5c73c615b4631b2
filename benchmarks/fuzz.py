"""Inputs that a fuzzer makes up, guided by what they reach in the code: `make fuzz`.

In: marks, readers or pipeline, and the options of libFuzzer. Out: nothing, or an input that breaks a rule of
tests/stress/inputs.py, in a file; put it into tests/stress/corpus, where a test reads it from then on::

    python benchmarks/fuzz.py readers -runs=100000
"""

import sys
from pathlib import Path

import atheris

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

with atheris.instrument_imports(include=["quoteattr"]):
    from quoteattr.documents import Document
    from quoteattr.jobs import InProcessAnnotator
    from quoteattr.statements import ModelChoice
    from tests.stress.inputs import CORPUS, check_extraction, check_marks, check_reading


def fuzz_marks(data: bytes) -> None:
    """Quotation marks of any text."""
    check_marks(data.decode("utf-8", "replace"))


def fuzz_readers(data: bytes) -> None:
    """Every reader over any bytes."""
    check_reading(data)


class Pipeline:
    """The whole pipeline over any text; the models are loaded once."""

    def __init__(self) -> None:
        self.annotator = InProcessAnnotator.load(ModelChoice())

    def __call__(self, data: bytes) -> None:
        """Annotate a text, and check what was found."""
        text = data.decode("utf-8", "replace")
        for extraction in self.annotator.annotate([Document(text=text)], self.fail):
            check_extraction(extraction)

    def fail(self, document: Document, error: Exception) -> None:
        """A document that cannot be processed is a finding."""
        raise error


def main() -> None:
    """Fuzz what the first argument names."""
    name = sys.argv.pop(1)
    target = {"marks": lambda: fuzz_marks, "readers": lambda: fuzz_readers, "pipeline": Pipeline}[name]()
    made_up = ROOT / "build" / "fuzz" / name  # the first folder is the one that libFuzzer writes to
    made_up.mkdir(parents=True, exist_ok=True)
    atheris.Setup([*sys.argv, *map(str, (made_up, CORPUS, ROOT / "seeds"))], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
