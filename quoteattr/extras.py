"""Packages that only some commands need, which are installed with an extra of quoteattr.

In: nothing. Out: the package, or an error that says how to install it::

    parquet = require_pyarrow()
    with parquet.ParquetFile(path) as file: ...
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from quoteattr.errors import QuoteattrError


def require_pyarrow() -> Any:
    """The module pyarrow.parquet; QuoteattrError when it is not installed."""
    with _needed("pyarrow", purpose="Parquet", extra="parquet"):
        import pyarrow.parquet
    return pyarrow.parquet


def require_fsspec() -> Any:
    """The module fsspec; QuoteattrError when it is not installed."""
    with _needed("fsspec", purpose="batch", extra="batch"):
        import fsspec
    return fsspec


def require_ray() -> Any:
    """The module ray, with ray.data; QuoteattrError when it is not installed."""
    with _needed("ray", purpose="--engine ray", extra="ray"):
        import ray.data
    return ray


@contextmanager
def _needed(package: str, *, purpose: str, extra: str) -> Iterator[None]:
    try:
        yield
    except ImportError as err:
        raise QuoteattrError(f"{purpose} needs the package {package}; run: pip install 'quoteattr[{extra}]'") from err
