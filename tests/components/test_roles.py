"""What the text says that a person is: the sentences of tests/examples/roles.yml."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from quoteattr.components.roles import Place, Role, find_roles
from quoteattr.components.speakers.possessors import best_role
from tests.parses import parse

EXAMPLES = Path(__file__).parents[1] / "examples" / "roles.yml"


def load_examples() -> list[Any]:
    return [pytest.param(example, id=example["text"]) for example in yaml.safe_load(EXAMPLES.read_text("utf-8"))]


@pytest.mark.parametrize("example", load_examples())
def test_roles(example: dict[str, Any]) -> None:
    before, name, after = example["text"].replace("]", "[").split("[")
    doc = parse(before + name + after)
    span = doc.char_span(len(before), len(before) + len(name))
    assert span is not None
    assert [role.text for role in find_roles(doc, span.start, span.end)] == example["roles"]


def role(text: str, place: Place) -> Role:
    return Role(text=text, place=place, start=0, end=len(text.split()))


@pytest.mark.parametrize(
    ("roles", "best"),
    [
        ([], None),
        ([role("Senator", Place.TITLE), role("chair of the panel", Place.AFTER)], "chair of the panel"),
        ([role("covers shipping", Place.CLAUSE), role("shop steward", Place.AFTER)], "shop steward"),
        ([role("mayor", Place.BEFORE), role("mayor of Marne", Place.AFTER)], "mayor of Marne"),
        ([role("mayor of Marne", Place.AFTER), role("head of the bank", Place.AFTER)], "mayor of Marne"),
    ],
)
def test_best_role(roles: list[Role], best: str | None) -> None:
    found = best_role(roles)
    assert (found.text if found else None) == best
