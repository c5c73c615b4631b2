"""metadata.yml is found where the package is, installed or in a checkout."""

from pathlib import Path

import pytest
import yaml

import quoteattr
from quoteattr.web.serve import metadata_path


def test_a_checkout_has_it_at_the_top() -> None:
    assert metadata_path() == Path(quoteattr.__file__).parents[1] / "metadata.yml"


def test_an_installed_package_has_it_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "quoteattr"
    package.mkdir()
    (package / "metadata.yml").write_text("title: inside", encoding="utf-8")
    (tmp_path / "metadata.yml").write_text("title: of something else", encoding="utf-8")
    monkeypatch.setattr(quoteattr, "__file__", str(package / "__init__.py"))
    assert metadata_path() == package / "metadata.yml"


def test_it_names_source_and_licence() -> None:
    metadata = yaml.safe_load(metadata_path().read_text(encoding="utf-8"))
    assert metadata["title"] and metadata["source"] and metadata["license"]
