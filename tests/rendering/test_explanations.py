"""Explanations for people: the chosen candidate is marked, and nothing steers the terminal."""

from io import StringIO

from quoteattr.explanations import Change, Considered, Explanation, of_record
from quoteattr.rendering.explanations import write
from tests.rendering.articles import DENIED, INNER, OUTER

EXPLANATION = Explanation(
    statement=DENIED,
    found="by the model",
    decided="the scorer, which weighed 3 answers",
    considered=(
        Considered(name="Ana Ruiz", chance=0.9, chosen=True, speaks_for=("spoke before",)),
        Considered(name="Bo \x1b[31mLind", chance=0.08, speaks_against=("a place",)),
        Considered(name=None, chance=0.02),
    ),
    others=2,
    role="the text says it: “Mayor Ana Ruiz”",
    polarity="“denied” denies",
    changes=(Change(step="rules", field="speaker", before=None, after="Ana Ruiz", reason="two fit alike"),),
    notes=("Found with quoteattr 1.",),
)


def shown(*explanations: Explanation) -> str:
    out = StringIO()
    write(explanations, out)
    return out.getvalue()


def test_candidates_stand_with_chances_and_reasons_and_the_chosen_one_is_marked() -> None:
    lines = shown(EXPLANATION).splitlines()
    assert lines[0] == f"{DENIED.id} · Ana Ruiz denies the council had lied about the “so-called repairs”"
    (chosen,) = (line for line in lines if "→  Ana Ruiz" in line)
    assert "sure 0.90" in chosen and "spoke before" in chosen
    (other,) = (line for line in lines if "Bo" in line)
    assert "doubtful 0.08" in other and "a place" in other and "\x1b" not in other
    assert any("not settled  doubtful 0.02" in line for line in lines)
    assert "  and 2 more, each less likely" in lines


def test_each_further_question_has_a_line() -> None:
    told = {line.split("  ")[1]: " ".join(line.split()) for line in shown(EXPLANATION).splitlines() if line[:2] == "  "}
    assert told["decided by"].endswith("the scorer, which weighed 3 answers")
    assert told["role"].endswith("Mayor: the text says it: “Mayor Ana Ruiz”")
    assert told["polarity"].endswith("denied, statement: “denied” denies")
    assert told["found"].endswith("by the model; the words are sure 0.90")
    assert told["step"].endswith("rules: speaker none → “Ana Ruiz” (two fit alike)")
    assert told["note"].endswith("Found with quoteattr 1.")


def test_several_are_numbered_and_none_is_said() -> None:
    lines = shown(of_record(OUTER), of_record(INNER)).splitlines()
    assert [line[:3] for line in lines if " · " in line] == ["1. ", "2. "]
    assert shown() == "no statements found\n"


def test_a_record_alone_shows_its_candidates_in_order() -> None:
    lines = shown(of_record(INNER)).splitlines()
    places = [next(number for number, line in enumerate(lines[1:]) if name in line)
              for name in ("not settled", "Ana Ruiz", "Bo Lind")]  # fmt: skip
    assert places == sorted(places)
