"""docs/rules.md has every rule that exists, and a rule that is off does nothing."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from quoteattr.components.attribution.sentences import sentence_at
from quoteattr.components.attribution.turns import is_title
from quoteattr.spans import Span

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture(scope="module")
def ledger() -> Iterator[ModuleType]:
    sys.path.insert(0, str(BENCHMARKS))
    try:
        import ledger

        yield ledger
    finally:
        sys.path.remove(str(BENCHMARKS))


def test_every_rule_is_in_the_docs(ledger: ModuleType) -> None:
    told = {found["name"] for line in ledger.PAGE.read_text("utf-8").splitlines() if (found := ledger.ROW.match(line))}
    renew = "python benchmarks/ledger.py --list, and make ledger ONLY=new"
    assert told == set(ledger.rules()), renew


def test_a_rule_that_is_off_finds_nothing_wherever_it_is_held(ledger: ModuleType) -> None:
    rule = next(rule for rule in ledger.rules().values() if rule.function is is_title)
    with ledger.without(rule):
        assert not is_title("The Fall of the House of Hale")
    assert is_title("The Fall of the House of Hale")


def test_every_rule_can_be_off(ledger: ModuleType) -> None:
    for rule in ledger.rules().values():
        with ledger.without(rule):
            pass
    assert sentence_at("He met Dr. Fox. She left.", 3) == Span(0, 15)
