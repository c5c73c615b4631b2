"""What takes long to read of the training text is read once and kept on disk.

In: a file and what makes its arrays. Out: the arrays, by id of the article::

    opinions = kept(work / "teacher-0.npz", lambda: read_all(articles))
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]


def kept(path: Path, make: Callable[[], Arrays]) -> Arrays:
    """The arrays of a file, made first where it does not exist; a crash leaves no half of it."""
    if not path.exists():
        part = path.with_suffix(".part.npz")
        np.savez_compressed(part, allow_pickle=False, **make())
        os.replace(part, path)
    with np.load(path, allow_pickle=False) as found:
        return {name: found[name] for name in found.files}
