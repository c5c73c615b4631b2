"""The grid: whether something was said, in every frame; the stage alone, and with what the model finds."""

from collections import Counter
from dataclasses import replace
from itertools import groupby

import pytest

from quoteattr.components.annotations import Attribution, Reported
from quoteattr.components.attribution.sentences import sentence_at
from quoteattr.statements import Modality, Polarity
from tests.components.attribution.tables import judged, read_marked
from tests.components.veridicality.grid import Case, cases
from tests.parses import parse

CASES = {kind: tuple(dict.fromkeys(each)) for kind, each in groupby(cases(), key=lambda case: case.kind)}
# In percent of all cases: what is found end to end with the model `sm`, and how much of that is right.
FOUND, RIGHT = 97, 99


def is_vouched_for(one: Reported) -> bool:
    """Whether a reader would take a statement for said."""
    return one.polarity is Polarity.ASSERTED and one.modality is not Modality.HYPOTHETICAL


def test_the_grid_is_as_large_as_the_figures_need() -> None:
    assert len(CASES) >= 12
    assert sum(len(each) for each in CASES.values()) >= 600
    assert all(len({case.marked for case in each}) >= 40 for each in CASES.values())


@pytest.mark.parametrize("kind", CASES)
def test_the_stage_is_right_on_every_case(kind: str) -> None:
    wrong = []
    for case in CASES[kind]:
        text, (attribution,) = read_marked(case.marked)
        if is_vouched_for(judged(text, attribution)) != case.said:
            wrong.append(case.marked)
    assert not wrong


def _is_of_the_other(text: str, one: Reported, case: Case, attribution: Attribution) -> bool:
    """Whether a statement is shown of the one whom the same sentence names as having said it."""
    if case.other is None or one.source is None or one.source.of(text) != case.other:
        return False
    return sentence_at(text, attribution.content[0].start).contains(one.source)


def found_in(case: Case) -> list[Reported]:
    """The statements that the model finds of the content of a case, by its cue."""
    text, (attribution,) = read_marked(case.marked)
    reported = parse(text)._.quoteattr.reported
    content = attribution.content[0]
    near = [one for one in reported if any(span.overlaps(content) for span in one.spans)]
    # “it was Orr, not Marsh”: what is Orr's is no wrong about Marsh
    near = [
        replace(one, polarity=Polarity.NOT_SAID) if _is_of_the_other(text, one, case, attribution) else one
        for one in near
    ]
    by_cue = [one for one in near if one.cue is not None and one.cue.overlaps(attribution.cue[0])]
    return by_cue or [one for one in near if all(content.contains(span) for span in one.spans)]


def test_what_is_found_end_to_end_is_right() -> None:
    counts: Counter[str] = Counter()
    for case in (case for each in CASES.values() for case in each):
        found = found_in(case)
        if found:
            counts["found"] += 1
            counts["right"] += any(is_vouched_for(one) for one in found) == case.said
        counts["all"] += 1
    assert counts["found"] >= FOUND / 100 * counts["all"], counts
    assert counts["right"] >= RIGHT / 100 * counts["found"], counts
