import datetime
import io
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from quoteattr.documents import Document
from quoteattr.readers import ReadOptions, Skipped, read_all
from quoteattr.readers.fields import Columns
from quoteattr.readers.parquet import read_parquet


def written(path: Path, rows: list[dict[str, Any]], **options: Any) -> Path:
    pq.write_table(pa.Table.from_pylist(rows), path, **options)
    return path


def found(path: Path, **names: str) -> list[Document | Skipped]:
    items: list[Document | Skipped] = []
    for document in read_all([path], items.append, ReadOptions(columns=Columns(names))):
        items.append(document)
    return items


def test_rows_are_documents_under_the_usual_names_or_those_of_the_user(tmp_path: Path) -> None:
    path = written(
        tmp_path / "news.parquet",
        [
            {"Body": "“No,” Ann Lee said.", "url": "https://n.example/1", "date": datetime.date(2026, 3, 4), "tags": 7},
            {"Body": "“Yes,” Bo Lind said.", "url": None, "date": None, "tags": 8},
        ],
    )
    assert found(path) == [
        Document(text="“No,” Ann Lee said.", address="https://n.example/1", published="2026-03-04"),
        Document(text="“Yes,” Bo Lind said.", address=f"{path}#2"),
    ]
    other = written(tmp_path / "other.parquet", [{"story": "“No,” Ann Lee said.", "paper": "Harbour Post"}])
    assert found(other, text="story", outlet="paper") == [
        Document(text="“No,” Ann Lee said.", address=f"{other}#1", outlet="Harbour Post")
    ]


def test_a_row_without_text_is_skipped_and_the_rest_is_read(tmp_path: Path) -> None:
    path = written(tmp_path / "news.parquet", [{"text": None}, {"text": "“No,” Ann Lee said."}, {"text": " "}])
    reason = "no field 'text', or an empty one"
    assert found(path) == [
        Skipped(f"{path}#1", reason),
        Document(text="“No,” Ann Lee said.", address=f"{path}#2"),
        Skipped(f"{path}#3", reason),
    ]


def test_a_file_of_many_row_groups_and_one_that_cannot_be_sought_in(tmp_path: Path) -> None:
    rows = [{"text": f"“It is number {number},” Ann Lee said."} for number in range(1000)]
    path = written(tmp_path / "news.parquet", rows, row_group_size=70)
    assert [document.text for document in found(path) if isinstance(document, Document)] == [
        row["text"] for row in rows
    ]

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    assert len(list(read_parquet(Pipe(path.read_bytes()), Columns()))) == 1000


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"PAR1 and no more", "the Parquet file is damaged"), (None, "no column 'text' for the field 'text'")],
    ids=["damaged", "without a text"],
)
def test_what_cannot_be_read_says_why(data: bytes | None, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "news.parquet"
    if data:
        path.write_bytes(data)
    else:
        written(path, [{"headline": "Ferry sinks"}])
    (skipped,) = found(path)
    assert isinstance(skipped, Skipped)
    assert reason in skipped.reason
