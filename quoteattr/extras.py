"""Packages that only some commands need, which are installed with an extra of quoteattr.

In: nothing. Out: the package, or an error that says how to install it::

    parquet = require_pyarrow()
    with parquet.ParquetFile(path) as file: ...
"""

from typing import Any

from quoteattr.errors import QuoteattrError

MISSING = "{purpose} needs the package {package}; run: pip install 'quoteattr[{extra}]'"


def require_pyarrow() -> Any:
    """The module pyarrow.parquet.

    Raises:
        QuoteattrError: it is not installed.
    """
    try:
        import pyarrow.parquet
    except ImportError as err:
        raise QuoteattrError(MISSING.format(purpose="Parquet", package="pyarrow", extra="parquet")) from err
    return pyarrow.parquet


def require_fsspec() -> Any:
    """The module fsspec.

    Raises:
        QuoteattrError: it is not installed.
    """
    try:
        import fsspec
    except ImportError as err:
        raise QuoteattrError(MISSING.format(purpose="batch", package="fsspec", extra="batch")) from err
    return fsspec


def require_ray() -> Any:
    """The module ray.data.

    Raises:
        QuoteattrError: it is not installed.
    """
    try:
        import ray.data
    except ImportError as err:
        raise QuoteattrError(MISSING.format(purpose="--engine ray", package="ray", extra="ray")) from err
    return ray
