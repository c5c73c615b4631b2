"""Everything that may happen to a run, at full size: `make stress`.

In: which parts, and how often. Out: a line for each part with what was done and whether it held; exit code 1 when one
did not. The parts are those of tests/stress, whose small samples are tests::

    python benchmarks/stress.py crashes marks --kills 20
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from quoteattr.jobs import open_annotator
from tests.stress.batches import kill_batch
from tests.stress.crashes import Outcome, fill_the_disk, kill_often, run_together
from tests.stress.inputs import Report, read_documents, read_marks

# Bytes; from "not even the tables" to "nearly all of it".
SIZES = tuple(range(20_000, 2_000_000, 120_000))
# Share by which the memory of the last documents may lie above that of the first thousand.
GROWTH = 0.15


def main() -> None:
    """Run the parts, and say how they went."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; all without any")
    parser.add_argument("--articles", type=int, default=500, help="of the extractions that are killed")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--marks", type=int, default=1_000_000, help="texts for quotation marks")
    parser.add_argument("--documents", type=int, default=20_000, help="through the whole pipeline")
    arguments = parser.parse_args()
    held = [_run(name, PARTS[name], arguments) for name in arguments.parts or PARTS]
    sys.exit(not all(held))


def _run(name: str, part: "Callable[[Path, argparse.Namespace], tuple[bool, str]]", given: argparse.Namespace) -> bool:
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        held, told = part(Path(folder), given)
    print(f"{'held' if held else 'BROKEN':7} {name}: {told} ({time.perf_counter() - began:.0f} s)", flush=True)
    return held


def crashes(folder: Path, given: argparse.Namespace) -> tuple[bool, str]:
    """Kill -9, taken up each time."""
    return _told(kill_often(folder, documents=given.articles, kills=given.kills), f"{given.articles} articles")


def batches(folder: Path, given: argparse.Namespace) -> tuple[bool, str]:
    """Kill -9 of a batch, a tenth as often: each of its runs starts three processes."""
    kills = max(1, given.kills // 10)
    found, expected = kill_batch(folder, documents=given.articles, kills=kills)
    return found == expected, f"{given.articles} articles in {len(expected):,} files, {kills} kills"


def together(folder: Path, given: argparse.Namespace) -> tuple[bool, str]:
    """Two processes, and then four, into one database."""
    outcomes = [run_together(folder / str(count), documents=given.articles, processes=count) for count in (2, 4)]
    return all(outcome.is_equal for outcome in outcomes), f"2 and 4 processes, {given.articles} articles"


def full_disk(folder: Path, given: argparse.Namespace) -> tuple[bool, str]:
    """Files that may not grow beyond a size."""
    outcome = fill_the_disk(folder, documents=given.articles, sizes=SIZES)
    refused = sum(code == 2 for code, _ in outcome.detail["told"])
    return outcome.is_equal and refused > 0, f"{refused} of {len(SIZES)} sizes were too small, then there was room"


def full_tmpfs(folder: Path, given: argparse.Namespace) -> tuple[bool, str]:
    """A real file system that is full; needs the right to mount one."""
    place = folder / "small"
    place.mkdir()
    with mounted(place, "8m") as is_mounted:
        if not is_mounted:
            return True, "not done: this user may not mount a file system"
        (place / "filler").write_bytes(b"x" * 8_100_000)
        outcome = fill_the_disk(place / "work", documents=40, sizes=(2**40,), room=(place / "filler").unlink)
        return outcome.is_equal and outcome.detail["told"][0][
            0
        ] == 2, f"8 MB, first with 0.3 MB free: {outcome.detail['told'][0]}"


@contextmanager
def mounted(place: Path, size: str):  # type: ignore[no-untyped-def]
    """A file system of a size, in memory; gives whether it could be made."""
    made = os.name == "posix" and not subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], capture_output=True
    ).returncode  # fmt: skip
    try:
        yield made
    finally:
        if made:
            subprocess.run(["umount", str(place)], check=True)


def marks(folder: Path, given: argparse.Namespace) -> tuple[bool, str]:
    """Texts of marks and words."""
    report = read_marks(given.marks)
    return not report.broken, f"{report.inputs:,} texts, the slowest took {report.slowest:.3f} s{_first(report)}"


def documents(folder: Path, given: argparse.Namespace) -> tuple[bool, str]:
    """Documents through everything, with the memory on the way."""
    with open_annotator(time_limit=60) as annotator:
        report = read_documents(folder, given.documents, annotator)
    sizes = dict(report.memory)
    growth = sizes[max(sizes)] / sizes[min(sizes)] - 1 if sizes else 0.0
    told = ", ".join(f"{count:,}: {size:.0f} MB" for count, size in sizes.items())
    held = not report.broken and growth <= GROWTH
    return (
        held,
        f"{report.inputs:,} documents, memory {growth:+.1%} ({told}), slowest {report.slowest:.1f} s{_first(report)}",
    )


def _told(outcome: Outcome, what: str) -> tuple[bool, str]:
    return outcome.is_equal, f"{what}, {outcome.detail}{'' if outcome.is_equal else f' {outcome.faults}'}"


def _first(report: Report) -> str:
    return f"; {len(report.broken)} broke a rule, the first: {report.broken[0]}" if report.broken else ""


PARTS = {
    "crashes": crashes,
    "batches": batches,
    "together": together,
    "full_disk": full_disk,
    "full_tmpfs": full_tmpfs,
    "marks": marks,
    "documents": documents,
}

if __name__ == "__main__":
    main()
