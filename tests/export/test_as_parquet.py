from pathlib import Path

import pytest

from quoteattr.errors import QuoteattrError
from quoteattr.export import Format, write
from quoteattr.statements import Statement, as_record
from quoteattr.store.reading import Stored

parquet = pytest.importorskip("pyarrow.parquet")


def test_tables_hold_every_field(
    found: list[Stored], statements: dict[str, tuple[Statement, Stored]], tmp_path: Path
) -> None:
    write(found, Format.PARQUET, tmp_path / "out")
    tables = {name: parquet.read_table(tmp_path / "out" / f"{name}.parquet").to_pylist()
              for name in ("documents", "speakers", "quotes", "claims")}  # fmt: skip
    assert [row["text"] for row in tables["documents"]] == [each.extraction.document.text for each in found]
    digests = [each.run["model_digest"] for each in found]
    assert [row["model_digest"] for row in tables["documents"]] == digests
    assert digests[:3] == ["d1", "d2", "d2"]
    assert {row["id"] for row in tables["quotes"] + tables["claims"]} == set(statements)
    for row in tables["quotes"]:
        record = as_record(statements[row["id"]][0])
        assert {**record, "spans": [list(span) for span in record["spans"]], "candidates": list(record["candidates"]),
                "evidence": list(record["evidence"]), "members": list(record["members"]),
                "source_span": _pair(record["source_span"]), "cue_span": _pair(record["cue_span"])} == row  # fmt: skip
    assert all(row["names"] for row in tables["speakers"] if row["name"] != "a senior engineer")


def _pair(span: object) -> object:
    return list(span) if isinstance(span, tuple) else None


def test_rows_are_written_in_batches(found: list[Stored], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quoteattr.export.as_parquet.BATCH", 1)
    write(found, Format.PARQUET, tmp_path / "out")
    assert parquet.ParquetFile(tmp_path / "out" / "documents.parquet").num_row_groups == len(found) == 7


def test_a_folder_is_not_written_over(found: list[Stored], tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()
    for form in (Format.PARQUET, Format.BRAT):
        with pytest.raises(QuoteattrError, match="is there already"):
            write(found, form, tmp_path)


@pytest.mark.parametrize("form", [Format.PARQUET, Format.BRAT, Format.SPACY])
def test_what_is_no_text_needs_a_target(found: list[Stored], form: Format) -> None:
    with pytest.raises(QuoteattrError, match="--output"):
        write(found, form, None)
