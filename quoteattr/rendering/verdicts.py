"""Verdicts for people: what was asked, what was found, how it differs, and what was searched.

In: verdicts of verify.py. Out: a few lines for each::

    write(verify_all(database, sentences), sys.stdout)

A word diff is told by marks, not by colour alone: [-given-] {+found+}.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TextIO

from quoteattr.comparing import marked
from quoteattr.outcomes import Outcome
from quoteattr.rendering.articles import clean, role_of, speaker_of
from quoteattr.verify import Candidate, Verdict

if TYPE_CHECKING:
    from rich.text import Text

    from quoteattr.comparing import Difference

STYLES = {True: "green", False: "bold red"}
DIFFERENT = "yellow"
# Outer marks of what was asked, which is printed between marks anyway.
MARKS = '“”„"«»'


def write(verdicts: Iterable[Verdict], out: TextIO) -> None:
    """Write each verdict, and at the end what was searched."""
    from rich.console import Console
    from rich.text import Text

    console = Console(file=out, highlight=False, markup=False, emoji=False, soft_wrap=True)
    coverage = None
    for verdict in verdicts:
        coverage = verdict.coverage
        console.print(Text(f"“{clean(verdict.words).strip(MARKS)}”", style="bold"))
        console.print(Text(f"{_label(verdict)}: {clean(verdict.sentence)}", style=STYLES[verdict.as_given]))
        if verdict.near_names:
            console.print(f"Nobody here is called “{verdict.speaker}”. Similar names: {', '.join(verdict.near_names)}")
        for number, candidate in enumerate(verdict.candidates, 1):
            for line in _lines(number, candidate):
                console.print(line)
        for passage in verdict.passages:
            console.print(f" in the article, attributed to nobody · {_place(asdict(passage))}")
            console.print(f"    {clean(f'{passage.before}**{passage.text}**{passage.after}')}")
        console.print()
    if coverage:
        console.print(coverage.sentence)


def _label(verdict: Verdict) -> str:
    return verdict.outcome.replace("_", " ")


def _lines(number: int, candidate: Candidate) -> Iterator["Text"]:
    from rich.text import Text

    record = candidate.record
    who = ", ".join(filter(None, (speaker_of(record), role_of(record))))
    yield Text(f" {number}. {_label_of(candidate)} · {who} · {_place(record)}{_more(candidate)}")
    yield Text("    ") + _diff(candidate.differences)
    if candidate.concerns:
        yield Text(f"    mind the difference: {', '.join(candidate.concerns)}", style="bold red")


def _label_of(candidate: Candidate) -> str:
    cut = ", cut" if candidate.cut else ""
    found = candidate.outcome is not Outcome.NOT_FOUND
    label = candidate.outcome.replace("_", " ") if found else "closest"
    shared = f", {candidate.shared:.0%} of the telling words" if candidate.similarity < 1 else ""
    return f"{label}{cut}, {candidate.similarity:.0%} the same{shared}"


def _place(record: Mapping[str, Any]) -> str:
    known = (record["published"], record["outlet"], record["title"], record["address"])
    return " · ".join(clean(part) for part in known if part) or "standard input"


def _more(candidate: Candidate) -> str:
    others = candidate.occurrences - 1
    return f" (and {others} more with these words, later)" if others else ""


def _diff(differences: Iterable["Difference"]) -> "Text":
    """The words as they were found, with what was given otherwise beside them."""
    from rich.text import Text

    line = Text()
    for difference in differences:
        words = clean(marked([difference]))
        line.append(words, None if difference.same else DIFFERENT).append(" ")
    return line
