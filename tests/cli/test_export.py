"""Export and load, as a user runs them: out, and back without loss."""

import json
from pathlib import Path

import pytest

from quoteattr.export import Format
from tests.cli.conftest import Run


def test_jsonl_on_standard_output_unless_told_otherwise(run: Run, database: Path) -> None:
    result = run("export", database)
    assert result.exit_code == 0
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert sum(len(line["statements"]) for line in lines) == 3
    assert {line["run"]["model_digest"] for line in lines} == {"d1"}


@pytest.mark.parametrize(
    ("options", "texts"),
    [
        (("--speaker", "ruiz"), {"The bridge is unsafe,", "A ferry will run,"}),
        (("--outlet", "harbour", "--kind", "direct"), {"A ferry will run,"}),
        (("--since", "2027"), set()),
    ],
)
def test_filters(run: Run, database: Path, options: tuple[str, ...], texts: set[str]) -> None:
    lines = [json.loads(line) for line in run("export", database, *options).stdout.splitlines()]
    assert {record["text"] for line in lines for record in line["statements"]} == texts


@pytest.mark.parametrize("form", Format)
def test_every_format_is_written(run: Run, database: Path, tmp_path: Path, form: Format) -> None:
    result = run("export", database, "--format", form, "--output", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / "out").exists()


@pytest.mark.parametrize("form", [Format.PARQUET, Format.BRAT, Format.SPACY])
def test_what_is_no_text_does_not_go_to_standard_output(run: Run, database: Path, form: Format) -> None:
    result = run("export", database, "--format", form)
    assert result.exit_code == 2
    assert "--output" in result.stderr


@pytest.mark.parametrize("form", [Format.JSONL, Format.PARQUET])
def test_what_was_exported_loads_without_loss(run: Run, database: Path, tmp_path: Path, form: Format) -> None:
    run("export", database, "--format", form, "--output", tmp_path / "out")
    result = run("load", tmp_path / "copy.db", tmp_path / "out")
    assert result.exit_code == 0
    assert result.stderr.splitlines() == ["documents: 2 loaded, 0 unchanged, 0 skipped", "with 3 quotes and 0 claims"]
    assert run("export", tmp_path / "copy.db").stdout == run("export", database).stdout
    again = run("load", tmp_path / "copy.db", tmp_path / "out")
    assert again.stderr.splitlines()[0] == "documents: 0 loaded, 2 unchanged, 0 skipped"


def test_a_wrong_line_is_skipped_and_told(run: Run, database: Path, tmp_path: Path) -> None:
    lines = run("export", database).stdout.splitlines()
    (tmp_path / "out.jsonl").write_text("\n".join([lines[0], "{", "{}", "[]", lines[1]]), "utf-8")
    result = run("load", tmp_path / "copy.db", tmp_path / "out.jsonl")
    assert result.exit_code == 1
    assert "documents: 2 loaded, 0 unchanged, 3 skipped" in result.stderr
    assert "out.jsonl#2" in result.stderr and "no field" in result.stderr


@pytest.mark.parametrize(("field", "value"), [("confidence", 1.5), ("claim_id", "f00d"), ("role", "\udc80")])
def test_a_document_that_cannot_be_stored_is_skipped_alone(
    run: Run, database: Path, tmp_path: Path, field: str, value: object
) -> None:
    first, second = map(json.loads, run("export", database).stdout.splitlines())
    second["statements"][0][field] = value
    (tmp_path / "out.jsonl").write_text(f"{json.dumps(second)}\n{json.dumps(first)}\n", "utf-8")
    result = run("load", tmp_path / "copy.db", tmp_path / "out.jsonl")
    assert result.exit_code == 1
    assert "documents: 1 loaded, 0 unchanged, 1 skipped" in result.stderr
    (line,) = run("export", tmp_path / "copy.db").stdout.splitlines()
    assert json.loads(line)["document"] == first["document"]


@pytest.mark.parametrize(("name", "told"), [("empty", "holds no documents.parquet"), ("x.parquet", "name its folder")])
def test_what_cannot_be_loaded_is_misuse(run: Run, tmp_path: Path, name: str, told: str) -> None:
    place = tmp_path / name
    place.touch() if "." in name else place.mkdir()
    result = run("load", tmp_path / "copy.db", place)
    assert result.exit_code == 2
    assert told in result.stderr
