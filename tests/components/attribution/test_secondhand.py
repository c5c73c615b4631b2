"""Claims inside claims: what a source says that somebody else said."""

from typing import Any

import pytest

from tests.components.attribution.tables import cases, check


@pytest.mark.parametrize("entry", cases("secondhand"))
def test_secondhand(entry: dict[str, Any]) -> None:
    check(entry)
