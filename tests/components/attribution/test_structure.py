"""What the rules find without a model: labels, layout, cue clauses beside or inside marks."""

from typing import Any

import pytest

from tests.components.attribution.tables import cases, check


@pytest.mark.parametrize("entry", cases("structure"))
def test_structure(entry: dict[str, Any]) -> None:
    check(entry)
