"""Packages that are not there: those of an extra of quoteattr, and those that every installation should have.

In: nothing. Out: the package, or an error that says how to install it::

    parquet = require_pyarrow()
    with parquet.ParquetFile(path) as file: ...
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from quoteattr.errors import InstallationError, MissingExtraError


def require_pyarrow() -> Any:
    """The module pyarrow.parquet; MissingExtraError when it is not installed."""
    with _needed("pyarrow", purpose="Parquet", extra="parquet"):
        import pyarrow.parquet
    return pyarrow.parquet


def require_fsspec() -> Any:
    """The module fsspec; MissingExtraError when it is not installed."""
    with _needed("fsspec", purpose="batch", extra="batch"):
        import fsspec
    return fsspec


def require_ray() -> Any:
    """The module ray, with ray.data; MissingExtraError when it is not installed."""
    with _needed("ray", purpose="--engine ray", extra="ray"):
        import ray.data
    return ray


@contextmanager
def _needed(package: str, *, purpose: str, extra: str) -> Iterator[None]:
    try:
        yield
    except ImportError as err:
        raise MissingExtraError(
            f"{purpose} needs the package {package}; run: pip install 'quoteattr[{extra}]'"
        ) from err


def incomplete(error: ImportError) -> InstallationError:
    """The error that says what to install, for a package that cannot be imported where every installation has it."""
    named = f"the package {error.name} " if error.name else "a package "
    return InstallationError(
        f"{named}is missing or does not fit: {error}; run: pip install --upgrade --force-reinstall quoteattr, and then "
        "quoteattr doctor"
    )
