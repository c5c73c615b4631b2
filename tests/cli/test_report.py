import io
import json
from pathlib import Path

import docx
import pytest

from tests.cli.conftest import Run


@pytest.fixture
def ids(run: Run, database: Path) -> list[str]:
    return [json.loads(line)["id"] for line in run("lookup", database, "Ana Ruiz", "--nl").stdout.splitlines()]


def test_a_report_is_markdown_on_standard_output(run: Run, database: Path, ids: list[str]) -> None:
    result = run("report", database, *ids)
    assert result.exit_code == 0
    assert "## Ana Ruiz, minister" in result.stdout and "“The bridge is unsafe,”" in result.stdout
    assert run("report", database, "-", stdin="\n".join(ids) + "\n").stdout == result.stdout


def test_the_name_of_the_file_chooses_the_format(run: Run, database: Path, tmp_path: Path, ids: list[str]) -> None:
    for suffix in ("md", "html", "docx"):
        assert run("report", database, *ids, "-o", tmp_path / f"report.{suffix}").exit_code == 0
    assert "<mark>The bridge is unsafe,</mark>" in (tmp_path / "report.html").read_text("utf-8")
    opened = docx.Document(io.BytesIO((tmp_path / "report.docx").read_bytes()))
    assert "Ana Ruiz, minister" in [paragraph.text for paragraph in opened.paragraphs]


def test_an_id_of_nothing_is_told(run: Run, database: Path, ids: list[str]) -> None:
    result = run("report", database, "0123", ids[0])
    assert result.exit_code == 1
    assert "there is no statement 0123" in result.stderr and "Ana Ruiz" in result.stdout


@pytest.mark.parametrize("arguments", [("0123", "-f", "docx"), ("0123", "-o", "report.odt"), ()])
def test_misuse_is_2(run: Run, database: Path, arguments: tuple[str, ...]) -> None:
    assert run("report", database, *arguments).exit_code == 2
