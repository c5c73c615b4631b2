"""Quotations without a cue of their own: carried on, floating, orphans."""

from typing import Any

import pytest

from tests.components.attribution.tables import cases, check


@pytest.mark.parametrize("entry", cases("turns"))
def test_turns(entry: dict[str, Any]) -> None:
    check(entry)
