"""Words that are in no statement, and what is looked for in their place."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quoteattr.queries import reading
from quoteattr.store.spelling import Understood, understand
from quoteattr.store.terms import all_of, any_of, terms_of
from tests.test_queries import make_database


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_database(tmp_path_factory.mktemp("spelling") / "quotes.db")


@pytest.fixture
def understood(path: Path, request: pytest.FixtureRequest) -> Iterator[Understood]:
    with reading(path) as connection:
        yield understand(connection, request.param)


@pytest.mark.parametrize(
    ("understood", "expression", "told"),
    [
        ("ferry", '"ferry"', []),
        ("ferries", '"ferries"', []),  # its stem is there
        ("egnines", '("engines")', ["“egnines” is in no statement: searched for “engines”."]),
        ("the busines", '"the" AND ("business")', ["“busines” is in no statement: searched for “business”."]),
        ("ferry zeppelin", '"ferry"', ["“zeppelin” is in no statement: left out."]),
        ("Minister’s fary", '"Minister’s"', ["“fary” is in no statement: left out."]),  # too short to guess
        ("dubled", '("doubled")', ["“dubled” is in no statement: searched for “doubled”."]),
        ('"ferry egnines" min*', '"ferry egnines" AND "min*"*', []),  # as they stand
        ("feryr", '("ferry")', ["“feryr” is in no statement: searched for “ferry”."]),
        ("teh ferry", '("the") AND "ferry"', ["“teh” is in no statement: searched for “the”."]),  # swapped, no more
        ("qqqqq", '""', ["“qqqqq” is in no statement: left out."]),
    ],
    indirect=["understood"],
)
def test_what_is_looked_for(understood: Understood, expression: str, told: list[str]) -> None:
    assert (all_of(understood.terms), list(understood.told)) == (expression, told)


def test_one_of_several_terms() -> None:
    assert any_of(terms_of('tax* "night shift"')) == '"tax*"* OR "night shift"'
    assert any_of(()) == '""'
