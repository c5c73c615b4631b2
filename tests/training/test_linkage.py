"""The weights of linkage: as estimated from a made-up collection of which the answer is known, and as shipped."""

import json
import math
from pathlib import Path

import pytest

from quoteattr.evidence import Appearance
from quoteattr.linkage import levels
from quoteattr.linkage.levels import LATER, NO, ONE, OTHER, SAME, SEVERAL, TIMES, Trait, weight_of
from quoteattr.rolerelations import RoleRelation
from quoteattr.store import open_store
from quoteattr.training.linkage import BY_HAND, Estimate, estimate_weights, main, read_appearances, tables
from tests.collection import collection

ARTICLES, DRAWN = 400, 4000


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("linkage") / "quotes.db"
    with open_store(path, create=True) as store:
        run = store.start_run(version="1", model="none")
        with store.transaction():
            for extraction, _ in collection(ARTICLES):
                store.save(extraction, run)
        store.settle_speakers()
    return path


@pytest.fixture(scope="module")
def appearances(database: Path) -> list[Appearance]:
    return list(read_appearances(database))


@pytest.fixture(scope="module")
def estimate(appearances: list[Appearance]) -> Estimate:
    return estimate_weights(appearances, DRAWN)


def test_what_people_agree_in_weighs_for_them_and_what_two_differ_in_against(estimate: Estimate) -> None:
    found = tables(estimate)
    assert found["role"]["same"]["weight"] > 2  # type: ignore[operator]
    assert found["beside"]["one"]["weight"] > 1 > 0 > found["beside"]["none"]["weight"]  # type: ignore[operator]
    assert found["role"]["against"]["estimated"] < 0  # type: ignore[operator]
    assert found["outlet"]["same"]["weight"] > 0  # type: ignore[operator]


def test_most_pairs_of_one_name_are_one_person_though_twenty_names_are_those_of_two(estimate: Estimate) -> None:
    assert 0.5 < estimate.same < 0.99


def test_a_weight_is_the_logarithm_of_m_by_u(estimate: Estimate) -> None:
    for trait, rows in tables(estimate).items():
        for level, row in rows.items():
            told = row["estimated"] if (Trait(trait), level) in BY_HAND else row["weight"]
            assert told == pytest.approx(math.log(row["m"] / row["u"]), abs=0.2)  # type: ignore[operator, arg-type]


def test_estimated_twice_the_weights_are_the_same(appearances: list[Appearance], estimate: Estimate) -> None:
    assert tables(estimate_weights(appearances, DRAWN)) == tables(estimate)


def test_the_file_says_how_it_was_made_and_why_a_weight_is_set_by_hand(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quoteattr.training.linkage.estimate_weights", lambda known: estimate_weights(known, 200))
    main(database, tmp_path / "weights.json")
    made = json.loads((tmp_path / "weights.json").read_text("utf-8"))
    shipped = json.loads((Path(levels.__file__).parent / levels.FILE).read_text("utf-8"))
    for told in (made, shipped):
        assert (
            told["method"].startswith("python -m quoteattr.training.linkage") and "articles" in told["estimated_from"]
        )
        by_hand = {
            (trait, level) for trait, rows in told["traits"].items() for level in rows if "by_hand" in rows[level]
        }
        assert by_hand == {(trait.value, str(level)) for trait, level in BY_HAND}


@pytest.mark.parametrize(
    ("trait", "known"),
    [
        (Trait.ROLE, [how for how in RoleRelation if how is not RoleRelation.NONE]),
        (Trait.SAID, [SAME, OTHER]),
        (Trait.BESIDE, [NO, ONE, SEVERAL]),
        (Trait.SUBJECT, [NO, ONE, SEVERAL]),
        (Trait.TIME, [*(level for _, level in TIMES), LATER]),
        (Trait.OUTLET, [SAME, OTHER]),
        (Trait.BORN, [SAME, OTHER]),
    ],
)
def test_every_level_has_a_weight_and_those_that_agree_more_weigh_more(trait: Trait, known: list[str]) -> None:
    weights = [weight_of(trait, level) for level in known]
    assert max(weights) > 0 > min(weights)
