"""From attributions and marks to statements: kinds, pieces, links, edges, conflicts."""

from typing import Any

import pytest

from tests.components.attribution.tables import cases, check


@pytest.mark.parametrize("entry", cases("assembly"))
def test_assemble(entry: dict[str, Any]) -> None:
    check(entry)
