"""A tiny file of every format, and what becomes of a run that lacks a package."""

import builtins
import sys
from pathlib import Path
from typing import Any

import pytest

from quoteattr.errors import InstallationError
from quoteattr.readers import read_all
from quoteattr.readers.registry import OWN
from quoteattr.readers.samples import sample_of, try_format


@pytest.mark.parametrize("name", OWN)
def test_every_format_has_a_sample_that_is_read(name: str) -> None:
    assert sample_of(name) is not None
    assert try_format(name) is None


def forbid(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    """As if a package were not installed."""
    real = builtins.__import__

    def importing(name: str, *rest: Any, **named: Any) -> Any:
        if name.split(".")[0] == package:
            raise ModuleNotFoundError(f"No module named {package!r}", name=package)
        return real(name, *rest, **named)

    for module in [known for known in sys.modules if known.split(".")[0] == package]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setattr(builtins, "__import__", importing)


@pytest.mark.parametrize(
    ("package", "name", "advice"),
    [
        ("trafilatura", "html", "pip install --upgrade --force-reinstall quoteattr"),
        ("docx", "docx", "pip install --upgrade --force-reinstall quoteattr"),
        ("pyarrow", "parquet", r"pip install 'quoteattr\[parquet\]'"),
    ],
)
def test_what_is_not_installed_ends_the_run_and_is_no_damaged_document(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, package: str, name: str, advice: str
) -> None:
    sample = sample_of(name)
    assert sample
    path = tmp_path / f"page{sample[1] or '.html'}"
    path.write_bytes(sample[0])
    forbid(monkeypatch, package)
    with pytest.raises(InstallationError, match=f"{package}.*{advice}"):
        list(read_all([path], lambda skipped: pytest.fail(skipped.reason)))
