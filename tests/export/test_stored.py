"""What an export takes of a database: all of it, or what a lookup finds."""

import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from quoteattr.export import Format, stored, write
from quoteattr.queries import Filters
from quoteattr.statements import Speaker
from quoteattr.store.reading import Stored
from tests.export.samples import hard, silent
from tests.store.extractions import ferry

FARES = "that fares would double"
REOPEN = "We will reopen the ferry by May, and nobody pays twice."
# What a DocBin begins with: it is packed.
ZLIB = b"\x78"


def test_everything_comes_out_as_it_went_in(database: Path) -> None:
    found = list(stored(database))
    by_place = [
        replace(each, quotes=_ordered(each.quotes), claims=_ordered(each.claims), speakers=_named(each.speakers))
        for each in (ferry(), hard(), silent())
    ]
    assert [each.extraction for each in found] == by_place
    assert [(each.run["model"], each.run["model_digest"]) for each in found] == [
        ("sm", "d1"),
        ("lg", "d2"),
        ("lg", "d2"),
    ]


def _ordered(statements: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(sorted(statements, key=lambda statement: statement.spans[0].start))


def _named(speakers: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
    """A speaker whom the document only describes bears that description as a name."""
    return tuple(replace(speaker, names=speaker.names or (speaker.name,)) for speaker in speakers)


@pytest.mark.parametrize(
    ("name", "filters", "texts"),
    [
        ("Moss", Filters(kind="direct"), {"We sail at dawn,\n\ncome storm or calm, with all hands."}),
        ("løvås", Filters(), {REOPEN, FARES}),
        ("løvås", Filters(kind="indirect", include_thoughts=True), {FARES, "that the strike is over"}),
        (None, Filters(min_confidence=0.8, since="2026-03"), {REOPEN, "The engines are worn out,"}),
        ("nobody", Filters(), set()),
    ],
)  # fmt: skip
def test_filters_are_those_of_a_lookup(database: Path, name: str | None, filters: Filters, texts: set[str]) -> None:
    taken = list(stored(database, replace(filters, speaker=name)))
    assert {statement.text for each in taken for statement in each.extraction.statements} == texts


def test_a_link_to_what_is_left_out_is_left_out_and_so_is_who_says_nothing(database: Path) -> None:
    (taken,) = stored(database, Filters(speaker="Moss", kind="direct"))
    assert [quote.claim_id for quote in taken.extraction.quotes] == [None]
    assert [speaker.name for speaker in taken.extraction.speakers] == ["Ida Moss"]


@pytest.mark.parametrize("form", Format)
def test_every_format_names_the_model_and_its_digest(found: list[Stored], tmp_path: Path, form: Format) -> None:
    target = tmp_path / "out"
    write(found, form, target)
    files = [target] if target.is_file() else sorted(target.iterdir())
    content = b"".join(_unpacked(file) for file in files)
    for part in (b"lg", b"d2", b"d1"):
        assert part in content


def _unpacked(file: Path) -> bytes:
    if file.suffix == ".parquet":
        return str(pytest.importorskip("pyarrow.parquet").read_table(file).to_pylist()).encode()
    content = file.read_bytes()
    return zlib.decompress(content) if content[:1] == ZLIB else content
