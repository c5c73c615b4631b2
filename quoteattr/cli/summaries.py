"""What a run did, or would do, in a few lines.

In: a report. Out: text for standard error::

    typer.echo(summary(report), err=True)

Addresses are what strangers wrote: what would move the cursor or begin a line of its own is shown, not done.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quoteattr.readers import Skipped
    from quoteattr.runs import RunPlan, RunReport
    from quoteattr.scale.batch import BatchReport

# Line breaks, escape sequences, and marks that turn the direction of what follows.
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
# Lines; of more, only the first ones and the number of the others are printed: all are in the table `skipped`.
MOST_REASONS = 100


def summary(report: "RunReport") -> str:
    """What a run did."""
    lines = [
        *reasons((*report.skipped, *report.partial)),
        *reasons(report.warned, "the column `documents.warning` has", "warning"),
    ]
    counts = (("read", report.documents), ("unchanged", report.unchanged), ("skipped", len(report.skipped)))
    in_part = f"; {len(report.partial)} in part" if report.partial else ""
    lines.append("documents: " + ", ".join(f"{count} {what}" for what, count in counts) + in_part)
    if report.documents:
        found = f"found: {report.quotes} quotes and {report.claims} claims by {report.speakers} speakers"
        lines.append(f"{found}; {report.unsettled} whose speaker the text does not settle")
    if report.interrupted:
        lines.append("interrupted; what was finished is stored, and the same command goes on from there")
    return "\n".join(lines)


def foreseen(plan: "RunPlan") -> str:
    """What a run would do."""
    counts = (
        ("new", plan.new),
        ("changed", plan.changed),
        ("unchanged", plan.unchanged),
        ("skipped", len(plan.skipped)),
    )
    told = ", ".join(f"{count} {what}" for what, count in counts)
    return "\n".join((*reasons(plan.skipped), f"documents: {told}; nothing was written"))


def batch_summary(report: "BatchReport", output: str) -> str:
    """What a run of a batch did, and what its output holds now."""
    lines = list(reasons(report.skipped, "the markers of the shards have"))
    lines.append(f"shards: {report.shards} done by this run, {report.done} in {output}")
    told = f"documents: {report.documents} read, {report.left_out} skipped"
    lines.append(f"{told}, {report.repeated} left out as repeated" if report.repeated else told)
    lines.append(f"found: {report.quotes} quotes and {report.claims} claims")
    if report.unfinished:
        lines.append(f"{report.unfinished} parts are not finished; the same command goes on from there")
    return "\n".join(lines)


def reasons(
    skipped: "Iterable[Skipped]", where: str = "the table `skipped` has", what: str = "skipped"
) -> Iterable[str]:
    """A line for each document that was skipped, or read in part.

    Args:
        skipped: the documents.
        where: has those that are too many.
        what: is said of each that was not read in part.
    """
    all_of_them = tuple(skipped)
    for found in all_of_them[:MOST_REASONS]:
        told = "read in part" if found.stage else what
        yield f"{told} {printable(found.address or 'standard input')}: {printable(found.reason)}"
    more = len(all_of_them) - MOST_REASONS
    if more > 0:
        yield f"and {more} more, which {where}"


def printable(text: str) -> str:
    r"""The text on one line: "a\x1b[31m" for what would colour the terminal."""
    return UNPRINTABLE.sub(lambda match: repr(match.group())[1:-1], text)
