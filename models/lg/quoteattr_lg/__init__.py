"""The large attribution model, where quoteattr looks for it (entry point group `quoteattr.models`).

In: nothing. Out: the model folder::

    folder()  ->  .../quoteattr_lg/model, with model.onnx, tokenizer.json, config.json, calibration.json
"""

from pathlib import Path


def folder() -> Path:
    """The model folder."""
    return Path(__file__).parent / "model"
