"""Samples of what `make stress` does two hundred times."""

import os
from pathlib import Path

import pytest

from tests.stress.batches import kill_batch
from tests.stress.crashes import fill_the_disk, kill_often, run_together

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the system does not kill as others do")


def test_a_run_that_is_killed_and_taken_up_ends_as_one_that_was_not(tmp_path: Path) -> None:
    outcome = kill_often(tmp_path, documents=30, kills=3)
    assert outcome.found == outcome.expected
    assert outcome.faults == []
    assert outcome.detail["kills_with_some_but_not_all_stored"] > 0


def test_two_runs_at_once_both_finish_and_double_nothing(tmp_path: Path) -> None:
    outcome = run_together(tmp_path, documents=20)
    assert outcome.found == outcome.expected
    assert outcome.faults == []


def test_a_run_that_fills_the_disk_says_so_and_is_taken_up(tmp_path: Path) -> None:
    outcome = fill_the_disk(tmp_path, documents=40, sizes=(60_000, 300_000))
    assert [code for code, _ in outcome.detail["told"]] == [2, 2]
    assert all("the disk" in line for _, lines in outcome.detail["told"] for line in lines)
    assert outcome.found == outcome.expected
    assert outcome.faults == []


def test_a_batch_that_is_killed_and_taken_up_ends_as_one_that_was_not(tmp_path: Path) -> None:
    found, expected = kill_batch(tmp_path, documents=50, kills=2)
    assert found == expected
    assert len([name for name in found if "/done-" in name]) > 8
