"""Where metadata.yml lies: what Datasette shows of each table.

In: nothing. Out: its path::

    metadata_path().read_text(encoding="utf-8")
"""

from pathlib import Path

import quoteattr

METADATA = "metadata.yml"


def metadata_path() -> Path:
    """The metadata.yml of an installed package, or that of a checkout, where it lies beside it."""
    package = Path(quoteattr.__file__).parent
    installed = package / METADATA
    return installed if installed.exists() else package.parent / METADATA
